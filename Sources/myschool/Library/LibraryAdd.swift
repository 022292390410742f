import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

extension LibraryCommands {
  private static let title = Operand.one(ValueKind(.text, placeholder: "TITLE"), Text(en: "The title", ru: "Название"))

  private static let kind = Option.text(
    "kind", nil, .choice(Library.libraryKinds, placeholder: "KIND"), Text(en: "What it is", ru: "Что это"))

  private static let grades = Option.text(
    "grades", nil, ValueKind(.grades, placeholder: "5-7"), Text(en: "The years of study it is for", ru: "Для каких классов"))

  private static let author = Option.text("author", nil, Text(en: "The author", ru: "Автор"))

  private static let publisher = Option.text("publisher", nil, Text(en: "The publisher", ru: "Издатель"))

  private static let description = Option.text("description", nil, Text(en: "What it is about", ru: "О чём"))

  private static let address = Option.text(
    "address", nil, ValueKind(.text, placeholder: "URL"), Text(en: "Where it lies", ru: "Где лежит"))

  static let add: Command = Command(
    "add", Text(en: "Add an item", ru: "Добавить материал"), needs: [.libraryWrite], writes: true, operands: [title.spec],
    options: [kind.spec, subject.spec, grades.spec, author.spec, publisher.spec, description.spec, address.spec],
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
    let performed = try session.school().library.addToLibrary(draft, session.request)
    let extra = [Text(en: "item \(performed.value): \(draft.title)", ru: "материал \(performed.value): \(draft.title)")]
    return .receipt(
      Receipt(
        performed, unchanged: performed.operation == nil && !call[Everywhere.dryRun] ? 1 : 0, extra: extra)
    )
  }
}
