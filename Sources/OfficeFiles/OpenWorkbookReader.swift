/// A table of OpenDocument on its way.
struct OpenTable {
  private(set) var grid = Grid()
  var lines: [String] = []
  private var row: [GridCell] = []
  private var cell = GridCell()
  private var cellRepeat = 1
  private var rowRepeat = 1
  private var value: String?
  /// Empty cells that count when another follows.
  private var emptyCells = 0
  private var cellsInAll = 0
  private(set) var number = 0
  private var emptyRows = 0
  /// The row that was ended last, and how often it stands.
  private(set) var ended: (row: GridRow, times: Int)?

  init(name: String) { grid.name = name }

  mutating func beginRow(_ attributes: Markup.Attributes) {
    (row, emptyCells, ended) = ([], 0, nil)
    rowRepeat = max(1, attributes.number("table:number-rows-repeated") ?? 1)
  }

  mutating func beginCell(_ name: String, _ attributes: Markup.Attributes) {
    (cell, lines, value) = (GridCell(), [], nil)
    cell.isCovered = name == "table:covered-table-cell"
    cellRepeat = max(1, attributes.number("table:number-columns-repeated") ?? 1)
    cell.columnSpan = max(1, min(attributes.number("table:number-columns-spanned") ?? 1, OfficeLimit.columns))
    cell.rowSpan = max(1, min(attributes.number("table:number-rows-spanned") ?? 1, OfficeLimit.rows))
    switch attributes["office:value-type"] ?? "" {
    case "float", "percentage", "currency":
      value = attributes["office:value"].map(CellNumber.text)
      cell.isNumber = true
    case "date": value = attributes["office:date-value"].map(Self.moment)
    case "time": value = attributes["office:time-value"].flatMap(CellNumber.time(ofDuration:))
    case "boolean": value = attributes["office:boolean-value"].map { $0 == "true" ? "TRUE" : "FALSE" }
    case "string": value = attributes["office:string-value"]
    default: if attributes["table:formula"] != nil { cell.fault = .noValue }
    }
    if attributes["calcext:value-type"] == "error" {
      (cell.fault, value) = (.error, nil)
    }
  }

  /// `2026-09-02T08:30:00` without a time that is none.
  private static func moment(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "T") else { return text }
    var time = text[text.index(after: mark)...].prefix { $0 != "." && $0 != "," }
    if time.hasSuffix(":00"), time.count == 8 { time = time.dropLast(3) }
    return time == "00:00" ? String(text[..<mark]) : text[..<mark] + "T" + time
  }

  mutating func endCell() throws {
    let shown = lines.joined(separator: "\n").trimmedBlanks
    cell.text = cell.fault == .noValue && !shown.isEmpty ? shown : value ?? shown
    if cell.fault == .noValue, !cell.text.isEmpty { cell.fault = nil }
    if cell.isCovered { cell.text = "" }
    guard !cell.text.isEmpty || cell.isCovered || cell.fault != nil || cell.columnSpan > 1 || cell.rowSpan > 1 else {
      emptyCells = min(emptyCells + cellRepeat, OfficeLimit.columns * 20)
      return
    }
    if cell.isCovered, cell.text.isEmpty, cellRepeat > OfficeLimit.columns {
      emptyCells += OfficeLimit.columns
      return
    }
    guard row.count + emptyCells + cellRepeat <= OfficeLimit.columns else { throw OfficeFault.tooManyCells(limit: OfficeLimit.columns) }
    row += repeatElement(GridCell(), count: emptyCells)
    emptyCells = 0
    row += repeatElement(cell, count: cellRepeat)
  }

  mutating func endRow() throws {
    guard row.contains(where: { !$0.text.isEmpty || $0.fault != nil }) else {
      // Empty ones at the end, a million of them, do not exist.
      if row.contains(where: { $0.isCovered || $0.rowSpan > 1 }), rowRepeat == 1, emptyRows == 0 {
        number += 1
        grid.rows.append(row)
      } else {
        emptyRows += rowRepeat
      }
      return
    }
    guard rowRepeat <= OfficeLimit.rows, cellsInAll + row.count * rowRepeat <= 64 * OfficeLimit.rows, emptyRows <= 1 << 21 else {
      throw OfficeFault.tooManyCells(limit: OfficeLimit.rows)
    }
    cellsInAll += row.count * rowRepeat
    number += emptyRows + 1
    ended = (GridRow(number: number, cells: row), rowRepeat)
    if !isStreamed {
      guard grid.rows.count + emptyRows + rowRepeat <= OfficeLimit.rows else { throw OfficeFault.tooManyCells(limit: OfficeLimit.rows) }
      grid.rows += repeatElement([], count: emptyRows)
      grid.rows += repeatElement(row, count: rowRepeat)
    }
    number += rowRepeat - 1
    emptyRows = 0
  }

  /// Rows are handed on as they end, and not kept.
  var isStreamed = false
}

