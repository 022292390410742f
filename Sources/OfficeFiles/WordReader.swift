/// A document of Word (docx).
enum WordReader {
  static func document(_ package: OfficePackage) throws -> Document {
    let styles = WordStyles()
    if let part = try package.part("styles", of: package.main), package.zip.entry(part) != nil {
      try Markup.read(package.zip, part, styles)
    }
    let numbering = WordNumbering()
    if let part = try package.part("numbering", of: package.main), package.zip.entry(part) != nil {
      try Markup.read(package.zip, part, numbering)
    }
    let links = Dictionary(
      try package.relationships(of: package.main).map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    var notes: [String: [Run]] = [:]
    for kind in ["footnotes", "endnotes"] {
      guard let part = try package.part(kind, of: package.main), package.zip.entry(part) != nil else { continue }
      let reader = WordBody(styles, numbering, links, notes: [:])
      try Markup.read(package.zip, part, reader)
      for (id, runs) in reader.notesFound { notes[kind + id] = runs }
    }
    let body = WordBody(styles, numbering, links, notes: notes)
    try Markup.read(package.zip, package.main, body)
    var document = Document()
    (document.blocks, document.title, document.author) = (body.blocks, body.title, body.author)
    return document
  }
}

/// What styles are called, whatever their ids: Russian Word writes `1` for `heading 1`.
private final class WordStyles: MarkupHandler {
  private var current = ""
  private var names: [String: String] = [:]

  func start(_ name: String, _ attributes: Markup.Attributes) {
    switch name {
    case "w:style": current = attributes["w:styleId"] ?? ""
    case "w:name" where !current.isEmpty: names[current] = attributes["w:val"]?.lowercased()
    default: break
    }
  }

  func end(_ name: String) { if name == "w:style" { current = "" } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  func name(_ id: String) -> String { names[id] ?? id.lowercased() }

  /// 1…9; `nil` for what is no heading.
  func level(_ id: String) -> Int? {
    let name = name(id)
    for word in ["heading ", "заголовок ", "heading"] where name.hasPrefix(word) {
      if let level = Int(name.dropFirst(word.count)), (1...9).contains(level) { return level }
    }
    return nil
  }
}

/// Which levels of which lists are counted.
private final class WordNumbering: MarkupHandler {
  private var abstract = ""
  private var level = 0
  private var number = ""
  private var counted: [String: Set<Int>] = [:]
  private var ofNumber: [String: String] = [:]
  private var overridden = 0
  private var starts: [String: [Int: Int]] = [:]

  func start(_ name: String, _ attributes: Markup.Attributes) {
    switch name {
    case "w:abstractNum": abstract = attributes["w:abstractNumId"] ?? ""
    case "w:lvl": level = attributes.number("w:ilvl") ?? 0
    case "w:numFmt":
      if !abstract.isEmpty, !["bullet", "none"].contains(attributes["w:val"] ?? "") { counted[abstract, default: []].insert(level) }
    case "w:lvlOverride": overridden = attributes.number("w:ilvl") ?? 0
    case "w:startOverride": if !number.isEmpty { starts[number, default: [:]][overridden] = attributes.number("w:val") }
    case "w:num": number = attributes["w:numId"] ?? ""
    case "w:abstractNumId": if !number.isEmpty { ofNumber[number] = attributes["w:val"] }
    default: break
    }
  }

  func end(_ name: String) {
    if name == "w:abstractNum" { abstract = "" }
    if name == "w:num" { number = "" }
  }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// The first number of a level of a list.
  func start(_ number: String, _ level: Int) -> Int { starts[number]?[level] ?? 1 }

  func isCounted(_ number: String, _ level: Int) -> Bool { ofNumber[number].flatMap { counted[$0]?.contains(level) } ?? false }
}

/// The body of a document, its notes, and the tables in it.
private final class WordBody: MarkupHandler {
  private(set) var blocks: [Block] = []
  private(set) var title: String?
  private(set) var author: String?
  private(set) var notesFound: [String: [Run]] = [:]
  private let styles: WordStyles
  private let numbering: WordNumbering
  private let links: [String: String]
  private let notes: [String: [Run]]
  private var paragraphs: [Paragraph] = []
  private var tables: [Table] = []
  private var run = Run("")
  private var link: String?
  private var takesText = false
  /// Within what is deleted, or stands for older programs.
  private var skipping = 0
  private var counters: [String: Int] = [:]
  private var note: String?
  private var size = 0

