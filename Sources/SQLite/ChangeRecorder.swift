import CSQLite

/// Records what is written to the tables named, from now until it is released.
///
/// SQLite's session extension passes over a table without a primary key without a word, and records
/// the shadow tables of a full-text index if it is attached to everything: name the tables.
public final class ChangeRecorder {
  private let session: OpaquePointer

  /// - Parameter tables: children before parents, or the undo of a cascade stops half-way.
  public init(_ database: Database, tables: [String]) throws(DatabaseError) {
    var made: OpaquePointer?
    let code = sqlite3session_create(database.handle, "main", &made)
    guard code == SQLITE_OK, let made else { throw database.failure(code, sql: nil) }
    session = made
    var sizes: Int32 = 1
    sqlite3session_object_config(made, SQLITE_SESSION_OBJCONFIG_SIZE, &sizes)
    for table in tables {
      let code = sqlite3session_attach(made, table)
      guard code == SQLITE_OK else {
        throw database.failure(code, sql: table)
      }
    }
  }

  deinit { sqlite3session_delete(session) }

  /// Whether what is written now is recorded.
  public var isWatching: Bool {
    get { sqlite3session_enable(session, -1) != 0 }
    set { sqlite3session_enable(session, newValue ? 1 : 0) }
  }
  public var isEmpty: Bool { sqlite3session_isempty(session) != 0 }
  /// Bytes the changeset would have at most.
  public var size: Int { Int(sqlite3session_changeset_size(session)) }
  /// Bytes the recorder holds; an update of a row with a large value holds the value too.
  public var memoryUsed: Int { Int(sqlite3session_memory_used(session)) }

  /// The net change so far.
  public func changeset() throws(DatabaseError) -> [UInt8] {
    try Changeset.output { sqlite3session_changeset(session, $0, $1) }
  }
}

/// Operations on recorded changesets.
public enum Changeset {
  /// Why a changeset could not be applied.
  public struct Conflict: Error, Equatable {
    public enum Reason: Sendable { case data, notFound, conflict, constraint, foreignKey, inexact }
    public let reason: Reason
    public let table: String
    /// The integer key of the row, where it is known.
    public let key: Int?

    public init(reason: Reason, table: String, key: Int?) {
      self.reason = reason
      self.table = table
      self.key = key
    }
  }

  public static func invert(_ changeset: [UInt8]) throws(DatabaseError) -> [UInt8] {
    guard !changeset.isEmpty else { return [] }
    var input = changeset
    let count = Int32(input.count)
    return try output { size, bytes in
      input.withUnsafeMutableBytes { sqlite3changeset_invert(count, $0.baseAddress, size, bytes) }
    }
  }

  /// Whether the two changesets, one after the other, come to nothing.
  public static func cancelOut(_ first: [UInt8], _ second: [UInt8]) throws(DatabaseError) -> Bool {
    do { return try joined([first, second]).isEmpty } catch {
      // Different widths of one table mean that a migration lies between: they do not cancel out.
      if error.code == SQLITE_SCHEMA { return false }
      throw error
    }
  }

  /// The net change of changesets that followed one another.
  package static func joined(_ changesets: [[UInt8]]) throws(DatabaseError) -> [UInt8] {
    var group: OpaquePointer?
    guard sqlite3changegroup_new(&group) == SQLITE_OK, let group else {
      throw DatabaseError(code: SQLITE_NOMEM, message: "out of memory")
    }
    defer { sqlite3changegroup_delete(group) }
    for changeset in changesets where !changeset.isEmpty {
      var bytes = changeset
      let count = Int32(bytes.count)
      let code = bytes.withUnsafeMutableBytes { sqlite3changegroup_add(group, count, $0.baseAddress) }
      guard code == SQLITE_OK else { throw DatabaseError(code: code, message: "changesets cannot be joined") }
    }
    return try output { sqlite3changegroup_output(group, $0, $1) }
  }

  /// Applies a changeset within the open transaction, or throws a `Conflict`; the caller rolls back.
  ///
  /// A row that a cascade of the same changeset has already deleted is passed over; every other conflict stops.
  /// A violated foreign key must never be passed over: SQLite then forgets the deferred violations too.
  ///
  /// - Parameter overDifferences: take the change although the row holds other values, as a replay of struck parts must.
  public static func apply(_ changeset: [UInt8], to database: Database, overDifferences: Bool = false) throws {
    guard !changeset.isEmpty else { return }
    let found = FoundConflict(overDifferences: overDifferences)
    var bytes = changeset
    let count = Int32(bytes.count)
    let code = bytes.withUnsafeMutableBytes { buffer in
      sqlite3changeset_apply(
        database.handle, count, buffer.baseAddress, nil,
        { context, reason, iterator in
          // The context is the box below, alive for the whole call.
          Unmanaged<FoundConflict>.fromOpaque(context!).takeUnretainedValue().answer(reason, iterator)
        }, Unmanaged.passUnretained(found).toOpaque())
    }
    if let conflict = found.conflict { throw conflict }
    guard code == SQLITE_OK else { throw database.failure(code, sql: nil) }
  }

  static func output(
    _ body: (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Int32
  ) throws(DatabaseError) -> [UInt8] {
    var size: Int32 = 0
    var bytes: UnsafeMutableRawPointer?
    let code = body(&size, &bytes)
    defer { sqlite3_free(bytes) }
    guard code == SQLITE_OK else { throw DatabaseError(code: code, message: String(cString: sqlite3_errstr(code))) }
    guard let bytes, size > 0 else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(size)))
  }
}

private final class FoundConflict {
  var conflict: Changeset.Conflict?
  private let overDifferences: Bool

  init(overDifferences: Bool) { self.overDifferences = overDifferences }

  func answer(_ reason: Int32, _ iterator: OpaquePointer?) -> Int32 {
    var table: UnsafePointer<CChar>?
    var columns: Int32 = 0
    var operation: Int32 = 0
    var indirect: Int32 = 0
    if reason != SQLITE_CHANGESET_FOREIGN_KEY { sqlite3changeset_op(iterator, &table, &columns, &operation, &indirect) }
    if reason == SQLITE_CHANGESET_NOTFOUND && operation == SQLITE_DELETE { return SQLITE_CHANGESET_OMIT }
    if reason == SQLITE_CHANGESET_DATA && overDifferences { return SQLITE_CHANGESET_REPLACE }
    let kind: Changeset.Conflict.Reason =
      switch reason {
      case SQLITE_CHANGESET_DATA: .data
      case SQLITE_CHANGESET_NOTFOUND: .notFound
      case SQLITE_CHANGESET_CONFLICT: .conflict
      case SQLITE_CHANGESET_CONSTRAINT: .constraint
      default: .foreignKey
      }
    conflict = Changeset.Conflict(
      reason: kind, table: table.map { String(cString: $0) } ?? "", key: key(of: iterator, operation, columns))
    return SQLITE_CHANGESET_ABORT
  }

  private func key(of iterator: OpaquePointer?, _ operation: Int32, _ columns: Int32) -> Int? {
    guard columns > 0 else { return nil }
    var value: OpaquePointer?
    let code =
      operation == SQLITE_INSERT ? sqlite3changeset_new(iterator, 0, &value) : sqlite3changeset_old(iterator, 0, &value)
    guard code == SQLITE_OK, let value, sqlite3_value_type(value) == SQLITE_INTEGER else { return nil }
    return Int(sqlite3_value_int64(value))
  }
}
