import Basics
import SQLite
import SchoolModel

/// New rows of one table that wait to be written many a statement, under keys given here.
///
/// Keys are AUTOINCREMENT and one writer holds the lock, so the next one is known; what a statement costs is then shared by
/// fifty rows (speed.md, A).
package final class RowBatch {
  /// A value of a row.
  package enum Field {
    case integer(Int)
    case text(String)
    case null
  }

  package static let rowsAStatement = 50

  private let database: Database
  private let table: String
  private let columns: [String]
  private let at: Instant
  private let by: Int
  private var rows: [[Field]] = []
  private var nextKey: Int?
  private lazy var one = sql(1)
  private lazy var many = sql(Self.rowsAStatement)

  /// - Parameter columns: without the key and without who entered the row when, which are the same for all.
  package init(_ database: Database, _ table: String, _ columns: [String], at: Instant, by: Int) {
    self.database = database
    self.table = table
    self.columns = columns
    self.at = at
    self.by = by
  }

  /// Takes a row, and writes what waits when that fills a statement.
  /// - Returns: the key it has, or will have.
  package func add(_ fields: [Field]) throws -> Int {
    let key =
      try nextKey ?? (database.value("SELECT seq FROM sqlite_sequence WHERE name = ?", table, as: Int.self) ?? 0) + 1
    nextKey = key + 1
    rows.append([.integer(key)] + fields)
    if rows.count == Self.rowsAStatement {
      try write(rows[...])
      rows.removeAll(keepingCapacity: true)
    }
    return key
  }

  /// Writes what waits; to be called before anything reads the table or changes its rows, and at the end.
  package func flush() throws {
    guard !rows.isEmpty else { return }
    for index in rows.indices { try write(rows[index...index]) }
    rows.removeAll(keepingCapacity: true)
  }

  private func sql(_ count: Int) -> String {
    let row = "(" + repeatElement("?", count: columns.count + 1).joined(separator: ", ") + ", ?1, ?2)"
    let first = "(" + (3..<(columns.count + 4)).map { "?\($0)" }.joined(separator: ", ") + ", ?1, ?2)"
    let values = ([first] + repeatElement(row, count: count - 1)).joined(separator: ", ")
    return "INSERT INTO \(table) (\((["id"] + columns + ["entered_at", "entered_by"]).joined(separator: ", "))) VALUES \(values)"
  }

  private func write(_ rows: ArraySlice<[Field]>) throws {
    let statement = try database.prepare(rows.count == 1 ? one : many)
    statement.reset()
    statement.bind(at.milliseconds, at: 1)
    statement.bind(by, at: 2)
    var position: Int32 = 3
    for row in rows {
      for field in row {
        switch field {
        case .integer(let number): statement.bind(number, at: position)
        case .text(let text): statement.bind(text, at: position)
        case .null: statement.bindNull(at: position)
        }
        position += 1
      }
    }
    _ = try statement.step()
  }
}