  private struct Paragraph {
    var runs: [Run] = []
    var style = ""
    var list: String?
    var level = 0
    var after: [[Run]] = []
    var pictures: [Picture] = []
  }

  private struct Table {
    var grid = Grid()
    var row: [GridCell] = []
    var cell = GridCell()
    var lines: [String] = []
    var continues = false
    var continuesAcross = false
    /// Tables within its cells, which come after it.
    var inner: [Grid] = []
  }

  init(_ styles: WordStyles, _ numbering: WordNumbering, _ links: [String: String], notes: [String: [Run]]) {
    (self.styles, self.numbering, self.links, self.notes) = (styles, numbering, links, notes)
  }

  private static func isOn(_ attributes: Markup.Attributes) -> Bool { !["0", "false", "off"].contains(attributes["w:val"] ?? "") }

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    if skipping > 0 || ["w:del", "w:moveFrom", "mc:Fallback", "w:instrText", "w:rPrChange", "w:pPrChange", "w:tblPrChange"].contains(name) {
      skipping += 1
      return
    }
    switch name {
    case "w:p": paragraphs.append(Paragraph())
    case "w:r": run = Run("")
    case "w:t": takesText = true
    case "w:tab": say("\t")
    case "w:br": if attributes["w:type"] ?? "" != "page" { say("\n") }
    case "w:cr": say("\n")
    case "w:noBreakHyphen": say("\u{2011}")
    case "w:hyperlink": link = attributes["r:id"].flatMap { links[$0] }
    case "w:footnote", "w:endnote": note = attributes["w:id"]
    case "w:footnoteReference": if let id = attributes["w:id"] { refer("footnotes" + id) }
    case "w:endnoteReference": if let id = attributes["w:id"] { refer("endnotes" + id) }
    case "wp:docPr":
      // Its description; a name that a program made up says nothing.
      if !paragraphs.isEmpty, let text = attributes["descr"], !text.isEmpty {
        paragraphs[paragraphs.count - 1].pictures.append(Picture(alternative: text, source: ""))
      }
    case "w:tbl", "w:tr", "w:tc", "w:gridSpan", "w:vMerge", "w:hMerge", "w:gridBefore": try startTable(name, attributes)
    default: startLook(name, attributes)
    }
  }

