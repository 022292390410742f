import Basics
import SQLite

/// Records one operation inside an open transaction: watches the tables, stores the changes in parts
/// as they fill, and at the end appends the operation to the chain.
public final class OperationWriter {
  public let database: Database
  package let schema: RecordedSchema
  public let number: Int
  private var recorder: ChangeRecorder?
  private var evidence: EvidenceWatch?
  private var parts = 0
  private var partDigests = SHA256()
  private var delta = StateSum()
  private var tally = Tally()
  private let limit: PartLimit
  private let chance: Chance
  /// Takes names out of what is stored; set by an erasure.
  package var striker: (any Striker)?
  private var strikes: [OperationChain.Strike] = []
  /// What bulk inserts recorded themselves since the last cut, by table: the session did not see it.
  private var ownInserts: [String: OwnInserts] = [:]
  /// In the order of the schema's sums.
  private let sums: [any SumsInProgress]

  private struct OwnInserts {
    var bytes: [UInt8]
    var keys: ClosedRange<Int>
  }

  /// When a part is full. The figures are measured in operations.md, section 2.
  public struct PartLimit: Sendable {
    public var bytes = 1 << 20
    public var memory = 4 << 20
    public init(bytes: Int = 1 << 20, memory: Int = 4 << 20) {
      self.bytes = bytes
      self.memory = memory
    }
  }

  package init(_ database: Database, _ schema: RecordedSchema, limit: PartLimit = PartLimit(), chance: Chance = .system) throws {
    self.chance = chance
    self.database = database
    self.schema = schema
    self.limit = limit
    sums = schema.sums.map { $0.begin() }
    number = (try database.value("SELECT coalesce(max(number), 0) FROM operation", as: Int.self) ?? 0) + 1
    recorder = try ChangeRecorder(database, tables: schema.tables.map(\.name))
    if !schema.proven.isEmpty { evidence = try EvidenceWatch(database, schema) }
  }

  /// Stores what was recorded if it is large. To be called between statements of bulk work; never inside a savepoint.
  public func cutIfFull() throws {
    guard let recorder else { return }
    let own = ownInserts.values.reduce(0) { $0 + $1.bytes.count }
    guard recorder.size + own > limit.bytes || recorder.memoryUsed + own > limit.memory else { return }
    try cut(inBackground: true)
  }

  /// Stores what was recorded as a part. A value parked under a UNIQUE constraint needs a cut before it moves on:
  /// a swap within one changeset cannot be undone.
  public func cut() throws {
    try cut(inBackground: false)
    try storePending()
  }

  /// - Parameter inBackground: hash and compress the part on another thread while rows go on being written.
  private func cut(inBackground: Bool) throws {
    guard let watching = recorder, !database.hasDeferredViolation else { return }
    let seen = try watching.changeset()
    let raw = ownBytes + seen
    guard !raw.isEmpty else { return }
    recorder = nil
    ownInserts.removeAll(keepingCapacity: true)
    try storePending()
    // The full row of an update is read from the table, which only this thread may do, and only now.
    let canLeave = try inBackground && striker == nil && !ChangesetReader.hasUpdate(seen)
    pending = PartWork(raw, schema, database: canLeave ? nil : database, striker: striker, chance: chance)
    if canLeave { pending?.start() } else { try storePending() }
    recorder = try ChangeRecorder(database, tables: schema.tables.map(\.name))
  }

  /// What has been recorded since the last cut.
  package func pendingChangeset() throws -> [UInt8] { try ownBytes + (recorder?.changeset() ?? []) }

  /// Children before parents, as the session orders its tables.
  private var ownBytes: [UInt8] {
    ownInserts.isEmpty ? [] : schema.tables.flatMap { ownInserts[$0.name]?.bytes ?? [] }
  }

  /// Runs an insert that the session does not watch: the body appends the changes to the bytes of its table.
  /// - Parameter keys: of the new rows.
  func recordingInserts(into table: SchoolTable, keys: ClosedRange<Int>, _ body: (inout [UInt8]) throws -> Void) throws {
    recorder?.isWatching = false
    defer { recorder?.isWatching = true }
    var own = ownInserts.removeValue(forKey: table.name) ?? OwnInserts(bytes: ChangesetBytes.header(table), keys: keys)
    try body(&own.bytes)
    own.keys = min(own.keys.lowerBound, keys.lowerBound)...max(own.keys.upperBound, keys.upperBound)
    ownInserts[table.name] = own
  }

  /// To be called before a row is changed that a bulk insert may have made: no part holds an insert and a change of one row.
  func cutBeforeChange(of table: String, _ key: Int) throws {
    if ownInserts[table]?.keys.contains(key) ?? false { try cut() }
  }

  public var counted: Tally {
    var counted = tally
    counted.sort(by: schema.countedOrder)
    return counted
  }

  private var pending: PartWork?

