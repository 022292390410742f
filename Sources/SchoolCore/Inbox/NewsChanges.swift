import Basics
import Record
import SQLite
import SchoolModel

/// What operations did to the rows that are somebody's news, each part of them decoded once for everybody who is to be told.
struct NewsChanges {
  struct Change {
    let operation: Int
    let at: Int
    let table: Int
    let key: Int
    let kind: ChangesetReader.Operation
    /// By the names of columns: of an update those that changed, of a delete the whole row.
    let old: [String: Value]
  }

  private(set) var changes: [Change] = []

  /// - Parameter place: the operation after which is asked.
  init(after place: Int, _ database: Database, _ store: OperationStore) throws {
    let tables = Dictionary(uniqueKeysWithValues: NewsTable.all.enumerated().map { ($0.element.table, $0.offset) })
    let names = NewsTable.all.map { SchoolTables.named($0.table)?.columns.map(\.name) ?? [] }
    let wanted = tables.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
    let parts = try database.rows(
      """
      SELECT DISTINCT k.operation, k.part, o.at FROM main.operation_key k JOIN main.operation o ON o.number = k.operation
      JOIN main.operation_part p ON p.operation = k.operation AND p.part = k.part
      WHERE k.operation > ? AND k.table_name IN (\(wanted)) AND p.struck_by IS NULL ORDER BY 1, 2
      """, place, as: (Int, Int, Int).self)
    for (operation, part, at) in parts {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        guard let table = tables[reader.table], let key = reader.key else { continue }
        var old: [String: Value] = [:]
        if reader.operation != .insert {
          for (column, start) in reader.old.enumerated() where start >= 0 && column < names[table].count {
            // An update repeats the key alone of what it did not change.
            if reader.operation == .update, column < reader.new.count, reader.new[column] < 0 { continue }
            old[names[table][column]] = reader.value(at: start)
          }
        }
        changes.append(Change(operation: operation, at: at, table: table, key: key, kind: reader.operation, old: old))
      }
    }
  }

  /// What became of a row since a place.
  struct Net {
    /// Whether it was there before.
    let existed: Bool
    /// What the columns held that were changed first.
    var before: [String: Value]
    var at: Int
    var isGone: Bool
  }

  /// The rows that were touched after an operation, by table.
  func net(after place: Int) -> [[Int: Net]] {
    var net = NewsTable.all.map { _ in [Int: Net]() }
    for change in changes where change.operation > place {
      if var known = net[change.table][change.key] {
        known.before.merge(change.old) { first, _ in first }
        known.at = change.at
        known.isGone = change.kind == .delete
        net[change.table][change.key] = known
      } else {
        net[change.table][change.key] = Net(
          existed: change.kind != .insert, before: change.old, at: change.at, isGone: change.kind == .delete)
      }
    }
    // What came and went in between was nothing.
    return net.map { $0.filter { $0.value.existed || !$0.value.isGone } }
  }
}
