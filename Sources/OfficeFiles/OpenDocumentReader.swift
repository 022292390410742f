/// The forms of OpenDocument, by their media type.
enum OpenDocumentKind: String {
  case text = "application/vnd.oasis.opendocument.text"
  case spreadsheet = "application/vnd.oasis.opendocument.spreadsheet"
  case presentation = "application/vnd.oasis.opendocument.presentation"

  /// - Returns: `nil` for a zip that is none.
  /// - Throws: `OfficeFault.encrypted`.
  init?(_ zip: ZipReader) throws {
    guard let first = zip.entry("mimetype"), first.size < 200 else { return nil }
    let type = String(decoding: try zip.contents("mimetype"), as: UTF8.self).trimmedBlanks
    let plain = type.hasSuffix("-template") ? String(type.dropLast(9)) : type
    guard let kind = OpenDocumentKind(rawValue: plain) else { return nil }
    if zip.entry("META-INF/manifest.xml") != nil {
      let manifest = Manifest()
      try Markup.read(zip, "META-INF/manifest.xml", manifest)
      if manifest.isEncrypted { throw OfficeFault.encrypted }
    }
    self = kind
  }

  private final class Manifest: MarkupHandler {
    var isEncrypted = false
    func start(_ name: String, _ attributes: Markup.Attributes) { if name == "manifest:encryption-data" { isEncrypted = true } }
    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }
}

/// A text or a presentation of OpenDocument (odt, odp).
enum OpenDocumentReader {
  static func document(_ zip: ZipReader, _ kind: OpenDocumentKind) throws -> Document {
    let body = OpenBody()
    if zip.entry("styles.xml") != nil {
      body.isInStyles = true
      try Markup.read(zip, "styles.xml", body)
      body.isInStyles = false
    }
    try Markup.read(zip, "content.xml", body)
    var document = Document()
    (document.blocks, document.title, document.author) = (body.blocks, body.title, body.author)
    if kind == .presentation { document = SlideOutline.document(document) }
    return document
  }
}

private final class OpenBody: MarkupHandler {
  private(set) var blocks: [Block] = []
  private(set) var title: String?
  private(set) var author: String?
  var isInStyles = false
  private var styles: [String: Style] = [:]
  private var counted: [String: Set<Int>] = [:]
  private var currentStyle = ""
  private var listStyle = ""

  private var paragraphs: [Paragraph] = []
  private var looks: [Run] = [Run("")]
  private var lists: [(style: String, count: Int)] = []
  private var isItemFresh = false
  private var tables: [OpenTable] = []
  private var innerTables: [[Grid]] = []
  private var skipping = 0
  private var footnotes = 0
  private var notes: [[Block]] = []
  private var frame: Frame?
  private var isTitle = false
  private var describing = false
  private var size = 0
  private var pages = 0

  private struct Style {
    var parent = ""
    var isStrong = false
    var isEmphasis = false
    var isFixed = false
  }

  private struct Paragraph {
    var runs: [Run] = []
    var level: Int?
    var style = ""
    var notes: [Run] = []
  }

  private struct Frame {
    var description = ""
    var name = ""
    var source: String?
  }

