import Basics
import SQLite
import SchoolModel
import SchoolSheets

/// What an item says: all that a version keeps. Values are as people give them until they are checked.
public struct LibraryDraft: Sendable, Equatable {
  public var title: String?
  public var description: String?
  public var author: String?
  public var publisher: String?
  public var kind: String?
  public var subject: String?
  /// `5`, `5-7`.
  public var grades: String?
  public var address: String?
  public var topic: String?
  public var keywords: String?
  public var language: String?
  public var license: String?
  /// `12+`.
  public var age: String?
  public var isbn: String?

  public init() {}
}

/// What an item says, checked.
package struct LibraryContent: Equatable {
  package var title: String
  package var description: String?
  package var author: String?
  package var publisher: String?
  package var kind = "other"
  package var subject: Int?
  package var grades: ClosedRange<Int>?
  package var address: String?
  package var topic: String?
  package var keywords: String?
  package var language: String?
  package var license: String?
  package var age: Int?
  package var isbn: String?
  package var file: LibraryFile?

  package init(title: String) { self.title = title }

  /// The columns of items and versions that hold it, in the order of `values`.
  package static let columns = [
    "title", "description", "author", "publisher", "kind", "subject_id", "grade_low", "grade_high", "address", "topic", "keywords",
    "language", "license", "age", "isbn", "file_hash", "file_name", "file_bytes",
  ]

  package var values: [any Bindable] {
    [
      title, description, author, publisher, kind, subject, grades?.lowerBound, grades?.upperBound, address, topic, keywords, language,
      license, age, isbn, file?.hash, file?.name, file?.bytes,
    ]
  }

  /// The content in the columns of a row from a place on.
  package init(_ row: Row, at place: Int) throws {
    title = try row.get(place)
    description = try row.get(place + 1)
    author = try row.get(place + 2)
    publisher = try row.get(place + 3)
    kind = try row.get(place + 4)
    subject = try row.get(place + 5)
    let (low, high): (Int?, Int?) = (try row.get(place + 6), try row.get(place + 7))
    grades = low.flatMap { low in (high ?? low) >= low ? low...(high ?? low) : nil }
    address = try row.get(place + 8)
    topic = try row.get(place + 9)
    keywords = try row.get(place + 10)
    language = try row.get(place + 11)
    license = try row.get(place + 12)
    age = try row.get(place + 13)
    isbn = try row.get(place + 14)
    if let hash = try row.get(place + 15, as: String?.self) {
      file = LibraryFile(
        hash: hash, name: try row.get(place + 16, as: String?.self) ?? hash, bytes: try row.get(place + 17, as: Int?.self) ?? 0)
    }
  }

  /// Whether it has every value that another content has.
  package func says(_ other: LibraryContent) -> Bool {
    func holds<T: Equatable>(_ path: KeyPath<LibraryContent, T?>) -> Bool {
      other[keyPath: path] == nil || self[keyPath: path] == other[keyPath: path]
    }
    return title == other.title && kind == other.kind && holds(\.description) && holds(\.author) && holds(\.publisher) && holds(\.subject)
      && holds(\.grades) && holds(\.address) && holds(\.topic) && holds(\.keywords) && holds(\.language) && holds(\.license)
      && holds(\.age) && holds(\.isbn) && holds(\.file)
  }

  /// Whether students must not see a change of it before somebody has looked at it.
  package func needsNewVerification(after other: LibraryContent) -> Bool {
    title != other.title || description != other.description || file != other.file || address != other.address || kind != other.kind
      || grades != other.grades || age != other.age
  }
}

package struct LibraryFile: Equatable {
  package let hash: String
  package let name: String
  package let bytes: Int
}

/// The words of items' kinds, languages and ages.
package enum LibraryWords {
  /// - Returns: `nil` for a word of no kind.
  package static func kind(_ text: String) -> String? {
    let key = Folding.key(text)
    if Library.kinds.contains(key) { return key }
    return kinds[key] ?? CodedWords.libraryKinds.first { Folding.key($0.value.ru) == key }?.key
  }

  private static let kinds: [String: String] = [
    "учебник": "textbook", "учебное пособие": "textbook", "видеоурок": "video", "видеоролик": "video", "фильм": "video",
    "movingimage": "video",
    "тестирование": "test", "контрольная работа": "test", "презентация": "presentation", "слайды": "presentation", "статья": "article",
    "text": "article", "упражнения": "exercise", "задания": "exercise", "задачи": "exercise", "тренажер": "exercise", "аудио": "audio",
    "аудиозапись": "audio", "sound": "audio", "ссылка": "link", "сайт": "link", "конспект урока": "lesson", "урок": "lesson",
    "план урока": "lesson", "книга": "book", "lecture": "lesson", "exam": "test", "self assessment": "test", "slide": "presentation",
    "narrative text": "article", "problem statement": "exercise", "другое": "other",
  ]

  /// A language as its two letters; other words stay as they are.
  package static func language(_ text: String) -> String {
    let key = Folding.key(text).split(separator: "-").first.map(String.init) ?? ""
    return languages[key] ?? Folding.tidy(text).lowercased()
  }

  private static let languages: [String: String] = [
    "rus": "ru", "русский": "ru", "eng": "en", "английский": "en", "ger": "de", "deu": "de", "немецкий": "de", "fre": "fr", "fra": "fr",
    "французский": "fr", "spa": "es", "испанский": "es", "chi": "zh", "zho": "zh", "китайский": "zh", "tat": "tt", "татарский": "tt",
    "ru": "ru", "en": "en", "de": "de", "fr": "fr", "es": "es", "zh": "zh", "tt": "tt",
  ]

  /// The marks of the law (436-ФЗ).
  package static let ages = [0, 6, 12, 16, 18]

  package static func age(_ text: String) -> Int? {
    var digits = Folding.tidy(text)[...]
    if digits.hasSuffix("+") { digits = digits.dropLast() }
    return Int(digits).flatMap { ages.contains($0) ? $0 : nil }
  }

  package static func grades(_ text: String) -> ClosedRange<Int>? {
    let words = Folding.key(text).split { $0 == " " || $0 == "-" }.filter { !["класс", "класса", "классы", "кл", "кл."].contains($0) }
    let numbers = words.compactMap { Int($0) }
    guard (1...2).contains(numbers.count), numbers.count == words.count, let low = numbers.first, let high = numbers.last,
      (1...12).contains(low), (low...12).contains(high)
    else { return nil }
    return low...high
  }

  package static func isAddress(_ text: String) -> Bool {
    guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return false }
    return text.utf8.count > scheme.utf8.count
      && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f && !$0.properties.isWhitespace }
  }
}

