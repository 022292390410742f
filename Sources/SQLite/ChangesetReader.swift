import CSQLite

/// Reads the bytes of a changeset without SQLite: the form is documented in sqlite3session.c
/// ("Changeset format") and stable, and reading it here costs a tenth of asking the library value by value.
public struct ChangesetReader {
  public enum Operation: Sendable {
    case insert, update, delete

    /// The byte that stands for it in a changeset.
    public var code: UInt8 {
      switch self {
      case .insert: UInt8(SQLITE_INSERT)
      case .update: UInt8(SQLITE_UPDATE)
      case .delete: UInt8(SQLITE_DELETE)
      }
    }
  }

  public let bytes: [UInt8]
  private var position = 0
  /// Where the change just read begins.
  private var start = 0
  /// The bytes of the change just read.
  public var change: ArraySlice<UInt8> { bytes[start..<position] }
  public private(set) var table = ""
  public private(set) var primaryKey: [Bool] = []
  public private(set) var operation = Operation.insert
  /// Where the values of the old row begin; −1 where the changeset has none (an insert, or a column that stayed).
  public private(set) var old: [Int] = []
  /// Where the values of the new row begin; −1 where the changeset has none (a delete, or a column that stayed).
  public private(set) var new: [Int] = []

  /// The bytes are not a changeset.
  public struct Damaged: Error {
    public init() {}
  }

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Goes to the next changed row; `false` at the end.
  public mutating func next() throws(Damaged) -> Bool {
    while position < bytes.count, bytes[position] == UInt8(ascii: "T") { try readTable() }
    guard position < bytes.count else { return false }
    guard position + 2 <= bytes.count, !primaryKey.isEmpty else { throw Damaged() }
    start = position
    switch Int32(bytes[position]) {
    case SQLITE_INSERT: operation = .insert
    case SQLITE_UPDATE: operation = .update
    case SQLITE_DELETE: operation = .delete
    default: throw Damaged()
    }
    position += 2
    // Moved out and back, so that the arrays are filled in place without a copy.
    var row = old
    old = []
    try readRow(&row, present: operation != .insert)
    old = row
    row = new
    new = []
    try readRow(&row, present: operation != .delete)
    new = row
    return true
  }

  /// The changeset without some of its changes.
  /// - Parameter isLeftOut: asked of each change in turn.
  public static func filter(_ bytes: [UInt8], leavingOut isLeftOut: (ChangesetReader) throws -> Bool) throws -> [UInt8] {
    var reader = ChangesetReader(bytes)
    var kept: [UInt8] = []
    var header: [UInt8] = []
    while try reader.next() {
      if try isLeftOut(reader) { continue }
      if header != reader.header {
        header = reader.header
        kept += header
      }
      kept += reader.change
    }
    return kept
  }

  /// The bytes that begin the changes of a table.
  private var header: [UInt8] {
    [UInt8(ascii: "T"), UInt8(primaryKey.count)] + primaryKey.map { $0 ? 1 : 0 } + Array(table.utf8) + [0]
  }

  public var columnCount: Int { primaryKey.count }

  /// Whether some row was updated: its full form then stands in the table alone.
  public static func hasUpdate(_ bytes: [UInt8]) throws(Damaged) -> Bool {
    var reader = ChangesetReader(bytes)
    while try reader.next() { if reader.operation == .update { return true } }
    return false
  }

  /// The integer key of the row.
  public var key: Int? {
    guard let column = primaryKey.firstIndex(of: true) else { return nil }
    let start = old[column] >= 0 ? old[column] : new[column]
    guard start >= 0, case .integer(let value) = value(at: start) else { return nil }
    return Int(value)
  }

  /// The value that begins at an offset taken from `old` or `new`.
  public func value(at start: Int) -> Value {
    switch bytes[start] {
    case 1: return .integer(Int64(bitPattern: eightBytes(start + 1)))
    case 2: return .real(Double(bitPattern: eightBytes(start + 1)))
    case 3:
      let (length, header) = length(at: start + 1)
      return .text(String(decoding: bytes[(start + 1 + header)..<(start + 1 + header + length)], as: UTF8.self))
    case 4:
      let (length, header) = length(at: start + 1)
      return .blob(Array(bytes[(start + 1 + header)..<(start + 1 + header + length)]))
    default: return .null
    }
  }

  public func isNull(at start: Int) -> Bool { bytes[start] == 5 }
  /// The whole number that begins at an offset; `nil` where something else stands.
  public func integer(at start: Int) -> Int? { bytes[start] == 1 ? Int(Int64(bitPattern: eightBytes(start + 1))) : nil }

  /// Where the value that begins at `start` ends.
  public func end(of start: Int) -> Int {
    switch bytes[start] {
    case 1, 2: return start + 9
    case 3, 4:
      let (length, header) = length(at: start + 1)
      return start + 1 + header + length
    default: return start + 1
    }
  }

  private mutating func readTable() throws(Damaged) {
    guard position + 2 <= bytes.count else { throw Damaged() }
    let columns = Int(bytes[position + 1])
    position += 2
    guard columns > 0, position + columns < bytes.count else { throw Damaged() }
    primaryKey = bytes[position..<(position + columns)].map { $0 != 0 }
    position += columns
    guard let end = bytes[position...].firstIndex(of: 0) else { throw Damaged() }
    table = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end + 1
    old = [Int](repeating: -1, count: columns)
    new = old
  }

  private mutating func readRow(_ row: inout [Int], present: Bool) throws(Damaged) {
    for column in primaryKey.indices {
      guard present else {
        row[column] = -1
        continue
      }
      guard position < bytes.count else { throw Damaged() }
      switch bytes[position] {
      case 0:
        row[column] = -1
        position += 1
        continue
      case 1, 2: guard position + 9 <= bytes.count else { throw Damaged() }
      case 3, 4:
        let (length, header) = length(at: position + 1)
        guard header > 0, length >= 0, position + 1 + header + length <= bytes.count else { throw Damaged() }
      case 5: break
      default: throw Damaged()
      }
      row[column] = position
      position = end(of: position)
    }
  }

  private func eightBytes(_ start: Int) -> UInt64 {
    var result: UInt64 = 0
    for index in start..<(start + 8) { result = result << 8 | UInt64(bytes[index]) }
    return result
  }

  /// A length in SQLite's variable form, and how many bytes it takes; a header of 0 means that it is cut off.
  private func length(at start: Int) -> (length: Int, header: Int) {
    var result = 0
    for index in 0..<9 {
      guard start + index < bytes.count else { return (0, 0) }
      let byte = bytes[start + index]
      if index == 8 { return (result << 8 | Int(byte), 9) }
      result = result << 7 | Int(byte & 0x7f)
      if byte & 0x80 == 0 { return (result, index + 1) }
    }
    return (0, 0)
  }
}
