import Basics
import RussianText
import SQLite
import SchoolModel
import Tabular

/// What is asked of the library.
public struct LibraryQuestion: Sendable {
  public var words = ""
  public var not: [String] = []
  public var subject: String?
  public var grades: String?
  public var kinds: [String] = []
  /// Who added it: a login or a name.
  public var provider: String?
  public var publisher: String?
  public var topic: String?
  public var language: String?
  public var statuses: [String] = []
  /// A span of days.
  public var added: String?
  public var tag: String?
  /// Items for the topic of a lesson: its words, any of them.
  public var anyOf: String?
  /// Neither the other keyboard layout nor a suggestion.
  public var exact = false
  /// The columns that somebody will see; `nil` for all.
  public var wanted: Set<String>?

  public init() {}
}

/// What a search found, and how the words were understood.
public struct LibraryFound {
  public let table: Table
  public let isEmpty: Bool
  /// The words in the other keyboard layout, which found something when those typed did not.
  public var otherLayout: String?
  /// Words that were probably meant.
  public var suggestion: String?
}

extension Library {
  /// Searches what who acts may see; without words, lists it by the filters.
  /// - Throws: `LibraryFailure.nothingToSearch` for words that say nothing, `SubjectFailure`.
  public func search(_ question: LibraryQuestion) throws -> LibraryFound {
    try read(.libraryRead) { reading in
      let finder = try LibraryFinder(reading, question)
      if try finder.finds(finder.expression) { return LibraryFound(table: rows(question), isEmpty: false) }
      var found = LibraryFound(table: Table(Self.searchColumns, rows: []), isEmpty: true)
      guard let expression = finder.expression, !question.exact else { return found }
      if let other = KeyboardLayout.other(question.words) {
        let again = SearchExpression(other, excluding: question.not, finder.breaker)
        if again.isAnswerable, try finder.finds(again) {
          var meant = question
          meant.words = other
          return LibraryFound(table: rows(meant), isEmpty: false, otherLayout: other)
        }
      }
      found.suggestion = try Suggestion(finder).words(for: expression)
      return found
    }
  }

  /// The items found, read when they are asked for.
  private func rows(_ question: LibraryQuestion) -> Table {
    Table(Self.searchColumns) { writer in
      try read(.libraryRead) { reading in
        let finder = try LibraryFinder(reading, question)
        try finder.forEachRow(finder.expression) { try writer.add($0) }
      }
    }
  }

  /// How many of what is found have each value of some facets.
  public func facets(_ question: LibraryQuestion, _ names: [String]) throws -> Table {
    try read(.libraryRead) { reading in
      let finder = try LibraryFinder(reading, question)
      return Table(Self.facetColumns, rows: try names.flatMap { try finder.facet($0) })
    }
  }

  /// The values of one facet, the most frequent first.
  public func values(of facet: String) throws -> [String] {
    try read(.libraryRead) { reading in
      try LibraryFinder(reading, LibraryQuestion()).facet(facet).compactMap { row in
        if case .text(let value) = row[1] { value } else { nil }
      }
    }
  }

  /// The items that were added last, for completion.
  public func titles(limit: Int = 50) throws -> [(number: Int, title: String)] {
    try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      return try reading.database.rows(
        "SELECT i.id, \(reach.column("title")) FROM library_item i \(reach.join) WHERE \(reach.condition) ORDER BY i.id DESC LIMIT ?",
        limit,
        as: (Int, String).self
      ).map { ($0.0, $0.1) }
    }
  }

  public static let facetNames = [
    "subject", "grade", "kind", "provider", "publisher", "topic", "language", "status", "age", "license", "author", "tag",
  ]
}

/// Finds items with somebody's eyes.
struct LibraryFinder {
  let reading: Reading
  let reach: LibraryReach
  let breaker = WordBreaker()
  let expression: SearchExpression?
  private let wanted: Set<String>?
  private let filters: [(condition: String, values: [any Bindable])]
  private var database: Database { reading.database }

  /// How much a word counts where it stands: title, keywords, topic and subject, author and publisher, description, the file.
  static let order = "bm25(library_search, 10, 5, 4, 2, 2, 1)"

  init(_ reading: Reading, _ question: LibraryQuestion) throws {
    self.reading = reading
    wanted = question.wanted
    reach = try LibraryReach(reading)
    let typed = SearchExpression(question.words, excluding: question.not, breaker)
    if typed.isEmpty {
      expression = nil
    } else {
      guard typed.isAnswerable else { throw LibraryFailure.nothingToSearch }
      guard !reading.isOfThePast else { throw LibraryFailure.wordsOfThePast }
      expression = typed
    }
    filters = try Self.filters(question, reading, reach, breaker)
  }

