import Basics
import Record
import SQLite

/// What somebody must be to somebody else to be written to.
public enum Relation: String, Sendable, CaseIterable {
  /// Whoever has the role.
  case anybody = "any"
  /// A student of one's own form.
  case classmate
  /// One's own child, or one's own guardian.
  case family
  /// A guardian of somebody in the form of one's child.
  case formGuardian = "of the form"
  /// Who teaches oneself or one's child, or leads the form.
  case teacher = "own"
  /// Who is taught in one's own courses, or is in the form one leads.
  case student = "own students"
  /// A guardian of such a student.
  case studentGuardian = "of own students"
}

extension Permissions {
  /// Who may write to whom, by the role in use and the roles of the other one. What it does not name is refused.
  public static func relation(from: Role, to: Role) -> Relation? { correspondence[from]?[to] }

  private static let correspondence: [Role: [Role: Relation]] = [
    .student: [.student: .classmate, .parent: .family, .teacher: .teacher],
    .parent: [.student: .family, .parent: .formGuardian, .teacher: .teacher, .admin: .anybody],
    .teacher: [.student: .student, .parent: .studentGuardian, .teacher: .anybody, .methodist: .anybody, .admin: .anybody],
    .methodist: [.teacher: .anybody, .methodist: .anybody, .provider: .anybody, .admin: .anybody],
    .provider: [.methodist: .anybody, .admin: .anybody],
    .admin: Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, .anybody) }),
  ]
}

/// Whom who acts may write to, today.
package struct Correspondence {
  package let database: Database
  package let access: Access
  package let now: Instant

  package init(database: Database, access: Access, now: Instant) {
    self.database = database
    self.access = access
    self.now = now
  }

  package func allows(_ person: Int) throws -> Bool {
    guard let role = access.actor.role else { return false }
    return try roles(of: person).contains { other in
      guard let relation = Permissions.relation(from: role, to: other), try isOpen(relation, person) else { return false }
      let relations = Relations(today: try SchoolCalendar(database, now: now).present)
      guard let sql = relations.sql(relation, from: role) else { return true }
      return try database.value(sql, access.actor.personID, person, as: Int.self) != nil
    }
  }

  /// Whether the school lets students of this age write to one another, and a guardian wants to hear from others of the form.
  private func isOpen(_ relation: Relation, _ person: Int) throws -> Bool {
    switch relation {
    case .classmate:
      guard let least = Int(try JournalRules(database).value(.chatClassmates)) else { return false }
      let form = """
        SELECT max(f.grade) FROM main.enrolment e JOIN main.form f ON f.id = e.form_id
        WHERE e.person_id = ? AND e.form_id IN (\(Membership.ofThePresent.forms(of: "?1", on: Membership.ofThePresent.today(now))))
        """
      return try database.value(form, person, as: Int?.self).flatMap { $0 }.map { $0 >= least } ?? true
    case .formGuardian:
      let sql = """
        SELECT 1 FROM main.account a JOIN preference p ON p.account_id = a.id WHERE a.person_id = ? AND p.name = ? AND p.value = 'off'
        """
      return try database.value(sql, person, Preference.chatGuardians.rawValue, as: Int.self) == nil
    case .anybody, .family, .teacher, .student, .studentGuardian: return true
    }
  }

  /// Staff without a role of their own are reached like a methodist.
  private func roles(of person: Int) throws -> [Role] {
    let roles = try Role.of(person, database, now: now)
    guard !roles.contains(where: { $0 != .student && $0 != .parent }) else { return roles }
    let isStaff = try database.value("SELECT 1 FROM main.staff WHERE person_id = ?", person, as: Int.self) != nil
    return isStaff ? roles + [.methodist] : roles
  }
}

/// What makes the relations, in SQL: ?1 is who writes, ?2 the other one.
private struct Relations {
  package let today: Day

  private func children(_ person: String) -> String { "SELECT student_id FROM main.guardian WHERE person_id = \(person)" }

  private func forms(_ students: String) -> String { Membership.ofThePresent.forms(of: students, on: "'\(today)'") }

  private func teaches(_ teacher: String, _ students: String) -> String {
    Membership.ofThePresent.teaches(teacher, students, on: "'\(today)'")
  }

  /// `nil` where the role is relation enough.
  package func sql(_ relation: Relation, from role: Role) -> String? {
    switch relation {
    case .anybody: nil
    case .classmate: "SELECT 1 WHERE EXISTS (\(forms("?1")) INTERSECT \(forms("?2")))"
    case .family: "SELECT 1 FROM main.guardian WHERE (student_id = ?1 AND person_id = ?2) OR (student_id = ?2 AND person_id = ?1)"
    case .formGuardian: "SELECT 1 WHERE EXISTS (\(forms(children("?1"))) INTERSECT \(forms(children("?2"))))"
    case .teacher: teaches("?2", role == .parent ? children("?1") : "?1")
    case .student: teaches("?1", "?2")
    case .studentGuardian: teaches("?1", children("?2"))
    }
  }
}
