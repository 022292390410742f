import Record
import SQLite

/// What the rows an operation changed belong to.
package struct TouchedRows {
  /// The lessons whose marks and absences it touched.
  package private(set) var lessonsMarked: Set<Int> = []
  package private(set) var courses: Set<Int> = []
  /// The people its rows are about.
  package private(set) var subjects: Set<Int> = []

  package init(_ operation: Int, _ store: OperationStore) throws {
    let database = store.database
    var lessons: Set<Int> = []
    for part in try store.partNumbers(operation) {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        guard let table = SchoolTables.named(reader.table) else { continue }
        for (position, column) in table.columns.enumerated() {
          let isSubject = column.person == .subject
          guard isSubject || column.reference?.table == "lesson" || column.reference?.table == "course" || column.holds == .key else {
            continue
          }
          guard let value = try Self.value(position, column.name, reader, database) else { continue }
          if column.holds == .key {
            if table.name == "course" { courses.insert(value) }
            if table.name == "person" { subjects.insert(value) }
          } else if isSubject {
            subjects.insert(value)
          } else if column.reference?.table == "course" {
            courses.insert(value)
          } else {
            lessons.insert(value)
            if ["mark", "attendance"].contains(table.name) { lessonsMarked.insert(value) }
          }
        }
      }
    }
    courses.formUnion(
      try database.values("SELECT DISTINCT course_id FROM main.lesson WHERE id IN (\(keyList(lessons)))", as: Int.self))
  }

  /// A number of the row: from the change, or of an update that left it alone, as it stands.
  private static func value(_ position: Int, _ column: String, _ reader: ChangesetReader, _ database: Database) throws -> Int? {
    let row = reader.operation == .insert ? reader.new : reader.old
    if position < row.count, row[position] >= 0 {
      guard case .integer(let value) = reader.value(at: row[position]) else { return nil }
      return Int(value)
    }
    guard reader.operation == .update, let key = reader.key else { return nil }
    return try database.value("SELECT \(column) FROM main.\(reader.table) WHERE rowid = ?", key, as: Int?.self) ?? nil
  }
}