/// A value of an item that cannot be.
struct WrongValue {
  let field: WritableKeyPath<LibraryDraft, String?>
  let problem: Problem

  /// The field as tables call it.
  var name: String {
    switch field {
    case \.grades: "grade"
    default: LibraryField.allCases.first { $0.place == field }?.rawValue ?? ""
    }
  }
}

/// Takes what people give for an item into its content.
struct ContentReader {
  private let database: Database
  private var subjects: [String: Int]?
  /// Subjects that the school does not have, kept as keywords, and kinds that are none: of a catalogue; `nil` to refuse them.
  private(set) var unknown: (subjects: [String], kinds: [String])?

  /// - Parameter lenient: take what is not known as a keyword or as another kind, and note it.
  init(_ database: Database, lenient: Bool) {
    self.database = database
    unknown = lenient ? ([], []) : nil
  }

  /// Lays what is given over a content; an empty text clears what may be empty.
  /// - Returns: each value that cannot be.
  mutating func take(_ draft: LibraryDraft, over content: inout LibraryContent) throws -> [WrongValue] {
    var wrong: [WrongValue] = []
    func text(_ value: String?, _ into: WritableKeyPath<LibraryContent, String?>) {
      guard let value else { return }
      let tidy = Folding.tidy(value)
      content[keyPath: into] = tidy.isEmpty ? nil : tidy
    }
    if let title = draft.title {
      let tidy = Folding.tidy(title)
      if tidy.isEmpty { wrong.append(WrongValue(field: \.title, problem: .missing)) } else { content.title = tidy }
    }
    text(draft.description, \.description)
    text(draft.author, \.author)
    text(draft.publisher, \.publisher)
    text(draft.topic, \.topic)
    text(draft.license, \.license)
    text(draft.keywords, \.keywords)
    if let language = draft.language { content.language = language.isEmpty ? nil : LibraryWords.language(language) }
    takeCoded(draft, &content, &wrong)
    takeKind(draft, &content, &wrong)
    try takeSubject(draft, &content)
    return wrong
  }

  private func takeCoded(_ draft: LibraryDraft, _ content: inout LibraryContent, _ wrong: inout [WrongValue]) {
    func value<T>(
      _ from: WritableKeyPath<LibraryDraft, String?>, _ into: WritableKeyPath<LibraryContent, T?>, _ problem: (String) -> Problem,
      _ read: (String) -> T?
    ) {
      guard let text = draft[keyPath: from].map(Folding.tidy) else { return }
      guard !text.isEmpty else { return content[keyPath: into] = nil }
      if let value = read(text) { content[keyPath: into] = value } else { wrong.append(WrongValue(field: from, problem: problem(text))) }
    }
    value(\.grades, \.grades, Problem.notGrades, LibraryWords.grades)
    value(\.age, \.age, Problem.notAnAge, LibraryWords.age)
    value(\.isbn, \.isbn, Problem.notAnISBN) { ISBN($0)?.digits }
    value(\.address, \.address, Problem.notAnAddress) { LibraryWords.isAddress($0) ? $0 : nil }
  }

  private mutating func takeKind(_ draft: LibraryDraft, _ content: inout LibraryContent, _ wrong: inout [WrongValue]) {
    guard let word = draft.kind, !word.isEmpty else { return }
    if let kind = LibraryWords.kind(word) {
      content.kind = kind
    } else if unknown != nil {
      content.kind = "other"
      if !(unknown?.kinds.contains(word) ?? true) { unknown?.kinds.append(word) }
    } else {
      wrong.append(WrongValue(field: \.kind, problem: .notInVocabulary(word, known: Library.kinds)))
    }
  }

  /// - Throws: `SubjectFailure` where it must be known.
  private mutating func takeSubject(_ draft: LibraryDraft, _ content: inout LibraryContent) throws {
    guard let name = draft.subject.map(Folding.tidy) else { return }
    guard !name.isEmpty else { return content.subject = nil }
    if subjects == nil {
      subjects = Dictionary(try database.rows("SELECT name_key, id FROM subject", as: (String, Int).self)) { first, _ in first }
    }
    if let id = subjects?[Folding.key(name)] {
      content.subject = id
    } else if unknown != nil {
      if !(unknown?.subjects.contains(name) ?? true) { unknown?.subjects.append(name) }
      let words = (content.keywords ?? "").split(separator: ";").map { Folding.tidy(String($0)) }
      if !words.contains(where: { Folding.key($0) == Folding.key(name) }) { content.keywords = ([name] + words).joined(separator: "; ") }
    } else {
      throw SubjectFailure.unknown(name)
    }
  }
}
