import Arguments
import SchoolCore
import Tabular

enum LibraryCommands {
  static let noun: Command = Command(
    "library", Text(en: "Teaching materials", ru: "Методическая библиотека"), children: { [search, show, add] })

  private static let words = Operand.any(
    0, ValueKind("text", placeholder: "WORD"),
    Text(en: "Words that must all occur, in any ending", ru: "Слова; должны встретиться все, в любой форме"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "The subject", ru: "Предмет"))
  private static let grade = Option<Int?>.value(
    "grade", nil, .number, expected: Text("1–12"), Text(en: "The year of study", ru: "Год обучения")
  ) { Int($0).flatMap { (1...12).contains($0) ? $0 : nil } }

  static let search: Command = Command(
    "search", Text(en: "Search the library", ru: "Искать в библиотеке"),
    discussion: Text(
      en: "Searches titles, descriptions, authors and publishers; without words lists everything.",
      ru: "Ищет в названиях, описаниях, авторах и издателях; без слов показывает всё."),
    operands: [words.spec], options: [subject.spec, grade.spec],
    examples: [Example("myschool library search дроби --subject Математика", Text(en: "materials on fractions", ru: "материалы о дробях"))],
    sections: [Tree.columns(School.libraryColumns)]
  ) { call, session in
    .table(
      try session.school().searchLibrary(call[words], subject: call[subject], grade: call[grade]),
      note: Text(en: "nothing found; try fewer words", ru: "ничего не найдено; попробуйте меньше слов"))
  }

  private static let number = Operand.one(0, ValueKind("item", placeholder: "N"), Text(en: "The number of the item", ru: "Номер материала"))

  static let show: Command = Command(
    "show", Text(en: "Show an item", ru: "Показать материал"), operands: [number.spec],
    examples: [Example("myschool library show 1", Text(en: "the first item", ru: "первый материал"))],
    sections: [Tree.columns(School.libraryColumns)]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number", ru: "число")))
    }
    return .table(try session.school().libraryItem(number))
  }

  private static let title = Operand.one(0, ValueKind("text", placeholder: "TITLE"), Text(en: "The title", ru: "Название"))
  private static let kind = Option.text(
    "kind", nil, .choice(School.libraryKinds, placeholder: "KIND"), Text(en: "What it is", ru: "Что это"))
  private static let grades = Option.text(
    "grades", nil, ValueKind("grades", placeholder: "5-7"), Text(en: "The years of study it is for", ru: "Для каких классов"))
  private static let author = Option.text("author", nil, Text(en: "The author", ru: "Автор"))
  private static let publisher = Option.text("publisher", nil, Text(en: "The publisher", ru: "Издатель"))
  private static let description = Option.text("description", nil, Text(en: "What it is about", ru: "О чём"))
  private static let address = Option.text(
    "address", nil, ValueKind("text", placeholder: "URL"), Text(en: "Where it lies", ru: "Где лежит"))

  static let add: Command = Command(
    "add", Text(en: "Add an item", ru: "Добавить материал"), operands: [title.spec],
    options: [kind.spec, subject.spec, grades.spec, author.spec, publisher.spec, description.spec, address.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool library add 'Обыкновенные дроби' --subject Математика --grades 5-6 --kind lesson",
        Text(en: "a lesson on fractions", ru: "урок о дробях"))
    ]
  ) { call, session in
    var draft = LibraryDraft(title: call[title], kind: call[kind] ?? "other")
    draft.subject = call[subject]
    draft.grades = call[grades]
    draft.author = call[author]
    draft.publisher = call[publisher]
    draft.description = call[description]
    draft.address = call[address]
    let performed = try session.school().addToLibrary(draft, session.request)
    let extra = [Text(en: "item \(performed.value): \(draft.title)", ru: "материал \(performed.value): \(draft.title)")]
    return .receipt(
      Receipt(
        performed, dryRun: call[Everywhere.dryRun], unchanged: performed.operation == nil && !call[Everywhere.dryRun] ? 1 : 0, extra: extra)
    )
  }
}
