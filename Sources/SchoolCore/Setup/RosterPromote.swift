import Basics
import Record
import SQLite
import SchoolModel
import SchoolRoster

/// What moving up a year did.
public struct Promotion: Sendable {
  public var forms: [(from: String, to: String, students: Int)] = []
  public var leavers: [String] = []
  public var repeaters: [String] = []
  /// New forms that have no courses, as those of who stays behind.
  public var withoutCourses: [String] = []
  /// Students moved up who have no mark of the year at all, and those whose final or yearly mark does not pass.
  public var unmarked = 0
  public var failing: [String] = []
  public let year: String
}

extension Roster {
  /// Moves the forms of the last year that has begun and has forms up into the next: students, form teachers, courses with their teachers.
  ///
  /// Leavers are those of the last year of study, and of the ninth those named; repeaters stay in their year of study. The
  /// old year stays as it is.
  /// - Parameters:
  ///   - repeating: students who stay behind.
  ///   - leaving: students who do not go on.
  public func promote(repeating: [String], leaving: [String], lastGrade: Int, _ request: WriteRequest) throws -> Performed<Promotion> {
    try perform(.rosterWrite, request) { writing in
      let (database, reading) = (writing.database, try writing.reading())
      let calendar = reading.calendar
      let begun = """
        SELECT id, title, last_day FROM academic_year WHERE first_day <= ? AND id IN (SELECT year_id FROM form)
        ORDER BY first_day DESC LIMIT 1
        """
      guard let (old, oldTitle, lastDay) = try database.row(begun, calendar.today, as: (Int, String, Day).self) else {
        throw CalendarFailure.nothingThere(calendar.year.name)
      }
      guard
        let (next, title, first) = try database.row(
          "SELECT id, title, first_day FROM academic_year WHERE first_day > ? ORDER BY first_day LIMIT 1", lastDay,
          as: (Int, String, String).self)
      else { throw CalendarFailure.noYear(Self.title(after: oldTitle)) }
      guard try database.value("SELECT 1 FROM form WHERE year_id = ?", next, as: Int.self) == nil else {
        throw CalendarFailure.alreadyPromoted(title)
      }
      let staying = try Dictionary(repeating.map { (try reading.person($0, as: .student).id, $0) }, uniquingKeysWith: { a, _ in a })
      let going = Set(try leaving.map { try reading.person($0, as: .student).id })
      var result = Promotion(year: title)
      let forms = try database.rows(
        "SELECT id, grade, letter, name, teacher_id FROM form WHERE year_id = ? ORDER BY grade, letter", old,
        as: (Int, Int, String, String, Int?).self)
      var made: [String: Int] = [:]
      func form(_ grade: Int, _ letter: String, _ teacher: Int?) throws -> Int {
        let name = "\(grade)\(letter)"
        if let known = made[name] { return known }
        try database.run(
          "INSERT INTO form (year_id, grade, letter, name, teacher_id) VALUES (?, ?, ?, ?, ?)", next, grade, letter, name, teacher)
        made[name] = database.lastInsertedID
        return database.lastInsertedID
      }
      for (id, grade, letter, name, teacher) in forms {
        let students = try reading.people(
          "SELECT \(Reading.personColumns) FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.form_id = ? AND (e.last_day IS NULL OR e.last_day >= ?) ORDER BY p.name_key",
          id, lastDay)
        var moved = 0
        for student in students {
          if going.contains(student.id) || (grade >= lastGrade && staying[student.id] == nil) {
            result.leavers.append("\(name) \(student.full)")
            continue
          }
          let isStaying = staying[student.id] != nil
          if isStaying { result.repeaters.append("\(name) \(student.full)") } else { moved += 1 }
          let target = try isStaying ? form(grade, letter, nil) : form(grade + 1, letter, teacher)
          try database.run(
            "INSERT INTO enrolment (form_id, person_id, first_day, entry_reason) VALUES (?, ?, ?, ?)", target, student.id, first,
            isStaying ? "повторное обучение" : "перевод")
        }
        guard grade < lastGrade else { continue }
        let target = try form(grade + 1, letter, teacher)
        result.forms.append((name, "\(grade + 1)\(letter)", moved))
        try Self.copyCourses(of: id, to: target, database)
        try writing.writer.cutIfFull()
      }
      result.withoutCourses = try database.values(
        "SELECT name FROM form WHERE year_id = ? AND id NOT IN (SELECT form_id FROM course) ORDER BY grade, letter", next, as: String.self)
      try Self.lookAtYear(old, next, &result, database)
      return result
    }
  }

  /// Who is moved up all the same: without a mark of the year, or with one that does not pass.
  private static func lookAtYear(_ old: Int, _ next: Int, _ result: inout Promotion, _ database: Database) throws {
    let rules = try JournalRules(database)
    let sql = """
      SELECT o.grade, o.name || ' ' || \(PersonName.sql), count(t.id), coalesce(sum(v.code IN ('2', 'н/а', 'незач') AND NOT EXISTS (
          SELECT 1 FROM term_mark f JOIN mark_value w ON w.id = f.value_id WHERE f.course_id = t.course_id AND f.student_id = t.student_id
            AND f.term = 'final' AND t.term = 'year' AND w.code NOT IN ('2', 'н/а', 'незач'))), 0)
      FROM form n JOIN enrolment e ON e.form_id = n.id JOIN person p ON p.id = e.person_id
      JOIN enrolment b ON b.person_id = p.id AND b.last_day IS NULL JOIN form o ON o.id = b.form_id AND o.year_id = ?1 AND o.grade < n.grade
      LEFT JOIN term_mark t ON t.student_id = p.id AND t.term IN ('year', 'final')
        AND t.course_id IN (SELECT c.id FROM course c JOIN form x ON x.id = c.form_id WHERE x.year_id = ?1)
      LEFT JOIN mark_value v ON v.id = t.value_id
      WHERE n.year_id = ?2 GROUP BY p.id ORDER BY o.grade, o.letter, p.name_key
      """
    for (grade, name, marks, failing) in try database.rows(sql, old, next, as: (Int, String, Int, Int).self)
    where !rules.isUnmarked(grade: grade) {
      if marks == 0 { result.unmarked += 1 }
      if failing > 0 { result.failing.append(name) }
    }
  }

  private static func title(after title: String) -> String {
    let start = Int(title.prefix(4)) ?? 2026
    return "\(start + 1)/\(padded((start + 2) % 100, 2))"
  }

  private static func copyCourses(of old: Int, to new: Int, _ database: Database) throws {
    let courses = try database.rows(
      "SELECT id, subject_id, group_name, weekly_hours FROM course WHERE form_id = ?", old, as: (Int, Int, String, Double?).self)
    for (course, subject, group, hours) in courses {
      try database.run("INSERT INTO course (form_id, subject_id, group_name, weekly_hours) VALUES (?, ?, ?, ?)", new, subject, group, hours)
      let copy = database.lastInsertedID
      try database.run(
        "INSERT INTO course_teacher (course_id, person_id) SELECT ?, t.person_id FROM course_teacher t WHERE t.course_id = ? AND t.last_day IS NULL",
        copy, course)
      try database.run(
        "INSERT INTO course_member (course_id, person_id) SELECT ?, person_id FROM course_member WHERE course_id = ?", copy, course)
    }
  }
}
