import Tabular

/// A document as a text or a presentation of LibreOffice (odt, odp).
public enum OpenDocumentWriter {
  public static func writeText(_ document: Document, _ pictures: Pictures, to output: ByteOutput) {
    var body = OpenContent(document, pictures)
    let text = body.text()
    write(.text, body, "<office:text>\(text)</office:text>", pictures, to: output)
  }

  public static func writeSlides(_ document: Document, _ pictures: Pictures, to output: ByteOutput) {
    var body = OpenContent(document, pictures)
    let slides = body.slides(SlideDeck(document, pictures))
    write(.presentation, body, "<office:presentation>\(slides)</office:presentation>", pictures, to: output)
  }

  private static func write(_ kind: OpenDocumentKind, _ body: OpenContent, _ content: String, _ pictures: Pictures, to output: ByteOutput) {
    let zip = ZipWriter(output)
    zip.add("mimetype", Array(kind.rawValue.utf8), stored: true)
    zip.add("META-INF/manifest.xml", manifest(kind, body, pictures))
    for (index, source) in body.used.enumerated() {
      if let picture = pictures[source] { zip.add("Pictures/image\(index + 1).\(picture.kind.rawValue)", picture.bytes, stored: true) }
    }
    zip.add(
      "content.xml",
      MarkupText.declaration
        + "<office:document-content \(names) office:version=\"1.2\">\(fonts)\(body.automaticStyles(kind))<office:body>\(content)</office:body></office:document-content>"
    )
    zip.add("styles.xml", styles(kind, body.language))
    zip.finish()
  }

  static let names =
    ["office", "style", "text", "table", "presentation", "manifest", "meta"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }
    .joined(separator: " ")
    + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

  private static let fonts =
    "<office:font-face-decls><style:font-face style:name=\"Sans\" svg:font-family=\"'Liberation Sans', Arial\"/><style:font-face style:name=\"Mono\" svg:font-family=\"'Liberation Mono', 'Courier New'\" style:font-pitch=\"fixed\"/></office:font-face-decls>"

  private static func manifest(_ kind: OpenDocumentKind, _ body: OpenContent, _ pictures: Pictures) -> String {
    var files = [("/", kind.rawValue), ("content.xml", "text/xml"), ("styles.xml", "text/xml")]
    files += body.used.enumerated().map {
      ("Pictures/image\($0.offset + 1).\(pictures[$0.element]?.kind.rawValue ?? "png")", pictures[$0.element]?.mediaType ?? "image/png")
    }
    return MarkupText.declaration
      + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">"
      + files.map { "<manifest:file-entry manifest:full-path=\"\($0.0)\" manifest:media-type=\"\($0.1)\"/>" }.joined()
      + "</manifest:manifest>"
  }

