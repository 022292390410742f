import Basics
import SQLite
import SchoolModel
import Tabular

/// Rows of items as lists tell them, seen with somebody's eyes.
struct ItemRows {
  let reach: LibraryReach
  /// The columns that somebody will see; `nil` for all. What is not seen is not read.
  var wanted: Set<String>?

  init(reach: LibraryReach, wanted: Set<String>? = nil) {
    self.reach = reach
    self.wanted = wanted
  }

  /// The columns of `Library.itemColumns`, in a query of items `i` joined with `joins`.
  var columns: String {
    let verifier =
      "CASE WHEN v.id IS NOT NULL THEN (\(Self.person("v.decided_by"))) WHEN i.status = 'verified' THEN (\(Self.person("i.decided_by"))) END"
    let all: [(key: String, sql: String)] = [
      ("number", "i.id"), ("title", reach.column("title")), ("kind", reach.column("kind")), ("subject", "s.name"),
      ("grades", reach.column("grade_low")), ("grades", reach.column("grade_high")), ("author", reach.column("author")),
      ("publisher", reach.column("publisher")), ("address", reach.column("address")), ("description", reach.column("description")),
      ("status", Self.status), ("age", reach.column("age")), ("language", reach.column("language")), ("license", reach.column("license")),
      ("isbn", reach.column("isbn")), ("topic", reach.column("topic")), ("verified_by", verifier),
    ]
    return all.map { column in
      column.key == "number" || wanted?.contains(column.key) ?? true ? column.sql : "NULL"
    }.joined(separator: ", ")
  }
  /// How many columns of a query they are.
  static let width = 17

  /// What an item `i` is joined with.
  var joins: String { "\(reach.join) LEFT JOIN subject s ON s.id = \(reach.column("subject_id"))" }
  /// The state of what is seen: an earlier version is one that was verified.
  static let status = "CASE WHEN v.id IS NULL THEN i.status ELSE 'verified' END"

  static func person(_ key: String) -> String { "SELECT \(PersonName.sql(of: "p")) FROM person p WHERE p.id = \(key)" }

  static func cells(_ row: Row) throws -> [Cell] {
    let age: Int? = try row.get(11)
    let isbn: String? = try row.get(14)
    return [
      .integer(try row.get(0)), Cell(try row.get(1) as String?), Cell(try row.get(2) as String?), Cell(try row.get(3) as String?),
      grades(try row.get(4), try row.get(5)), Cell(try row.get(6) as String?), Cell(try row.get(7) as String?),
      Cell(try row.get(8) as String?), Cell(try row.get(9) as String?), Cell(try row.get(10) as String?), Cell(age.map { "\($0)+" }),
      Cell(try row.get(12) as String?), Cell(try row.get(13) as String?), Cell(isbn), Cell(try row.get(15) as String?),
      Cell(try row.get(16) as String?),
    ]
  }

  static func grades(_ low: Int?, _ high: Int?) -> Cell {
    Cell(low.map { low in (high ?? low) == low ? "\(low)" : "\(low)-\(high ?? low)" })
  }
}

extension Library {
  /// One item, with what has become of it.
  /// - Parameter version: an earlier one, for who sees them.
  public func item(_ number: Int, version: Int? = nil) throws -> Table {
    try read(.libraryRead) { reading in
      let reach = try LibraryReach(reading)
      try reach.require(number, reading.database)
      let row = try version.map { try Self.earlier(number, $0, reach, reading) } ?? Self.current(number, reach, reading)
      return Table(Self.showColumns, rows: [row])
    }
  }

