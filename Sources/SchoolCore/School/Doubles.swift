import Basics
import Record
import SQLite

/// What a person may not have twice at one time: a form.
package enum Doubles {
  /// Students who are in two forms of one year on one day, or in one twice.
  package static func findings(_ database: Database) throws -> [IntegrityReport.Finding] {
    let sql = """
      SELECT \(PersonName.sql), f.name, g.name, max(e.first_day, x.first_day) FROM main.enrolment e
      JOIN main.enrolment x ON x.person_id = e.person_id AND x.id > e.id
        AND x.first_day <= coalesce(e.last_day, '9999') AND e.first_day <= coalesce(x.last_day, '9999')
      JOIN main.form f ON f.id = e.form_id JOIN main.form g ON g.id = x.form_id AND g.year_id = f.year_id
      JOIN main.person p ON p.id = e.person_id ORDER BY p.name_key, p.id, e.id
      """
    return try database.rows(sql, as: (String, String, String, String).self).map {
      .twoForms(person: $0.0, forms: [$0.1, $0.2], day: $0.3)
    }
  }

  /// Leaves a person in one form on each day: what overlaps in one form becomes one enrolment; of two forms the one that
  /// began later holds from its first day on.
  package static func settle(_ person: Int, _ database: Database) throws {
    let sql = """
      SELECT e.id, e.form_id, f.year_id, e.first_day, e.last_day FROM main.enrolment e JOIN main.form f ON f.id = e.form_id
      WHERE e.person_id = ? ORDER BY f.year_id, e.first_day, e.id
      """
    var kept: (id: Int, form: Int, year: Int, first: Day, last: Day?)?
    for row in try database.rows(sql, person, as: (Int, Int, Int, Day, Day?).self) {
      let next = (id: row.0, form: row.1, year: row.2, first: row.3, last: row.4)
      guard let before = kept, before.year == next.year, before.last.map({ $0 >= next.first }) ?? true else {
        kept = next
        continue
      }
      if before.form == next.form || before.first == next.first {
        let last = before.last.flatMap { a in next.last.map { max(a, $0) } }
        try database.run("DELETE FROM main.enrolment WHERE id = ?", next.id)
        try database.run("UPDATE main.enrolment SET last_day = ?1 WHERE id = ?2 AND last_day IS NOT ?1", last, before.id)
        kept?.last = last
      } else {
        try database.run("UPDATE main.enrolment SET last_day = ? WHERE id = ?", next.first - 1, before.id)
        kept = next
      }
    }
  }
}