  private static func styles(_ kind: OpenDocumentKind, _ language: String) -> String {
    let parts = language.split(separator: "-").map(String.init)
    let spoken = "fo:language=\"\(parts[0])\" fo:country=\"\(parts.count > 1 ? parts[1] : "none")\""
    func paragraph(
      _ name: String, _ shown: String? = nil, parent: String? = "Standard", level: Int? = nil, paragraph: String = "", text: String = ""
    ) -> String {
      "<style:style style:name=\"\(name)\"\(shown.map { " style:display-name=\"\($0)\"" } ?? "") style:family=\"paragraph\"\(parent.map { " style:parent-style-name=\"\($0)\"" } ?? "")\(level.map { " style:default-outline-level=\"\($0)\"" } ?? "")>"
        + (paragraph.isEmpty ? "" : "<style:paragraph-properties \(paragraph)/>") + (text.isEmpty ? "" : "<style:text-properties \(text)/>")
        + "</style:style>"
    }
    let sizes = [16, 14, 13, 12, 12, 12]
    let headings = (1...6).map {
      paragraph(
        "Heading_20_\($0)", "Heading \($0)", level: $0,
        paragraph: "fo:margin-top=\"0.42cm\" fo:margin-bottom=\"0.14cm\" fo:keep-with-next=\"always\"",
        text: "fo:font-weight=\"bold\" fo:font-size=\"\(sizes[$0 - 1])pt\"")
    }.joined()
    let common =
      "<style:default-style style:family=\"paragraph\"><style:text-properties style:font-name=\"Sans\" fo:font-size=\"12pt\" \(spoken)/></style:default-style>"
      + (kind == .presentation
        ? "<style:default-style style:family=\"graphic\"><style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\"/><style:text-properties style:font-name=\"Sans\" fo:font-size=\"20pt\" \(spoken)/></style:default-style>"
        : "")
      + paragraph("Standard", parent: nil, paragraph: "fo:margin-bottom=\"0.2cm\"")
      + paragraph("Title", text: "fo:font-weight=\"bold\" fo:font-size=\"20pt\"") + paragraph("Subtitle", text: "fo:color=\"#595959\"")
      + headings
      + paragraph("Quotations", paragraph: "fo:margin-left=\"1cm\"", text: "fo:font-style=\"italic\"")
      + paragraph("Preformatted_20_Text", "Preformatted Text", text: "style:font-name=\"Mono\"")
      + paragraph("Table_20_Contents", "Table Contents", paragraph: "fo:margin-bottom=\"0cm\"")
      + "<style:style style:name=\"Source_20_Text\" style:display-name=\"Source Text\" style:family=\"text\"><style:text-properties style:font-name=\"Mono\"/></style:style>"
    let page =
      kind == .text
      ? "<style:page-layout style:name=\"page\"><style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" fo:margin-top=\"2cm\" fo:margin-bottom=\"2cm\" fo:margin-left=\"3cm\" fo:margin-right=\"1.5cm\"/></style:page-layout>"
      : "<style:page-layout style:name=\"page\"><style:page-layout-properties fo:page-width=\"\(OpenContent.points(SlideDeck.width))\" fo:page-height=\"\(OpenContent.points(SlideDeck.height))\" style:print-orientation=\"landscape\"/></style:page-layout><style:style style:name=\"drawing\" style:family=\"drawing-page\"/>"
    let master =
      kind == .text
      ? "<style:master-page style:name=\"Standard\" style:page-layout-name=\"page\"/>"
      : "<style:master-page style:name=\"Standard\" style:page-layout-name=\"page\" draw:style-name=\"drawing\"/>"
    let presentation =
      kind == .text
      ? ""
      : ["title", "subtitle", "outline1", "notes"].map {
        "<style:style style:name=\"Standard-\($0)\" style:family=\"presentation\"><style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\"/><style:text-properties style:font-name=\"Sans\" fo:font-size=\"\($0 == "title" ? 30 : 20)pt\" \($0 == "title" ? "fo:font-weight=\"bold\"" : "")/></style:style>"
      }.joined()
    return MarkupText.declaration
      + "<office:document-styles \(names) office:version=\"1.2\">\(fonts)<office:styles>\(common)\(presentation)</office:styles><office:automatic-styles>\(page)</office:automatic-styles><office:master-styles>\(master)</office:master-styles></office:document-styles>"
  }
}

/// The content of an OpenDocument file on its way.
struct OpenContent {
  private let document: Document
  private let pictures: Pictures
  let language: String
  private(set) var used: [String] = []
  /// The widths of the columns of each table, in points.
  private var tables: [[Int]] = []
  /// Slides take no heed of the styles of a text, nor of heading rows.
  private var isSlides = false

  init(_ document: Document, _ pictures: Pictures) {
    (self.document, self.pictures) = (document, pictures)
    language = WordWriter.language(of: document)
  }

  static func points(_ number: Int) -> String { "\(number)pt" }

