import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// A course as two facing pages of the paper journal: students with their marks, and lessons with topics and homework.
public struct JournalSheet {
  /// `7А Алгебра`, with the group where there is one.
  public let course: String
  public let teachers: [String]
  public let term: DaySpan
  public let marks: Table
  public let lessons: Table
}

extension Journal {
  public static let sheetLessonColumns = [
    Column.date, Column.lesson,
    Column.topic, Column.homework,
    Column.teacher, Column("attachments", en: "Files and links", ru: "Файлы и ссылки"),
  ]

  package static let attachmentTitles = "(SELECT group_concat(a.title, ', ') FROM homework_attachment a WHERE a.lesson_id = l.id)"

  /// The two facing pages of a course.
  public func sheet(form: String, subject: String, span text: String?) throws -> JournalSheet {
    try read(.journalRead) { reading in
      let course = try reading.course(form, subject)
      let span =
        try text.map { try SpanReader(reading.calendar).span($0) }
        ?? reading.calendar.quarter(of: reading.calendar.today) ?? reading.calendar.year
      return try Self.sheet(course, span, reading)
    }
  }

  /// - Parameter course: loaded.
  package static func sheet(_ course: CourseState, _ span: DaySpan, _ reading: Reading) throws -> JournalSheet {
    let sql = """
      SELECT l.day, l.number, l.topic, l.homework, \(PersonName.sql), \(attachmentTitles) FROM lesson l LEFT JOIN person p ON p.id = l.teacher_id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number
      """
    let lessons = try reading.database.rows(
      sql, course.id, span.first, span.last, as: (String, Int, String?, String?, String?, String?).self)
    let teachers = try course.teachers(on: min(span.last, reading.calendar.present)).flatMap {
      try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE p.id = ?", $0).map(\.full)
    }
    return JournalSheet(
      course: course.name, teachers: teachers, term: span, marks: try JournalPage(reading, course, span).table(),
      lessons: Table(
        sheetLessonColumns, rows: lessons.map { [.day($0.0), .integer($0.1), Cell($0.2), Cell($0.3), Cell($0.4), Cell($0.5)] }))
  }
}
