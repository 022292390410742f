import Basics
import Record
import SQLite

extension Role {
  /// What a person is to the school today.
  package static func of(_ person: Int, _ database: Database, now: Instant) throws -> [Role] {
    let today = now.day(offset: try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180).description
    func exists(_ sql: String) throws -> Bool { try database.value(sql, person, as: Int.self) != nil }
    // Who has left the staff keeps nothing of it; a parent stays a parent.
    let hasLeft = try exists("SELECT 1 FROM staff WHERE person_id = ? AND last_day < '\(today)'")
    var roles: Set<Role> = []
    if !hasLeft {
      roles.formUnion(try database.values("SELECT role FROM role_grant WHERE person_id = ?", person, as: String.self).compactMap(Role.init))
    }
    if try database.value(
      "SELECT 1 FROM enrolment WHERE person_id = ? AND (last_day IS NULL OR last_day >= ?)", person, today, as: Int.self) != nil
    {
      roles.insert(.student)
    }
    // A child that only its parent has told of makes nobody a parent to the school.
    if try exists(
      "SELECT 1 FROM guardian g JOIN person c ON c.id = g.student_id WHERE g.person_id = ? AND c.self_declared IS NULL LIMIT 1")
    {
      roles.insert(.parent)
    }
    let teaches = Membership.teaches(on: "'\(today)'")
    if try !hasLeft
      && (exists("SELECT 1 FROM course_teacher t WHERE person_id = ? AND \(teaches) LIMIT 1")
        || exists("SELECT 1 FROM form WHERE teacher_id = ? LIMIT 1"))
    {
      roles.insert(.teacher)
    }
    return roles.sorted()
  }

  /// Refuses who has left the staff and is nothing else to the school.
  /// - Throws: `AccessFailure.accountClosed`.
  package static func requireToBeHere(_ person: Int, _ roles: [Role], _ database: Database) throws {
    guard roles.isEmpty, let last = try database.value("SELECT last_day FROM staff WHERE person_id = ?", person, as: Day?.self) ?? nil
    else {
      return
    }
    throw AccessFailure.accountClosed(lastDay: last)
  }

  /// A school without an administrator could be run by nobody.
  package static func requireAdministrator(_ database: Database) throws {
    let left = try database.value(
      "SELECT 1 FROM role_grant r JOIN account a ON a.person_id = r.person_id JOIN password w ON w.account_id = a.id WHERE r.role = 'admin'",
      as: Int.self)
    guard left != nil else { throw IdentityFailure.lastAdministrator }
  }
}
