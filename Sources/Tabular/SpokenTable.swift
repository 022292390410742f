import Basics

/// A table as people of a language read it, for pages that lay it out themselves.
public struct SpokenTable: Sendable {
  public let headings: [String]
  public private(set) var rows: [[String]] = []

  /// - Parameter localTime: how an instant is shown.
  public init(_ table: Table, russian: Bool, localTime: @escaping @Sendable (String) -> String? = { _ in nil }) throws {
    var options = TableOptions()
    options.russian = russian
    options.localTime = localTime
    headings = table.columns.map { $0.title(russian: russian) }
    var rows: [[String]] = []
    try table.rows(
      RowWriter(columns: table.columns.count) { row in
        rows.append(table.columns.indices.map { row.isEmpty($0) ? "" : HumanValue.text(row, $0, table.columns[$0], options) })
      })
    self.rows = rows
  }
}
