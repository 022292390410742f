import SQLite

/// Sums kept beside the rows of a table, so that what is asked every day need not read them all.
///
/// They are no part of the record: each operation brings them up to date from its own changes, an undo, a redo and an
/// erasure by the same way as an import, and `db check` works them out anew.
public struct KeptSums: Sendable {
  /// The table that holds them.
  package let name: String
  /// The table whose rows they are of.
  package let source: String
  /// The columns of it, all of whole numbers, that they are worked out from.
  package let columns: [Int]
  package let begin: @Sendable () -> any SumsInProgress
  /// The keys of sums that are not what the rows come to, some of them.
  package let differing: @Sendable (Database) throws -> [Int]

  package init(
    _ name: String, of source: SchoolTable, columns: [String], begin: @escaping @Sendable () -> any SumsInProgress,
    differing: @escaping @Sendable (Database) throws -> [Int]
  ) {
    self.name = name
    self.source = source.name
    self.columns = columns.compactMap(source.position)
    self.begin = begin
    self.differing = differing
  }
}

/// Sums on their way through one operation.
package protocol SumsInProgress: AnyObject {
  /// Takes the rows of a part that came and went.
  func take(_ moves: RowMoves, _ database: Database) throws
  /// Writes what has not been written yet, when all changes of the operation are made.
  func finish(_ database: Database) throws
}

/// Rows that came and went, by the numbers in some of their columns; a changed row goes and comes again.
package struct RowMoves: Sendable {
  private let width: Int
  /// One row after the other: 1 or −1, the key, then the columns; `absent` for NULL.
  private var numbers: [Int] = []
  private static let absent = Int.min

  init(width: Int) { self.width = width + 2 }

  package struct Move {
    fileprivate let numbers: ArraySlice<Int>
    package var comes: Bool { numbers[numbers.startIndex] > 0 }
    package var key: Int { numbers[numbers.startIndex + 1] }
    package subscript(column: Int) -> Int? {
      let number = numbers[numbers.startIndex + 2 + column]
      return number == RowMoves.absent ? nil : number
    }
  }

  package var isEmpty: Bool { numbers.isEmpty }

  package func forEach(_ body: (Move) throws -> Void) rethrows {
    for start in stride(from: 0, to: numbers.count, by: width) {
      try body(Move(numbers: numbers[start..<start + width]))
    }
  }

  mutating func add(comes: Bool, key: Int, _ values: some Sequence<Int?>) {
    numbers.append(comes ? 1 : -1)
    numbers.append(key)
    for value in values { numbers.append(value ?? Self.absent) }
  }
}