  mutating func text() -> String {
    var out = ""
    if let title = document.title { out += "<text:p text:style-name=\"Title\">\(MarkupText.escaped(title))</text:p>" }
    let under = [document.author, document.date].compactMap(\.self)
    if !under.isEmpty { out += "<text:p text:style-name=\"Subtitle\">\(MarkupText.escaped(under.joined(separator: ", ")))</text:p>" }
    return out + blocks(document.blocks)
  }

  /// Blocks as text; items that follow one another are one list.
  private mutating func blocks(_ blocks: [Block], inTable: Bool = false) -> String {
    var out = ""
    var index = 0
    while index < blocks.count {
      if case .item = blocks[index] {
        let end = blocks[index...].firstIndex { if case .item = $0 { false } else { true } } ?? blocks.count
        out += list(Array(blocks[index..<end]), level: 0)
        index = end
        continue
      }
      out += block(blocks[index])
      index += 1
    }
    return out
  }

  private mutating func block(_ block: Block) -> String {
    switch block {
    case .heading(let level, let runs):
      return "<text:h text:style-name=\"Heading_20_\(min(level, 6))\" text:outline-level=\"\(min(level, 6))\">\(words(runs))</text:h>"
    case .paragraph(let runs): return "<text:p text:style-name=\"\(isSlides ? "body" : "Standard")\">\(words(runs))</text:p>"
    case .quote(let runs): return "<text:p text:style-name=\"\(isSlides ? "quote" : "Quotations")\">\(words(runs))</text:p>"
    case .code(let text): return "<text:p text:style-name=\"\(isSlides ? "code" : "Preformatted_20_Text")\">\(Self.escaped(text))</text:p>"
    case .table(let grid, let alignments): return table(grid, alignments, width: 467, perCharacter: 8, padding: 16)
    case .picture(let picture):
      guard let frame = frame(picture, x: nil, y: nil, width: 467, height: 600) else { return "" }
      return "<text:p text:style-name=\"Standard\">\(frame)</text:p>"
    case .item, .notes, .rule: return ""
    }
  }

  private mutating func list(_ items: [Block], level: Int) -> String {
    var out = ""
    var index = 0
    while index < items.count {
      guard case .item(_, let number, _) = items[index] else { break }
      let isCounted = number != nil
      // Items of the same kind that stand together, with what is deeper between them.
      var end = index
      while end < items.count, case .item(let own, let other, _) = items[end], own > level || (other != nil) == isCounted { end += 1 }
      var style = "bullets"
      if isCounted { style = "counted" }
      out += "<text:list text:style-name=\"\(style)\">"
      var place = index
      while place < end {
        guard case .item(let own, let number, let runs) = items[place] else { break }
        if own > level {
          let inner = items[place..<end].firstIndex { if case .item(let own, _, _) = $0 { own <= level } else { true } } ?? end
          // What begins deeper than its list has an item of its own around it.
          out += "<text:list-item>\(list(Array(items[place..<inner]), level: level + 1))</text:list-item>"
          place = inner
          continue
        }
        let start = place == index && number != nil && number != 1 ? " text:start-value=\"\(number ?? 1)\"" : ""
        out += "<text:list-item\(start)><text:p text:style-name=\"\(isSlides ? "body" : "Standard")\">\(words(runs))</text:p>"
        place += 1
        if place < end, case .item(let next, _, _) = items[place], next > level {
          let inner = items[place..<end].firstIndex { if case .item(let own, _, _) = $0 { own <= level } else { true } } ?? end
          out += list(Array(items[place..<inner]), level: level + 1)
          place = inner
        }
        out += "</text:list-item>"
      }
      out += "</text:list>"
      index = end
    }
    return out
  }

  private func words(_ runs: [Run]) -> String {
    runs.map { run in
      let text = Self.escaped(run.text)
      let style =
        run.isCode
        ? "Source_20_Text"
        : run.isStrong && run.isEmphasis ? "strong-emphasis" : run.isStrong ? "strong" : run.isEmphasis ? "emphasis" : nil
      let styled = style.map { "<text:span text:style-name=\"\($0)\">\(text)</text:span>" } ?? text
      return run.link.map { "<text:a xlink:type=\"simple\" xlink:href=\"\(MarkupText.escaped($0))\">\(styled)</text:a>" } ?? styled
    }.joined()
  }

