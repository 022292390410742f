import Basics
import SQLite
import SchoolModel

/// Which items, and which version of each, somebody sees: one place for search, lists, facets and single items.
///
/// Students and parents see what is verified and fit for the student's age; teachers and providers what is verified, and their own;
/// who verifies sees all. While a new version waits, the last verified one is shown to those who do not own it.
package struct LibraryReach {
  private enum Eyes {
    case all
    case own(Int)
    /// Ages up to this one.
    case family(Int)
  }
  private let eyes: Eyes
  private let isOfThePast: Bool

  package init(_ reading: Reading) throws {
    isOfThePast = reading.isOfThePast
    switch reading.access.actor.role {
    case .methodist?, .admin?: eyes = .all
    case .teacher?, .provider?: eyes = .own(reading.access.actor.personID)
    case .student?, .parent?, nil: eyes = .family(try Self.age(reading))
    }
  }

  package var seesAll: Bool { if case .all = eyes { true } else { false } }

  /// Full years of the student, or of the oldest child; without a day of birth the youngest that the form's children are.
  private static func age(_ reading: Reading) throws -> Int {
    let person = reading.access.actor.personID
    let whose = reading.access.actor.role == .parent ? "SELECT student_id FROM main.guardian WHERE person_id = ?1" : "SELECT ?1"
    let today = Membership.ofThePresent.today(reading.now)
    let sql = """
      SELECT max(coalesce(
        CAST(strftime('%Y', \(today)) AS INTEGER) - CAST(strftime('%Y', p.birth_date) AS INTEGER)
          - (strftime('%m-%d', \(today)) < strftime('%m-%d', p.birth_date)),
        (SELECT max(f.grade) + 5 FROM main.form f WHERE f.id IN (\(Membership.ofThePresent.forms(of: "p.id", on: today)))), 0))
      FROM main.person p WHERE p.id IN (\(whose))
      """
    return try reading.database.value(sql, person, as: Int?.self).flatMap { $0 } ?? 0
  }

  /// Joins the version that is seen instead of an item `i`, as `v`.
  package var join: String {
    switch eyes {
    case .all: "LEFT JOIN library_version v ON 0"
    case .own(let me): "LEFT JOIN library_version v ON v.id = i.shown_id AND i.added_by IS NOT \(me)"
    case .family: "LEFT JOIN library_version v ON v.id = i.shown_id"
    }
  }

  /// A column of what is seen.
  package func column(_ name: String) -> String { seesAll ? "i.\(name)" : "CASE WHEN v.id IS NULL THEN i.\(name) ELSE v.\(name) END" }

  /// The number of what is seen in the index.
  package var entry: String { seesAll ? "i.id" : "CASE WHEN v.id IS NULL THEN i.id ELSE -v.id END" }

  /// Whether an item is seen. Of the past, what is not seen today is not.
  package var condition: String {
    switch eyes {
    case .all: return "1"
    case .own(let me):
      let seen = "(i.added_by IS \(me) OR i.status = 'verified' OR i.shown_id IS NOT NULL)"
      return isOfThePast
        ? "\(seen) AND EXISTS (SELECT 1 FROM main.library_item n WHERE n.id = i.id AND \(seen.replacing("i.", with: "n.")))" : seen
    case .family(let age):
      let shown = "(i.status = 'verified' OR i.shown_id IS NOT NULL)"
      let fits = "coalesce(\(column("age")), 18) <= \(age)"
      guard isOfThePast else { return "\(shown) AND \(fits)" }
      return """
        \(shown) AND \(fits) AND EXISTS (SELECT 1 FROM main.library_item n LEFT JOIN main.library_version w ON w.id = n.shown_id
          WHERE n.id = i.id AND (n.status = 'verified' OR w.id IS NOT NULL) AND coalesce(CASE WHEN w.id IS NULL THEN n.age ELSE w.age END, 18) <= \(age))
        """
    }
  }

  /// - Throws: `LibraryFailure.noItem`, the same for what is not there and what is not to be seen.
  package func require(_ number: Int, _ database: Database) throws {
    let sql = "SELECT 1 FROM library_item i \(join) WHERE i.id = ? AND \(condition)"
    guard try database.value(sql, number, as: Int.self) != nil else { throw LibraryFailure.noItem(number) }
  }
}
