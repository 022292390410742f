import CSQLite
import Glibc

/// A query that somebody typed: one statement that reads, held to some views and to some seconds.
///
/// The tables behind the views are in a file attached under a name that nobody knows, and a view of each of their names that
/// cannot be read stands before them: what is not one of the views is refused, and could tell nothing.
public final class GuardedQuery {
  /// Why a query was not run to its end.
  public enum Refusal: Error, Equatable {
    /// It is no single statement that reads, or SQLite does not take it.
    case bad(String)
    case outOfTime
  }

  private let handle: OpaquePointer
  private let hidden: String
  private let views: Set<String>
  private var deadline = timespec()
  private var isOpen = false

  /// - Parameters:
  ///   - address: the school's file as an SQLite address, to be read only.
  ///   - name: under which it is attached; nobody may guess it.
  ///   - decoys: the names of its tables.
  ///   - views: by name, with `$` before each table of the file.
  public init(address: String, name: String, decoys: [String], views: [(name: String, sql: String)]) throws {
    hidden = name
    self.views = Set(views.map(\.name))
    var opened: OpaquePointer?
    Database.memoryIsNotCounted
    let code = sqlite3_open_v2(
      ":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else { throw DatabaseError(code: code, message: "no memory") }
    handle = opened
    try script("ATTACH '\(address.replacing("'", with: "''"))' AS \"\(name)\"")
    try script("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF")
    try script("PRAGMA query_only = OFF")
    // A view of a table that is not there is an error whatever is asked of it, where an empty table would answer 0.
    for decoy in decoys { try script("CREATE VIEW main.\"\(decoy)\" AS SELECT * FROM \"\(Self.missing(decoy))\"") }
    for view in views { try script("CREATE TEMP VIEW \(view.name) AS \(view.sql.replacing("$", with: "\"\(name)\"."))") }
    try script("PRAGMA query_only = ON")
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 16 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    isOpen = true
  }

  deinit { sqlite3_close_v2(handle) }

  private static func missing(_ table: String) -> String { "\(table): v_… alone" }

  private func script(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw DatabaseError(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql) }
  }

  /// The columns of a query and its rows, handed on one by one.
  /// - Parameters:
  ///   - values: of its parameters, by name with their colon.
  ///   - seconds: after which it is stopped.
  public func run(
    _ sql: String, values: [String: String], seconds: Int, columns: ([String]) throws -> Void, row body: ([Value]) throws -> Void
  ) throws {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, database, accessor in
        // The context is the query itself, alive for the whole call.
        let query = Unmanaged<GuardedQuery>.fromOpaque(context!).takeUnretainedValue()
        func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
        return query.allows(action, text(first), text(second), text(database), text(accessor)) ? SQLITE_OK : SQLITE_DENY
      }, context)
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_sec += seconds
    sqlite3_progress_handler(
      handle, 10_000,
      { context in
        let query = Unmanaged<GuardedQuery>.fromOpaque(context!).takeUnretainedValue()
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return (now.tv_sec, now.tv_nsec) > (query.deadline.tv_sec, query.deadline.tv_nsec) ? 1 : 0
      }, context)
    defer {
      sqlite3_set_authorizer(handle, nil, nil)
      sqlite3_progress_handler(handle, 0, nil, nil)
    }
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    try bind(values, to: statement)
    let count = Int(sqlite3_column_count(statement))
    try columns((0..<count).map { String(cString: sqlite3_column_name(statement, Int32($0))) })
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body((0..<count).map { Self.value(statement, Int32($0)) })
      case SQLITE_DONE: return
      case let code where code & 0xff == SQLITE_INTERRUPT: throw Refusal.outOfTime
      default: throw Refusal.bad(message)
      }
    }
  }

  private var message: String { String(cString: sqlite3_errmsg(handle)) }

  private func prepare(_ sql: String) throws -> OpaquePointer {
    try sql.withCString { start in
      var statement: OpaquePointer?
      var rest: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(handle, start, -1, &statement, &rest)
      guard code == SQLITE_OK else {
        sqlite3_finalize(statement)
        throw Refusal.bad(code == SQLITE_AUTH ? "not authorized" : message)
      }
      guard let statement else { throw Refusal.bad("empty") }
      // A second statement, were it only a word, is refused; blanks and a remark are not.
      var next: OpaquePointer?
      let more = sqlite3_prepare_v2(handle, rest, -1, &next, nil)
      sqlite3_finalize(next)
      guard more == SQLITE_OK, next == nil, sqlite3_stmt_readonly(statement) != 0 else {
        sqlite3_finalize(statement)
        throw Refusal.bad("one SELECT is wanted")
      }
      return statement
    }
  }

  private func bind(_ values: [String: String], to statement: OpaquePointer) throws {
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for index in 1..<max(1, sqlite3_bind_parameter_count(statement) + 1) {
      guard let name = sqlite3_bind_parameter_name(statement, index).map({ String(cString: $0) }) else {
        throw Refusal.bad("a parameter without a name")
      }
      guard let value = values[name] else { throw Refusal.bad("no value for \(name)") }
      sqlite3_bind_text(statement, index, value, -1, transient)
    }
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_NULL: return .null
    default:
      let bytes = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return .text(bytes.map { String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self) } ?? "")
    }
  }

  /// What the query may do: read the views, and what they are made of through them alone.
  private func allows(_ action: Int32, _ first: String?, _ second: String?, _ database: String?, _ accessor: String?) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return true
    case SQLITE_FUNCTION: return !Self.forbidden.contains(second?.lowercased() ?? "")
    case SQLITE_READ:
      guard let table = first, !table.lowercased().hasPrefix("sqlite_") else { return false }
      if database == hidden { return true }
      if database == "temp" { return views.contains(table) }
      // A table of the query itself, or one that only makes rows of its arguments.
      return database == nil || Self.harmless.contains(table.lowercased())
    default: return false
    }
  }

  private static let harmless: Set<String> = ["json_each", "json_tree"]
  private static let forbidden: Set<String> = [
    "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "fts5", "sqlite_log", "sqlite_offset", "zeroblob", "randomblob",
  ]
}
