import CSQLite

/// One connection. Not `Sendable`: a process has one, and works on it from one thread.
public final class Database {
  @usableFromInline let handle: OpaquePointer
  public let path: String
  private var idle: [String: OpaquePointer] = [:]
  /// How many statements were asked for so far; a listing asks as many for a large school as for a small one.
  public private(set) var statementsAsked = 0

  public enum Mode: Sendable {
    case readWrite, create, readOnly
    /// A file that nobody changes while it is read, in a place where nothing can be written.
    case immutable
  }

  /// Opens a file, or `:memory:`. Nothing is read yet.
  public init(path: String, mode: Mode) throws(DatabaseError) {
    Self.memoryIsNotCounted
    let flags: Int32 =
      switch mode {
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readOnly: SQLITE_OPEN_READONLY
      case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      mode == .immutable ? Self.immutableAddress(path) : path, &opened, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
      sqlite3_close_v2(opened)
      throw DatabaseError(code: code, message: message)
    }
    handle = opened
    self.path = path
  }

  deinit { close() }

  /// The file as an address in which each byte that has a meaning there is written as a number.
  private static func immutableAddress(_ path: String) -> String {
    let plain = path.utf8.map { byte -> String in
      let isPlain = byte > 32 && byte < 127 && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
      if isPlain { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }
    return "file:" + plain.joined() + "?immutable=1"
  }

  /// Tells SQLite that this process uses it from one thread alone. To be called before the first connection;
  /// a test process, which runs tests side by side, does not call it.
  public static func useOneThread() { _ = myschool_use_one_thread() }

  /// Looked at before each opening; done once, before the first.
  static let memoryIsNotCounted: Void = { _ = myschool_count_no_memory() }()

  private var closed = false

  /// Finalises the statements and closes; a second call does nothing.
  public func close() {
    guard !closed else { return }
    closed = true
    for statement in idle.values { sqlite3_finalize(statement) }
    idle = [:]
    sqlite3_close_v2(handle)
  }

  @usableFromInline func failure(_ code: Int32, sql: String?) -> DatabaseError {
    DatabaseError(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
  }

  // MARK: statements

  /// Leases a prepared statement; two leases of one text at once are two statements.
  public func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    statementsAsked += 1
    if let known = idle.removeValue(forKey: sql) { return Statement(handle: known, sql: sql, database: self) }
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else { throw failure(code == SQLITE_OK ? SQLITE_MISUSE : code, sql: sql) }
    return Statement(handle: made, sql: sql, database: self)
  }

  func giveBack(_ statement: OpaquePointer, _ sql: String) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    if closed || idle.count >= 200 || idle[sql] != nil {
      sqlite3_finalize(statement)
    } else {
      idle[sql] = statement
    }
  }

  /// Lets go of idle statements, which may have been made for tables that a view has taken the name of since.
  public func forgetStatements() {
    for statement in idle.values { sqlite3_finalize(statement) }
    idle = [:]
  }

  // MARK: running

  /// Runs one statement to its end.
  /// - Returns: the number of rows it inserted, updated or deleted itself.
  @discardableResult
  public func run(_ sql: String, _ values: any Bindable...) throws(DatabaseError) -> Int {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
    return Int(sqlite3_changes64(handle))
  }

