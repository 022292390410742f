import Basics
import Record
import SQLite
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension School {
  /// What completion may ask for; only what the session may see is answered.
  public enum CandidateKind: Sendable {
    case forms
    case subjects(form: String?)
    case students(form: String?)
    case people
    case kinds
  }

  public func candidates(_ kind: CandidateKind) throws -> [(word: String, meaning: String)] {
    switch kind {
    case .kinds: return try readUnchecked { try $0.values("SELECT name FROM work_kind ORDER BY id", as: String.self).map { ($0, "") } }
    case .forms:
      return try read(.journalRead) { reading in
        let reach = try reading.access.courses(reading.database)
        let index = try CourseIndex(reading.database, reading.calendar)
        var counts: [String: Int] = [:]
        var order: [String] = []
        for course in index.all where reach?.contains(course.id) ?? true {
          if counts.updateValue((counts[course.form.name] ?? 0) + 1, forKey: course.form.name) == nil { order.append(course.form.name) }
        }
        return order.map { ($0, "") }
      }
    case .subjects(let form):
      return try read(.journalRead) { reading in
        let reach = try reading.access.courses(reading.database)
        let index = try CourseIndex(reading.database, reading.calendar)
        let courses = form.flatMap { try? index.form($0) } ?? index.all
        var seen: Set<String> = []
        return courses.filter { (reach?.contains($0.id) ?? true) && seen.insert($0.subject).inserted }.map { ($0.subject, $0.form.name) }
      }
    case .students(let form):
      return try read(.rosterRead) { reading in
        let reach = try reading.access.forms(reading.database)
        let sql = """
          SELECT p.id, p.surname, p.given_name, p.patronymic, p.login, f.id, f.name FROM enrolment e JOIN form f ON f.id = e.form_id
          JOIN person p ON p.id = e.person_id WHERE f.year_id = ?1 AND \(Membership.holds(on: "?2")) ORDER BY p.name_key
          """
        let wanted = form.flatMap { FormName($0)?.name }
        return try reading.database.rows(
          sql, reading.calendar.yearID, reading.calendar.present, as: (Int, String, String, String?, String?, Int, String).self
        )
        .filter { (reach?.contains($0.5) ?? true) && (wanted == nil || $0.6 == wanted) }
        .map { ($0.4 ?? [$0.1, $0.2].joined(separator: " "), [$0.1, $0.2, $0.3 ?? ""].filter { !$0.isEmpty }.joined(separator: " ")) }
      }
    case .people:
      return try read(.chatUse) { reading in
        try reading.people("SELECT \(Reading.personColumns) FROM person p JOIN staff s ON s.person_id = p.id ORDER BY p.name_key")
          .compactMap { person in person.login.map { ($0, person.full) } }
      }
    }
  }
}
