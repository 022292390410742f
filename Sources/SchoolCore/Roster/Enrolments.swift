import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// Puts students into forms and takes them out: one form a day.
package struct Enrolments {
  private let writing: Writing
  private let database: Database
  private let calendar: SchoolCalendar

  package init(_ writing: Writing) throws {
    self.writing = writing
    database = writing.database
    calendar = try writing.calendar()
  }

  package func day(_ text: String?) throws -> Day { try text.map { try DayReader(calendar).required($0) } ?? calendar.today }

  /// The form of the year a student is in on a day or comes into later.
  private func current(_ person: Int, from day: Day) throws -> String? {
    try database.value(
      """
      SELECT f.name FROM enrolment e JOIN form f ON f.id = e.form_id
      WHERE e.person_id = ? AND f.year_id = ? AND (e.last_day IS NULL OR e.last_day >= ?)
      """, person, calendar.yearID, day, as: String.self)
  }

  /// Enrols a student, for the first time or again.
  package func enrol(_ person: Int, _ name: String, in form: String, from text: String?, reason: String?) throws {
    guard let formName = FormName(form)?.name,
      let id = try database.value("SELECT id FROM form WHERE year_id = ? AND name = ?", calendar.yearID, formName, as: Int.self)
    else { throw BadValue(.noSuchForm(form, known: try writing.reading().formNames())) }
    let day = try text.map { try DayReader(calendar).required($0) } ?? max(calendar.today, calendar.year.first)
    if let current = try current(person, from: day) { throw RosterFailure.alreadyEnrolled(name, form: current) }
    try database.run(
      "INSERT INTO enrolment (form_id, person_id, first_day, entry_reason) VALUES (?, ?, ?, ?)", id, person, day,
      reason.map(Folding.tidy))
  }

  /// Ends the enrolment of a student.
  package func leave(_ person: Int, _ name: String, on day: Day, reason: String?) throws {
    let sql = """
      SELECT e.id, e.first_day FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = ? AND f.year_id = ? AND e.last_day IS NULL
      """
    guard let (id, first) = try database.row(sql, person, calendar.yearID, as: (Int, Day).self) else {
      throw RosterFailure.notEnrolled(name)
    }
    guard first <= day else { throw RosterFailure.leavesBeforeArriving(first.description) }
    try database.run("UPDATE enrolment SET last_day = ?, exit_reason = ? WHERE id = ?", day, reason.map(Folding.tidy), id)
  }

  package func isEnrolled(_ person: Int) throws -> Bool {
    try database.value(
      "SELECT 1 FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = ? AND f.year_id = ? AND e.last_day IS NULL", person,
      calendar.yearID, as: Int.self) != nil
  }

  /// Moves a student to another form from a day on; one who is in none comes into it.
  package func move(_ person: PersonName, to form: String, from first: Day, reason: String?) throws {
    let target = FormName(form)?.name
    if try isEnrolled(person.id) {
      if let current = try current(person.id, from: first), current == target { throw RosterFailure.sameForm(current) }
      try leave(person.id, person.full, on: first - 1, reason: reason)
    }
    try enrol(person.id, person.full, in: form, from: first.description, reason: reason)
    // Groups are of the form that was left.
    try database.run(
      """
      DELETE FROM course_member WHERE person_id = ?1 AND course_id IN (
        SELECT c.id FROM course c JOIN form f ON f.id = c.form_id WHERE f.year_id = ?2 AND f.name <> ?3)
      """, person.id, calendar.yearID, target ?? form)
  }
}

extension Roster {
  /// Moves a student to another form from a day on; the marks go along, as those of the same subject. Who is in no form comes
  /// into it, for the first time or again.
  /// - Returns: with how many marks and absences of the former form stand on the days from then on.
  public func moveStudent(_ text: String, to form: String, from day: String?, reason: String?, _ request: WriteRequest) throws -> Performed<
    (person: String, form: String, day: Day, leftBehind: Int)
  > {
    try perform(.rosterWrite, request) { writing in
      let person = try writing.reading().person(text, as: .student)
      let enrolments = try Enrolments(writing)
      let first = try enrolments.day(day)
      try enrolments.move(person, to: form, from: first, reason: reason)
      let name = FormName(form)?.name ?? form
      let behind = """
        SELECT count(*) FROM lesson l JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id
        JOIN (SELECT lesson_id FROM mark WHERE student_id = ?1 UNION ALL SELECT lesson_id FROM attendance WHERE student_id = ?1) x
          ON x.lesson_id = l.id WHERE l.day >= ?2 AND f.name <> ?3
        """
      let leftBehind = try writing.database.value(behind, person.id, first, name, as: Int.self) ?? 0
      return (person.full, name, first, leftBehind)
    }
  }

  /// Takes a person without entries out of the roster altogether.
  public func removeAltogether(_ text: String, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.rosterWrite, request) { writing in
      let person = try writing.reading().person(text)
      let database = writing.database
      let entries =
        try database.value(
          """
          SELECT (SELECT count(*) FROM mark WHERE student_id = ?1 OR entered_by = ?1) + (SELECT count(*) FROM attendance WHERE student_id = ?1)
            + (SELECT count(*) FROM term_mark WHERE student_id = ?1) + (SELECT count(*) FROM account WHERE person_id = ?1)
            + (SELECT count(*) FROM operation WHERE actor = ?1)
          """, person.id, as: Int.self) ?? 0
      guard entries == 0 else { throw RosterFailure.hasEntries(person.full) }
      try database.run("DELETE FROM person WHERE id = ?", person.id)
      return person.full
    }
  }
}
