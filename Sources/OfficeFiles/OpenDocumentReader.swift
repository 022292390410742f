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