  private func startLook(_ name: String, _ attributes: Markup.Attributes) {
    switch name {
    case "w:b": run.isStrong = Self.isOn(attributes)
    case "w:i": run.isEmphasis = Self.isOn(attributes)
    case "w:rStyle":
      let style = styles.name(attributes["w:val"] ?? "")
      if style.contains("verbatim") || style.contains("code") { run.isCode = true }
    case "w:pStyle": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].style = attributes["w:val"] ?? "" }
    case "w:ilvl": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].level = min(attributes.number("w:val") ?? 0, 8) }
    case "w:numId": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].list = attributes["w:val"] }
    default: break
    }
  }

  private func startTable(_ name: String, _ attributes: Markup.Attributes) throws {
    switch name {
    case "w:tbl": tables.append(Table())
    case "w:tr": if !tables.isEmpty { tables[tables.count - 1].row = [] }
    case "w:tc":
      guard !tables.isEmpty else { return }
      (tables[tables.count - 1].cell, tables[tables.count - 1].lines) = (GridCell(), [])
      (tables[tables.count - 1].continues, tables[tables.count - 1].continuesAcross) = (false, false)
    case "w:gridSpan":
      if !tables.isEmpty { tables[tables.count - 1].cell.columnSpan = min(max(1, attributes.number("w:val") ?? 1), OfficeLimit.columns) }
    case "w:vMerge": if !tables.isEmpty { tables[tables.count - 1].continues = attributes["w:val"] ?? "continue" != "restart" }
    case "w:hMerge": if !tables.isEmpty { tables[tables.count - 1].continuesAcross = attributes["w:val"] ?? "continue" != "restart" }
    case "w:gridBefore":
      guard !tables.isEmpty else { return }
      for _ in 0..<min(attributes.number("w:val") ?? 0, OfficeLimit.columns) { tables[tables.count - 1].row.append(GridCell()) }
    default: break
    }
  }

  func end(_ name: String) throws {
    if skipping > 0 {
      skipping -= 1
      return
    }
    switch name {
    case "w:t": takesText = false
    case "w:hyperlink": link = nil
    case "w:p": endParagraph()
    case "w:tc": try endCell()
    case "w:tr": if !tables.isEmpty { tables[tables.count - 1].grid.rows.append(tables[tables.count - 1].row) }
    case "w:tbl": endTable()
    case "w:footnote", "w:endnote": note = nil
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard takesText, skipping == 0 else { return }
    size += bytes.count
    guard size <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
    say(String(decoding: bytes, as: UTF8.self))
  }

  private func say(_ text: String) {
    guard !paragraphs.isEmpty else { return }
    run.text = text
    run.link = link
    paragraphs[paragraphs.count - 1].runs.append(run)
  }

  private func refer(_ id: String) {
    guard !paragraphs.isEmpty, let text = notes[id] else { return }
    paragraphs[paragraphs.count - 1].after.append(text)
  }

  private func endParagraph() {
    guard let paragraph = paragraphs.popLast() else { return }
    if let note {
      let text = paragraph.runs.text.trimmedBlanks
      if !text.isEmpty { notesFound[note, default: []] += (notesFound[note] == nil ? [] : [Run("\n")]) + paragraph.runs }
      return
    }
    guard tables.isEmpty else {
      tables[tables.count - 1].lines.append(paragraph.runs.text)
      return
    }
    if let block = block(of: paragraph) { blocks.append(block) }
    for picture in paragraph.pictures { blocks.append(.picture(picture)) }
    for note in paragraph.after { blocks.append(.paragraph(note)) }
  }

  private func block(of paragraph: Paragraph) -> Block? {
    let runs = paragraph.runs
    guard !runs.text.trimmedBlanks.isEmpty else { return nil }
    let name = styles.name(paragraph.style)
    if name == "title", title == nil, blocks.isEmpty {
      title = runs.text
      return nil
    }
    if name == "subtitle", author == nil, blocks.isEmpty {
      author = runs.text
      return nil
    }
    if let level = styles.level(paragraph.style) { return .heading(level: level, runs) }
    if let list = paragraph.list, list != "0" {
      let key = "\(list) \(paragraph.level)"
      for deeper in (paragraph.level + 1)..<10 { counters["\(list) \(deeper)"] = nil }
      guard numbering.isCounted(list, paragraph.level) else { return .item(level: paragraph.level, number: nil, runs) }
      counters[key, default: numbering.start(list, paragraph.level) - 1] += 1
      return .item(level: paragraph.level, number: counters[key], runs)
    }
    if name.contains("quote") || name.contains("цитата") || name == "block text" { return .quote(runs) }
    if name.contains("source code") || name.contains("preformatted") || name == "plain text" { return .code(runs.text) }
    return .paragraph(runs)
  }

  private func endCell() throws {
    guard !tables.isEmpty else { return }
    var table = tables[tables.count - 1]
    var cell = table.cell
    cell.text = table.lines.joined(separator: "\n").trimmedBlanks
    guard table.row.count + cell.columnSpan <= OfficeLimit.columns else { throw OfficeFault.tooManyCells(limit: OfficeLimit.columns) }
    let column = table.row.count
    if table.continues || table.continuesAcross {
      (cell.isCovered, cell.text) = (true, "")
      if table.continues {
        for above in table.grid.rows.indices.reversed() where column < table.grid.rows[above].count {
          guard !table.grid.rows[above][column].isCovered else { continue }
          table.grid.rows[above][column].rowSpan += 1
          break
        }
      } else if let owner = table.row.lastIndex(where: { !$0.isCovered }) {
        table.row[owner].columnSpan += 1
      }
    }
    table.row.append(cell)
    for _ in 1..<max(1, cell.columnSpan) where cell.columnSpan > 1 {
      var under = GridCell()
      under.isCovered = true
      table.row.append(under)
    }
    tables[tables.count - 1] = table
  }

  private func endTable() {
    guard let table = tables.popLast() else { return }
    guard tables.isEmpty else {
      tables[tables.count - 1].inner += [table.grid] + table.inner
      return
    }
    for grid in [table.grid] + table.inner { blocks.append(.table(grid.trimmed(), [])) }
  }
}

extension String {
  var trimmedBlanks: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\n" || character == "\t" || character == "\u{a0}" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
