import Basics

/// A table as people of a language read it, for pages that lay it out themselves.
public struct SpokenTable: Sendable {
  public let headings: [String]
  public private(set) var rows: [[String]] = []

  /// All cells as people read them, columns without a value too.
  public static func rows(_ table: Table, russian: Bool) -> [[String]] {
    var options = TableOptions()
    options.russian = russian
    var rows: [[String]] = []
    // Rows that are known already cannot fail to be read.
    try? table.rows(
      RowWriter(columns: table.columns.count) { row in
        rows.append(table.columns.indices.map { row.isEmpty($0) ? "" : HumanValue.text(row, $0, table.columns[$0], options) })
      })
    return rows
  }

  /// - Parameter localTime: how an instant is shown.
  public init(_ table: Table, russian: Bool, localTime: @escaping @Sendable (String) -> String? = { _ in nil }) throws {
    var options = TableOptions()
    options.russian = russian
    options.localTime = localTime
    var rows: [[String]] = []
    try table.rows(
      RowWriter(columns: table.columns.count) { row in
        rows.append(table.columns.indices.map { row.isEmpty($0) ? "" : HumanValue.text(row, $0, table.columns[$0], options) })
      })
    // A column that is only there for some lists.
    let kept = table.columns.indices.filter { column in !table.columns[column].isOptional || rows.contains { !$0[column].isEmpty } }
    headings = kept.map { table.columns[$0].title(russian: russian) }
    self.rows = rows.map { row in kept.map { row[$0] } }
  }
}
