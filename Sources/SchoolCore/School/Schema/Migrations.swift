import Basics
import Record
import SQLite

/// The schema, as the numbered steps that made it. A step is never edited once a school may have taken it.
package enum Migrations {
  package static let all: [String] = [
    Migration1.sql, Migration2.sql, Migration3.sql, Migration4.sql, Migration5.sql, Migration6.sql, Migration7.sql, Migration8.sql,
    Migration9.sql, Migration10.sql, Migration11.sql,
  ]

  /// What steps change in rows of recorded tables, by the number of the step.
  static let recordedSteps = [9: Migration9.recorded]

  package static var version: Int { all.count }
  /// The first schema whose schools have files beside them.
  package static let firstWithFiles = 9
  /// `application_id`: "mysc".
  package static let applicationID = 0x6d79_7363

  /// The whole schema from nothing.
  package static var script: String { all.joined(separator: "\n") }

  package static let searchIndexes = [
    SearchIndex("library_search")
  ]

  /// Children before parents.
  package static let recorded = RecordedSchema(
    version: version,
    altered: [
      2: ["account", "person"], 3: ["timetable_entry", "enrolment", "mark", "course"], 4: ["mark_value"],
      6: ["school", "staff", "course_teacher"], 7: ["school", "work_kind"], 8: ["lesson"], 9: ["library_item", "homework_attachment"],
      11: ["chat", "chat_member", "message", "guardian"],
    ],
    tables: SchoolTables.recorded.map { RecordedTable($0) }, proven: [RecordedTable(.consent)], noted: [RecordedTable(.personalAccess)],
    sums: [LessonSum.kept], prepare: { try SearchTokens.register($0) }, declared: SchoolTables.all, countedOrder: Counted.order.map(\.name))
}
