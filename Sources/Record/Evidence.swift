import SQLite

/// Watches what is evidence and not part of the record: it never comes back by undo, and yet must not vanish unseen.
///
/// What acts of the security kind leave (consents) is in the state sum, which each operation commits to. What is noted without
/// an operation (who looked at whom) has a sum of its own.
package struct EvidenceWatch {
  private let database: Database
  private let schema: RecordedSchema
  private let recorder: ChangeRecorder

  package init(_ database: Database, _ schema: RecordedSchema) throws {
    self.database = database
    self.schema = schema
    recorder = try ChangeRecorder(database, tables: (schema.proven + schema.noted).map(\.name))
  }

  /// By how much the rows of the security kind moved the state sum; the sum of what is noted is brought up to date.
  package func settle() throws -> StateSum {
    let seen = try recorder.changeset()
    guard !seen.isEmpty else { return StateSum() }
    let noted = try delta(of: schema.noted, seen)
    if noted != StateSum() {
      var sum = try Self.notedSum(database)
      sum.add(noted)
      try Self.keep(sum, database)
    }
    return try delta(of: schema.proven, seen)
  }

  private func delta(of tables: [RecordedTable], _ changes: [UInt8]) throws -> StateSum {
    let names = Set(tables.map(\.name))
    let own = try ChangesetReader.filter(changes) { !names.contains($0.table) }
    guard !own.isEmpty else { return StateSum() }
    var hasher = RowHasher()
    return try PartSummary(own, database, RecordedSchema(version: schema.version, tables: tables), &hasher).delta
  }

  package static func notedSum(_ database: Database) throws -> StateSum {
    StateSum(kept: try database.value("SELECT evidence FROM integrity", as: [UInt8]?.self) ?? nil)
  }

  private static func keep(_ sum: StateSum, _ database: Database) throws {
    try database.run("UPDATE integrity SET evidence = ?", sum.bytes)
  }

  /// Takes up evidence that stands already, when a file gets the schema that knows it.
  package static func begin(_ database: Database, _ schema: RecordedSchema) throws {
    var sum = StateSum(kept: try database.value("SELECT sum FROM integrity", as: [UInt8]?.self) ?? nil)
    sum.add(try RowHasher.scan(database, schema.proven))
    try database.run("UPDATE integrity SET sum = ?", sum.bytes)
    try keep(try RowHasher.scan(database, schema.noted), database)
  }
}

/// Which rows and people a part touches, read from its bytes alone.
package struct PartIndex {
  package private(set) var keys: [String: Set<Int>] = [:]
  /// Those that added and removed rows name; an update does not tell all it is about.
  package private(set) var people: Set<Int> = []

  package init(_ raw: [UInt8], _ schema: RecordedSchema) throws {
    var reader = ChangesetReader(raw)
    while try reader.next() {
      if let key = reader.key { keys[reader.table, default: []].insert(key) }
      guard reader.operation != .update, let table = schema.table(named: reader.table) else { continue }
      let row = reader.operation == .insert ? reader.new : reader.old
      for column in table.people where column < row.count && row[column] >= 0 {
        if case .integer(let person) = reader.value(at: row[column]) { people.insert(Int(person)) }
      }
    }
  }

  /// Whether the lists kept of the part say the same.
  package func isKept(operation: Int, part: Int, _ database: Database) throws -> Bool {
    let listed = Set(
      try database.values("SELECT person FROM operation_person WHERE operation = ? AND part = ?", operation, part, as: Int.self))
    guard people.isSubset(of: listed) else { return false }
    let sql = "SELECT table_name, sum(hi - lo + 1) FROM operation_key WHERE operation = ? AND part = ? GROUP BY table_name"
    let counts = Dictionary(uniqueKeysWithValues: try database.rows(sql, operation, part, as: (String, Int).self))
    return counts == keys.mapValues(\.count)
  }
}
