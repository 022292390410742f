import Basics

/// A code that is stored by its word: an enumeration, or a word of an open list.
package protocol CodeValue: RawRepresentable, Bindable, ColumnValue where RawValue == String {}

extension CodeValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { rawValue.bind(to: statement, at: index) }
  public static func read(_ statement: OpaquePointer, _ index: Int32) -> Self? {
    String.read(statement, index).flatMap { Self(rawValue: $0) }
  }

  /// The code inside a query.
  package var sql: String { "'\(rawValue)'" }
}

/// A day is stored as `YYYY-MM-DD`.
extension Day: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { description.bind(to: statement, at: index) }
  public static func read(_ statement: OpaquePointer, _ index: Int32) -> Day? { String.read(statement, index).flatMap { Day(iso: $0) } }

  /// The day inside a query.
  package var sql: String { "'\(self)'" }
}

/// An instant is stored as milliseconds.
extension Instant: Bindable, ColumnValue {
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { milliseconds.bind(to: statement, at: index) }
  public static func read(_ statement: OpaquePointer, _ index: Int32) -> Instant? {
    Int.read(statement, index).map { Instant(milliseconds: $0) }
  }
}
