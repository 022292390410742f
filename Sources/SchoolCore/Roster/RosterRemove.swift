import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What the leaving of somebody came to.
public struct Departure: Sendable {
  public let person: String
  /// The last day here.
  public let day: Day
  public let isStaff: Bool
  /// Courses and forms that another teacher has from the day after on.
  public var handedOver: [String] = []
  public var successor: String?
  /// Courses and forms that nobody has now.
  public var orphaned: [String] = []
}

extension Roster {
  /// Ends the enrolment of a student, or the work of one of the staff: what they taught is handed over or left without a
  /// teacher, and from the day after on their account lets nobody in. The person and the record stay.
  /// - Parameters:
  ///   - day: the last day here; today without one.
  ///   - successor: who takes over the courses and the form of one of the staff.
  public func remove(
    _ text: String, on day: String?, reason: String?, successor: String?, _ request: WriteRequest
  ) throws -> Performed<Departure> {
    try perform(.rosterWrite, request) { writing in
      let reading = try writing.reading()
      let person = try Self.leaver(text, reading)
      let enrolments = try Enrolments(writing)
      let last = try enrolments.day(day)
      let isStaff = try writing.database.value("SELECT 1 FROM staff WHERE person_id = ?", person.id, as: Int.self) != nil
      guard isStaff else {
        if successor != nil { throw RosterFailure.notOnStaff(person.full) }
        try enrolments.leave(person.id, person.full, on: last, reason: reason)
        return Departure(person: person.full, day: last, isStaff: false)
      }
      let heir = try successor.map { try Self.colleague($0, reading, on: last + 1) }
      return try StaffDeparture(writing, person, on: last, reason).run(heir)
    }
  }

  /// Who is meant: a student or one of the staff before the parents of the same name.
  private static func leaver(_ text: String, _ reading: Reading) throws -> PersonName {
    do { return try reading.person(text, as: .student) } catch let failure as BadValue {
      guard case .severalPersons = failure.problem else { throw failure }
      return try reading.person(text, as: .staff)
    }
  }

  private static func colleague(_ text: String, _ reading: Reading, on day: Day) throws -> PersonName {
    let person = try reading.person(text, as: .staff)
    let last = try reading.database.row("SELECT 1, last_day FROM staff WHERE person_id = ?", person.id, as: (Int, Day?).self)
    guard let last else { throw BadValue(.notStaff(person.full)) }
    if let left = last.1, left < day { throw RosterFailure.hasLeft(person.full, day: left.description) }
    return person
  }
}

/// One of the staff leaves.
private struct StaffDeparture {
  private let database: Database
  private let calendar: SchoolCalendar
  private let now: Instant
  private let person: PersonName
  private let last: Day
  private let reason: String?

  init(_ writing: Writing, _ person: PersonName, on last: Day, _ reason: String?) throws {
    database = writing.database
    now = writing.now
    calendar = try writing.calendar()
    (self.person, self.last, self.reason) = (person, last, reason)
  }

  func run(_ heir: PersonName?) throws -> Departure {
    try database.run(
      "UPDATE staff SET last_day = ?, exit_reason = ? WHERE person_id = ?", last, reason.map(Folding.tidy), person.id)
    try requireAdministrator()
    var departure = Departure(person: person.full, day: last, isStaff: true)
    departure.successor = heir?.full
    let left = try courses(heir) + forms(heir)
    if heir == nil { departure.orphaned = left } else { departure.handedOver = left }
    try timetable(heir)
    return departure
  }

  private func requireAdministrator() throws {
    let others = """
      SELECT 1 FROM role_grant r JOIN account a ON a.person_id = r.person_id LEFT JOIN staff s ON s.person_id = r.person_id
      WHERE r.role = 'admin' AND (s.last_day IS NULL OR s.last_day > ?) LIMIT 1
      """
    guard try database.value(others, last, as: Int.self) != nil else { throw IdentityFailure.lastAdministrator }
  }

  /// The courses of this year and the next; what was taught before stays theirs.
  private func courses(_ heir: PersonName?) throws -> [String] {
    let given = """
      SELECT t.id, t.course_id, f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END
      FROM course_teacher t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      JOIN academic_year y ON y.id = f.year_id
      WHERE t.person_id = ?1 AND (t.last_day IS NULL OR t.last_day > ?2) AND y.last_day > ?2 ORDER BY f.grade, f.letter, s.name_key
      """
    let courses = try database.rows(given, person.id, last, as: (Int, Int, String).self)
    for (row, course, _) in courses {
      try database.run("UPDATE course_teacher SET last_day = ? WHERE id = ?", last, row)
      guard let heir else { continue }
      try database.run(
        """
        INSERT INTO course_teacher (course_id, person_id, first_day) VALUES (?1, ?2, ?3)
        ON CONFLICT (course_id, person_id) DO UPDATE SET last_day = NULL WHERE last_day IS NOT NULL
        """, course, heir.id, last + 1)
    }
    return courses.map(\.2)
  }

  private func forms(_ heir: PersonName?) throws -> [String] {
    let led = """
      SELECT f.id, f.name FROM form f JOIN academic_year y ON y.id = f.year_id WHERE f.teacher_id = ? AND y.last_day > ?
      ORDER BY f.grade, f.letter
      """
    let forms = try database.rows(led, person.id, last, as: (Int, String).self)
    for (form, _) in forms { try FormTeachers.set(heir?.id, of: form, database, now: now) }
    return forms.map(\.1)
  }

  /// Lessons of the timetable that name the teacher go on with the successor, or with the course's own.
  private func timetable(_ heir: PersonName?) throws {
    let open = """
      SELECT id, first_day FROM timetable_entry WHERE teacher_id = ?1 AND (last_day IS NULL OR last_day > ?2)
      """
    for (entry, first) in try database.rows(open, person.id, last, as: (Int, Day).self) {
      guard first <= last else {
        try database.run("UPDATE timetable_entry SET teacher_id = ? WHERE id = ?", heir?.id, entry)
        continue
      }
      try database.run(
        """
        INSERT INTO timetable_entry (course_id, weekday, number, room, teacher_id, first_day, last_day, week)
        SELECT course_id, weekday, number, room, ?2, ?3, last_day, week FROM timetable_entry WHERE id = ?1
        """, entry, heir?.id, last + 1)
      try database.run("UPDATE timetable_entry SET last_day = ? WHERE id = ?", last, entry)
    }
    try database.run("UPDATE substitution SET teacher_id = ?1 WHERE teacher_id = ?2 AND day > ?3", heir?.id, person.id, last)
  }
}
