import Basics
import SQLite

/// Who leads a form, and since when: whoever changes it does so here, so that it stays known who led it before.
package enum FormTeachers {
  /// Makes somebody form teacher, or nobody; one who comes back goes on where they were.
  package static func set(_ person: Int?, of form: Int, _ database: Database, now: Instant) throws {
    let before = try database.value("SELECT teacher_id FROM form WHERE id = ?", form, as: Int?.self) ?? nil
    guard before != person else { return }
    try database.run("UPDATE form SET teacher_id = ? WHERE id = ?", person, form)
    // The first one leads it since there is such a form.
    if let before {
      try database.run(
        """
        INSERT INTO form_leading (form_id, person_id, last_at) VALUES (?, ?, ?)
        ON CONFLICT (form_id, person_id) DO UPDATE SET last_at = excluded.last_at
        """, form, before, now.milliseconds)
    }
    guard let person else { return }
    let hasBeen = try database.value("SELECT 1 FROM form_leading WHERE form_id = ? LIMIT 1", form, as: Int.self) != nil
    guard hasBeen else { return }
    try database.run(
      """
      INSERT INTO form_leading (form_id, person_id, first_at) VALUES (?, ?, ?)
      ON CONFLICT (form_id, person_id) DO UPDATE SET last_at = NULL
      """, form, person, now.milliseconds)
  }
}
