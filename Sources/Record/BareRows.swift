import SQLite

/// Rows that come along with the first thing to keep and are nobody's work: a lesson that only marks stand in, its topic that
/// of the plan.
///
/// Undo passes over their insert, so that the first mark of a lesson can be taken back although others wrote to the lesson
/// since; redo passes over one that is there. With what they belong to, they go (operations.md, rule 6).
struct BareRows {
  private let database: Database
  private let tables: [String: Kind]

  /// What is known of a table of such rows.
  private struct Kind {
    let table: SchoolTable
    /// Positions of the columns that must be empty.
    let without: [Int]
    /// What the rows belong to: their column, its position, and the other table.
    let parents: [(column: String, position: Int, table: String)]
    /// The rows that make a row somebody's work: a table and its column.
    let children: [(table: String, column: String)]
  }

  init(_ database: Database, _ schema: RecordedSchema) {
    self.database = database
    let bare = schema.declared.values.filter { !$0.bareWithout.isEmpty }
    tables = Dictionary(
      uniqueKeysWithValues: bare.map { table in
        let parents = table.columns.enumerated().compactMap { position, column in
          column.person == nil ? column.reference.map { (column: column.name, position: position, table: $0.table) } : nil
        }
        let children = schema.declared.values.flatMap { other in
          other.columns.filter { $0.reference?.table == table.name }.map { (table: other.name, column: $0.name) }
        }.sorted { $0 < $1 }
        return (
          table.name, Kind(table: table, without: table.bareWithout.compactMap(table.position), parents: parents, children: children)
        )
      })
  }

  /// The keys of what such rows belong to that an operation itself made: with those, its bare rows go too.
  func parentsMade(by operation: Int, _ store: OperationStore) throws -> [String: Set<Int>] {
    let touched = try database.values("SELECT DISTINCT table_name FROM operation_key WHERE operation = ?", operation, as: String.self)
    let wanted = Set(tables.values.flatMap { $0.parents.map(\.table) }).intersection(touched)
    var made: [String: Set<Int>] = [:]
    for part in wanted.isEmpty ? [] : try store.partNumbers(operation) {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        guard reader.operation == .insert, wanted.contains(reader.table), let key = reader.key else { continue }
        // What stays itself takes nothing along.
        if let kind = tables[reader.table], isBare(reader, reader.new, kind) { continue }
        made[reader.table, default: []].insert(key)
      }
    }
    return made
  }

  /// A part of an operation without the inserts of bare rows that undo lets stand.
  func standing(_ part: [UInt8], parentsMade made: [String: Set<Int>]) throws -> [UInt8] {
    guard !tables.isEmpty else { return part }
    return try ChangesetReader.filter(part) { reader in
      guard reader.operation == .insert, let kind = tables[reader.table], isBare(reader, reader.new, kind) else { return false }
      return !kind.parents.contains { parent in
        guard case .integer(let key) = reader.value(at: reader.new[parent.position]) else { return false }
        return made[parent.table]?.contains(Int(key)) ?? false
      }
    }
  }

  /// A part without the inserts of bare rows that are there already.
  func missing(_ part: [UInt8]) throws -> [UInt8] {
    guard !tables.isEmpty else { return part }
    return try ChangesetReader.filter(part) { reader in
      guard reader.operation == .insert, let kind = tables[reader.table], isBare(reader, reader.new, kind), let key = reader.key
      else { return false }
      return try database.value("SELECT 1 FROM main.\(reader.table) WHERE id = ?", key, as: Int.self) != nil
    }
  }

  /// Removes the bare rows nobody wrote to of what is about to go.
  func remove(of made: [String: Set<Int>]) throws {
    for kind in tables.values {
      for parent in kind.parents {
        for key in (made[parent.table] ?? []).sorted() {
          let empty = kind.table.bareWithout.map { "coalesce(\($0), 0) = 0" }
          let alone = kind.children.map { "NOT EXISTS (SELECT 1 FROM main.\($0.table) x WHERE x.\($0.column) = \(kind.table.name).id)" }
          try database.run(
            "DELETE FROM \(kind.table.name) WHERE \(parent.column) = ? AND \((empty + alone).joined(separator: " AND "))", key)
        }
      }
    }
  }

  /// What was done, without the bare rows that went along.
  func withoutRemoved(_ done: [UInt8]) throws -> [UInt8] {
    guard !tables.isEmpty else { return done }
    return try ChangesetReader.filter(done) { reader in
      guard reader.operation == .delete, let kind = tables[reader.table] else { return false }
      return isBare(reader, reader.old, kind)
    }
  }

  private func isBare(_ reader: ChangesetReader, _ row: [Int], _ kind: Kind) -> Bool {
    kind.without.allSatisfy { column in
      guard column < row.count, row[column] >= 0 else { return true }
      return reader.isNull(at: row[column]) || reader.value(at: row[column]) == .integer(0)
    }
  }
}
