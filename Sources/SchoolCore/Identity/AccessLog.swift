import Basics
import SQLite

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

extension School {
  /// Writes down that who acts looked at somebody's data; a look at one's own or one's child's is nobody's business.
  ///
  /// Looking works where nothing can be written: then it is not written down.
  func noteLook(at person: Int, _ what: String) {
    guard let actor, let role = actor.role, actor.personID != person, role != .student, role != .parent else { return }
    let now = clock.now()
    let day = now.day(offset: utcOffset).description
    _ = try? note { database in
      try database.run(
        """
        INSERT INTO personal_access (actor_id, person_id, role, what, day, last_at, times) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
        ON CONFLICT (person_id, actor_id, role, what, day) DO UPDATE SET last_at = ?6, times = times + 1
        """, actor.personID, person, role.rawValue, what, day, now.milliseconds)
    }
  }

  /// Who of the staff looked at one's own data and one's children's, the latest first.
  public func accessLog() throws -> [PersonalAccess] {
    let access = try authorize(.accountRead)
    return try readUnchecked { database in
      let sql = """
        SELECT x.day, x.last_at, \(PersonName.sql),
          (SELECT a.surname || ' ' || a.given_name || coalesce(' ' || a.patronymic, '') FROM person a WHERE a.id = x.actor_id),
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
