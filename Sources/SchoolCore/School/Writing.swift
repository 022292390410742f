import Basics
import Record
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

  /// What was asked for was so already.
  package static func unchanged(_ value: Value) -> Self { Self(value: value, operation: nil, tally: Tally(), preview: []) }

  /// Whether it was a dry run that would have changed something.
  public var isTrial: Bool { operation == nil && !preview.isEmpty }

  /// Tells of the operation, if there is one.
  package func remembered(_ tell: (Int?) -> Void) -> Self {
    tell(operation)
    return self
  }

  public func map<T>(_ transform: (Value) -> T) -> Performed<T> {
    Performed<T>(value: transform(value), operation: operation, tally: tally, preview: preview)
  }
}

/// The inside of a read: the database at one moment, and whose eyes see it.
public final class Reading {
  package let database: Database
  package let access: Access
  package let now: Instant
  package let calendar: SchoolCalendar
  /// The operation after which an earlier moment is looked at; who may see it, and what is kept from them, is of the present
  /// all the same.
  package let pastOperation: Int?
  package var isOfThePast: Bool { pastOperation != nil }

  package init(_ database: Database, _ access: Access, _ now: Instant, _ choice: YearChoice, pastOperation: Int? = nil) throws {
    self.database = database
    self.access = access
    self.now = now
    self.pastOperation = pastOperation
    calendar = try SchoolCalendar(database, now: now, choice)
  }
}

/// The inside of a write.
public final class Writing {
  package let database: Database
  package let writer: OperationWriter
  package let access: Access
  package let now: Instant
  package let chance: Chance
  private let choice: YearChoice
  /// What was said about why.
  package let note: String?

  package init(
    _ database: Database, _ schema: RecordedSchema, _ access: Access, _ now: Instant, _ chance: Chance, _ choice: YearChoice,
    note: String?
  ) throws {
    self.database = database
    self.access = access
    self.now = now
    self.chance = chance
    self.note = note
    self.choice = choice
    writer = try OperationWriter(database, schema, chance: chance)
  }

  package var actor: Actor { access.actor }

  /// The school's calendar as it stands now.
  package func calendar() throws -> SchoolCalendar { try SchoolCalendar(database, now: now, choice) }

  /// The same eyes, for the rules that reading and writing share.
  package func reading() throws -> Reading { try Reading(database, access, now, choice) }
}
