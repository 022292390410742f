import Basics
import SQLite
import SchoolModel
import Tabular

/// What is known of an item of the library.
public struct LibraryDraft: Sendable {
  public var title: String
  public var description: String?
  public var author: String?
  public var publisher: String?
  public var kind: String
  public var subject: String?
  public var grades: String?
  public var address: String?

  public init(title: String, kind: String) {
    self.title = title
    self.kind = kind
  }
}

public enum LibraryFailure: Failure, Equatable {
  case noItem(Int)
  case badGrades(String)
  public var exit: ExitCode {
    if case .noItem = self { .notFound } else { .badData }
  }
  public var key: String {
    switch self {
    case .noItem: "library.unknown"
    case .badGrades: "library.grades"
    }
  }
}

extension Library {
  public static let libraryKinds = ["textbook", "lesson", "video", "test", "presentation", "article", "exercise", "other"]

  public static let libraryColumns = [
    Column.number, Column.title, Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.libraryKinds),
    Column.subject, Column("grades", en: "Grades", ru: "Классы"),
    Column("author", en: "Author", ru: "Автор"),
    Column("publisher", en: "Publisher", ru: "Издатель"), Column("address", en: "Address", ru: "Адрес"),
    Column("description", en: "Description", ru: "Описание"),
  ]

  /// Adds an item; the same title of the same publisher again changes nothing.
  /// - Returns: the number of the item.
  public func addToLibrary(_ draft: LibraryDraft, _ request: WriteRequest) throws -> Performed<Int> {
    try perform(.libraryWrite, request) { writing in
      let database = writing.database
      var subject: Int?
      if let name = draft.subject {
        subject = try database.value("SELECT id FROM subject WHERE name_key = ?", Folding.key(name), as: Int.self)
        guard subject != nil else { throw SubjectFailure.unknown(name) }
      }
      let grades = try draft.grades.map { text -> ClosedRange<Int> in
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard let low = parts.first, let high = parts.last, parts.count <= 2, (1...12).contains(low), (low...12).contains(high) else {
          throw LibraryFailure.badGrades(text)
        }
        return low...high
      }
      let title = Folding.tidy(draft.title)
      if let known = try database.value(
        "SELECT id FROM library_item WHERE title = ? AND publisher IS ? AND kind = ? AND address IS ?", title, draft.publisher, draft.kind,
        draft.address,
        as: Int.self)
      {
        return known
      }
      try database.run(
        "INSERT INTO library_item (title, description, author, publisher, kind, subject_id, grade_low, grade_high, address, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        title, draft.description, draft.author, draft.publisher, draft.kind, subject, grades?.lowerBound, grades?.upperBound, draft.address,
        writing.now.milliseconds, writing.actor.personID)
      return database.lastInsertedID
    }
  }

  /// Searches titles, descriptions, authors and publishers; every word must occur, in any of its endings.
  public func searchLibrary(_ words: [String], subject: String?, grade: Int?) throws -> Table {
    try read(.libraryRead) { reading in
      let query = LibraryQuery.expression(words)
      let sql = """
        \(Self.librarySelect) \(query == nil ? "" : "JOIN library_search x ON x.rowid = i.id")
        WHERE \(query == nil ? "?1 IS NULL" : "library_search MATCH ?1")
          AND (?2 IS NULL OR s.name_key = ?2) AND (?3 IS NULL OR ?3 BETWEEN i.grade_low AND i.grade_high)
        ORDER BY \(query == nil ? "i.id" : "x.rank, i.id")
        """
      return Table(Self.libraryColumns, rows: try Self.libraryRows(reading, sql, [query, subject.map(Folding.key), grade]))
    }
  }

  public func item(_ number: Int) throws -> Table {
    try read(.libraryRead) { reading in
      let rows = try Self.libraryRows(reading, "\(Self.librarySelect) WHERE i.id = ?", [number])
      guard !rows.isEmpty else { throw LibraryFailure.noItem(number) }
      return Table(Self.libraryColumns, rows: rows)
    }
  }

  private static let librarySelect = """
    SELECT i.id, i.title, i.kind, s.name, i.grade_low, i.grade_high, i.author, i.publisher, i.address, i.description
    FROM library_item i LEFT JOIN subject s ON s.id = i.subject_id
    """

  private static func libraryRows(_ reading: Reading, _ sql: String, _ values: [any Bindable]) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    try reading.database.forEach(sql, values) { row in
      let (low, high): (Int?, Int?) = (try row.get(4), try row.get(5))
      let grades = low.map { low in high == low ? "\(low)" : "\(low)-\(high ?? low)" }
      rows.append([
        .integer(try row.get(0)), .text(try row.get(1)), .text(try row.get(2)), Cell(try row.get(3) as String?), Cell(grades),
        Cell(try row.get(6) as String?), Cell(try row.get(7) as String?), Cell(try row.get(8) as String?), Cell(try row.get(9) as String?),
      ])
    }
    return rows
  }
}

/// Turns what people type into a full-text expression.
package enum LibraryQuery {
  /// Every word as a prefix of its stem, so that `уравнения` finds `уравнение`; `nil` for no words.
  package static func expression(_ words: [String]) -> String? {
    let terms = words.joined(separator: " ").lowercased().split { !$0.isLetter && !$0.isNumber }.map { stem(Folding.key(String($0))) }
    guard !terms.isEmpty else { return nil }
    return terms.map { "\"\($0)\"*" }.joined(separator: " ")
  }

  private static let endings = [
    "иями", "ями", "ами", "ией", "иям", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ах", "ях", "ов", "ев", "ей", "ой", "ый", "ий",
    "ая", "яя",
    "ое", "ее", "ые", "ие", "ия", "ию", "ии", "ам", "ям", "ом", "ем", "ую", "юю", "ых", "их", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь",
    "й",
  ]

  private static func stem(_ word: String) -> String {
    for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 3 { return String(word.dropLast(ending.count)) }
    return word
  }
}
