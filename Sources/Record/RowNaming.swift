import Basics
import SQLite

/// Says what a row is about in the words of its declaration, from the rows it refers to.
package final class RowNaming {
  private let database: Database
  private let schema: RecordedSchema
  private var declared: [String: SchoolTable] { schema.declared }
  private var known: [Place: String] = [:]

  private struct Place: Hashable {
    let table: String
    let key: Int
  }
  private var columnNames: [String: [String]] = [:]
  /// The rows that the updates of the part at hand changed, as they stand.
  private var standing: [String: [Int: [String: Value]]] = [:]

  package init(_ database: Database, _ schema: RecordedSchema) {
    self.database = database
    self.schema = schema
  }

  /// The columns as the file has them: a record of an older program may know fewer.
  package func columns(of table: String) throws -> [String] {
    if let names = columnNames[table] { return names }
    let names = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table, as: String.self)
    columnNames[table] = names
    return names
  }

  /// Reads all that the changes of a part are named by: a few statements, however many rows it has.
  package func prepare(_ part: [UInt8], where isWanted: (ChangesetReader) throws -> Bool) throws {
    var updated: [String: Set<Int>] = [:]
    var referred: [String: (reference: RowReference, keys: Set<Int>)] = [:]
    func note(_ value: Value?, _ column: SchoolColumn) {
      guard let reference = column.reference, case .integer(let key)? = value else { return }
      if known[Place(table: reference.table, key: Int(key))] != nil { return }
      referred[reference.sql, default: (reference, [])].keys.insert(Int(key))
    }
    var reader = ChangesetReader(part)
    while try reader.next() {
      guard let declaration = declared[reader.table], try isWanted(reader) else { continue }
      if reader.operation == .update, let key = reader.key { updated[reader.table, default: []].insert(key) }
      for (position, column) in declaration.columns.enumerated() where column.reference != nil && position < reader.new.count {
        for start in [reader.old[position], reader.new[position]] where start >= 0 { note(reader.value(at: start), column) }
      }
    }
    standing = try updated.reduce(into: [:]) { rows, part in rows[part.key] = try self.rows(part.key, part.value) }
    for (table, rows) in standing {
      for column in declared[table]?.columns ?? [] { for row in rows.values { note(row[column.name], column) } }
    }
    for (reference, keys) in referred.values { try learn(reference, keys) }
  }

  private func rows(_ table: String, _ keys: Set<Int>) throws -> [Int: [String: Value]] {
    var result: [Int: [String: Value]] = [:]
    try database.forEach("SELECT * FROM main.\(table) WHERE id IN (\(keyList(keys)))", []) { row in
      var values: [String: Value] = [:]
      for column in 0..<row.count { values[row.name(column)] = try row.get(column, as: Value.self) }
      if case .integer(let key)? = values["id"] { result[Int(key)] = values }
    }
    return result
  }

  private func learn(_ reference: RowReference, _ keys: Set<Int>) throws {
    let name = reference.sql.replacing("?", with: "k.value")
    let list = "[\(keyList(keys))]"
    for (key, name) in try database.rows("SELECT k.value, (\(name)) FROM json_each(?) k", list, as: (Int, String?).self) {
      known[Place(table: reference.table, key: key)] = try name ?? formerName(reference.table, key)
    }
  }

  /// The row as it stands now; empty when there is none.
  package func row(_ table: String, _ key: Int) throws -> [String: Value] {
    try standing[table]?[key] ?? rows(table, [key])[key] ?? [:]
  }

  package func subject(_ table: String, _ row: [String: Value]) throws -> String {
    guard let declaration = declared[table] else { return "" }
    var words: [String] = []
    for piece in declaration.about {
      switch piece {
      case .of(let column): words.append(try text(table, column, row[column]) ?? "")
      case .number(let column): words.append("№" + (try text(table, column, row[column]) ?? "0"))
      case .sign(let sign): words.append(sign)
      }
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A stored value as it is shown; references become names.
  package func text(_ table: String, _ column: String, _ value: Value?) throws -> String? {
    let declaration = declared[table]?.column(column)
    switch value {
    case nil, .null?: return nil
    case .integer(let number)?:
      if let reference = declaration?.reference { return try name(reference, Int(number)) }
      return declaration?.holds == .instant ? Instant(milliseconds: Int(number)).iso : String(number)
    case .real(let number)?: return String(number)
    case .text(let text)?: return text
    case .blob(let bytes)?: return bytes.count > 64 ? "\(bytes.count)" : hex(bytes)
    }
  }

  private func name(_ reference: RowReference, _ key: Int) throws -> String {
    let place = Place(table: reference.table, key: key)
    if let name = known[place] { return name }
    let name = try database.value(reference.sql, key, as: String.self) ?? formerName(reference.table, key)
    known[place] = name
    return name
  }

  /// What a row was called that is there no more: the record knows the row it was when it went.
  private func formerName(_ table: String, _ key: Int) throws -> String {
    let place = Place(table: table, key: key)
    // Should rows that are gone refer to one another.
    known[place] = "\(table) \(key)"
    let sql = "SELECT operation, part FROM operation_key WHERE table_name = ? AND hi >= ? AND lo <= ? ORDER BY operation DESC, part DESC"
    guard let (operation, part) = try database.row(sql + " LIMIT 1", table, key, key, as: (Int, Int).self) else { return "\(table) \(key)" }
    let names = try columns(of: table)
    var reader = ChangesetReader(try OperationStore(database: database, schema: schema).part(operation, part))
    while try reader.next() {
      guard reader.operation == .delete, reader.table == table, reader.key == key else { continue }
      let values = reader.old.enumerated().filter { $0.element >= 0 && $0.offset < names.count }
      let row = Dictionary(uniqueKeysWithValues: values.map { (names[$0.offset], reader.value(at: $0.element)) })
      let name = try subject(table, row)
      if !name.isEmpty { return name }
    }
    return "\(table) \(key)"
  }
}
