import Basics

/// The type of a column's values, which decides how each form of output writes them.
public enum ColumnType: String, Sendable {
  case text, integer, decimal, day, instant, boolean
}

/// Where in a text days stand as `YYYY-MM-DD`, and instants, that people read in their own way.
public enum DayMentions: Sendable {
  case none
  case anywhere
  /// As the whole value of a field: `due_on=2026-10-26; title=Report of 2026-10-26` has one.
  case asFields
}

/// A column: its key is what scripts lean on, its title is for people.
public struct Column: Sendable {
  public let key: String
  public let type: ColumnType
  public let en: String
  public let ru: String
  /// What the numbers count: `percent`, `minutes`.
  public let unit: String?
  /// What people read for coded values.
  public let labels: [String: Text]
  /// Text that may be a decimal number: marks beside averages.
  public let hasDecimals: Bool
  /// A day that people want the weekday with: «Пн 23.11.2026».
  public let showsWeekday: Bool
  public let mentionsDays: DayMentions
  /// People see it only in lists where some row has a value.
  public let isOptional: Bool

  public init(
    _ key: String, _ type: ColumnType = .text, en: String, ru: String, unit: String? = nil, labels: [String: Text] = [:],
    hasDecimals: Bool = false, showsWeekday: Bool = false,
    isOptional: Bool = false, mentionsDays: DayMentions = .none
  ) {
    self.mentionsDays = mentionsDays
    self.showsWeekday = showsWeekday
    self.isOptional = isOptional
    self.labels = labels
    self.hasDecimals = hasDecimals
    self.key = key
    self.type = type
    self.en = en
    self.ru = ru
    self.unit = unit
  }

  public func title(russian: Bool) -> String { russian ? ru : en }
}

/// A list of rows that are made when they are asked for, so that a million of them pass in constant memory.
public struct Table {
  public let columns: [Column]
  /// A page of a paper journal: one blank between columns instead of two.
  public var isDense = false
  /// How many columns at the end of a dense table say something of the whole row, and stay when it is wider than the terminal.
  public var trailingColumns = 0
  /// Hands every row to the writer; may be called more than once and must then hand on the same rows.
  public let rows: (RowWriter) throws -> Void

  public init(_ columns: [Column], rows: @escaping (RowWriter) throws -> Void) {
    self.columns = columns
    self.rows = rows
  }

  /// A table whose rows are known already.
  public init(_ columns: [Column], rows: [[Cell]]) {
    self.init(columns) { writer in
      for row in rows { try writer.add(row) }
    }
  }
}

/// One value of a row.
public enum Cell: Sendable, Equatable {
  case empty
  case text(String)
  case integer(Int)
  /// A decimal number as an integer count of its last shown place: 444 with two places is 4.44.
  case decimal(Int, places: Int)
  /// `YYYY-MM-DD`.
  case day(String)
  /// `YYYY-MM-DDTHH:MM:SSZ`.
  case instant(String)
  case boolean(Bool)

  public init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
  public init(_ number: Int?) { self = number.map { .integer($0) } ?? .empty }
}

/// Takes the cells of a table one after the other and hands on each finished row.
///
/// A row is one run of bytes with the places where the cells end, so that text read from the database
/// is copied once and never becomes a `String` on its way into a file.
public final class RowWriter {
  private var row = RowBytes()
  private let width: Int
  private let finished: (RowBytes) throws -> Void

  public init(columns: Int, _ finished: @escaping (RowBytes) throws -> Void) {
    width = columns
    self.finished = finished
  }

  @inline(__always) public func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    row.bytes.append(contentsOf: bytes)
    row.end(isEmpty: false)
  }

  public func text(_ text: String) {
    row.bytes.append(contentsOf: text.utf8)
    row.end(isEmpty: false)
  }

  /// Bytes that are known to be UTF-8 text.
  public func text(_ bytes: [UInt8]) {
    row.bytes.append(contentsOf: bytes)
    row.end(isEmpty: false)
  }

  public func empty() { row.end(isEmpty: true) }

  public func integer(_ number: Int) {
    row.append(number)
    row.end(isEmpty: false)
  }

  public func cell(_ cell: Cell) {
    switch cell {
    case .empty: empty()
    case .text(let value), .day(let value), .instant(let value): text(value)
    case .integer(let value): integer(value)
    case .boolean(let value): text(value ? "true" : "false")
    case .decimal(let value, let places):
      row.append(value, places: places)
      row.end(isEmpty: false)
    }
  }

  public func endRow() throws {
    precondition(row.count == width, "a row of \(row.count) cells under \(width) columns")
    try finished(row)
    row.clear()
  }

  public func add(_ cells: [Cell]) throws {
    for cell in cells { self.cell(cell) }
    try endRow()
  }
}

/// A finished row: the canonical text of each cell, as machine forms write it.
public struct RowBytes {
  public fileprivate(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var empties: [Bool] = []

  public init() {}

  public var count: Int { ends.count }

  fileprivate mutating func end(isEmpty: Bool) {
    ends.append(bytes.count)
    empties.append(isEmpty)
  }

  fileprivate mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    empties.removeAll(keepingCapacity: true)
  }

  public func range(_ column: Int) -> Range<Int> { (column == 0 ? 0 : ends[column - 1])..<ends[column] }
  public func isEmpty(_ column: Int) -> Bool { empties[column] }
  public func string(_ column: Int) -> String { String(decoding: bytes[range(column)], as: UTF8.self) }

  fileprivate mutating func append(_ number: Int) {
    if number < 0 { bytes.append(45) }
    appendDigits(number.magnitude, atLeast: 1)
  }

  fileprivate mutating func append(_ number: Int, places: Int) {
    guard places > 0 else { return append(number) }
    if number < 0 { bytes.append(45) }
    var unit: UInt = 1
    for _ in 0..<places { unit *= 10 }
    appendDigits(number.magnitude / unit, atLeast: 1)
    bytes.append(46)
    appendDigits(number.magnitude % unit, atLeast: places)
  }

  private mutating func appendDigits(_ number: UInt, atLeast width: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number
      var place = 20
      repeat {
        place -= 1
        digits[place] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0 || 20 - place < width
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
    }
  }
}
