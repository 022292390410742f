import Basics
import Record
import SQLite

/// An action allowed to somebody, with the scopes it is allowed in, and whose things those scopes reach.
///
/// What may be seen is decided by the present: every table is named with `main.`, which the views of the past never hide.
package struct Access {
  package let action: Action
  package let actor: Actor
  package let scopes: Set<Scope>
  package let now: Instant

  package init(action: Action, actor: Actor, scopes: Set<Scope>, now: Instant) {
    self.action = action
    self.actor = actor
    self.scopes = scopes
    self.now = now
  }

  package var isWhole: Bool { scopes.contains(.school) }

  /// Whether who acts is a student or a parent here, whom some of the school's remarks are kept from.
  package var isOfFamily: Bool { scopes.isSubset(of: [.own, .child]) }

  // MARK: the reach; `nil` means everybody's

  /// How long a substitute sees the journal of a course after the lesson, to fill it.
  package static let daysAfterSubstitution = 7

  /// The courses within reach.
  package func courses(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    // Which lessons a substitute may fill, the gate of the journal decides; a lesson long past opens nothing.
    let recent = "day >= date(\(Membership.ofThePresent.today(now)), '-\(Self.daysAfterSubstitution) days')"
    let substituted = try reached(database, [.course: "SELECT course_id FROM main.substitution WHERE teacher_id = ?1 AND \(recent)"])
    return try lastingCourses(database)?.union(substituted)
  }

  /// The courses within reach on every day, those of other teachers one stands in for left out.
  package func lastingCourses(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    return try reached(
      database,
      [
        .course: "SELECT t.course_id FROM main.course_teacher t WHERE t.person_id = ?1 AND \(teachesNow)",
        .form: "SELECT c.id FROM main.course c JOIN main.form f ON f.id = c.form_id WHERE f.teacher_id = ?1",
      ])
  }

  /// The forms within reach.
  package func forms(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    return try reached(database, [.form: Self.formsLed, .course: formsTaught])
  }

  /// The students within reach.
  package func students(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    return try reached(
      database,
      [
        .own: "SELECT ?1", .child: Self.children,
        .form: "SELECT person_id FROM main.enrolment WHERE form_id IN (\(Self.formsLed))",
        .course: "SELECT person_id FROM main.enrolment WHERE form_id IN (\(formsTaught))",
      ])
  }

  /// The forms that oneself or one's children are in on a day: whose timetable is theirs.
  package func formsAttended(on day: Day, _ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    let today = "'\(day)'"
    let membership = Membership.ofThePresent
    return try reached(
      database, [.own: membership.forms(of: "?1", on: today), .child: membership.forms(of: Self.children, on: today)])
  }

  /// The forms that who acts is form teacher of.
  package func formsLed(_ database: Database) throws -> Set<Int> {
    Set(try database.values(Self.formsLed, actor.personID, as: Int.self))
  }

  private static let children = "SELECT student_id FROM main.guardian WHERE person_id = ?1"
  private static let formsLed = "SELECT id FROM main.form WHERE teacher_id = ?1"
  private var formsTaught: String {
    "SELECT c.form_id FROM main.course c JOIN main.course_teacher t ON t.course_id = c.id WHERE t.person_id = ?1 AND \(teachesNow)"
  }
  private var teachesNow: String { Membership.teaches(on: Membership.ofThePresent.today(now)) }

  private func reached(_ database: Database, _ queries: [Scope: String]) throws -> Set<Int> {
    var reached: Set<Int> = []
    for scope in scopes {
      if let sql = queries[scope] { reached.formUnion(try database.values(sql, actor.personID, as: Int.self)) }
    }
    return reached
  }

  // MARK: what is refused

  package func require(course: Int, named name: String, _ database: Database) throws {
    try require(try courses(database), course, name)
  }

  package func require(form: Int, named name: String, _ database: Database) throws { try require(try forms(database), form, name) }

  package func require(student: Int, named name: String, _ database: Database) throws {
    try require(try students(database), student, name)
  }

  private func require(_ reached: Set<Int>?, _ key: Int, _ name: String) throws {
    guard reached?.contains(key) ?? true else { throw AccessFailure.notYours(action, what: name) }
  }
}