  /// Runs a script of several statements without parameters.
  public func script(_ sql: String) throws(DatabaseError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code, sql: sql) }
  }

  /// The rows of a query as tuples; the types asked for are checked in every row.
  public func rows<each C: ColumnValue>(
    _ sql: String, _ values: any Bindable..., as type: (repeat each C).Type
  ) throws(DatabaseError) -> [(repeat each C)] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var result: [(repeat each C)] = []
    while try statement.step() {
      let row: (repeat each C) = try Self.decode(statement.row, as: type)
      result.append(row)
    }
    return result
  }

  /// The first row of a query.
  public func row<each C: ColumnValue>(
    _ sql: String, _ values: any Bindable..., as type: (repeat each C).Type
  ) throws(DatabaseError) -> (repeat each C)? {
    let statement = try prepare(sql)
    try statement.bind(values)
    guard try statement.step() else { return nil }
    let row: (repeat each C) = try Self.decode(statement.row, as: type)
    return row
  }

  /// The first column of the first row; `nil` when there is no row, or NULL in it.
  public func value<C: ColumnValue>(_ sql: String, _ values: any Bindable..., as type: C.Type) throws(DatabaseError) -> C? {
    let statement = try prepare(sql)
    try statement.bind(values)
    guard try statement.step() else { return nil }
    return try statement.row.get(0)
  }

  /// The first column of every row.
  public func values<C: ColumnValue>(_ sql: String, _ values: any Bindable..., as type: C.Type) throws(DatabaseError) -> [C] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var result: [C] = []
    while try statement.step() { result.append(try statement.row.get(0)) }
    return result
  }

  /// Hands the rows of a query on one at a time.
  public func forEach(_ sql: String, _ values: [any Bindable], _ body: (Row) throws -> Void) throws {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() { try body(statement.row) }
  }

  private static func decode<each C: ColumnValue>(_ row: Row, as type: (repeat each C).Type) throws(DatabaseError) -> (repeat each C) {
    var index = -1
    func next<T: ColumnValue>(_ type: T.Type) throws(DatabaseError) -> T {
      index += 1
      return try row.get(index)
    }
    return (repeat try next((each C).self))
  }

  public var lastInsertedID: Int { Int(sqlite3_last_insert_rowid(handle)) }
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
  /// Rows inserted, updated or deleted since the connection was opened, cascades and triggers included.
  public var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

  /// Whether a deferred foreign key is violated at this moment.
  public var hasDeferredViolation: Bool {
    var current: Int32 = 0
    var highest: Int32 = 0
    sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
    return current != 0
  }

  /// Stops a running statement from another thread or a signal handler.
  public func interrupt() { sqlite3_interrupt(handle) }

  // MARK: transactions

  /// Runs `body` inside a transaction of the kind given; commits, or rolls back and throws what `body` threw.
  public func transaction<R>(_ begin: String = "BEGIN IMMEDIATE", _ body: () throws -> R) throws -> R {
    try transactionEndingAsTold(begin) { .commit(try body()) }
  }

  /// How a transaction ends that did not fail.
  public enum Ending<R> {
    case commit(R)
    case rollback(R)
  }

  /// Runs `body` inside a transaction that it says how to end; rolls back and throws what it threw.
  public func transactionEndingAsTold<R>(_ begin: String = "BEGIN IMMEDIATE", _ body: () throws -> Ending<R>) throws -> R {
    try run(begin)
    do {
      switch try body() {
      case .commit(let result):
        try run("COMMIT")
        return result
      case .rollback(let result):
        try run("ROLLBACK")
        return result
      }
    } catch {
      // A full disk may have rolled back already; a second attempt would hide the first error.
      if isInTransaction { _ = try? run("ROLLBACK") }
      throw error
    }
  }

  /// Calls `retry` with the number of tries so far while another connection holds the lock; `false` gives up.
  public func onBusy(_ retry: @escaping (Int) -> Bool) {
    busy = BusyHandler(retry)
    sqlite3_busy_handler(
      handle, { context, tries in Unmanaged<BusyHandler>.fromOpaque(context!).takeUnretainedValue().retry(Int(tries)) ? 1 : 0 },
      // The context is never nil: it is the box kept in `busy` for as long as the connection lives.
      Unmanaged.passUnretained(busy!).toOpaque())
  }
  private var busy: BusyHandler?
  /// Those this connection knows, by name.
  public internal(set) var tokenizers: [String: any FullTextTokenizer] = [:]

  /// Protects the file against deliberate damage through SQL.
  public func setDefensive() {
    _ = myschool_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
  }
}

private final class BusyHandler {
  let retry: (Int) -> Bool
  init(_ retry: @escaping (Int) -> Bool) { self.retry = retry }
}