  /// Line breaks, tabs and more than one blank have elements of their own.
  private static func escaped(_ text: String) -> String {
    var out = ""
    var blanks = 0
    func flush() {
      if blanks == 1 { out += " " } else if blanks > 1 { out += " <text:s text:c=\"\(blanks - 1)\"/>" }
      blanks = 0
    }
    for (index, character) in text.enumerated() {
      if character == " " {
        // One at the beginning would be taken for none.
        if index == 0 { out += "<text:s/>" } else { blanks += 1 }
        continue
      }
      if blanks > 0, character == "\n" { blanks = 0 }
      flush()
      switch character {
      case "\n": out += "<text:line-break/>"
      case "\t": out += "<text:tab/>"
      default: out += MarkupText.escaped(String(character))
      }
    }
    if blanks > 0 { out += "<text:s text:c=\"\(blanks)\"/>" }
    return out
  }

  private mutating func table(_ grid: Grid, _ alignments: [Alignment], width: Int, perCharacter: Int, padding: Int) -> String {
    let widths = ColumnWidths.fitted(grid, to: width, perCharacter: perCharacter, padding: padding)
    tables.append(widths)
    let number = tables.count
    var out = "<table:table table:name=\"Table\(number)\" table:style-name=\"table\(number)\">"
    for column in widths.indices { out += "<table:table-column table:style-name=\"table\(number).\(column + 1)\"/>" }
    for (index, row) in grid.rows.enumerated() {
      var cells = ""
      for column in widths.indices {
        let side = alignments.indices.contains(column) ? alignments[column] : .left
        var run = Run(column < row.count ? row[column].text : "")
        run.isStrong = index == 0
        cells +=
          "<table:table-cell table:style-name=\"\(index == 0 ? "head" : "cell")\" office:value-type=\"string\"><text:p text:style-name=\"\(side == .left ? "left" : side == .center ? "center" : "right")\">\(words([run]))</text:p></table:table-cell>"
      }
      let line = "<table:table-row table:style-name=\"row\">\(cells)</table:table-row>"
      out += index == 0 && !isSlides ? "<table:table-header-rows>\(line)</table:table-header-rows>" : line
    }
    return out + "</table:table>"
  }

  private mutating func frame(_ picture: Picture, x: Int?, y: Int?, width most: Int, height highest: Int) -> String? {
    guard let file = pictures[picture.source] else { return nil }
    if !used.contains(picture.source) { used.append(picture.source) }
    let number = (used.firstIndex(of: picture.source) ?? 0) + 1
    // 0.75 points a pixel.
    let scale = min(1, Double(most) / (Double(file.width) * 0.75), Double(highest) / (Double(file.height) * 0.75))
    let (width, height) = x == nil ? (Int(Double(file.width) * 0.75 * scale), Int(Double(file.height) * 0.75 * scale)) : (most, highest)
    let place = x.map { "svg:x=\"\(Self.points($0))\" svg:y=\"\(Self.points(y ?? 0))\"" } ?? "text:anchor-type=\"as-char\""
    return
      "<draw:frame draw:style-name=\"plain\" draw:name=\"Picture\(number)\" \(place) svg:width=\"\(Self.points(max(1, width)))\" svg:height=\"\(Self.points(max(1, height)))\"><draw:image xlink:href=\"Pictures/image\(number).\(file.kind.rawValue)\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:desc>\(MarkupText.escaped(picture.alternative))</svg:desc></draw:frame>"
  }

  // MARK: slides

