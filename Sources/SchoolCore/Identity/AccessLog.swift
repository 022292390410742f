import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// A look of the staff at somebody's data.
public struct PersonalAccess: Sendable {
  public let day: Day
  public let lastAt: Instant
  public let person: String
  public let actor: String
  public let role: Role?
  /// The command that showed the data: `diary show`.
  public let what: String
  public let times: Int
}

extension Identity {

  /// Who of the staff looked at one's own data and one's children's, the latest first.
  public func accessLog() throws -> [PersonalAccess] {
    let access = try authorize(.accountRead)
    return try readUnchecked { database in
      let sql = """
        SELECT x.day, x.last_at, \(PersonName.sql),
          (SELECT \(PersonName.sql(of: "a")) FROM person a WHERE a.id = x.actor_id),
          x.role, x.what, x.times
        FROM personal_access x JOIN person p ON p.id = x.person_id
        WHERE x.person_id = ?1 OR x.person_id IN (SELECT student_id FROM main.guardian WHERE person_id = ?1) ORDER BY x.last_at DESC, x.id DESC
        """
      return try database.rows(sql, access.actor.personID, as: (String, Int, String, String, String, String, Int).self).compactMap { row in
        Day(iso: row.0).map {
          PersonalAccess(
            day: $0, lastAt: Instant(row.1), person: row.2, actor: row.3, role: Role(rawValue: row.4), what: row.5, times: row.6)
        }
      }
    }
  }
}