  /// Whether anything is found.
  func finds(_ expression: SearchExpression?) throws -> Bool {
    let sql = "SELECT 1 FROM \(from(expression)) WHERE \(condition(expression)) LIMIT 1"
    var isFound = false
    try database.forEach(sql, values(expression)) { _ in isFound = true }
    return isFound
  }

  /// Hands on the rows of `Library.searchColumns`, the nearest first.
  func forEachRow(_ expression: SearchExpression?, _ body: ([Cell]) throws -> Void) throws {
    let rows = ItemRows(reach: reach, wanted: wanted)
    let snippet = wanted?.contains("snippet") ?? true ? "snippet(library_search, -1, '«', '»', '…', 12)" : "NULL"
    let extra = expression == nil ? "NULL, NULL" : "\(Self.order), \(snippet)"
    let sql = """
      SELECT \(rows.columns), \(extra) FROM \(from(expression)) WHERE \(condition(expression))
      ORDER BY \(expression == nil ? "i.id" : "\(ItemRows.width + 1), i.id")
      """
    try database.forEach(sql, values(expression)) { row in
      let score: Double? = try row.get(ItemRows.width)
      let snippet: String? = try row.get(ItemRows.width + 1)
      try body(
        try ItemRows.cells(row) + [
          score.map { .decimal(Int((-$0 * 1000).rounded()), places: 3) } ?? .empty, Cell(snippet.map { Folding.tidy($0) }),
        ])
    }
  }

  /// Hands on the rows found in the order of their numbers.
  func forEach(_ columns: String, _ body: (Row) throws -> Void) throws {
    try database.forEach(
      "SELECT \(columns) FROM \(from(expression)) WHERE \(condition(expression)) ORDER BY i.id", values(expression), body)
  }

  /// How many items an expression of full text finds among those that are seen, whatever the filters.
  func count(of fullText: String) throws -> Int {
    let sql = """
      SELECT count(*) FROM library_search x JOIN library_item i ON i.id = \(Self.itemOfEntry) \(reach.join)
      WHERE library_search MATCH ? AND x.rowid = \(reach.entry) AND \(reach.condition)
      """
    return try database.value(sql, fullText, as: Int.self) ?? 0
  }

  static let itemOfEntry = "CASE WHEN x.rowid > 0 THEN x.rowid ELSE (SELECT item_id FROM library_version WHERE id = -x.rowid) END"

  private func from(_ expression: SearchExpression?) -> String {
    expression == nil
      ? "library_item i \(joins)" : "library_search x JOIN library_item i ON i.id = \(Self.itemOfEntry) \(joins)"
  }

  private var joins: String { ItemRows(reach: reach).joins }

  private func condition(_ expression: SearchExpression?) -> String {
    let words = expression == nil ? [] : ["library_search MATCH ?", "x.rowid = \(reach.entry)"]
    return (words + [reach.condition] + filters.map(\.condition)).joined(separator: " AND ")
  }

  private func values(_ expression: SearchExpression?) -> [any Bindable] {
    (expression.map { [$0.fullText] } ?? []) + filters.flatMap(\.values)
  }

  // MARK: filters