  mutating func slides(_ deck: SlideDeck) -> String {
    isSlides = true
    var out = ""
    for (index, slide) in deck.slides.enumerated() {
      out += "<draw:page draw:name=\"page\(index + 1)\" draw:master-page-name=\"Standard\">"
      let titleFrame = slide.kind == .title ? (48, 170, 864, 110) : slide.kind == .section ? (48, 200, 864, 140) : (48, 30, 864, 80)
      if !slide.title.isEmpty {
        out += box(
          titleFrame, "title",
          "<text:p text:style-name=\"\(slide.kind == .title ? "title-center" : "title")\">\(words(slide.title))</text:p>")
      }
      if !slide.subtitle.isEmpty {
        let lines = slide.subtitle.split(separator: "\n").map {
          "<text:p text:style-name=\"center\">\(MarkupText.escaped(String($0)))</text:p>"
        }.joined()
        out += box((48, 296, 864, 90), "subtitle", lines)
      }
      for placed in slide.placed {
        let place = (SlideDeck.left, placed.top, SlideDeck.textWidth, placed.height)
        switch placed.piece {
        case .text(let blocks): out += box(place, "outline", self.blocks(blocks))
        case .table(let grid, let alignments):
          let widths = SlideDeck.columns(grid)
          let table = table(
            grid, alignments, width: SlideDeck.textWidth, perCharacter: Int((Double(SlideDeck.tableSize) * SlideDeck.letter).rounded(.up)),
            padding: 18)
          out +=
            "<draw:frame draw:style-name=\"plain\" draw:layer=\"layout\" svg:x=\"\(Self.points(place.0))\" svg:y=\"\(Self.points(place.1))\" svg:width=\"\(Self.points(widths.reduce(0, +)))\" svg:height=\"\(Self.points(place.3))\">\(table)</draw:frame>"
        case .picture(let picture):
          guard let file = pictures[picture.source] else { continue }
          let area = SlideDeck.frame(file, placed)
          out += frame(picture, x: area.x, y: area.y, width: area.width, height: area.height) ?? ""
        }
      }
      if !slide.notes.isEmpty {
        out +=
          "<presentation:notes draw:style-name=\"notes-page\"><draw:page-thumbnail draw:layer=\"layout\" svg:width=\"400pt\" svg:height=\"225pt\" svg:x=\"97pt\" svg:y=\"60pt\" draw:page-number=\"\(index + 1)\" presentation:class=\"page\"/>"
          + "<draw:frame presentation:style-name=\"Standard-notes\" draw:layer=\"layout\" svg:width=\"476pt\" svg:height=\"370pt\" svg:x=\"59pt\" svg:y=\"330pt\" presentation:class=\"notes\"><draw:text-box>\(blocks(slide.notes))</draw:text-box></draw:frame></presentation:notes>"
      }
      out += "</draw:page>"
    }
    return out
  }

  private func box(_ frame: (Int, Int, Int, Int), _ kind: String, _ text: String) -> String {
    let style = kind == "title" ? "title-box" : "plain"
    return
      "<draw:frame presentation:style-name=\"\(style)\" draw:layer=\"layout\" svg:x=\"\(Self.points(frame.0))\" svg:y=\"\(Self.points(frame.1))\" svg:width=\"\(Self.points(frame.2))\" svg:height=\"\(Self.points(frame.3))\" presentation:class=\"\(kind)\"><draw:text-box>\(text)</draw:text-box></draw:frame>"
  }

