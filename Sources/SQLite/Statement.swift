import CSQLite

/// A lease on a prepared statement: reset, cleared and given back to its database when it goes out of scope,
/// so that a forgotten reset cannot keep a read transaction open.
public struct Statement: ~Copyable {
  @usableFromInline let handle: OpaquePointer
  @usableFromInline let sql: String
  @usableFromInline let database: Database

  init(handle: OpaquePointer, sql: String, database: Database) {
    self.handle = handle
    self.sql = sql
    self.database = database
  }

  deinit { database.giveBack(handle, sql) }

  /// Binds values to the parameters 1, 2, … in order.
  public borrowing func bind(_ values: [any Bindable]) throws(DatabaseError) {
    var index: Int32 = 0
    for value in values {
      index += 1
      let code = value.bind(to: handle, at: index)
      guard code == SQLITE_OK else { throw database.failure(code, sql: sql) }
    }
    guard Int(sqlite3_bind_parameter_count(handle)) == values.count else {
      throw DatabaseError(code: SQLITE_MISUSE, message: "\(values.count) values for the parameters of", sql: sql)
    }
  }

  /// Goes to the next row; `false` when there is none.
  @inlinable public borrowing func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw database.failure(code, sql: sql)
    }
  }

  /// Makes the statement ready to run again; bindings stay.
  @inlinable public borrowing func reset() { sqlite3_reset(handle) }

  @inlinable public borrowing func bind(_ value: Int, at index: Int32) { sqlite3_bind_int64(handle, index, Int64(value)) }
  @inlinable public borrowing func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }
  public borrowing func bind(_ value: some Bindable, at index: Int32) { _ = value.bind(to: handle, at: index) }

  /// The row the statement stands on.
  @inlinable public var row: Row { borrowing get { Row(handle: handle, sql: sql) } }
}

/// The current row of a statement; not to be kept beyond the next step.
public struct Row {
  @usableFromInline let handle: OpaquePointer
  @usableFromInline let sql: String

  @usableFromInline init(handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
  }

  public var count: Int { Int(sqlite3_column_count(handle)) }

  public func name(_ index: Int) -> String { sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? "" }

  /// - Throws: when the column holds another type than asked for.
  @inlinable public func get<C: ColumnValue>(_ index: Int, as type: C.Type = C.self) throws(DatabaseError) -> C {
    if let value = C.read(handle, Int32(index)) { return value }
    throw DatabaseError(code: SQLITE_MISMATCH, message: "column \(name(index)) is not \(C.self)", sql: sql)
  }

  @inlinable public func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL }

  /// The integer of a column that the schema declares NOT NULL.
  @inlinable public func integer(_ index: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(index))) }

  /// Lends the bytes of a text or blob column; empty for NULL.
  @inlinable public func withBytes<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let start = sqlite3_column_text(handle, Int32(index))
    return try body(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index)))))
  }
}