  /// Waits for the part that is being worked on, if there is one, and stores it.
  private func storePending() throws {
    guard let work = pending else { return }
    pending = nil
    let part = try work.finish()
    parts += 1
    delta.add(part.summary.delta)
    tally.add(part.summary.tally)
    partDigests.update(part.digest)
    try database.run(
      "INSERT INTO operation_part (operation, part, salt, raw_size, stored, digest) VALUES (?, ?, ?, ?, ?, ?)",
      number, parts, part.salt, part.rawSize, part.stored, part.digest)
    try part.summary.store(in: database, operation: number, part: parts)
    for (sums, moves) in zip(sums, part.summary.moves) where !moves.isEmpty { try sums.take(moves, database) }
  }

  /// Stores the last part and appends the operation.
  /// - Returns: the header as stored, or `nil` when nothing was changed and `evenIfEmpty` is false; the caller rolls back then.
  package func finish(_ header: OperationHeader, evenIfEmpty: Bool) throws -> OperationHeader? {
    try cut()
    recorder = nil
    guard parts > 0 || evenIfEmpty else { return nil }
    for sums in sums { try sums.finish(database) }
    var header = header
    header.number = number
    header.tally = counted
    if let evidence { delta.add(try evidence.settle()) }
    evidence = nil
    var sum = StateSum(kept: try database.value("SELECT sum FROM integrity", as: [UInt8].self))
    sum.add(delta)
    let salt = chance.bytes(16)
    try database.run(
      "INSERT INTO integrity (id, sum, salt) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET sum = excluded.sum, salt = excluded.salt",
      sum.bytes, salt)
    try append(header, digest: partDigests.finalize(), commitment: OperationChain.stateCommitment(salt: salt, sum: sum.bytes))
    return header
  }

  private func append(_ header: OperationHeader, digest: [UInt8], commitment: [UInt8]) throws {
    let previous = try database.value("SELECT chain FROM operation WHERE number = ?", number - 1, as: [UInt8].self)
    let salt = chance.bytes(16)
    let commandDigest = OperationChain.commandDigest(salt: salt, command: header.command, note: header.note)
    let chain = OperationChain.link(
      previous: previous ?? OperationChain.origin, header: header, commandDigest: commandDigest,
      parts: parts, digest: digest, commitment: commitment, strikes: strikes)
    for strike in strikes {
      try database.run(
        "INSERT INTO operation_strike (by_operation, operation, part, digest_before, digest_after) VALUES (?, ?, ?, ?, ?)", number,
        strike.operation, strike.part, strike.before, strike.after)
    }
    try database.run(
      """
      INSERT INTO operation (number, at, clock_set, actor, role, token, kind, command, note, command_salt, command_digest,
        schema, undoes, redoes, tally, parts, digest, state_commitment, chain)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      number, header.at.milliseconds, header.clockSet, header.actor, header.role, header.token, header.kind.rawValue,
      header.command, header.note, salt, commandDigest, header.schema, header.undoes, header.redoes, header.tally.stored,
      parts, digest, commitment, chain)
    // A record of the first schema has no such column, and needs none.
    if let action = header.action { try database.run("UPDATE operation SET action = ? WHERE number = ?", action, number) }
  }

  /// Strikes what names a person out of all earlier operations: their parts, and their words.
  /// - Returns: how many parts and how many command lines were rewritten.
  package func strikeOutThePast(_ striker: any Striker, _ store: OperationStore) throws -> (parts: Int, words: Int) {
    let parts = try database.rows("SELECT operation, part FROM operation_part ORDER BY operation, part", as: (Int, Int).self)
    for (operation, part) in parts where operation < number { try strikeOut(operation, part, striker, store) }
    let texts = try database.rows(
      "SELECT number, command, note, command_digest FROM operation WHERE coalesce(command, note) IS NOT NULL ORDER BY number",
      as: (Int, String?, String?, [UInt8]).self)
    let struckParts = strikes.count
    for (operation, command, note, digest) in texts where striker.names([command ?? "", note ?? ""].joined(separator: " ")) {
      // The salt is forgotten: without it the digest that stays in the chain tells nobody what stood here.
      try database.run("UPDATE operation SET command = NULL, note = NULL, command_salt = x'' WHERE number = ?", operation)
      strikes.append(.init(operation: operation, part: 0, before: digest, after: []))
    }
    return (struckParts, strikes.count - struckParts)
  }

  private func strikeOut(_ operation: Int, _ part: Int, _ striker: any Striker, _ store: OperationStore) throws {
    let (raw, before) = try store.partEvenStruck(operation, part)
    guard let struck = try striker.strike(raw, isErasure: false) else { return }
    let stored = Compression.deflate(struck)
    let salt = chance.bytes(16)
    let after = OperationChain.partDigest(salt: salt, stored: stored)
    try database.run(
      "UPDATE operation_part SET salt = ?, raw_size = ?, stored = ?, digest = ?, struck_by = ? WHERE operation = ? AND part = ?",
      salt, struck.count, stored, after, number, operation, part)
    strikes.append(.init(operation: operation, part: part, before: before, after: after))
  }

  /// Stops watching; to be called before a rollback.
  package func abandon() {
    recorder = nil
    evidence = nil
    _ = try? pending?.finish()
    pending = nil
  }
}