  /// The styles that the content asks for.
  func automaticStyles(_ kind: OpenDocumentKind) -> String {
    func span(_ name: String, _ properties: String) -> String {
      "<style:style style:name=\"\(name)\" style:family=\"text\"><style:text-properties \(properties)/></style:style>"
    }
    func aligned(_ name: String, _ side: String) -> String {
      let size =
        kind == .presentation && !name.hasPrefix("title")
        ? "<style:text-properties fo:font-size=\"\(SlideDeck.tableSize)pt\"/>"
        : name.hasPrefix("title") ? "<style:text-properties fo:font-size=\"30pt\" fo:font-weight=\"bold\"/>" : ""
      return
        "<style:style style:name=\"\(name)\" style:family=\"paragraph\" style:parent-style-name=\"Table_20_Contents\"><style:paragraph-properties fo:text-align=\"\(side)\" fo:margin-bottom=\"0cm\"/>\(size)</style:style>"
    }
    let bold = "fo:font-weight=\"bold\""
    let slanted = "fo:font-style=\"italic\""
    var out = span("strong", bold) + span("emphasis", slanted) + span("strong-emphasis", bold + " " + slanted)
    out +=
      aligned("left", "start") + aligned("center", "center") + aligned("right", "end") + aligned("title", "start")
      + aligned("title-center", "center")
    for (name, parent, look, more) in [
      ("body", "Standard", "", ""), ("quote", "Quotations", slanted, " fo:margin-left=\"27pt\""),
      ("code", "Preformatted_20_Text", "style:font-name=\"Mono\"", ""),
    ] where kind == .presentation {
      out +=
        "<style:style style:name=\"\(name)\" style:family=\"paragraph\" style:parent-style-name=\"\(parent)\"><style:paragraph-properties fo:margin-bottom=\"4pt\"\(more)/><style:text-properties fo:font-size=\"\(name == "code" ? 18 : SlideDeck.bodySize)pt\" \(look)/></style:style>"
    }
    func levels(_ kind: String) -> String {
      (1...9).map { level in
        let place = "<style:list-level-properties text:space-before=\"\(27 * (level - 1))pt\" text:min-label-width=\"20pt\"/>"
        return kind == "bullet"
          ? "<text:list-level-style-bullet text:level=\"\(level)\" text:bullet-char=\"•\">\(place)</text:list-level-style-bullet>"
          : "<text:list-level-style-number text:level=\"\(level)\" style:num-format=\"1\" style:num-suffix=\".\">\(place)</text:list-level-style-number>"
      }.joined()
    }
    out +=
      "<text:list-style style:name=\"bullets\">\(levels("bullet"))</text:list-style><text:list-style style:name=\"counted\">\(levels("number"))</text:list-style>"
    let border = "fo:border=\"0.5pt solid #808080\" fo:padding=\"3pt\""
    out +=
      "<style:style style:name=\"cell\" style:family=\"table-cell\"><style:table-cell-properties \(border)/><style:graphic-properties draw:fill=\"none\"/><style:paragraph-properties \(border)/></style:style><style:style style:name=\"head\" style:family=\"table-cell\"><style:table-cell-properties \(border) fo:background-color=\"#e2e8f0\"/><style:graphic-properties draw:fill=\"solid\" draw:fill-color=\"#e2e8f0\"/><style:paragraph-properties \(border)/></style:style><style:style style:name=\"row\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"always\"/></style:style>"
    out +=
      "<style:style style:name=\"plain\" style:family=\"graphic\"><style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\" style:vertical-pos=\"from-top\"/></style:style><style:style style:name=\"plain\" style:family=\"presentation\"><style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\" draw:auto-grow-height=\"false\" draw:textarea-vertical-align=\"top\"/></style:style><style:style style:name=\"title-box\" style:family=\"presentation\"><style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\" draw:auto-grow-height=\"false\" draw:textarea-vertical-align=\"middle\"/></style:style>"
    for (index, widths) in tables.enumerated() {
      out +=
        "<style:style style:name=\"table\(index + 1)\" style:family=\"table\"><style:table-properties style:width=\"\(Self.points(widths.reduce(0, +)))\" table:align=\"left\"/></style:style>"
      for (column, width) in widths.enumerated() {
        out +=
          "<style:style style:name=\"table\(index + 1).\(column + 1)\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"\(Self.points(width))\"/></style:style>"
      }
    }
    return "<office:automatic-styles>\(out)</office:automatic-styles>"
  }
}
