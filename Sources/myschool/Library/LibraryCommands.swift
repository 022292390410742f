import Arguments
import Basics
import SchoolLibrary
import SchoolModel
import Tabular

enum LibraryCommands {
  static let noun: Command = Command(
    "library", Text(en: "Teaching materials", ru: "Методическая библиотека"),
    discussion: Text(
      en:
        "Publishers and teachers add items, somebody else verifies them, students find what is verified and fit for their age. Files lie beside the school in school.db.files under their SHA-256; db check looks whether they are what went in, db backup takes them along, db restore brings them back.",
      ru:
        "Издательства и учителя добавляют материалы, проверяет их кто-то другой, ученики находят проверенное и подходящее по возрасту. Файлы лежат рядом со школой в school.db.files под своим SHA-256; db check сверяет их с тем, что было добавлено, db backup берёт с собой, db restore возвращает."
    ), sections: [LibraryGuide.states, LibraryGuide.eyes, LibraryGuide.words],
    children: {
      [
        search, show, LibraryOpen.command, LibraryGet.command, LibraryAdd.command, LibraryEdit.command, LibraryRemove.command,
        LibraryImport.command, LibraryExport.command, LibrarySubmit.command, LibraryQueue.command, LibraryVerify.command,
        LibraryReturn.command, LibraryWithdraw.command, LibraryComplain.command, LibraryShelf.noun, LibraryRate.command,
        LibraryAttach.command, LibraryRecommend.command,
      ]
    })

  static let number = Operand.one(ValueKind(.item, placeholder: "N"), Text(en: "The number of the item", ru: "Номер материала"))
  static let numbers = Operand.some(ValueKind(.item, placeholder: "N"), Text(en: "The numbers of items", ru: "Номера материалов"))
  static let anyNumbers = Operand.any(ValueKind(.item, placeholder: "N"), Text(en: "The numbers of items", ru: "Номера материалов"))
  static let reason = Option.text("reason", nil, .text, Text(en: "Why", ru: "Почему"))

  /// The number of an item, as it is typed: `5`, `№5`, `#5`.
  static func number(_ text: String) throws -> Int {
    let digits = text.drop { "№#".contains($0) }
    guard let number = Int(digits), number > 0 else {
      throw UsageFailure(.badValue(option: "N", value: text, expected: Text(en: "the number of an item", ru: "номер материала")))
    }
    return number
  }

  /// What became of items, a line each, the first of many.
  /// - Parameter count: how many there are, where the list holds the first of them.
  static func lines(_ items: [(number: Int, title: String)], _ what: Text, count: Int? = nil) -> [Text] {
    let listed = items.prefix(LibraryReport.mostListed)
    let more = (count ?? items.count) - listed.count
    return listed.map { item in
      Text(en: "\(what.en): \(item.number) \(item.title)", ru: "\(what.ru): \(item.number) \(item.title)")
    } + (more > 0 ? [Text(en: "… and \(more) more", ru: "… и ещё \(more)")] : [])
  }

  /// The receipt of a decision about items.
  static func receipt(_ performed: Performed<Decided>, _ what: Text) -> Answer {
    let decided = performed.value
    var extra = lines(decided.items, what)
    if !decided.own.isEmpty {
      let numbers = decided.own.map(String.init).joined(separator: ", ")
      extra.append(
        Text(en: "your own, for somebody else to verify: \(numbers)", ru: "ваши собственные, их проверит другой: \(numbers)"))
    }
    if !decided.forAdults.isEmpty {
      let numbers = decided.forAdults.map(String.init).joined(separator: ", ")
      extra.append(
        Text(en: "18+, to be returned: \(numbers)", ru: "с меткой 18+, их нужно вернуть: \(numbers)"))
    }
    return .receipt(Receipt(performed, unchanged: decided.unchanged, extra: extra))
  }
}

/// The options that say what an item is.
enum ItemOptions {
  static let kind = Option.text("kind", nil, ValueKind(.itemKind, placeholder: "KIND"), Text(en: "What it is", ru: "Что это"))
  static let subject = Option.text("subject", nil, .subject, Text(en: "The subject", ru: "Предмет"))
  static let grades = Option.text(
    "grade", nil, ValueKind(.grades, placeholder: "5-7"), Text(en: "The years of study it is for", ru: "Для каких классов")
  ).also("grades")
  static let author = Option.text("author", nil, Text(en: "The author", ru: "Автор"))
  static let publisher = Option.text("publisher", nil, ValueKind(.publisher), Text(en: "The publisher", ru: "Издательство"))
  static let topic = Option.text("topic", nil, .text, Text(en: "The topic of the programme", ru: "Тема программы"))
  static let description = Option.text("description", nil, Text(en: "What it is about", ru: "О чём"))
  static let keywords = Option.text("keywords", nil, Text(en: "Keywords with “;” between them", ru: "Ключевые слова через «;»"))
  static let language = Option.text("language", nil, ValueKind(.text, placeholder: "ru"), Text(en: "The language", ru: "Язык"))
  static let license = Option.text("license", nil, Text(en: "The licence", ru: "Лицензия"))
  static let age = Option.text(
    "age", nil, ValueKind(.ageMark, placeholder: "12+"),
    Text(en: "From which age, by the law on information and children", ru: "Возрастная метка по закону 436-ФЗ"))
  static let isbn = Option.text("isbn", nil, ValueKind(.text, placeholder: "ISBN"), Text(en: "The number of the book", ru: "ISBN книги"))
  static let address = Option.text(
    "address", nil, ValueKind(.text, placeholder: "URL"), Text(en: "Where it lies", ru: "Адрес в интернете"))
  static let file = Option.text("file", nil, .file, Text(en: "Its file, kept with the school", ru: "Файл; хранится вместе со школой"))
  static let title = Option.text("title", nil, ValueKind(.text, placeholder: "TITLE"), Text(en: "The title", ru: "Название"))

  static let all: [OptionSpec] = [
    kind.spec, subject.spec, grades.spec, author.spec, publisher.spec, topic.spec, description.spec, keywords.spec, language.spec,
    license.spec, age.spec, isbn.spec, address.spec,
  ]

  static func draft(_ call: Call) -> LibraryDraft {
    var draft = LibraryDraft()
    draft.kind = call[kind]
    draft.subject = call[subject]
    draft.grades = call[grades]
    draft.author = call[author]
    draft.publisher = call[publisher]
    draft.topic = call[topic]
    draft.description = call[description]
    draft.keywords = call[keywords]
    draft.language = call[language]
    draft.license = call[license]
    draft.age = call[age]
    draft.isbn = call[isbn]
    draft.address = call[address]
    return draft
  }

  /// A file that was named, read piece by piece.
  static func input(_ name: String, _ session: Session) throws -> FileInput {
    let source = try session.source(name)
    return FileInput(name: name == "-" ? "" : name) {
      do { return try source.input.piece() } catch let failed as ByteInput.Failed {
        throw BadFile.input(file: session.shownName(name), errno: failed.errno)
      }
    }
  }
}
