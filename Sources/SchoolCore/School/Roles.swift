import Basics
import Record
import SQLite

extension Role {
  /// What a person is to the school today.
  package static func of(_ person: Int, _ database: Database, now: Instant) throws -> [Role] {
    let today = now.day(offset: try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180).description
    var roles = Set(try database.values("SELECT role FROM role_grant WHERE person_id = ?", person, as: String.self).compactMap(Role.init))
    func exists(_ sql: String) throws -> Bool { try database.value(sql, person, as: Int.self) != nil }
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
    if try exists("SELECT 1 FROM course_teacher WHERE person_id = ? LIMIT 1") || exists("SELECT 1 FROM form WHERE teacher_id = ? LIMIT 1") {
      roles.insert(.teacher)
    }
    return roles.sorted()
  }

  /// A school without an administrator could be run by nobody.
  package static func requireAdministrator(_ database: Database) throws {
    let left = try database.value(
      "SELECT 1 FROM role_grant r JOIN account a ON a.person_id = r.person_id JOIN password w ON w.account_id = a.id WHERE r.role = 'admin'",
      as: Int.self)
    guard left != nil else { throw IdentityFailure.lastAdministrator }
  }
}