  private static func filters(
    _ question: LibraryQuestion, _ reading: Reading, _ reach: LibraryReach, _ breaker: WordBreaker
  ) throws -> [(condition: String, values: [any Bindable])] {
    var filters: [(String, [any Bindable])] = []
    func equal(_ name: String, _ value: String?, _ key: (String) -> String = { $0 }) {
      if let value { filters.append(("\(reach.column(name)) = ?", [key(value)])) }
    }
    if let subject = question.subject {
      let ids = try reading.database.values("SELECT id FROM subject WHERE name_key = ?", Folding.key(subject), as: Int.self)
      guard let id = ids.first else { throw SubjectFailure.unknown(subject) }
      filters.append(("\(reach.column("subject_id")) = ?", [id]))
    }
    if let text = question.grades {
      guard let grades = LibraryWords.grades(text) else { throw LibraryFailure.value(field: "grade", .notGrades(text)) }
      filters.append(("\(reach.column("grade_low")) <= ? AND \(reach.column("grade_high")) >= ?", [grades.upperBound, grades.lowerBound]))
    }
    let kinds = try Self.codes(question.kinds, known: Library.kinds) { LibraryWords.kind($0) }
    let states = try Self.codes(question.statuses, known: Library.states) { word in
      CodedWords.libraryStates.first { $0.key == Folding.key(word) || $0.value.ru == Folding.key(word) }?.key
    }
    for (column, words) in [(reach.column("kind"), kinds), (ItemRows.status, states)] where !words.isEmpty {
      filters.append(("\(column) IN (\(words.map { _ in "?" }.joined(separator: ",")))", words))
    }
    equal("language", question.language, LibraryWords.language)
    // Said by its words, in whatever form: each must stand there.
    for (column, value) in [("author", question.publisher), ("topic", question.topic)] {
      for word in value.map(breaker.words) ?? [] { filters.append(inIndex("\(column) : \(SearchExpression.exactly(word.stem))", reach)) }
    }
    if let text = question.added {
      let span = try SpanReader(reading.calendar).span(text)
      let offset = "(SELECT utc_offset FROM school)"
      filters.append(("date(i.added_at / 1000 + \(offset) * 60, 'unixepoch') BETWEEN ? AND ?", [span.first, span.last]))
    }
    if let provider = question.provider { filters.append(try Self.provider(provider, reading)) }
    if let tag = question.tag {
      filters.append(
        (
          "i.id IN (SELECT item_id FROM library_shelf WHERE person_id = ? AND ';' || tags || ';' LIKE '%;' || ? || ';%')",
          [reading.access.actor.personID, Folding.key(tag)]
        ))
    }
    if let text = question.anyOf {
      let stems = WeakTopics.stems(text, breaker)
      filters.append(stems.isEmpty ? ("0", []) : inIndex("{title keywords topic} : (\(SearchExpression.any(stems)))", reach))
    }
    return filters
  }

  /// Words as codes, several of them with commas between.
  private static func codes(_ words: [String], known: [String], _ code: (String) -> String?) throws -> [String] {
    try words.flatMap { $0.split(separator: ",").map(String.init) }.map { word in
      guard let found = code(word) else { throw LibraryFailure.value(field: "kind", .notInVocabulary(word, known: known)) }
      return found
    }
  }

  private static func inIndex(_ fullText: String, _ reach: LibraryReach) -> (String, [any Bindable]) {
    ("\(reach.entry) IN (SELECT rowid FROM library_search WHERE library_search MATCH ?)", [fullText])
  }

  /// Items that somebody added, by login or by words of the name.
  private static func provider(_ text: String, _ reading: Reading) throws -> (String, [any Bindable]) {
    let key = Folding.key(text)
    let sql = """
      i.added_by IN (SELECT p.id FROM person p WHERE p.login = ? OR p.name_key = ? OR p.name_key LIKE ? || ' %')
      """
    return (sql, [text.lowercased(), key, key])
  }

  // MARK: facets

  func facet(_ name: String) throws -> [[Cell]] {
    guard let value = facetValue(name) else { throw LibraryFailure.badFacet(name, known: Library.facetNames) }
    let sql = """
      SELECT \(value) AS value, count(*) FROM \(from(expression)) \(Self.facetJoin(name, reading))
      WHERE \(condition(expression)) AND value IS NOT NULL GROUP BY value ORDER BY 2 DESC, 1
      """
    var rows: [[Cell]] = []
    try database.forEach(sql, values(expression)) { row in
      let value: Value = try row.get(0)
      let text =
        switch value {
        case .text(let text): text
        case .integer(let number): name == "age" ? "\(number)+" : "\(number)"
        default: ""
        }
      rows.append([.text(name), .text(text), .integer(try row.get(1))])
    }
    return rows
  }

  private func facetValue(_ name: String) -> String? {
    switch name {
    case "subject": "s.name"
    case "grade": "g.value"
    case "tag": "t.value"
    case "provider": "(\(ItemRows.person("i.added_by")))"
    case "status": ItemRows.status
    case "kind", "publisher", "topic", "language", "age", "license", "author": reach.column(name)
    default: nil
    }
  }

  /// What an item has several values of: each year of study, each tag of one's own.
  private static func facetJoin(_ name: String, _ reading: Reading) -> String {
    switch name {
    case "grade":
      return """
        JOIN (WITH RECURSIVE year(value) AS (VALUES (1) UNION ALL SELECT value + 1 FROM year WHERE value < 12) SELECT value FROM year) g
          ON g.value BETWEEN CASE WHEN v.id IS NULL THEN i.grade_low ELSE v.grade_low END
            AND CASE WHEN v.id IS NULL THEN i.grade_high ELSE v.grade_high END
        """
    case "tag":
      return """
        JOIN library_shelf h ON h.item_id = i.id AND h.person_id = \(reading.access.actor.personID) AND h.tags <> ''
        JOIN json_each('["' || replace(h.tags, ';', '","') || '"]') t
        """
    default: return ""
    }
  }
}
