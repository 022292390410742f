import Basics
import SQLite

/// The sum of the hashes of all rows of the recorded tables, modulo 2²⁵⁶: free of order, so it needs
/// neither an index nor sorting, and each operation moves it by its own changes alone.
package struct StateSum: Equatable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  /// Of a sum that was kept; nothing kept is a sum of nothing.
  package init(kept: [UInt8]?) { self = kept.map { StateSum($0) } ?? StateSum() }

  package init(_ bytes: [UInt8]) {
    let w = bytes.withUnsafeBytes { raw in (0..<4).map { UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) } }
    words = (w[3], w[2], w[1], w[0])
  }

  package var bytes: [UInt8] {
    [words.3, words.2, words.1, words.0].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  package mutating func add(_ digest: StateSum) {
    let other = digest.words
    var carry = false
    (words.0, carry) = Self.sum(words.0, other.0, carry)
    (words.1, carry) = Self.sum(words.1, other.1, carry)
    (words.2, carry) = Self.sum(words.2, other.2, carry)
    (words.3, _) = Self.sum(words.3, other.3, carry)
  }

  package mutating func subtract(_ digest: StateSum) {
    // −x = ~x + 1 in two's complement.
    let x = digest.words
    var negative = StateSum()
    negative.words = (~x.0, ~x.1, ~x.2, ~x.3)
    add(negative)
    var one = StateSum()
    one.words.0 = 1
    add(one)
  }

  /// The number that a digest is, its first word the highest.
  fileprivate init(_ w: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)) {
    func pair(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(a) << 32 | UInt64(b) }
    words = (pair(w.6, w.7), pair(w.4, w.5), pair(w.2, w.3), pair(w.0, w.1))
  }

  package static func == (a: StateSum, b: StateSum) -> Bool { a.words == b.words }

  private static func sum(_ a: UInt64, _ b: UInt64, _ carry: Bool) -> (UInt64, Bool) {
    let (first, overflow) = a.addingReportingOverflow(b)
    let (second, again) = first.addingReportingOverflow(carry ? 1 : 0)
    return (second, overflow || again)
  }
}

/// Collects the bytes of a row in the form that is hashed: the table, then each column that is not NULL with
/// its position, type, length and bytes. NULL is left out, so that a column added later changes no hash.
package struct RowHasher {
  private var bytes: [UInt8] = []

  package mutating func begin(_ table: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: table.utf8)
    bytes.append(0)
  }

  /// Adds a value in the serial form of changesets: a type byte, then a length where one is needed, then the bytes.
  package mutating func add(_ position: Int, serial: ArraySlice<UInt8>) {
    guard serial.first != 5 else { return }
    bytes.append(UInt8(position))
    bytes.append(contentsOf: serial)
  }

  package mutating func add(_ position: Int, _ value: Value) {
    switch value {
    case .null: return
    case .integer(let number): appendEight(position, 1, UInt64(bitPattern: number))
    case .real(let number): appendEight(position, 2, number.bitPattern)
    case .text(let text): append(position, 3, Array(text.utf8))
    case .blob(let blob): append(position, 4, blob)
    }
  }

  package func digest() -> StateSum { StateSum(bytes.withUnsafeBytes { SHA256.words($0) }) }

  private mutating func appendEight(_ position: Int, _ type: UInt8, _ bits: UInt64) {
    bytes.append(UInt8(position))
    bytes.append(type)
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
  }

  private mutating func append(_ position: Int, _ type: UInt8, _ content: [UInt8]) {
    bytes.append(UInt8(position))
    bytes.append(type)
    // SQLite's variable-length integer, as changesets write it.
    var groups: [UInt8] = []
    var rest = content.count
    repeat {
      groups.append(UInt8(rest & 0x7f))
      rest >>= 7
    } while rest > 0
    for (index, group) in groups.reversed().enumerated() { bytes.append(index < groups.count - 1 ? group | 0x80 : group) }
    bytes.append(contentsOf: content)
  }

  /// The sum over all rows of the tables as they are now.
  package static func scan(_ database: Database, _ tables: [RecordedTable]) throws -> StateSum {
    var sum = StateSum()
    var hasher = RowHasher()
    for table in tables {
      try database.forEach("SELECT * FROM main.\(table.name)", []) { row in
        hasher.begin(table.name)
        for column in 0..<row.count { hasher.add(column, try row.get(column, as: Value.self)) }
        sum.add(hasher.digest())
      }
    }
    return sum
  }
}
