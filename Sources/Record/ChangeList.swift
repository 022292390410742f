import Basics
import SQLite

/// One changed row, in the words of the school.
public struct RecordedChange: Sendable, Equatable {
  public enum Kind: String, Sendable { case added, changed, removed }
  public let kind: Kind
  public let table: String
  public let key: Int
  /// What was changed: `7А Алгебра 2026-09-02 №1 Иванова Анна`.
  public let subject: String
  /// The columns that changed with their values before and after; all columns of an added or removed row.
  public let fields: [(name: String, before: String?, after: String?)]

  public static func == (a: RecordedChange, b: RecordedChange) -> Bool {
    a.kind == b.kind && a.table == b.table && a.key == b.key && a.subject == b.subject
      && a.fields.elementsEqual(b.fields) { $0.name == $1.name && $0.before == $1.before && $0.after == $1.after }
  }
}

/// Reads the changes of an operation back out of its parts.
package struct ChangeList {
  package let database: Database
  package let schema: RecordedSchema
  package let operation: Int
  /// Whose eyes read: what others wrote to one another is not theirs.
  package let viewer: Int?
  /// Rows of others' accounts are left out: a claim that lapsed, and whose it was, is nobody else's business.
  private let isOfOwnAccount: Bool

  package init(_ database: Database, _ schema: RecordedSchema, operation: Int, viewer: Int?, ofOwnAccount isOfOwnAccount: Bool = false) {
    self.database = database
    self.schema = schema
    self.operation = operation
    self.viewer = viewer
    self.isOfOwnAccount = isOfOwnAccount
  }

  /// - Parameter wanted: a table and a key, when only the changes of one row are asked for.
  package func changes(of wanted: (table: String, key: Int)? = nil) throws -> [RecordedChange] {
    var result: [RecordedChange] = []
    try forEach(of: wanted) { result.append($0) }
    return result
  }

  /// Hands on one change after the other, part by part, in the order of the record.
  /// - Parameter kind: only changes of this kind.
  package func forEach(
    _ kind: RecordedChange.Kind? = nil, of wanted: (table: String, key: Int)? = nil, _ body: (RecordedChange) throws -> Void
  ) throws {
    let store = OperationStore(database: database, schema: schema)
    let naming = RowNaming(database, schema)
    let own = try isOfOwnAccount ? database.values("SELECT id FROM main.account WHERE person_id = ?", viewer, as: Int.self) : []
    func isWanted(_ reader: ChangesetReader) -> Bool {
      if isOfOwnAccount, let account = account(reader), !own.contains(account) { return false }
      if let wanted, wanted.table != reader.table || wanted.key != reader.key { return false }
      return kind == nil || kind == Self.kind(reader)
    }
    for number in try store.partNumbers(operation) {
      let part = try store.part(operation, number)
      try naming.prepare(part, where: isWanted)
      var reader = ChangesetReader(part)
      while try reader.next() {
        if isWanted(reader), let key = reader.key { try body(try change(reader, key, naming)) }
      }
    }
  }

  /// The account that a row belongs to, where it tells; 0 where an update of it does not.
  private func account(_ reader: ChangesetReader) -> Int? {
    guard let table = schema.declared[reader.table],
      let column = table.columns.firstIndex(where: { $0.reference?.table == "account" })
    else { return nil }
    for row in [reader.new, reader.old] where column < row.count && row[column] >= 0 {
      if case .integer(let account) = reader.value(at: row[column]) { return Int(account) }
    }
    let kept = reader.key.flatMap { key in
      try? database.value("SELECT \(table.columns[column].name) FROM main.\(reader.table) WHERE rowid = ?", key, as: Int.self)
    }
    return kept ?? 0
  }

  private static func kind(_ reader: ChangesetReader) -> RecordedChange.Kind {
    switch reader.operation {
    case .insert: .added
    case .update: .changed
    case .delete: .removed
    }
  }

  /// Whether a column holds what came of what who reads did.
  private func isOwnOutcome(_ table: String, _ column: String, _ row: [String: Value]) -> Bool {
    guard let declaration = schema.declared[table], declaration.column(column)?.holds == .outcome else { return false }
    return declaration.subjects.contains { viewer != nil && row[$0.name] == viewer.map { .integer(Int64($0)) } }
  }

  /// Whether a column holds what somebody else than who reads wrote to another.
  private func isOthersLetter(_ table: String, _ column: String, _ row: [String: Value]) -> Bool {
    guard let declaration = schema.declared[table], declaration.column(column)?.holds == .letter else { return false }
    return !declaration.subjects.contains { viewer != nil && row[$0.name] == viewer.map { .integer(Int64($0)) } }
  }

  package func change(_ reader: ChangesetReader, _ key: Int, _ naming: RowNaming) throws -> RecordedChange {
    let names = try naming.columns(of: reader.table)
    func values(_ row: [Int]) -> [String: Value] {
      var result: [String: Value] = [:]
      for (column, start) in row.enumerated() where start >= 0 && column < names.count { result[names[column]] = reader.value(at: start) }
      return result
    }
    let (before, after) = (values(reader.old), values(reader.new))
    var row = before.merging(after) { $1 }
    if reader.operation == .update { row = try naming.row(reader.table, key).merging(row) { $1 } }
    var fields: [(name: String, before: String?, after: String?)] = []
    for name in names where name != "id" && (before[name] != nil || after[name] != nil) {
      guard !isOwnOutcome(reader.table, name, row), schema.declared[reader.table]?.column(name)?.holds != .secret else { continue }
      let pair = (try naming.text(reader.table, name, before[name]), try naming.text(reader.table, name, after[name]))
      guard !(pair.0 ?? "").isEmpty || !(pair.1 ?? "").isEmpty else { continue }
      if isOthersLetter(reader.table, name, row) {
        fields.append(("characters", pair.0.map { String($0.count) }, pair.1.map { String($0.count) }))
      } else {
        fields.append((name, pair.0, pair.1))
      }
    }
    return RecordedChange(
      kind: Self.kind(reader), table: reader.table, key: key, subject: try naming.subject(reader.table, row), fields: fields)
  }
}
