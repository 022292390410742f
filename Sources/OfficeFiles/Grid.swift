/// A cell of a table as text, with what it spans.
public struct GridCell: Sendable, Equatable {
  /// What is wrong with what a cell shows.
  public enum Fault: Sendable, Equatable {
    /// `#N/A` and the like.
    case error
    /// A formula, and no value was stored with it.
    case noValue
  }

  public var text = ""
  public var rowSpan = 1
  public var columnSpan = 1
  /// Another cell lies over it.
  public var isCovered = false
  public var fault: Fault?
  /// A number, whose digits a column of phones wants without more.
  public var isNumber = false

  public init(_ text: String = "") { self.text = text }
}

public struct GridRow: Sendable, Equatable {
  /// From 1, as the program that made the file shows it.
  public let number: Int
  public var cells: [GridCell]

  public init(number: Int, cells: [GridCell]) {
    self.number = number
    self.cells = cells
  }

  public var isEmpty: Bool { cells.allSatisfy { $0.text.isEmpty } }
}

/// The rows of a table that have something, one after the other.
public protocol GridRows: AnyObject {
  func next() throws -> GridRow?
}

/// A table of a document.
public struct DocumentTable {
  /// From 1, in the order of the document; hidden sheets are counted.
  public let number: Int
  /// The name of a sheet; empty where tables have none.
  public let name: String
  let open: () throws -> any GridRows

  /// - Parameter filling: repeats the value of a merged cell down the rows it covers.
  public func rows(filling: Bool = false) throws -> any GridRows {
    let rows = try open()
    return filling ? FilledRows(rows) : rows
  }
}

/// A table held in memory.
public struct Grid: Sendable, Equatable {
  public var name = ""
  public var rows: [[GridCell]] = []

  public init() {}

  public var columns: Int { rows.map(\.count).max() ?? 0 }

  /// Without rows and columns at the end that are empty.
  func trimmed() -> Grid {
    var grid = self
    while let last = grid.rows.last, last.allSatisfy({ $0.text.isEmpty }) { grid.rows.removeLast() }
    let width = grid.rows.map { row in (row.lastIndex { !$0.text.isEmpty || $0.isCovered || $0.columnSpan > 1 } ?? -1) + 1 }.max() ?? 0
    grid.rows = grid.rows.map { $0.count > width ? Array($0.prefix(width)) : $0 }
    return grid
  }
}

/// The rows of a grid in memory.
final class HeldRows: GridRows {
  private let grid: Grid
  private var index = 0

  init(_ grid: Grid) { self.grid = grid.trimmed() }

  func next() -> GridRow? {
    while index < grid.rows.count, grid.rows[index].allSatisfy({ $0.text.isEmpty && $0.fault == nil }) { index += 1 }
    guard index < grid.rows.count else { return nil }
    defer { index += 1 }
    return GridRow(number: index + 1, cells: grid.rows[index])
  }
}

/// Rows in which the value of a merged cell stands in every row that it covers, in its first column.
private final class FilledRows: GridRows {
  private let rows: any GridRows
  /// By column: the cell and the last row in which it stands.
  private var standing: [Int: (cell: GridCell, last: Int)] = [:]

  init(_ rows: any GridRows) { self.rows = rows }

  func next() throws -> GridRow? {
    guard var row = try rows.next() else { return nil }
    standing = standing.filter { $0.value.last >= row.number }
    for (column, value) in standing {
      while row.cells.count <= column { row.cells.append(GridCell()) }
      if row.cells[column].isCovered {
        row.cells[column].text = value.cell.text
        row.cells[column].fault = value.cell.fault
      }
    }
    for (column, cell) in row.cells.enumerated() where cell.rowSpan > 1 && !cell.isCovered {
      standing[column] = (cell, row.number + cell.rowSpan - 1)
    }
    return row
  }
}

/// Puts cells where spans of earlier ones leave room, as HTML and Word lay tables out.
struct GridBuilder {
  private(set) var grid = Grid()
  /// By column: in how many further rows it is covered, and how the covering cell spans.
  private var covered: [Int] = []
  private var row: [GridCell] = []
  private var cellsInAll = 0

  mutating func beginRow() { row = [] }

  /// - Throws: `OfficeFault.tooManyCells`.
  mutating func add(_ cell: GridCell) throws {
    skipCovered()
    var cell = cell
    cell.columnSpan = min(max(1, cell.columnSpan), OfficeLimit.columns)
    cell.rowSpan = min(max(1, cell.rowSpan), OfficeLimit.rows)
    guard row.count + cell.columnSpan <= OfficeLimit.columns else { throw OfficeFault.tooManyCells(limit: OfficeLimit.columns) }
    cellsInAll += cell.columnSpan
    guard cellsInAll <= 4 * OfficeLimit.rows else { throw OfficeFault.tooManyCells(limit: 4 * OfficeLimit.rows) }
    let first = row.count
    row.append(cell)
    for _ in 1..<max(1, cell.columnSpan) where cell.columnSpan > 1 {
      var under = GridCell()
      under.isCovered = true
      row.append(under)
    }
    while covered.count < row.count { covered.append(0) }
    if cell.rowSpan > 1 { for column in first..<row.count { covered[column] = cell.rowSpan } }
  }

  mutating func endRow() {
    skipCovered()
    for column in covered.indices where covered[column] > 0 { covered[column] -= 1 }
    grid.rows.append(row)
    row = []
  }

  private mutating func skipCovered() {
    while row.count < covered.count, covered[row.count] > 0 {
      // The row in which a cell begins has it itself.
      var under = GridCell()
      under.isCovered = true
      row.append(under)
    }
  }
}
