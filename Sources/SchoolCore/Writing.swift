import SQLite

/// What a write carries into the record besides its changes.
public struct WriteRequest: Sendable {
  /// The command line, secrets struck out.
  public var command: String?
  /// A word about why.
  public var note: String?
  public var dryRun: Bool

  public init(command: String? = nil, note: String? = nil, dryRun: Bool = false) {
    self.command = command
    self.note = note
    self.dryRun = dryRun
  }
}

/// What came of a write.
public struct Performed<Value> {
  public let value: Value
  /// `nil` when nothing was changed, or in a dry run.
  public let operation: Int?
  public let tally: Tally
  /// The changes of a dry run.
  public let preview: [RecordedChange]

  public func map<T>(_ transform: (Value) -> T) -> Performed<T> {
    Performed<T>(value: transform(value), operation: operation, tally: tally, preview: preview)
  }
}

/// The inside of a read: the database at one moment, and whose eyes see it.
public final class Reading {
  let database: Database
  let access: Access
  let now: Instant
  let calendar: SchoolCalendar

  init(_ database: Database, _ access: Access, _ now: Instant) throws {
    self.database = database
    self.access = access
    self.now = now
    calendar = try SchoolCalendar(database, now: now)
  }
}

/// The inside of a write.
public final class Writing {
  let database: Database
  let writer: OperationWriter
  let access: Access
  let now: Instant

  init(_ database: Database, _ schema: RecordedSchema, _ access: Access, _ now: Instant) throws {
    self.database = database
    self.access = access
    self.now = now
    writer = try OperationWriter(database, schema)
  }

  var actor: Actor { access.actor }

  /// The school's calendar as it stands now.
  func calendar() throws -> SchoolCalendar { try SchoolCalendar(database, now: now) }

  /// The same eyes, for the rules that reading and writing share.
  func reading() throws -> Reading { try Reading(database, access, now) }
}

/// An action allowed to somebody, with the scopes it is allowed in.
struct Access {
  let action: Action
  let actor: Actor
  let scopes: Set<Scope>

  var isWhole: Bool { scopes.contains(.school) }

  /// The courses within reach; `nil` means all of them.
  func courses(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    var reached: Set<Int> = []
    if scopes.contains(.course) {
      reached.formUnion(try database.values("SELECT course_id FROM course_teacher WHERE person_id = ?", actor.personID, as: Int.self))
      // Which lessons a substitute may fill, the gate of the journal decides.
      reached.formUnion(try database.values("SELECT course_id FROM substitution WHERE teacher_id = ?", actor.personID, as: Int.self))
    }
    if scopes.contains(.form) {
      reached.formUnion(
        try database.values(
          "SELECT c.id FROM course c JOIN form f ON f.id = c.form_id WHERE f.teacher_id = ?", actor.personID, as: Int.self))
    }
    return reached
  }

  /// The forms within reach; `nil` means all of them.
  func forms(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    var reached: Set<Int> = []
    if scopes.contains(.form) {
      reached.formUnion(try database.values("SELECT id FROM form WHERE teacher_id = ?", actor.personID, as: Int.self))
    }
    if scopes.contains(.course) {
      reached.formUnion(
        try database.values(
          "SELECT c.form_id FROM course c JOIN course_teacher t ON t.course_id = c.id WHERE t.person_id = ?", actor.personID, as: Int.self))
    }
    return reached
  }

  /// The students within reach; `nil` means all of them.
  func students(_ database: Database) throws -> Set<Int>? {
    if isWhole { return nil }
    var reached: Set<Int> = []
    if scopes.contains(.own) { reached.insert(actor.personID) }
    if scopes.contains(.child) {
      reached.formUnion(try database.values("SELECT student_id FROM guardian WHERE person_id = ?", actor.personID, as: Int.self))
    }
    if scopes.contains(.form) || scopes.contains(.course), let forms = try forms(database) {
      for form in forms {
        reached.formUnion(try database.values("SELECT person_id FROM enrolment WHERE form_id = ?", form, as: Int.self))
      }
    }
    return reached
  }

  func require(course: Int, named name: String, _ database: Database) throws {
    guard let reached = try courses(database) else { return }
    guard reached.contains(course) else { throw AccessFailure.notYours(action, what: name) }
  }

  func require(student: Int, named name: String, _ database: Database) throws {
    guard let reached = try students(database) else { return }
    guard reached.contains(student) else { throw AccessFailure.notYours(action, what: name) }
  }
}
