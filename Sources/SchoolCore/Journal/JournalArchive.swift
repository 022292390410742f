import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// A year of the journal as it is put away: every page, and the same as rows. Good as long as the read it was made in.
public final class JournalArchive {
  /// A course of the year.
  public struct Course {
    public let form: String
    /// `7А Алгебра`, with the group where there is one.
    public let name: String
    fileprivate let state: CourseState
  }

  private let reading: Reading
  private let index: CourseIndex
  public let school: String
  public let year: String
  public let courses: [Course]
  public var forms: [String] { index.formNames }

  package init(_ reading: Reading) throws {
    self.reading = reading
    index = try CourseIndex(reading.database, reading.calendar)
    school = try reading.database.value("SELECT name FROM school", as: String.self) ?? ""
    year = reading.calendar.year.name
    courses = try reading.courses(JournalFilter(), of: index).map { Course(form: $0.form.name, name: $0.name, state: $0) }
  }

  /// The pages of a course, a term each.
  public func sheets(of course: Course) throws -> [JournalSheet] {
    try index.load(course.state)
    let isHalfYear = try JournalRules(reading.database).isHalfYear(grade: course.state.form.grade)
    return try reading.calendar.terms(ofHalfYears: isHalfYear).map { try Journal.sheet(course.state, $0, reading) }
  }

  /// The marks of the terms and the year of a course.
  public func termMarks(of course: Course) throws -> Table { try termMarks("t.course_id = \(course.state.id)") }

  public func reportCards(form: String) throws -> ReportCards {
    let id = try reading.formID(form)
    let people = try reading.people(
      """
      SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(Membership.standing.students(endingInForms: "?1")))
      ORDER BY p.name_key, p.id
      """, id)
    return try Journal.reportCards(people, id, reading)
  }

  /// Every mark and absence of the year as long rows.
  public var journal: Table {
    Table(Journal.journalColumns) { [reading] writer in
      let listing = try JournalListing(reading, JournalFilter())
      for course in listing.courses { try listing.write(course, to: writer) }
    }
  }

  /// Every term mark of the year.
  public func termMarks() throws -> Table { try termMarks("f.year_id = \(reading.calendar.yearID)") }

  private func termMarks(_ condition: String) throws -> Table {
    let columns = [
      Column.form, Column.subject, Column.group,
      Column.student, Column.login, Column("term", en: "Term", ru: "Период"),
      Column.mark, Column.reason,
    ]
    let sql = """
      SELECT f.name, s.name, nullif(c.group_name, ''), \(PersonName.sql), p.login, t.term, v.code, t.reason FROM term_mark t
      JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      JOIN person p ON p.id = t.student_id JOIN mark_value v ON v.id = t.value_id WHERE \(condition)
      ORDER BY f.grade, f.letter, s.name_key, c.group_name, p.name_key, p.id, t.term
      """
    return Table(columns) { [reading] writer in
      try reading.database.forEach(sql, []) { row in
        try writer.add(try (0..<8).map { Cell(try row.get($0) as String?) })
      }
    }
  }

  /// The files that came with homework: what to call each, and its key for `content`.
  public func attachedFiles() throws -> [(name: String, key: Int)] {
    let sql = """
      SELECT f.name || ' ' || s.name || ' ' || l.day || ' ' || a.title, a.id FROM homework_attachment a JOIN lesson l ON l.id = a.lesson_id
      JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      WHERE f.year_id = ? AND a.content IS NOT NULL ORDER BY f.grade, f.letter, s.name_key, l.day, l.number, a.id
      """
    return try reading.database.rows(sql, reading.calendar.yearID, as: (String, Int).self).map { ($0.0, $0.1) }
  }

  public func content(_ key: Int) throws -> [UInt8] {
    try reading.database.value("SELECT content FROM homework_attachment WHERE id = ?", key, as: [UInt8].self) ?? []
  }

  /// Every lesson of the year with its topic and homework.
  public var lessons: Table {
    let columns = [Column.form, Column.subject] + Journal.sheetLessonColumns
    let sql = """
      SELECT f.name, s.name, l.day, l.number, l.topic, l.homework, \(PersonName.sql), \(Journal.attachmentTitles) FROM lesson l JOIN course c ON c.id = l.course_id
      JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id LEFT JOIN person p ON p.id = l.teacher_id
      WHERE f.year_id = \(reading.calendar.yearID) ORDER BY f.grade, f.letter, s.name_key, c.group_name, l.day, l.number
      """
    return Table(columns) { [reading] writer in
      try reading.database.forEach(sql, []) { row in
        try writer.add([
          .text(try row.get(0)), .text(try row.get(1)), .day(try row.get(2)), .integer(row.integer(3)), Cell(try row.get(4) as String?),
          Cell(try row.get(5) as String?), Cell(try row.get(6) as String?), Cell(try row.get(7) as String?),
        ])
      }
    }
  }
}

extension Journal {
  /// Hands on the journal of a year, to be put away.
  /// - Parameter year: `2026/27`.
  /// - Throws: `CalendarFailure.unknownYear` when the school has no such year.
  public func archive<R>(year: String, _ body: (JournalArchive) throws -> R) throws -> R {
    try read(.termClose) { reading in
      let found = try reading.database.row("SELECT id, last_day FROM academic_year WHERE title = ?", year, as: (Int, Day).self)
      guard let (key, last) = found else {
        let known = try reading.database.values("SELECT title FROM academic_year ORDER BY first_day", as: String.self)
        throw CalendarFailure.unknownYear(year, known: known)
      }
      // A past year is read as of its last day; of the current one nobody can know more than today.
      let end = Instant(milliseconds: (last.number * 1440 + 1439 - reading.calendar.utcOffset) * 60_000)
      var choice = YearChoice()
      choice.year = key
      return try body(try JournalArchive(try Reading(reading.database, reading.access, min(end, reading.now), choice)))
    }
  }
}