  private static func current(_ number: Int, _ reach: LibraryReach, _ reading: Reading) throws -> [Cell] {
    let rows = ItemRows(reach: reach)
    let sql = """
      SELECT \(rows.columns), \(reach.column("keywords")), \(reach.column("file_name")), \(reach.column("file_bytes")),
        CASE WHEN v.id IS NULL THEN i.version ELSE v.version END, (\(ItemRows.person("i.added_by"))), i.added_at,
        CASE WHEN v.id IS NOT NULL THEN v.decided_at WHEN i.status = 'verified' THEN i.decided_at END,
        CASE WHEN v.id IS NULL THEN i.reason END, i.added_by, \(Self.usage)
      FROM library_item i \(rows.joins) WHERE i.id = ?
      """
    var cells: [Cell] = []
    try reading.database.forEach(sql, [number]) { row in cells = try Self.whole(row, reach, reading) }
    return cells
  }

  /// What people made of an item, whatever version: ratings, complaints, views and downloads.
  private static let usage = """
    (SELECT sum(stars) FROM library_rating r WHERE r.item_id = i.id), (SELECT count(*) FROM library_rating r WHERE r.item_id = i.id),
    (SELECT count(*) FROM library_complaint c WHERE c.item_id = i.id AND c.settled_at IS NULL),
    (SELECT sum(views) FROM main.library_use u WHERE u.item_id = i.id), (SELECT sum(downloads) FROM main.library_use u WHERE u.item_id = i.id)
    """

  private static func whole(_ row: Row, _ reach: LibraryReach, _ reading: Reading) throws -> [Cell] {
    let after = ItemRows.width
    let isOwn = try row.get(after + 8, as: Int?.self) == reading.access.actor.personID
    let (stars, ratings): (Int?, Int) = (try row.get(after + 9), try row.get(after + 10))
    func instant(_ place: Int) throws -> Cell {
      try row.get(after + place, as: Int?.self).map { .instant(Instant(milliseconds: $0).iso) } ?? .empty
    }
    return try ItemRows.cells(row) + [
      Cell(try row.get(after) as String?), Cell(try row.get(after + 1) as String?), Cell(try row.get(after + 2) as Int?),
      .integer(try row.get(after + 3)), Cell(try row.get(after + 4) as String?), instant(5), instant(6),
      // Why something came back is between its owner and those who verify.
      isOwn || reach.seesAll ? Cell(try row.get(after + 7) as String?) : .empty,
      MarkSum.ratio(stars ?? 0, ratings, places: 2), .integer(ratings),
      try (isOwn || reach.seesAll) && row.get(after + 11, as: Int.self) > 0 ? .integer(try row.get(after + 11)) : .empty,
      .integer(try row.get(after + 12, as: Int?.self) ?? 0),
      .integer(try row.get(after + 13, as: Int?.self) ?? 0),
    ]
  }

  /// A version that was verified once: for its owner and those who verify.
  private static func earlier(_ number: Int, _ version: Int, _ reach: LibraryReach, _ reading: Reading) throws -> [Cell] {
    let database = reading.database
    guard let (standing, owner) = try database.row("SELECT version, added_by FROM library_item WHERE id = ?", number, as: (Int, Int?).self)
    else {
      throw LibraryFailure.noItem(number)
    }
    let maySee = reach.seesAll || owner == reading.access.actor.personID
    if version == standing, maySee { return try current(number, reach, reading) }
    let sql = """
      SELECT i.id, v.title, v.kind, s.name, v.grade_low, v.grade_high, v.author, v.publisher, v.address, v.description, 'verified', v.age,
        v.language, v.license, v.isbn, v.topic, (\(ItemRows.person("v.decided_by"))), v.keywords, v.file_name, v.file_bytes, v.version,
        (\(ItemRows.person("i.added_by"))), i.added_at, v.decided_at, NULL, i.added_by, \(usage)
      FROM library_version v JOIN library_item i ON i.id = v.item_id LEFT JOIN subject s ON s.id = v.subject_id
      WHERE v.item_id = ?1 AND v.version = ?2 AND (?3 OR v.id = i.shown_id)
      """
    var cells: [Cell] = []
    try database.forEach(sql, [number, version, maySee]) { row in cells = try whole(row, reach, reading) }
    guard !cells.isEmpty else { throw LibraryFailure.noVersion(version, item: number) }
    return cells
  }
}
