import Basics
import SQLite

/// A part of the school with its own verbs: `school.journal.grade(…)`. It holds no state; all it knows is asked of the school.
public protocol Room {
  var school: School { get }
}

extension Room {
  var database: Database { school.database }
  var schema: RecordedSchema { school.schema }
  var path: String { school.path }
  var clock: Clock { school.clock }
  var hasher: PasswordHasher { school.hasher }

  var actor: Actor? {
    get { school.actor }
    nonmutating set { school.actor = newValue }
  }

  func read<R>(_ action: Action, _ body: (Reading) throws -> R) throws -> R { try school.read(action, body) }

  func readUnchecked<R>(_ body: (Database) throws -> R) throws -> R { try school.readUnchecked(body) }

  func snapshot<R>(_ body: () throws -> R) throws -> R { try school.snapshot(body) }

  func perform<R>(_ action: Action, _ request: WriteRequest, _ body: (Writing) throws -> R) throws -> Performed<R> {
    try school.perform(action, request, body)
  }

  func perform<R>(
    _ access: Access, _ request: WriteRequest, kind: OperationKind, evenIfEmpty: Bool, _ body: (Writing) throws -> R
  ) throws -> Performed<R> {
    try school.perform(access, request, kind: kind, evenIfEmpty: evenIfEmpty, body)
  }

  func performSecurity<R>(_ access: Access, _ request: WriteRequest, _ body: (Writing) throws -> R) throws -> Performed<R> {
    try school.performSecurity(access, request, body)
  }

  func authorize(_ action: Action) throws -> Access { try school.authorize(action) }

  func locked<R>(_ body: () throws -> R) throws -> R { try school.locked(body) }

  @discardableResult
  func note<R>(_ body: (Database) throws -> R) throws -> R { try school.note(body) }
}
