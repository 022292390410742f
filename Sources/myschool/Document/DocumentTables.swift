import Arguments
import Basics
import OfficeFiles
import SchoolModel
import Tabular

extension DocumentCommands {
  private static let fill = Option.flag(
    "fill",
    Text(en: "Repeat the value of a merged cell down the rows it covers", ru: "Повторить значение объединённой ячейки вниз по строкам"))

  private static let columns = [
    Column("table", .integer, en: "Table", ru: "Таблица"), Column("name", en: "Name", ru: "Название", isOptional: true),
    Column("rows", .integer, en: "Rows", ru: "Строк"), Column("columns", .integer, en: "Columns", ru: "Столбцов"),
    Column("first", en: "First row", ru: "Первая строка"),
  ]

  static let tables: Command = Command(
    "tables", Text(en: "List the tables of a file, or show one", ru: "Показать таблицы файла или одну из них"),
    discussion: Text(
      en:
        "Word, Excel, PowerPoint, LibreOffice, HTML and Markdown: told by their bytes. With #N, or the name of a sheet, the cells themselves, without headings of ours. Any import takes such a table: plan.docx#2.",
      ru:
        "Word, Excel, PowerPoint, LibreOffice, HTML и Markdown: распознаются по содержимому. С #N или именем листа — сами ячейки, без наших заголовков. Такую таблицу принимает любой импорт: plan.docx#2."
    ), operands: [file.spec], options: [fill.spec, form.spec],
    examples: [
      Example("myschool document tables plan.docx", Text(en: "which tables there are", ru: "какие таблицы есть")),
      Example("myschool document tables plan.docx#2 --fill --format csv", Text(en: "the second one as CSV", ru: "вторая в CSV")),
    ], sections: [Tree.columns(columns)], local: true
  ) { call, session in
    let (named, source) = try opened(call, session)
    guard let named else {
      // A text in rows is one table.
      _ = source
      throw DocumentFailure.noTables(file: call[file])
    }
    let tables = try named.tables()
    guard named.wanted != nil else { return try list(tables, named) }
    var rows: [[String]] = []
    try named.reading {
      var last = 0
      let reader = try tables[0].rows(filling: call[fill])
      while let row = try reader.next() {
        rows += repeatElement([], count: min(row.number - last - 1, 1000))
        rows.append(row.cells.map(\.text))
        last = row.number
      }
    }
    let width = rows.map(\.count).max() ?? 0
    return .text(CellText.text(rows.map { $0 + repeatElement("", count: width - $0.count) }, session.format))
  }

  private static func list(_ tables: [DocumentTable], _ named: NamedDocument) throws -> Answer {
    let rows = try tables.map { table -> [Cell] in
      var (count, width) = (0, 0)
      var first = ""
      try named.reading {
        let reader = try table.rows()
        while let row = try reader.next() {
          if count == 0 { first = row.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: " | ").replacing("\n", with: " ") }
          count = row.number
          width = max(width, row.cells.count)
        }
      }
      return [.integer(table.number), .text(table.name), .integer(count), .integer(width), .text(String(first.prefix(200)))]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no tables", ru: "таблиц нет"))
  }
}

/// Cells without headings, in the form asked for.
enum CellText {
  static func text(_ rows: [[String]], _ format: Format) -> String {
    switch format {
    case .json: "[" + rows.map(json).joined(separator: ",\n") + "]\n"
    case .ndjson: rows.map { json($0) + "\n" }.joined()
    case .tsv: rows.map { $0.map(tabbed).joined(separator: "\t") + "\n" }.joined()
    case .csv: rows.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    case .markdown: markdown(rows)
    default: aligned(rows)
    }
  }

  private static func json(_ row: [String]) -> String { "[" + row.map(JSONText.quoted).joined(separator: ",") + "]" }

  private static func quoted(_ text: String) -> String {
    text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  private static func tabbed(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
  }

  private static func markdown(_ rows: [[String]]) -> String {
    guard let first = rows.first else { return "" }
    func line(_ row: [String]) -> String {
      "| " + row.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |\n"
    }
    return line(first) + "|" + first.map { _ in "---" }.joined(separator: "|") + "|\n" + rows.dropFirst().map(line).joined()
  }

  /// Side by side, for people.
  static func aligned(_ rows: [[String]]) -> String {
    let cells = rows.map { $0.map { DisplayText.clean($0) } }
    let width = cells.map(\.count).max() ?? 0
    let widths = (0..<width).map { column in cells.map { column < $0.count ? min(DisplayText.width($0[column]), 60) : 0 }.max() ?? 0 }
    return cells.map { row in
      let line = row.enumerated().map { column, text in
        text + String(repeating: " ", count: max(0, widths[column] - DisplayText.width(text)))
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
