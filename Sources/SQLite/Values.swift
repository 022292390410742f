import CSQLite

/// One stored value, as SQLite keeps it.
public enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A Swift value that can be bound to a parameter.
public protocol Bindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// A Swift value that can be read from a column; `nil` means the column holds something else.
public protocol ColumnValue {
  static func read(_ statement: OpaquePointer, _ index: Int32) -> Self?
}

/// SQLite copies the bytes before the call returns; the C macro is a cast that Swift does not import.
@usableFromInline let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, Int64(self)) }
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> Int? {
    sqlite3_column_type(statement, index) == SQLITE_INTEGER ? Int(sqlite3_column_int64(statement, index)) : nil
  }
}

extension Bool: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self ? 1 : 0) }
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> Bool? { Int.read(statement, index).map { $0 != 0 } }
}

extension Double: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_double(statement, index, self) }
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> Double? {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_FLOAT, SQLITE_INTEGER: sqlite3_column_double(statement, index)
    default: nil
    }
  }
}

extension String: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var copy = self
    return copy.withUTF8 { bytes in
      // A nil pointer would bind NULL; the empty string needs an address of its own.
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, index, $0.baseAddress ?? emptyText, Int32($0.count), transient)
      }
    }
  }
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> String? {
    guard sqlite3_column_type(statement, index) == SQLITE_TEXT, let start = sqlite3_column_text(statement, index) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

extension [UInt8]: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), transient)
    }
  }
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> [UInt8]? {
    guard sqlite3_column_type(statement, index) == SQLITE_BLOB else { return nil }
    let count = Int(sqlite3_column_bytes(statement, index))
    guard count > 0, let start = sqlite3_column_blob(statement, index) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}

extension Optional: Bindable where Wrapped: Bindable {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .none: sqlite3_bind_null(statement, index)
    case .some(let value): value.bind(to: statement, at: index)
    }
  }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
  @inlinable public static func read(_ statement: OpaquePointer, _ index: Int32) -> Wrapped?? {
    if sqlite3_column_type(statement, index) == SQLITE_NULL { return .some(.none) }
    return Wrapped.read(statement, index).map { .some($0) }
  }
}

extension Value: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let value): sqlite3_bind_int64(statement, index, value)
    case .real(let value): value.bind(to: statement, at: index)
    case .text(let value): value.bind(to: statement, at: index)
    case .blob(let value): value.bind(to: statement, at: index)
    }
  }
  public static func read(_ statement: OpaquePointer, _ index: Int32) -> Value? {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT: String.read(statement, index).map { .text($0) }
    case SQLITE_BLOB: [UInt8].read(statement, index).map { .blob($0) }
    default: .null
    }
  }
}

/// An address for the empty text, which must not be nil.
nonisolated(unsafe) private let emptyText: UnsafePointer<CChar> = {
  let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  byte.initialize(to: 0)
  return UnsafePointer(byte)
}()

/// Integer keys for the parentheses of `IN (…)`: their number has no bound, as that of parameters has.
public func keyList(_ keys: some Sequence<Int>) -> String { keys.map(String.init).joined(separator: ",") }