  /// What is no text of the document.
  private static let skipped: Set<String> = [
    "text:tracked-changes", "office:annotation", "office:annotation-end", "office:forms", "text:sequence-decls", "office:event-listeners",
    "text:note-citation", "style:header", "style:footer", "text:table-of-content", "office:meta", "presentation:header-decl",
    "presentation:footer-decl", "presentation:date-time-decl", "text:ruby-text",
  ]

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    if skipping > 0 || Self.skipped.contains(name) {
      skipping += 1
      return
    }
    if name.hasPrefix("style:") || name.hasPrefix("text:list-") && name != "text:list-item" && name != "text:list-header" {
      return startStyle(name, attributes)
    }
    guard !isInStyles else { return }
    switch name {
    case "text:p", "text:h":
      // The text of an object of graphics stands by itself.
      paragraphs.append(
        Paragraph(
          level: name == "text:h" ? max(1, attributes.number("text:outline-level") ?? 1) : nil, style: attributes["text:style-name"] ?? ""))
      looks.append(Run(""))
    case "text:span":
      var look = looks.last ?? Run("")
      apply(attributes["text:style-name"] ?? "", to: &look)
      looks.append(look)
    case "text:a":
      var look = looks.last ?? Run("")
      look.link = attributes["xlink:href"]
      looks.append(look)
    case "text:s": say(String(repeating: String([Run].fixedBlank), count: min(attributes.number("text:c") ?? 1, 1000)))
    case "text:tab": say(String([Run].tab))
    case "text:line-break": say(String([Run].lineBreak))
    case "text:note": footnotes += 1
    case "text:list": lists.append((attributes["text:style-name"] ?? lists.last?.style ?? "", 0))
    case "text:list-item":
      if !lists.isEmpty { lists[lists.count - 1].count += 1 }
      isItemFresh = true
    default: try startObject(name, attributes)
    }
  }

  private func startObject(_ name: String, _ attributes: Markup.Attributes) throws {
    switch name {
    case "table:table":
      tables.append(OpenTable(name: attributes["table:name"] ?? ""))
      innerTables.append([])
    case "table:table-row": if !tables.isEmpty { tables[tables.count - 1].beginRow(attributes) }
    case "table:table-cell", "table:covered-table-cell":
      if !tables.isEmpty { tables[tables.count - 1].beginCell(name, attributes) }
    case "draw:page":
      pages += 1
      if pages > 1 { blocks.append(.rule) }
    case "draw:frame":
      frame = Frame(name: attributes["draw:name"] ?? "")
      isTitle = attributes["presentation:class"] == "title"
    case "draw:image": frame?.source = attributes["xlink:href"]
    case "svg:title", "svg:desc": describing = true
    case "presentation:notes": notes.append([])
    default: break
    }
  }

  private func startStyle(_ name: String, _ attributes: Markup.Attributes) {
    switch name {
    case "style:style":
      currentStyle = attributes["style:name"] ?? ""
      styles[currentStyle] = Style(parent: attributes["style:parent-style-name"] ?? "")
    case "style:text-properties":
      guard !currentStyle.isEmpty else { return }
      if attributes["fo:font-weight"].map({ $0 == "bold" || (Int($0) ?? 0) >= 600 }) ?? false { styles[currentStyle]?.isStrong = true }
      if ["italic", "oblique"].contains(attributes["fo:font-style"] ?? "") { styles[currentStyle]?.isEmphasis = true }
      let font = (attributes["style:font-name"] ?? attributes["fo:font-family"] ?? "").lowercased()
      if font.contains("mono") || font.contains("courier") || font.contains("consol") { styles[currentStyle]?.isFixed = true }
    case "text:list-style": listStyle = attributes["style:name"] ?? ""
    case "text:list-level-style-number": counted[listStyle, default: []].insert(attributes.number("text:level") ?? 1)
    default: break
    }
  }

  private func apply(_ style: String, to look: inout Run) {
    if let known = styles[style] {
      if known.isStrong { look.isStrong = true }
      if known.isEmphasis { look.isEmphasis = true }
      if known.isFixed { look.isCode = true }
    }
    switch style {
    case "Strong_20_Emphasis": look.isStrong = true
    case "Emphasis": look.isEmphasis = true
    case "Source_20_Text": look.isCode = true
    default: break
    }
  }

  func end(_ name: String) throws {
    if skipping > 0 {
      skipping -= 1
      return
    }
    guard !isInStyles else {
      if name == "style:style" { currentStyle = "" }
      return
    }
    switch name {
    case "style:style": currentStyle = ""
    case "text:p", "text:h":
      endParagraph()
      looks.removeLast()
    case "text:span", "text:a": looks.removeLast()
    case "text:note": footnotes -= 1
    case "text:list": _ = lists.popLast()
    case "svg:title", "svg:desc": describing = false
    case "table:table-cell", "table:covered-table-cell": if !tables.isEmpty { try tables[tables.count - 1].endCell() }
    case "table:table-row": if !tables.isEmpty { try tables[tables.count - 1].endRow() }
    case "table:table": endTable()
    case "draw:frame":
      if let frame, frame.source != nil, !frame.source!.hasPrefix("./Object") { add(picture(frame)) }  // asked for in the condition before
      frame = nil
      isTitle = false
    case "presentation:notes": if let said = notes.popLast(), !said.isEmpty { blocks.append(.notes(said)) }
    default: break
    }
  }

  private func picture(_ frame: Frame) -> Block {
    .picture(Picture(alternative: frame.description.trimmedBlanks, source: frame.source ?? ""))
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard skipping == 0, !isInStyles else { return }
    size += bytes.count
    guard size <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
    if describing {
      frame?.description += String(decoding: bytes, as: UTF8.self)
    } else {
      say(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func say(_ text: String) {
    guard !paragraphs.isEmpty else { return }
    var run = looks.last ?? Run("")
    run.text = text
    paragraphs[paragraphs.count - 1].runs.append(run)
  }

  private func endParagraph() {
    guard let paragraph = paragraphs.popLast() else { return }
    let runs = paragraph.runs.collapsed()
    if footnotes > 0, !paragraphs.isEmpty {
      paragraphs[paragraphs.count - 1].notes += runs
      return
    }
    guard tables.isEmpty else {
      tables[tables.count - 1].lines.append(runs.text)
      return
    }
    if !runs.isEmpty { add(block(of: paragraph, runs)) }
    if !paragraph.notes.isEmpty { add(.paragraph(paragraph.notes)) }
  }

  private func block(of paragraph: Paragraph, _ runs: [Run]) -> Block {
    if let level = paragraph.level { return .heading(level: level, runs) }
    if isTitle { return .heading(level: 1, runs) }
    let names = [paragraph.style, styles[paragraph.style]?.parent ?? ""]
    if !lists.isEmpty {
      let level = lists.count - 1
      let isCounted = counted[lists[level].style]?.contains(level + 1) ?? false
      let number = isCounted && isItemFresh ? lists[level].count : nil
      isItemFresh = false
      return .item(level: level, number: number, runs)
    }
    if names.contains("Title"), title == nil, blocks.isEmpty {
      title = runs.text
      return .paragraph([])
    }
    if names.contains("Subtitle"), author == nil, blocks.isEmpty {
      author = runs.text
      return .paragraph([])
    }
    if names.contains(where: { $0.hasPrefix("Quot") }) { return .quote(runs) }
    if names.contains(where: { $0.hasPrefix("Preformatted") || $0 == "Source_20_Code" }) { return .code(runs.text) }
    return .paragraph(runs)
  }

  private func add(_ block: Block) {
    if case .paragraph(let runs) = block, runs.isEmpty { return }
    if notes.isEmpty { blocks.append(block) } else { notes[notes.count - 1].append(block) }
  }

  private func endTable() {
    guard let table = tables.popLast(), let inner = innerTables.popLast() else { return }
    let all = [table.grid.trimmed()] + inner
    if tables.isEmpty { for grid in all { add(.table(grid, [])) } } else { innerTables[innerTables.count - 1] += all }
  }
}

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
