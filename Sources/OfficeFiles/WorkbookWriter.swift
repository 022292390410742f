import Basics
import Tabular

/// Lists as a workbook of Excel: days are days, numbers are numbers, text is text and no formula. Written as the rows come.
public final class WorkbookWriter {
  private let zip: ZipWriter
  private let output: ByteOutput
  private let names: [String]
  private var count = 0

  /// - Parameter names: of the sheets that will be written, in their order.
  public init(_ output: ByteOutput, sheets names: [String]) {
    self.output = output
    zip = ZipWriter(output)
    self.names = Self.checked(names)
    zip.add("[Content_Types].xml", contentTypes)
    zip.add("_rels/.rels", Self.relationships)
    zip.add("xl/_rels/workbook.xml.rels", bookRelationships)
    zip.add("xl/styles.xml", Self.styles)
    zip.add("xl/workbook.xml", book)
  }

  public func finish() throws {
    zip.finish()
    try output.flush()
  }

  /// Writes one list as the next sheet.
  /// - Returns: the rows that were written.
  package func renderer(_ view: TableView, _ options: TableOptions, _ rows: TableWriter.Rows) throws -> any TableRenderer {
    count += 1
    return try SheetWriter(zip, output, count, view, options, rows)
  }

  /// Names of sheets: 31 characters, none of those that formulas use, and each once.
  private static func checked(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      let plain = String(name.filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }.prefix(31)).trimmedBlanks
      var candidate = plain.isEmpty ? "\(index + 1)" : plain
      var number = 2
      while !seen.insert(candidate.lowercased()).inserted {
        candidate = "\(plain.prefix(27)) (\(number))"
        number += 1
      }
      return candidate
    }
  }

  private var contentTypes: String {
    let sheets = names.indices.map {
      "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    }.joined()
    return MarkupText.declaration
      + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\(sheets)</Types>"
  }

  private static let relationships =
    MarkupText.declaration
    + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

  private var bookRelationships: String {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let sheets = names.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(base)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }.joined()
    return MarkupText.declaration
      + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(sheets)<Relationship Id=\"rId\(names.count + 1)\" Type=\"\(base)/styles\" Target=\"styles.xml\"/></Relationships>"
  }

  private var book: String {
    let sheets = names.enumerated().map {
      "<sheet name=\"\(MarkupText.escaped($0.element))\" sheetId=\"\($0.offset + 1)\" r:id=\"rId\($0.offset + 1)\"/>"
    }.joined()
    return MarkupText.declaration
      + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\(sheets)</sheets></workbook>"
  }

  fileprivate static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// Styles: 0 plain, 1 heading, 2 day, 3 a moment, 4 two decimals, 5 one decimal.
  private static let styles =
    MarkupText.declaration
      + """
      <styleSheet xmlns="\(main)"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="166" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
}

/// One sheet on its way.
private final class SheetWriter: TableRenderer {
  private let zip: ZipWriter
  private let output: ByteOutput
  private let view: TableView
  private let options: TableOptions
  private let widths: [Int]
  private let references: [[UInt8]]
  private var number = 0
  private var buffer: [UInt8] = []
  /// By column: what a value came to that was met before; names and subjects come again and again.
  private var written: [[String: [UInt8]]]

  private struct Enough: Error {}

  init(_ zip: ZipWriter, _ output: ByteOutput, _ index: Int, _ view: TableView, _ options: TableOptions, _ rows: TableWriter.Rows) throws {
    (self.zip, self.output, self.view, self.options) = (zip, output, view, options)
    references = view.columns.indices.map { Array(Self.letters($0).utf8) }
    written = view.columns.map { _ in [:] }
    var widths = view.columns.map { options.header ? DisplayText.width($0.title(russian: options.russian)) + 2 : 4 }
    // A thousand rows tell the widths of the others.
    var seen = 0
    do {
      try rows { row in
        for (index, position) in view.positions.enumerated() where !row.isEmpty(position) {
          widths[index] = max(widths[index], Self.width(row.string(position), view.columns[index], options))
        }
        seen += 1
        if seen == 1000 { throw Enough() }
      }
    } catch is Enough {}
    self.widths = widths.map { min($0, 60) }
    try zip.begin("xl/worksheets/sheet\(index).xml")
  }

  /// `A` … `XFD`.
  private static func letters(_ index: Int) -> String {
    var (rest, name) = (index + 1, "")
    while rest > 0 {
      name = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + name
      rest = (rest - 1) / 26
    }
    return name
  }

  private static func width(_ text: String, _ column: Column, _ options: TableOptions) -> Int {
    switch column.type {
    case .day: 12
    case .instant: 18
    default: (DisplayText.width(column.words(for: text, russian: options.russian).split(separator: "\n").first.map(String.init) ?? "")) + 2
    }
  }

  func begin() throws {
    put(MarkupText.declaration + "<worksheet xmlns=\"\(WorkbookWriter.main)\">")
    if options.header {
      put(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
      )
    }
    put("<cols>")
    for (index, width) in widths.enumerated() {
      put("<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>")
    }
    put("</cols><sheetData>")
    if options.header {
      number = 1
      put("<row r=\"1\">")
      for (index, column) in view.columns.enumerated() {
        put(index, Array(words(column.title(russian: options.russian).replacing("\n", with: "."), style: 1).utf8))
      }
      put("</row>")
    }
  }

  func row(_ row: RowBytes) {
    number += 1
    put("<row r=\"\(number)\">")
    for (index, position) in view.positions.enumerated() where !row.isEmpty(position) {
      let text = row.string(position)
      if let known = written[index][text] {
        put(index, known)
        continue
      }
      let made = Array(value(text, view.columns[index]).utf8)
      if written[index].count < Self.remembered { written[index][text] = made }
      put(index, made)
    }
    put("</row>")
    if buffer.count >= 1 << 16 { flush() }
  }

  private static let remembered = 2000

  private func put(_ index: Int, _ cell: [UInt8]) {
    put("<c r=\"")
    buffer += references[index]
    put(String(number))
    buffer += cell
  }

  /// What follows the reference of a cell.
  private func value(_ text: String, _ column: Column) -> String {
    switch column.type {
    case .integer: return numeric(text, style: 0)
    case .decimal:
      let places = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
      return numeric(text, style: places == 2 ? 4 : places == 1 ? 5 : 0)
    case .day: return Self.serial(ofDay: text).map { numeric(String($0), style: 2) } ?? words(text)
    case .instant:
      guard let instant = Instant(iso: text) else { return words(text) }
      let minutes = instant.milliseconds / 60_000 + (options.utcOffset ?? 0)
      return numeric(CellNumber.text(Double(minutes) / 1440 + 25_569), style: 3)
    case .boolean: return "\" t=\"b\"><v>\(text == "true" ? 1 : 0)</v></c>"
    case .text:
      if column.hasDecimals, Self.isNumber(text) { return numeric(text, style: 0) }
      return words(column.words(for: text, russian: options.russian))
    }
  }

  /// A number that a leading zero or a sign would not lose anything of.
  private static func isNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 9, let first = text.utf8.first, (48...57).contains(first), first != 48 || text == "0" || text.hasPrefix("0.")
    else {
      return false
    }
    return text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } && Double(text) != nil
  }

  private static func serial(ofDay text: String) -> Int? {
    guard let day = Day(iso: text), case let serial = day.number + 25_569, serial > 60 else { return nil }
    return serial
  }

  private func numeric(_ text: String, style: Int) -> String { "\"\(style == 0 ? "" : " s=\"\(style)\"")><v>\(text)</v></c>" }

  private func words(_ text: String, style: Int = 0) -> String {
    let kept = text.first == " " || text.last == " " || text.contains("\n") ? " xml:space=\"preserve\"" : ""
    let plain = DisplayText.clean(text, keepingLines: true)
    let shown = MarkupText.escaped(plain.utf8.count <= 32_767 ? plain : String(plain.prefix(32_767)))
    return "\"\(style == 0 ? "" : " s=\"\(style)\"") t=\"inlineStr\"><is><t\(kept)>\(shown)</t></is></c>"
  }

  private func put(_ text: String) { buffer += text.utf8 }

  private func flush() {
    zip.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  func end() {
    put("</sheetData></worksheet>")
    flush()
    zip.end()
  }
}
