import SQLite

/// New rows of one table, written many a statement under keys given here, and recorded by themselves.
///
/// Keys are AUTOINCREMENT and one writer holds the lock, so the next one is known; what a statement costs is then shared by
/// fifty rows. SQLite's session would look at each row again when it is asked for its changes; the bytes it would give are
/// written here while the row is bound (speed.md, A and B; a test holds them against the session's).
package final class BulkInsert {
  /// A value of a row.
  package enum Field {
    case integer(Int)
    case text(String)
    case null
  }

  package static let rowsAStatement = 50

  private let writer: OperationWriter
  private let table: SchoolTable
  /// The columns given for each row, after the key.
  private let columns: [String]
  /// The columns that hold the same in all rows.
  private let common: [(column: String, value: Field)]
  /// Where each column of the schema has its value from.
  private let sources: [ValueSource]
  private var rows: [[Field]] = []
  private var nextKey: Int?
  private lazy var one = sql(1)
  private lazy var many = sql(Self.rowsAStatement)

  private enum ValueSource {
    case row(Int)
    case bytes([UInt8])
  }

  /// - Parameter columns: of each row, without its key; a column in neither list stays empty.
  /// - Parameter common: the columns that are the same in all rows.
  package init(_ writer: OperationWriter, _ table: SchoolTable, _ columns: [String], common: [(column: String, value: Field)]) {
    self.writer = writer
    self.table = table
    self.columns = columns
    self.common = common
    sources = table.columns.map { column in
      if column.holds == .key { return .row(0) }
      if let position = columns.firstIndex(of: column.name) { return .row(position + 1) }
      var bytes: [UInt8] = []
      ChangesetBytes.append(common.first { $0.column == column.name }?.value ?? .null, to: &bytes)
      return .bytes(bytes)
    }
  }

  /// Takes a row, and writes what waits when that fills a statement.
  /// - Returns: the key it has, or will have.
  package func add(_ fields: [Field]) throws -> Int {
    let known = try nextKey ?? (writer.database.value("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name, as: Int.self) ?? 0) + 1
    nextKey = known + 1
    rows.append([.integer(known)] + fields)
    if rows.count == Self.rowsAStatement {
      try write(rows[...])
      rows.removeAll(keepingCapacity: true)
    }
    return known
  }

  /// Writes what waits; to be called before anything reads the table, and at the end.
  package func flush() throws {
    guard !rows.isEmpty else { return }
    for index in rows.indices { try write(rows[index...index]) }
    rows.removeAll(keepingCapacity: true)
  }

  /// Writes what waits, and lets a row be changed: no part of the record holds an insert and a change of one row.
  package func prepareToChange(_ key: Int) throws {
    try flush()
    try writer.cutBeforeChange(of: table.name, key)
  }

  private func sql(_ count: Int) -> String {
    let same = common.indices.map { ", ?\($0 + 1)" }.joined()
    let row = "(" + repeatElement("?", count: columns.count + 1).joined(separator: ", ") + same + ")"
    let first = "(" + (0...columns.count).map { "?\($0 + common.count + 1)" }.joined(separator: ", ") + same + ")"
    let values = ([first] + repeatElement(row, count: count - 1)).joined(separator: ", ")
    return "INSERT INTO \(table.name) (\((["id"] + columns + common.map(\.column)).joined(separator: ", "))) VALUES \(values)"
  }

  private func write(_ rows: ArraySlice<[Field]>) throws {
    let statement = try writer.database.prepare(rows.count == 1 ? one : many)
    statement.reset()
    var position: Int32 = 1
    for (_, value) in common { bind(value, statement, &position) }
    for row in rows { for field in row { bind(field, statement, &position) } }
    try writer.recordingInserts(into: table, keys: key(rows[rows.startIndex])...key(rows[rows.endIndex - 1])) { bytes in
      _ = try statement.step()
      for row in rows { appendInsert(row, to: &bytes) }
    }
  }

  private func key(_ row: [Field]) -> Int { if case .integer(let key) = row[0] { key } else { 0 } }

  private func bind(_ field: Field, _ statement: borrowing Statement, _ position: inout Int32) {
    switch field {
    case .integer(let number): statement.bind(number, at: position)
    case .text(let text): statement.bind(text, at: position)
    case .null: statement.bindNull(at: position)
    }
    position += 1
  }

  private func appendInsert(_ row: [Field], to bytes: inout [UInt8]) {
    bytes.append(ChangesetReader.Operation.insert.code)
    bytes.append(0)
    for source in sources {
      switch source {
      case .row(let index): ChangesetBytes.append(row[index], to: &bytes)
      case .bytes(let value): bytes += value
      }
    }
  }
}

/// The form of a changeset, documented in sqlite3session.c ("Changeset format").
enum ChangesetBytes {
  /// What the changes of a table begin with.
  static func header(_ table: SchoolTable) -> [UInt8] {
    let keys = table.columns.map { UInt8($0.holds == .key ? 1 : 0) }
    return [UInt8(ascii: "T"), UInt8(keys.count)] + keys + Array(table.name.utf8) + [0]
  }

  static func append(_ field: BulkInsert.Field, to bytes: inout [UInt8]) {
    switch field {
    case .integer(let number):
      bytes.append(1)
      withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).bigEndian) { bytes.append(contentsOf: $0) }
    case .text(let text):
      bytes.append(3)
      appendLength(text.utf8.count, to: &bytes)
      bytes += text.utf8
    case .null: bytes.append(5)
    }
  }

  /// A length in SQLite's variable form: seven bits a byte, the highest first.
  private static func appendLength(_ length: Int, to bytes: inout [UInt8]) {
    precondition(length < 1 << 56, "no text is as long")
    var groups = 1
    while length >> (7 * groups) != 0 { groups += 1 }
    for group in (0..<groups).reversed() {
      bytes.append(UInt8(length >> (7 * group) & 0x7f) | (group == 0 ? 0 : 0x80))
    }
  }
}
