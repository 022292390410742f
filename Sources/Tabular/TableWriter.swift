import Basics

/// Writes a table in one of its forms.
public struct TableWriter {
  private let options: TableOptions
  private let output: ByteOutput

  public init(_ options: TableOptions, to output: ByteOutput) {
    self.options = options
    self.output = output
  }

  /// - Returns: the number of rows written.
  @discardableResult
  public func write(_ table: Table) throws -> Int {
    let chosen = try choose(table.columns)
    let view = TableView(columns: chosen.map { table.columns[$0] }, positions: chosen, isDense: table.isDense)
    let rows = try sorted(filtered(table), table)
    var count = 0
    let renderer: any TableRenderer =
      switch options.format {
      case .table: try AlignedRenderer(view, options, output, rows)
      case .csv: SeparatedRenderer(view, options, output)
      case .tsv: TabRenderer(view, options, output)
      case .json: JSONRenderer(view, options, output, lines: false)
      case .ndjson: JSONRenderer(view, options, output, lines: true)
      case .markdown: MarkdownRenderer(view, options, output)
      case .html: HTMLRenderer(view, options, output)
      case .ics: throw TableFailure.notACalendar
      case .svg: throw TableFailure.notAChart
      case .xlsx:
        // Written by a floor above, which is handed in.
        if let made = try options.workbookRenderer?(view, options, rows) { made } else { throw TableFailure.noWorkbook }
      }
    try renderer.begin()
    try rows { row in
      count += 1
      renderer.row(row)
      try output.flushIfFull()
    }
    renderer.end()
    try output.flush()
    return count
  }

  /// Writes rows as they come, each out of the door before the next is waited for.
  /// - Throws: `TableFailure.notAsItComes` for a form that needs all rows before the first.
  public func follow(_ table: Table) throws {
    let chosen = try choose(table.columns)
    let view = TableView(columns: chosen.map { table.columns[$0] }, positions: chosen, isDense: false)
    let renderer: any TableRenderer
    switch options.format {
    case .csv: renderer = SeparatedRenderer(view, options, output)
    case .tsv: renderer = TabRenderer(view, options, output)
    case .ndjson: renderer = JSONRenderer(view, options, output, lines: true)
    case .table, .json, .markdown, .html, .ics, .svg, .xlsx: throw TableFailure.notAsItComes
    }
    guard options.sort.isEmpty else { throw TableFailure.notAsItComes }
    try renderer.begin()
    try output.flush()
    try filtered(table)({ row in
      renderer.row(row)
      try output.flush()
    })
    renderer.end()
    try output.flush()
  }

  private func choose(_ columns: [Column]) throws -> [Int] {
    guard !options.columns.isEmpty else { return Array(columns.indices) }
    return try options.columns.map { try position(of: $0, in: columns) }
  }

  private func position(of key: String, in columns: [Column]) throws -> Int {
    if let position = columns.firstIndex(where: { $0.key == key }) { return position }
    throw TableFailure.unknownColumn(key, known: columns.map(\.key))
  }

  package typealias Rows = ((RowBytes) throws -> Void) throws -> Void

  private func filtered(_ table: Table) throws -> Rows {
    let conditions = try options.conditions.map { text -> (Int, Bool, String) in
      guard let equals = text.firstIndex(of: "=") else { throw TableFailure.badCondition(text) }
      let excludes = equals > text.startIndex && text[text.index(before: equals)] == "!"
      let key = text[..<(excludes ? text.index(before: equals) : equals)]
      let column = try position(of: String(key), in: table.columns)
      return (column, excludes, table.columns[column].code(of: String(text[text.index(after: equals)...])))
    }
    let rows = table.rows
    let width = table.columns.count
    return { body in
      // The writer lives no longer than the call to `rows`.
      try withoutActuallyEscaping(body) { body in
        try rows(
          RowWriter(columns: width) { row in
            for (column, excludes, value) in conditions where (row.string(column) == value) == excludes { return }
            try body(row)
          })
      }
    }
  }

  private func sorted(_ rows: @escaping Rows, _ table: Table) throws -> Rows {
    guard !options.sort.isEmpty else { return rows }
    let keys = try options.sort.map { key -> (Int, Bool, Bool) in
      let descending = key.hasPrefix("-")
      let column = try position(of: descending ? String(key.dropFirst()) : key, in: table.columns)
      let isNumber = table.columns[column].type == .integer || table.columns[column].type == .decimal
      return (column, descending, isNumber)
    }
    var all: [RowBytes] = []
    try rows { all.append($0) }
    // Sorting is by value, then by the order the rows came in: a stable result for `diff`.
    let order = all.indices.sorted { a, b in
      for (column, descending, isNumber) in keys {
        let sign = Self.compare(all[a], all[b], column, isNumber)
        if sign != 0 { return descending ? sign > 0 : sign < 0 }
      }
      return a < b
    }
    return { body in for index in order { try body(all[index]) } }
  }

  private static func compare(_ a: RowBytes, _ b: RowBytes, _ column: Int, _ isNumber: Bool) -> Int {
    if a.isEmpty(column) || b.isEmpty(column) { return (a.isEmpty(column) ? 0 : 1) - (b.isEmpty(column) ? 0 : 1) }
    let (left, right) = (a.string(column), b.string(column))
    if isNumber, let x = Double(left), let y = Double(right) { return x < y ? -1 : x > y ? 1 : 0 }
    return RussianOrder.compare(left, right)
  }
}

/// The columns to show and where they stand in a row.
package struct TableView {
  package let columns: [Column]
  package let positions: [Int]
  package let isDense: Bool
}

/// Writes the rows of one list in one form.
package protocol TableRenderer {
  func begin() throws
  func row(_ row: RowBytes)
  func end()
}

extension TableRenderer {
  package func end() {}
}
