import Basics
import SQLite

/// What is read out of one part of a changeset when it is stored: by how much it moves the state sum,
/// which keys and people it touches, and how many entries it counts.
package struct PartSummary {
  package private(set) var delta = StateSum()
  package private(set) var tally = Tally()
  /// What came and went of the rows that sums are kept of, in the order of the schema's sums.
  package private(set) var moves: [RowMoves]
  private var keys: [String: [Int]] = [:]
  private var people: Set<Int> = []

  /// Must run right after the part's last statement: an update's row is completed from the table as it stands.
  package init(_ raw: [UInt8], _ database: Database?, _ schema: RecordedSchema, _ hasher: inout RowHasher) throws {
    moves = schema.sums.map { RowMoves(width: $0.columns.count) }
    var reader = ChangesetReader(raw)
    var table: RecordedTable?
    var summed: [Int] = []
    var touched: [Int] = []
    var counts = Tally.Counts()
    func close(_ table: RecordedTable?) {
      guard let table else { return }
      keys[table.name, default: []] += touched
      touched.removeAll(keepingCapacity: true)
      defer { counts = Tally.Counts() }
      guard let entry = table.entry, counts != Tally.Counts() else { return }
      tally.add(counts, of: entry)
    }
    while try reader.next() {
      if table?.name != reader.table {
        close(table)
        table = schema.table(named: reader.table)
        summed = schema.sums.indices.filter { schema.sums[$0].source == reader.table }
      }
      guard let table else { throw ChangesetReader.Damaged() }
      if let key = reader.key { touched.append(key) }
      switch reader.operation {
      case .insert:
        delta.add(Self.digest(of: reader.new, reader, &hasher))
        note(table, reader, reader.new)
        for index in summed { move(index, schema, comes: true, reader, reader.new) }
        if Self.isCounted(table, reader, reader.new) { counts.added += 1 }
      case .delete:
        delta.subtract(Self.digest(of: reader.old, reader, &hasher))
        note(table, reader, reader.old)
        for index in summed { move(index, schema, comes: false, reader, reader.old) }
        if Self.isCounted(table, reader, reader.old) { counts.removed += 1 }
      case .update:
        try update(table, summed, schema, reader, database, &hasher)
        counts.changed += 1
      }
    }
    close(table)
  }

  private static func digest(of row: [Int], _ reader: ChangesetReader, _ hasher: inout RowHasher) -> StateSum {
    hasher.begin(reader.table)
    for (position, start) in row.enumerated() where start >= 0 {
      hasher.add(position, serial: reader.bytes[start..<reader.end(of: start)])
    }
    return hasher.digest()
  }

  private mutating func update(
    _ table: RecordedTable, _ summed: [Int], _ schema: RecordedSchema, _ reader: ChangesetReader, _ database: Database?,
    _ hasher: inout RowHasher
  ) throws {
    guard let database, let row = try Self.currentRow(reader, database) else { throw ChangesetReader.Damaged() }
    var before = row
    for (position, start) in reader.old.enumerated() where start >= 0 { before[position] = reader.value(at: start) }
    for (values, sign) in [(before, -1), (row, 1)] {
      hasher.begin(reader.table)
      for (position, value) in values.enumerated() { hasher.add(position, value) }
      if sign < 0 { delta.subtract(hasher.digest()) } else { delta.add(hasher.digest()) }
      for column in table.people { if case .integer(let person) = values[column] { people.insert(Int(person)) } }
    }
    guard let key = reader.key else { return }
    for index in summed {
      let columns = schema.sums[index].columns
      guard columns.contains(where: { before[$0] != row[$0] }) else { continue }
      for (values, comes) in [(before, false), (row, true)] {
        moves[index].add(
          comes: comes, key: key, columns.lazy.map { if case .integer(let number) = values[$0] { Int(number) } else { nil } })
      }
    }
  }

  private mutating func move(_ index: Int, _ schema: RecordedSchema, comes: Bool, _ reader: ChangesetReader, _ row: [Int]) {
    guard let key = reader.key else { return }
    // A changeset of an older schema lacks the columns that were added at the end since.
    moves[index].add(
      comes: comes, key: key, schema.sums[index].columns.lazy.map { $0 < row.count && row[$0] >= 0 ? reader.integer(at: row[$0]) : nil })
  }

  /// The row of an update as it stands in the table.
  package static func currentRow(_ reader: ChangesetReader, _ database: Database) throws -> [Value]? {
    guard let key = reader.key else { return nil }
    let statement = try database.prepare("SELECT * FROM main.\(reader.table) WHERE rowid = ?")
    statement.bind(key, at: 1)
    guard try statement.step() else { return nil }
    return try (0..<statement.row.count).map { try statement.row.get($0) }
  }

  private mutating func note(_ table: RecordedTable, _ reader: ChangesetReader, _ row: [Int]) {
    for column in table.people where column < row.count && row[column] >= 0 {
      if case .integer(let person) = reader.value(at: row[column]) { people.insert(Int(person)) }
    }
  }

  private static func isCounted(_ table: RecordedTable, _ reader: ChangesetReader, _ row: [Int]) -> Bool {
    table.countedBy.isEmpty
      || table.countedBy.contains { column in
        // A row of an older schema has no such column.
        guard column < row.count, row[column] >= 0 else { return false }
        return switch reader.value(at: row[column]) {
        case .integer(let value): value != 0
        case .null: false
        default: true
        }
      }
  }

  /// Stores the runs of keys and the people, by which later questions find this part.
  package func store(in database: Database, operation: Int, part: Int) throws {
    let insertRun = try database.prepare(
      "INSERT INTO operation_key (table_name, lo, hi, operation, part) VALUES (?, ?, ?, ?, ?)")
    for (table, touched) in keys {
      let sorted = touched.sorted()
      var index = 0
      while index < sorted.count {
        let first = sorted[index]
        var last = first
        while index < sorted.count, sorted[index] <= last + 1 {
          last = sorted[index]
          index += 1
        }
        insertRun.reset()
        try insertRun.bind([table, first, last, operation, part])
        _ = try insertRun.step()
      }
    }
    let insertPerson = try database.prepare("INSERT INTO operation_person (person, operation, part) VALUES (?, ?, ?)")
    for person in people.sorted() {
      insertPerson.reset()
      try insertPerson.bind([person, operation, part])
      _ = try insertPerson.step()
    }
  }
}
