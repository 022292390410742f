import Basics
import SQLite

/// The school as it stood after an operation, for reading: what changed since is laid over the tables by temporary views
/// (operations.md, section 4), without a lock and without a copy.
///
/// A view of the same name as a table is found before it, so that reading commands need not know of it.
package struct PastView {
  private let database: Database
  private let store: OperationStore

  /// One row that has changed since; columns are known from the first change that names them.
  private struct Row {
    package var values: [Int: Value]
  }

  package init(_ database: Database, _ schema: RecordedSchema) {
    self.database = database
    store = OperationStore(database: database, schema: schema)
  }

  /// Lays the past over the tables; to be called inside the read transaction that then stays open.
  package func lay(after operation: Int) throws {
    var rows: [String: [Int: Row]] = [:]
    var absent: [String: Set<Int>] = [:]
    let parts = try database.rows(
      "SELECT operation, part FROM operation_part WHERE operation > ? ORDER BY operation, part", operation, as: (Int, Int).self)
    for (number, part) in parts {
      var reader = ChangesetReader(try store.part(number, part))
      while try reader.next() {
        guard let key = reader.key else { continue }
        note(reader, key, &rows, &absent)
      }
    }
    for table in Set(rows.keys).union(absent.keys).sorted() { try lay(table, rows[table] ?? [:], absent[table] ?? []) }
    database.forgetStatements()
  }

  /// The first change since tells what stood before it; later ones only complete a row that is gone by now.
  private func note(_ reader: ChangesetReader, _ key: Int, _ rows: inout [String: [Int: Row]], _ absent: inout [String: Set<Int>]) {
    if absent[reader.table]?.contains(key) ?? false { return }
    let known = rows[reader.table]?[key]
    if known == nil, reader.operation == .insert {
      absent[reader.table, default: []].insert(key)
      return
    }
    var row = known ?? Row(values: [:])
    for (column, start) in reader.old.enumerated() where start >= 0 && row.values[column] == nil {
      row.values[column] = reader.value(at: start)
    }
    // A row that was deleted and came back is as it was before the deletion.
    rows[reader.table, default: [:]][key] = row
  }

  private func lay(_ table: String, _ rows: [Int: Row], _ absent: Set<Int>) throws {
    let columns = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table, as: String.self)
    try database.script("CREATE TEMP TABLE touched_\(table) (id INTEGER PRIMARY KEY)")
    try database.script("CREATE TEMP TABLE past_\(table) AS SELECT * FROM main.\(table) WHERE 0")
    let touch = try database.prepare("INSERT INTO temp.touched_\(table) (id) VALUES (?)")
    for key in absent.union(rows.keys) {
      touch.reset()
      touch.bind(key, at: 1)
      _ = try touch.step()
    }
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    for (key, row) in rows {
      var values = [Value](repeating: .null, count: columns.count)
      if row.values.count < columns.count {
        try database.forEach("SELECT * FROM main.\(table) WHERE id = ?", [key]) { current in
          for column in columns.indices { values[column] = try current.get(column) }
        }
      }
      for (column, value) in row.values where column < columns.count { values[column] = value }
      let insert = try database.prepare("INSERT INTO temp.past_\(table) VALUES (\(places))")
      try insert.bind(values)
      _ = try insert.step()
    }
    try copyIndexes(of: table)
    try database.script(
      """
      CREATE TEMP VIEW \(table) AS SELECT * FROM main.\(table) WHERE id NOT IN (SELECT id FROM temp.touched_\(table))
        UNION ALL SELECT * FROM temp.past_\(table)
      """)
  }

  /// Questions about the past use the same columns as those about the present.
  private func copyIndexes(of table: String) throws {
    try database.script("CREATE INDEX temp.past_\(table)_id ON past_\(table)(id)")
    for (number, index) in try database.values("SELECT name FROM pragma_index_list(?)", table, as: String.self).enumerated() {
      let columns = try database.values("SELECT name FROM pragma_index_info(?) ORDER BY seqno", index, as: String.self)
      try database.script("CREATE INDEX temp.past_\(table)_\(number) ON past_\(table)(\(columns.joined(separator: ", ")))")
    }
  }
}
