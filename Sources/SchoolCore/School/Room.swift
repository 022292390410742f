import Basics
import Record
import SQLite

/// A part of the school with its own verbs: `school.journal.grade(…)`. It holds no state; all it knows is asked of the school.
public protocol Room {
  var school: School { get }
}

extension Room {
  package var database: Database { school.database }
  package var schema: RecordedSchema { school.schema }
  package var path: String { school.path }
  package var clock: Clock { school.clock }
  package var hasher: PasswordHasher { school.hasher }

  package var actor: Actor? {
    get { school.actor }
    nonmutating set { school.actor = newValue }
  }

  package func read<R>(_ action: Action, _ body: (Reading) throws -> R) throws -> R { try school.read(action, body) }

  package func readUnchecked<R>(_ body: (Database) throws -> R) throws -> R { try school.readUnchecked(body) }

  package func snapshot<R>(_ body: () throws -> R) throws -> R { try school.snapshot(body) }

  package func perform<R>(_ action: Action, _ request: WriteRequest, _ body: (Writing) throws -> R) throws -> Performed<R> {
    try school.perform(action, request, body)
  }

  package func peek<R>(_ action: Action, _ body: (Writing) throws -> R) throws -> R { try school.peek(action, body) }

  package func perform<R>(
    _ access: Access, _ request: WriteRequest, kind: OperationKind, evenIfEmpty: Bool, _ body: (Writing) throws -> R
  ) throws -> Performed<R> {
    try school.perform(access, request, kind: kind, evenIfEmpty: evenIfEmpty, body)
  }

  package func performSecurity<R>(_ access: Access, _ request: WriteRequest, _ body: (Writing) throws -> R) throws -> Performed<R> {
    try school.performSecurity(access, request, body)
  }

  package func authorize(_ action: Action) throws -> Access { try school.authorize(action) }

  package func locked<R>(_ body: () throws -> R) throws -> R { try school.locked(body) }

  @discardableResult
  package func note<R>(_ body: (Database) throws -> R) throws -> R { try school.note(body) }
}
