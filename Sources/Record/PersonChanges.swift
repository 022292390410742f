import SQLite

/// The changes of rows about a person, through all operations, in the order of the record.
package struct PersonChanges {
  private let database: Database
  private let schema: RecordedSchema
  private let person: Int
  private let viewer: Int?

  package init(_ database: Database, _ schema: RecordedSchema, ofPerson person: Int, viewer: Int?) {
    self.database = database
    self.schema = schema
    self.person = person
    self.viewer = viewer
  }

  /// The changes, each with the number of its operation.
  /// - Parameter column: of the rows; only those are wanted that have one of the keys in it.
  package func changes(in tables: [String], having column: String, among keys: Set<Int>) throws -> [(
    operation: Int, change: RecordedChange
  )] {
    var rows = try OwnRows(database, schema, person, tables, column, keys)
    var parts: [(operation: Int, changes: [UInt8])] = []
    // Of the parts that touch the person or the rows only what is wanted is kept: an import names everybody.
    try OperationStore(database: database, schema: schema).forEachPart(ofPerson: person, orRows: rows.found) { operation, part in
      let own = try ChangesetReader.filter(part) { !rows.has($0) }
      if !own.isEmpty { parts.append((operation, own)) }
    }
    let naming = RowNaming(database, schema)
    try naming.prepare(parts.flatMap(\.changes)) { _ in true }
    var result: [(operation: Int, change: RecordedChange)] = []
    for (operation, changes) in parts {
      let list = ChangeList(database, schema, operation: operation, viewer: viewer)
      var reader = ChangesetReader(changes)
      while try reader.next() { if let key = reader.key { result.append((operation, try list.change(reader, key, naming))) } }
    }
    return result
  }
}

/// Which rows are wanted. An update does not say what its row refers to: that is known from its insert, or from the row as it
/// stands.
private struct OwnRows {
  private let schema: RecordedSchema
  private let person: Int
  private let column: String
  private let keys: Set<Int>
  private(set) var found: [String: Set<Int>] = [:]

  init(_ database: Database, _ schema: RecordedSchema, _ person: Int, _ tables: [String], _ column: String, _ keys: Set<Int>) throws {
    self.schema = schema
    self.person = person
    self.column = column
    self.keys = keys
    for table in tables {
      guard let own = schema.declared[table]?.rowsAboutPerson else { continue }
      let sql = "SELECT id FROM main.\(table) WHERE (\(own)) AND \(column) IN (\(keyList(keys)))"
      found[table] = Set(try database.values(sql, person, as: Int.self))
    }
  }

  mutating func has(_ reader: ChangesetReader) -> Bool {
    guard let known = found[reader.table], let key = reader.key, let declaration = schema.declared[reader.table] else { return false }
    // Also what the row was before a merge gave it to the person.
    if known.contains(key) { return true }
    if reader.operation == .update { return false }
    let row = reader.operation == .insert ? reader.new : reader.old
    func integer(_ name: String) -> Int? {
      guard let position = declaration.position(of: name), position < row.count, row[position] >= 0,
        case .integer(let value) = reader.value(at: row[position])
      else { return nil }
      return Int(value)
    }
    guard integer(column).map(keys.contains) ?? false, declaration.subjects.contains(where: { integer($0.name) == person }) else {
      return false
    }
    found[reader.table]?.insert(key)
    return true
  }
}
