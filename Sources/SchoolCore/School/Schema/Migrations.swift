import Basics
import SQLite

/// The schema, as the numbered steps that made it. A step is never edited once a school may have taken it.
enum Migrations {
  static let all: [String] = [Migration1.sql, Migration2.sql, Migration3.sql, Migration4.sql]

  static var version: Int { all.count }
  /// `application_id`: "mysc".
  static let applicationID = 0x6d79_7363

  /// The whole schema from nothing.
  static var script: String { all.joined(separator: "\n") }

  static let searchTables = ["library_search"]

  /// Children before parents.
  static let recorded = RecordedSchema(
    version: version,
    altered: [2: ["account", "person"], 3: ["timetable_entry", "enrolment", "mark", "course"], 4: ["mark_value"]],
    tables: SchoolTables.recorded.map { RecordedTable($0) }, countedOrder: Counted.order.map(\.name))
}
