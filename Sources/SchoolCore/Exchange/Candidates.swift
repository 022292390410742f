import Basics
import Record
import SQLite
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension School {
  /// Words of the school that completion may offer.
  public enum CandidateKind: Sendable {
    case forms
    case subjects(form: String?)
    case groups(form: String?)
    case kinds, scales, signs, rooms, posts, years
  }

  /// What completion may offer; only what the session may see is answered.
  /// - Returns: words with what they belong to.
  public func candidates(_ kind: CandidateKind) throws -> [(word: String, meaning: String)] {
    switch kind {
    case .forms:
      return try Set(coursesWithinReach(nil).map(\.form)).sorted { RussianOrder.compare($0.name, $1.name) < 0 }.map { ($0.name, "") }
    case .subjects(let form):
      var seen: Set<String> = []
      return try coursesWithinReach(form).filter { seen.insert($0.subject).inserted }.map { ($0.subject, $0.form.name) }
    case .groups(let form):
      return try coursesWithinReach(form).filter { !$0.group.isEmpty }.map { ($0.group, "\($0.form.name) \($0.subject)") }
    case .kinds: return try words("SELECT name FROM work_kind ORDER BY id")
    case .scales: return try words("SELECT DISTINCT scale FROM mark_value ORDER BY scale")
    case .signs: return try words("SELECT DISTINCT code FROM mark_value ORDER BY code")
    case .rooms: return try words("SELECT DISTINCT room FROM timetable_entry WHERE room IS NOT NULL ORDER BY room")
    case .posts: return try words("SELECT DISTINCT post FROM staff ORDER BY post")
    case .years: return try words("SELECT title FROM academic_year ORDER BY first_day DESC")
    }
  }

  /// Words that are nobody's secret, for everybody who is signed in.
  private func words(_ sql: String) throws -> [(word: String, meaning: String)] {
    try readUnchecked { try $0.values(sql, as: String.self).map { ($0, "") } }
  }

  private func coursesWithinReach(_ form: String?) throws -> [CourseState] {
    try read(.journalRead) { reading in
      let reach = try reading.access.courses(reading.database)
      let index = try CourseIndex(reading.database, reading.calendar)
      let courses = form.flatMap { try? index.form($0) } ?? index.all
      return courses.filter { reach?.contains($0.id) ?? true }
    }
  }

  /// The students whom the session may see, in the order of names.
  public func studentCandidates(form: String?) throws -> [PersonName] {
    try read(.rosterRead) { reading in
      let reach = try reading.access.forms(reading.database).map { " AND e.form_id IN (\(keyList($0)))" } ?? ""
      let wanted = form.flatMap { FormName($0)?.name }
      let sql = """
        SELECT \(Reading.personColumns) FROM enrolment e JOIN form f ON f.id = e.form_id JOIN person p ON p.id = e.person_id
        WHERE f.year_id = ?1 AND \(Membership.holds(on: "?2")) AND (?3 IS NULL OR f.name = ?3)\(reach) ORDER BY p.name_key, p.id
        """
      return try reading.people(sql, reading.calendar.yearID, reading.calendar.present, wanted)
    }
  }

  /// The school's staff, whom everybody may know.
  public func staffCandidates() throws -> [PersonName] {
    try read(.chatUse) { reading in
      try reading.people("SELECT \(Reading.personColumns) FROM person p JOIN staff s ON s.person_id = p.id ORDER BY p.name_key, p.id")
    }
  }
}
