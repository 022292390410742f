import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

/// What is asked of the library, of search and of export alike.
enum QuestionOptions {
  static let words = Operand.any(
    ValueKind(.word, placeholder: "WORD"),
    Text(en: "Words that must all occur, in any ending", ru: "Слова; должны встретиться все, в любой форме"))
  private static let kinds = Option.texts(
    "kind", nil, ValueKind(.itemKind, placeholder: "KIND"),
    Text(en: "Of this kind; may be repeated", ru: "Такого вида; можно несколько раз"))
  private static let grade = Option.text(
    "grade", nil, ValueKind(.grades, placeholder: "5-7"), Text(en: "For a year of study", ru: "Для класса")
  ).also("grades")
  private static let provider = Option.text(
    "provider", nil, .person, Text(en: "Added by this person", ru: "Кто добавил"))
  private static let publisher = Option.text(
    "publisher", nil, ValueKind(.publisher), Text(en: "Of this publisher", ru: "Этого издательства"))
  private static let topic = Option.text("topic", nil, .text, Text(en: "With this topic", ru: "С такой темой"))
  private static let language = Option.text(
    "language", nil, ValueKind(.text, placeholder: "ru"), Text(en: "In this language", ru: "На этом языке"))
  private static let verified = Option.flag("verified", Text(en: "What is verified alone", ru: "Только проверенные"))
  private static let statuses = Option.texts(
    "status", nil, .choice(Library.states, placeholder: "STATE"),
    Text(en: "In this state; may be repeated", ru: "В таком состоянии; можно несколько раз"))
  private static let added = Option.text("added", nil, .span, Text(en: "Added in these days", ru: "Добавленные в эти дни"))
  private static let tag = Option.text(
    "tag", nil, ValueKind(.tag), Text(en: "On your shelf with this tag", ru: "С вашей полки, с такой пометкой"))
  private static let not = Option.texts(
    "not", nil, ValueKind(.word, placeholder: "WORD"),
    Text(en: "Without this word; may be repeated", ru: "Без этого слова; можно несколько раз"))
  private static let forTopic = Option.text(
    "for-topic", nil, .text,
    Text(en: "For a topic: any of its words in title, keywords and topic", ru: "К теме: любое её слово в названии, ключевых словах и теме"))

  static let all: [OptionSpec] = [
    ItemOptions.subject.spec, grade.spec, kinds.spec, provider.spec, publisher.spec, topic.spec, language.spec, verified.spec,
    statuses.spec,
    added.spec, tag.spec, not.spec, forTopic.spec,
  ]

  static func question(_ call: Call) -> LibraryQuestion {
    var question = LibraryQuestion()
    question.words = call[words].joined(separator: " ")
    question.not = call[not]
    question.subject = call[ItemOptions.subject]
    question.grades = call[grade]
    question.kinds = call[kinds]
    question.provider = call[provider]
    question.publisher = call[publisher]
    question.topic = call[topic]
    question.language = call[language]
    question.statuses = call[statuses] + (call[verified] ? ["verified"] : [])
    question.added = call[added]
    question.tag = call[tag]
    question.anyOf = call[forTopic]
    return question
  }
}

extension LibraryCommands {
  private static let facet = Option.text(
    "facet", nil, ValueKind(.facets, placeholder: "A,B"),
    Text(en: "How many there are by subject, grade, kind, …", ru: "Сколько их по предметам, классам, видам, …"))
  private static let exact = Option.flag(
    "exact", Text(en: "Neither the other keyboard layout nor a suggestion", ru: "Без другой раскладки и без подсказок"))
  private static let failEmpty = Option.flag(
    "fail-empty", Text(en: "Exit 1 when nothing is found", ru: "Код возврата 1, если ничего не найдено"))

  /// What people see of an item in a list; programs get all columns.
  private static let forPeople = ["number", "title", "kind", "subject", "grades", "author", "status", "age"]

  static let search: Command = Command(
    "search", Text(en: "Search the library", ru: "Искать в библиотеке"),
    discussion: Text(
      en:
        "All words must occur, in any ending, anywhere in an item and in the text of its file. “…” finds words side by side, -word excludes (quote the whole query, or --not WORD), word* is a beginning; every other sign is a blank, so nothing is a mistake. Without words lists everything. When nothing is found, the other keyboard layout is tried, then the nearest words are suggested. Students and parents find what is verified and fit for the age; teachers and publishers beside it what they added.",
      ru:
        "Должны встретиться все слова, в любой форме, где угодно: в описании материала и в тексте его файла. «…» ищет слова подряд, -слово исключает (весь запрос в кавычках или --not СЛОВО), слово* — начало слова; остальные знаки считаются пробелами, ошибиться в запросе нельзя. Без слов показывает всё. Если ничего не нашлось, проверяется другая раскладка клавиатуры, затем предлагаются похожие слова. Ученики и родители видят проверенное и подходящее по возрасту, учителя и издательства ещё и своё."
    ),
    needs: [.libraryRead], operands: [QuestionOptions.words.spec],
    options: QuestionOptions.all + [facet.spec, exact.spec, failEmpty.spec],
    examples: [
      Example("myschool library search дроби --subject Математика", Text(en: "materials on fractions", ru: "материалы о дробях")),
      Example("myschool library search 'уравнение -линейное' --grade 8", Text(en: "without a word", ru: "без слова")),
      Example("myschool library search --facet subject,kind", Text(en: "what there is", ru: "что вообще есть")),
      Example(
        "myschool library search сила --columns number,title,score,snippet", Text(en: "why each was found", ru: "почему нашлось")),
    ],
    sections: [Tree.columns(Library.searchColumns)]
  ) { call, session in
    var question = QuestionOptions.question(call)
    question.exact = call[exact]
    question.wanted = session.columnsSeen(forPeople: forPeople)
    let library = try session.school().library
    if let names = call[facet] {
      return .table(try library.facets(question, names.split(separator: ",").map(String.init)), note: nothing)
    }
    let found = try library.search(question)
    if let other = found.otherLayout {
      session.say(
        Text(en: "nothing found; shown for “\(other)”", ru: "ничего не найдено; показано по запросу «\(other)»"))
    }
    if let suggestion = found.suggestion {
      session.say(Text(en: "perhaps you meant: \(suggestion)", ru: "возможно, вы искали: \(suggestion)"))
    }
    let note = question.words.split(separator: " ").count < 2 ? Text(en: "nothing found", ru: "ничего не найдено") : nothing
    var answer = Answer.table(found.table, note: found.suggestion == nil ? note : nil)
    answer.forPeople = forPeople
    if found.isEmpty, call[failEmpty] { answer.code = ExitCode.no.rawValue }
    return answer
  }

  private static let nothing = Text(en: "nothing found; try fewer words", ru: "ничего не найдено; попробуйте меньше слов")
}
