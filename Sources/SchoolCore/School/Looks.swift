import Basics
import Record
import SQLite

extension School {
  /// Writes down that who acts looked at somebody's data; a look at one's own or one's child's is nobody's business.
  ///
  /// Looking works where nothing can be written: then it is not written down.
  package func noteLook(at person: Int, _ what: String) {
    guard let actor, let role = actor.role, actor.personID != person, role != .student, role != .parent else { return }
    let now = clock.now()
    let day = now.day(offset: utcOffset).description
    _ = try? note { database in
      let evidence = try EvidenceWatch(database, schema)
      try database.run(
        """
        INSERT INTO personal_access (actor_id, person_id, role, what, day, last_at, times) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
        ON CONFLICT (person_id, actor_id, role, what, day) DO UPDATE SET last_at = ?6, times = times + 1
        """, actor.personID, person, role.rawValue, what, day, now.milliseconds)
      _ = try evidence.settle()
    }
  }
}
