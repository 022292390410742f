import Basics
import Record
import SQLite

/// Whom who acts may know by name: nobody else is found, offered as a choice or suggested, by whatever is typed.
///
/// The methodist and the administration know everybody; a teacher the students within reach, their guardians and the staff;
/// a student and a parent themselves, their own, and who teaches them. It is decided by the present.
package struct KnownPeople {
  private let database: Database
  private let access: Access
  private let today: Day

  package init(_ database: Database, _ access: Access, today: Day) {
    (self.database, self.access, self.today) = (database, access, today)
  }

  /// The keys of those who are known; `nil` for everybody.
  package func keys() throws -> Set<Int>? {
    guard let role = access.actor.role, access.actor.personID != Actor.nobody.personID else { return access.isWhole ? nil : [] }
    let scopes = Permissions.scopes(role, .rosterRead).union(Permissions.scopes(role, .diaryRead))
    let reach = Access(action: .rosterRead, actor: access.actor, scopes: scopes, now: access.now)
    guard !Permissions.scopes(role, .rosterRead).contains(.school), let students = try reach.students(database) else { return nil }
    var known = students.union([access.actor.personID])
    known.formUnion(
      try database.values("SELECT person_id FROM main.guardian WHERE student_id IN (\(keyList(students)))", as: Int.self))
    if role == .student || role == .parent {
      known.formUnion(try teachers(of: students))
    } else {
      known.formUnion(try database.values("SELECT person_id FROM main.staff", as: Int.self))
    }
    return known
  }

  /// Those whose names stand in the timetable of students' forms.
  private func teachers(of students: Set<Int>) throws -> [Int] {
    let forms = Membership.ofThePresent.forms(of: keyList(students), on: "'\(today)'")
    let sql = """
      WITH own (form) AS (\(forms)), courses (id) AS (SELECT c.id FROM main.course c WHERE c.form_id IN (SELECT form FROM own))
      SELECT teacher_id FROM main.form WHERE id IN (SELECT form FROM own) AND teacher_id IS NOT NULL
      UNION SELECT person_id FROM main.course_teacher t WHERE course_id IN (SELECT id FROM courses) AND \(Membership.teaches(on: "'\(today)'"))
      UNION SELECT teacher_id FROM main.timetable_entry WHERE course_id IN (SELECT id FROM courses) AND teacher_id IS NOT NULL
      UNION SELECT teacher_id FROM main.substitution WHERE course_id IN (SELECT id FROM courses) AND teacher_id IS NOT NULL
      """
    return try database.values(sql, as: Int.self)
  }
}

extension Reading {
  /// Finds one person among those who are known.
  ///
  /// Whoever else there is or is not, the answer is the same; only what those known may show is looked at: names and logins.
  package func knownPerson(_ text: String, among known: Set<Int>, as fitting: Fitting) throws -> PersonName {
    func matcher(_ condition: String) throws -> PersonMatcher {
      try everybody(where: "p.id IN (\(keyList(known))) AND \(condition)")
    }
    let everyone = try matcher("1")
    let found = everyone.matches(text)
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      if let near = everyone.near(text) { throw BadValue(.noSuchPerson(text, among: "", near: near)) }
      throw AccessFailure.notYours(access.action, what: text)
    }
    let meant = try matcher(fitting.condition ?? "1").matches(text)
    if meant.count == 1 { return meant[0] }
    throw BadValue(.severalPersons(text, among: "", candidates: PersonMatcher.candidates(meant.isEmpty ? found : meant)))
  }
}