/// A workbook of OpenDocument (ods).
final class OpenWorkbookReader {
  private let zip: ZipReader
  private let names: [String]

  init(_ zip: ZipReader) throws {
    self.zip = zip
    let reader = Names()
    try Markup.read(zip, "content.xml", reader)
    names = reader.found
  }

  var tables: [DocumentTable] {
    names.enumerated().map { index, name in
      DocumentTable(number: index + 1, name: name) { [zip] in try OpenSheetRows(zip, sheet: index) }
    }
  }

  private final class Names: MarkupHandler {
    var found: [String] = []
    private var depth = 0
    func start(_ name: String, _ attributes: Markup.Attributes) {
      guard name == "table:table" else { return }
      if depth == 0 { found.append(attributes["table:name"] ?? "") }
      depth += 1
    }
    func end(_ name: String) { if name == "table:table" { depth -= 1 } }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }
}

private final class OpenSheetRows: GridRows, MarkupHandler {
  private let unpacker: ZipReader.Unpacker
  private lazy var markup = Markup("content.xml", self)
  private let sheet: Int
  private var seen = -1
  private var depth = 0
  private var table = OpenTable(name: "")
  private var queue: [(row: GridRow, times: Int)] = []
  private var position = 0
  private var given = 0
  private var isOver = false
  private var runs: [Run] = []
  private var isInParagraph = false
  private var skipping = 0

  private var isWanted: Bool { seen == sheet && depth == 1 }

  init(_ zip: ZipReader, sheet: Int) throws {
    guard let entry = zip.entry("content.xml") else { throw OfficeFault.missingPart("content.xml") }
    self.sheet = sheet
    table.isStreamed = true
    unpacker = try zip.unpack(entry)
  }

  func next() throws -> GridRow? {
    while position >= queue.count, !isOver {
      queue.removeAll(keepingCapacity: true)
      position = 0
      let piece = try unpacker.next()
      isOver = piece.isEmpty
      try markup.feed(piece, isLast: isOver)
    }
    guard position < queue.count else { return nil }
    let item = queue[position]
    let row = GridRow(number: item.row.number + given, cells: item.row.cells)
    given += 1
    if given == item.times { (position, given) = (position + 1, 0) }
    return row
  }

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    if skipping > 0 || name == "office:annotation" || name == "text:tracked-changes" || name == "table:tracked-changes" {
      skipping += 1
      return
    }
    if name == "table:table" {
      if depth == 0 { seen += 1 }
      depth += 1
      return
    }
    guard isWanted else { return }
    switch name {
    case "table:table-row": table.beginRow(attributes)
    case "table:table-cell", "table:covered-table-cell": table.beginCell(name, attributes)
    case "text:p": (runs, isInParagraph) = ([], true)
    case "text:s": say(String(repeating: String([Run].fixedBlank), count: min(attributes.number("text:c") ?? 1, 1000)))
    case "text:tab": say(String([Run].tab))
    case "text:line-break": say(String([Run].lineBreak))
    default: break
    }
  }

  private func say(_ text: String) { if isInParagraph { runs.append(Run(text)) } }

  func end(_ name: String) throws {
    if skipping > 0 {
      skipping -= 1
      return
    }
    if name == "table:table" {
      depth -= 1
      return
    }
    guard isWanted else { return }
    switch name {
    case "text:p":
      table.lines.append(runs.collapsed().text)
      isInParagraph = false
    case "table:table-cell", "table:covered-table-cell": try table.endCell()
    case "table:table-row":
      try table.endRow()
      if let ended = table.ended { queue.append(ended) }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { if isWanted, skipping == 0 { say(String(decoding: bytes, as: UTF8.self)) } }
}
