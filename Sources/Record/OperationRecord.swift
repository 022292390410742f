import Basics
import SQLite

/// What an operation is, which decides whether it can be undone.
public enum OperationKind: String, Sendable {
  case change, undo, redo
  /// Secrets, sessions and consents: logged without their content, and never undone.
  case security
  case setup = "init"
  case migration
  /// Strikes personal data out of the record; nothing of it can come back.
  case erasure

  public var canBeUndone: Bool { self == .change || self == .undo || self == .redo }
}

/// Everything about an operation but its changes.
public struct OperationHeader: Sendable {
  public var number: Int
  public var at: Instant
  /// The clock was set by `MYSCHOOL_NOW`.
  public var clockSet: Bool
  public var actor: Int?
  public var role: String?
  /// What the permission table was asked for; undoing asks for the same. `nil` in records older than the second schema.
  public var action: String? = nil
  public var token: Int?
  public var kind: OperationKind
  public var command: String?
  public var note: String?
  public var schema: Int
  public var undoes: Int?
  public var redoes: Int?
  public var tally: Tally

  package init(
    number: Int, at: Instant, clockSet: Bool, actor: Int? = nil, role: String? = nil, action: String? = nil, token: Int? = nil,
    kind: OperationKind, command: String? = nil, note: String? = nil, schema: Int, undoes: Int? = nil, redoes: Int? = nil, tally: Tally
  ) {
    self.number = number
    self.at = at
    self.clockSet = clockSet
    self.actor = actor
    self.role = role
    self.action = action
    self.token = token
    self.kind = kind
    self.command = command
    self.note = note
    self.schema = schema
    self.undoes = undoes
    self.redoes = redoes
    self.tally = tally
  }
}

/// The chain of operations (operations.md, rule 12).
package enum OperationChain {
  /// The digest that stands for the command line and the note, so that both can be struck out later.
  package static func commandDigest(salt: [UInt8], command: String?, note: String?) -> [UInt8] {
    var hash = SHA256()
    hash.update(salt)
    hash.update(command ?? "")
    hash.update([0])
    hash.update(note ?? "")
    return hash.finalize()
  }

  package static func partDigest(salt: [UInt8], stored: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(salt)
    hash.update(stored)
    return hash.finalize()
  }

  package static func stateCommitment(salt: [UInt8], sum: [UInt8]) -> [UInt8] { SHA256.digest(salt + sum) }

  /// Each field goes in with its length before it, so that no two rows read alike.
  package static func link(
    previous: [UInt8], header: OperationHeader, commandDigest: [UInt8], parts: Int, digest: [UInt8], commitment: [UInt8],
    strikes: [Strike] = []
  ) -> [UInt8] {
    var hash = SHA256()
    func add(_ bytes: [UInt8]) {
      hash.update(withUnsafeBytes(of: UInt64(bytes.count).bigEndian, Array.init))
      hash.update(bytes)
    }
    func add(_ number: Int?) { add(number.map { Array(String($0).utf8) } ?? []) }
    add(previous)
    add(header.number)
    add(header.at.milliseconds)
    add(header.clockSet ? 1 : 0)
    add(header.actor)
    add(Array((header.role ?? "").utf8))
    add(header.token)
    add(Array(header.kind.rawValue.utf8))
    add(commandDigest)
    add(header.schema)
    add(header.undoes)
    add(header.redoes)
    add(Array(header.tally.stored.utf8))
    add(parts)
    add(digest)
    add(commitment)
    if let action = header.action { add(Array(action.utf8)) }
    for strike in strikes {
      add(strike.operation)
      add(strike.part)
      add(strike.before)
      add(strike.after)
    }
    return hash.finalize()
  }

  /// A part of an earlier operation, or its words (part 0), that an operation put in a form without names.
  package struct Strike {
    package let operation: Int
    package let part: Int
    package let before: [UInt8]
    package let after: [UInt8]
  }

  /// What stands before the first operation.
  package static let origin = [UInt8](repeating: 0, count: 32)
}
