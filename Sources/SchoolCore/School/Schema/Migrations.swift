import Basics
import Record
import SQLite

/// The schema, as the numbered steps that made it. A step is never edited once a school may have taken it.
package enum Migrations {
  package static let all: [String] = [
    Migration1.sql, Migration2.sql, Migration3.sql, Migration4.sql, Migration5.sql, Migration6.sql, Migration7.sql, Migration8.sql,
  ]

  package static var version: Int { all.count }
  /// `application_id`: "mysc".
  package static let applicationID = 0x6d79_7363

  /// The whole schema from nothing.
  package static var script: String { all.joined(separator: "\n") }

  package static let searchIndexes = [
    SearchIndex(
      "library_search",
      outOfStep: """
        SELECT 1 FROM library_item i LEFT JOIN library_search s ON s.rowid = i.id
        WHERE s.title IS NOT replace(replace(i.title, 'ё', 'е'), 'Ё', 'Е')
          OR s.description IS NOT replace(replace(i.description, 'ё', 'е'), 'Ё', 'Е')
          OR s.author IS NOT replace(replace(i.author, 'ё', 'е'), 'Ё', 'Е')
          OR s.publisher IS NOT replace(replace(i.publisher, 'ё', 'е'), 'Ё', 'Е')
        UNION ALL SELECT 1 FROM library_search WHERE rowid NOT IN (SELECT id FROM library_item) LIMIT 1
        """)
  ]

  /// Children before parents.
  package static let recorded = RecordedSchema(
    version: version,
    altered: [
      2: ["account", "person"], 3: ["timetable_entry", "enrolment", "mark", "course"], 4: ["mark_value"],
      6: ["school", "staff", "course_teacher"], 7: ["school", "work_kind"], 8: ["lesson"],
    ],
    tables: SchoolTables.recorded.map { RecordedTable($0) }, proven: [RecordedTable(.consent)], noted: [RecordedTable(.personalAccess)],
    sums: [LessonSum.kept], declared: SchoolTables.all, countedOrder: Counted.order.map(\.name))
}
