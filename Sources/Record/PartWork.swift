import Basics
import Glibc
import SQLite

/// The work on one part of a changeset between recording and storing: reading it through, compressing, hashing.
/// Done on the spot, or on a thread of its own while the next rows are written.
package final class PartWork: @unchecked Sendable {
  // Unchecked, because between `start` and `finish` only the thread touches the object, and `finish` joins it first.

  package struct Part {
    package let summary: PartSummary
    package let rawSize: Int
    package let stored: [UInt8]
    package let salt: [UInt8]
    package let digest: [UInt8]
  }

  private let raw: [UInt8]
  private let chance: Chance
  private let schema: RecordedSchema
  private let database: Database?
  private let striker: (any Striker)?
  private var thread: pthread_t?
  private var result: Result<Part, any Error>?

  /// - Parameter database: needed when the changeset has updates; such work cannot be started on a thread.
  /// - Parameter striker: takes names out before the part is stored: an erasure does not keep what it erases.
  package init(_ raw: [UInt8], _ schema: RecordedSchema, database: Database?, striker: (any Striker)? = nil, chance: Chance) {
    self.chance = chance
    self.striker = striker
    self.raw = raw
    self.schema = schema
    self.database = database
  }

  package func start() {
    var made = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &made, nil,
      { context in
        // The reference was retained for this thread, and never is nil.
        let work = Unmanaged<PartWork>.fromOpaque(context!).takeRetainedValue()
        work.result = Result { try work.make() }
        return nil
      }, context.toOpaque())
    if code == 0 { thread = made } else { context.release() }
  }

  /// The finished part; without a thread it is made now.
  package func finish() throws -> Part {
    if let thread { pthread_join(thread, nil) }
    thread = nil
    return try (result ?? Result { try make() }).get()
  }

  private func make() throws -> Part {
    var hasher = RowHasher()
    let summary = try PartSummary(raw, database, schema, &hasher)
    let raw = try striker?.strike(raw, isErasure: true) ?? raw
    let stored = Compression.deflate(raw)
    let salt = chance.bytes(16)
    return Part(
      summary: summary, rawSize: raw.count, stored: stored, salt: salt, digest: OperationChain.partDigest(salt: salt, stored: stored))
  }
}
