import Tabular

/// A document as a file of Word (docx): headings by the names of their styles, tables with a heading row that is repeated.
public enum WordWriter {
  public static func write(_ document: Document, _ pictures: Pictures, to output: ByteOutput) {
    var body = WordBodyWriter(document, pictures)
    let xml = body.xml()
    let zip = ZipWriter(output)
    zip.add("[Content_Types].xml", contentTypes(Set(body.used.map { pictures[$0]?.kind ?? .png })))
    zip.add("_rels/.rels", relationships)
    zip.add("word/_rels/document.xml.rels", body.relationships)
    zip.add("word/document.xml", xml)
    for (index, source) in body.used.enumerated() {
      if let picture = pictures[source] { zip.add("word/media/image\(index + 1).\(picture.kind.rawValue)", picture.bytes, stored: true) }
    }
    zip.add("word/numbering.xml", body.numbering)
    zip.add("word/styles.xml", styles(language: language(of: document)))
    zip.finish()
  }

  static func language(of document: Document) -> String { (document.language ?? "ru") == "ru" ? "ru-RU" : document.language ?? "ru-RU" }

  fileprivate static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  fileprivate static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  private static func contentTypes(_ kinds: Set<PictureFile.Kind>) -> String {
    let pictures = kinds.map(\.rawValue).sorted().map { "<Default Extension=\"\($0)\" ContentType=\"image/\($0)\"/>" }.joined()
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return MarkupText.declaration
      + "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\(pictures)<Override PartName=\"/word/document.xml\" ContentType=\"\(word).document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"\(word).styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"\(word).numbering+xml\"/></Types>"
  }

  private static let relationships =
    MarkupText.declaration
    + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"word/document.xml\"/></Relationships>"

  private static func styles(language: String) -> String {
    func style(
      _ id: String, _ name: String, kind: String = "paragraph", based: String? = "Normal", paragraph: String = "", run: String = ""
    ) -> String {
      let parent = based.map { "<w:basedOn w:val=\"\($0)\"/>" } ?? ""
      let isDefault = id == "Normal" ? " w:default=\"1\"" : ""
      return "<w:style w:type=\"\(kind)\"\(isDefault) w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>\(parent)<w:qFormat/>"
        + (paragraph.isEmpty ? "" : "<w:pPr>\(paragraph)</w:pPr>") + (run.isEmpty ? "" : "<w:rPr>\(run)</w:rPr>") + "</w:style>"
    }
    let sizes = [32, 28, 26, 24, 24, 24]
    let headings = (1...6).map { level in
      style(
        "Heading\(level)", "heading \(level)",
        paragraph: "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"\(level - 1)\"/>",
        run: "<w:b/><w:sz w:val=\"\(sizes[level - 1])\"/>")
    }.joined()
    return MarkupText.declaration
      + "<w:styles xmlns:w=\"\(main)\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"24\"/><w:lang w:val=\"\(language)\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault></w:docDefaults>"
      + style("Normal", "Normal", based: nil)
      + style("Title", "Title", paragraph: "<w:spacing w:after=\"240\"/>", run: "<w:b/><w:sz w:val=\"40\"/>")
      + style("Subtitle", "Subtitle", run: "<w:color w:val=\"595959\"/>") + headings
      + style("Quote", "Quote", paragraph: "<w:ind w:left=\"567\"/>", run: "<w:i/>")
      + style(
        "SourceCode", "Source Code", paragraph: "<w:spacing w:after=\"120\"/>",
        run: "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>")
      + style("ListParagraph", "List Paragraph", paragraph: "<w:spacing w:after=\"40\"/>")
      + style(
        "VerbatimChar", "Verbatim Char", kind: "character", based: nil,
        run: "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>")
      + style("Hyperlink", "Hyperlink", kind: "character", based: nil, run: "<w:color w:val=\"1F4E9E\"/><w:u w:val=\"single\"/>")
      + "</w:styles>"
  }
}

private struct WordBodyWriter {
  private let document: Document
  private let pictures: Pictures
  private let language: String
  private var links: [String] = []
  /// The pictures in it, in the order they come.
  private(set) var used: [String] = []
  /// The first number of each counted list.
  private var lists: [(level: Int, first: Int)] = []
  /// The list and the last number of each level that is open.
  private var open: [Int: (list: Int, last: Int)] = [:]

  init(_ document: Document, _ pictures: Pictures) {
    (self.document, self.pictures) = (document, pictures)
    language = WordWriter.language(of: document)
  }

  mutating func xml() -> String {
    var body = ""
    if let title = document.title { body += paragraph("Title", [Run(title)]) }
    let under = [document.author, document.date].compactMap(\.self)
    if !under.isEmpty { body += paragraph("Subtitle", [Run(under.joined(separator: ", "))]) }
    for block in document.blocks { body += self.block(block) }
    let page =
      "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>"
    return MarkupText.declaration
      + "<w:document xmlns:w=\"\(WordWriter.main)\" xmlns:r=\"\(WordWriter.office)\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>\(body)\(page)</w:body></w:document>"
  }

  private mutating func block(_ block: Block) -> String {
    if case .item = block {} else { open = [:] }
    switch block {
    case .heading(let level, let runs): return paragraph("Heading\(min(level, 6))", runs)
    case .paragraph(let runs): return paragraph(nil, runs)
    case .quote(let runs): return paragraph("Quote", runs)
    case .code(let text): return paragraph("SourceCode", [Run(text)])
    case .item(let level, let number, let runs):
      let list = number.map { self.list(level, $0) } ?? 1
      return paragraph(
        "ListParagraph", runs, "<w:numPr><w:ilvl w:val=\"\(min(level, 8))\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
    case .table(let grid, let alignments): return table(grid, alignments)
    case .picture(let picture): return self.picture(picture)
    case .notes, .rule: return ""
    }
  }

  /// The list that a counted item belongs to: the one before, when its number goes on.
  private mutating func list(_ level: Int, _ number: Int) -> Int {
    for deeper in open.keys where deeper > level { open[deeper] = nil }
    if let one = open[level], number == one.last + 1 {
      open[level] = (one.list, number)
      return one.list
    }
    lists.append((level, number))
    open[level] = (lists.count + 1, number)
    return lists.count + 1
  }

  private mutating func paragraph(_ style: String?, _ runs: [Run], _ more: String = "") -> String {
    let properties = (style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? "") + more
    return "<w:p>" + (properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>") + self.runs(runs) + "</w:p>"
  }

  private mutating func runs(_ runs: [Run]) -> String {
    runs.map { run in
      guard let link = run.link else { return words(run) }
      if !links.contains(link) { links.append(link) }
      return "<w:hyperlink r:id=\"link\((links.firstIndex(of: link) ?? 0) + 1)\">\(words(run))</w:hyperlink>"
    }.joined()
  }

  private func words(_ run: Run) -> String {
    var look = ""
    if run.isCode { look += "<w:rStyle w:val=\"VerbatimChar\"/>" } else if run.link != nil { look += "<w:rStyle w:val=\"Hyperlink\"/>" }
    if run.isStrong { look += "<w:b/>" }
    if run.isEmphasis { look += "<w:i/>" }
    look += "<w:lang w:val=\"\(language)\"/>"
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "<w:t xml:space=\"preserve\">\(MarkupText.escaped(String($0)))</w:t>"
    }
    return "<w:r><w:rPr>\(look)</w:rPr>\(lines.joined(separator: "<w:br/>"))</w:r>"
  }

  /// 9355 twentieths of a point are the width of the text.
  private static let textWidth = 9355

  private mutating func table(_ grid: Grid, _ alignments: [Alignment]) -> String {
    let widths = ColumnWidths.fitted(grid, to: Self.textWidth, perCharacter: 160, padding: 320)
    var out =
      "<w:tbl><w:tblPr><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/><w:tblBorders>"
      + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
        "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"
      }.joined()
      + "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>" + widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
      + "</w:tblGrid>"
    for (index, row) in grid.rows.enumerated() {
      out += "<w:tr><w:trPr><w:cantSplit/>" + (index == 0 ? "<w:tblHeader/>" : "") + "</w:trPr>"
      for (column, width) in widths.enumerated() {
        var run = Run(column < row.count ? row[column].text : "")
        run.isStrong = index == 0
        let side = alignments.indices.contains(column) ? alignments[column] : .left
        let align = side == .left ? "" : "<w:jc w:val=\"\(side == .center ? "center" : "right")\"/>"
        let shade = index == 0 ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7E6E6\"/>" : ""
        out +=
          "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(shade)</w:tcPr><w:p><w:pPr><w:spacing w:after=\"0\"/>\(align)</w:pPr>\(words(run))</w:p></w:tc>"
      }
      out += "</w:tr>"
    }
    // Word joins two tables without a paragraph between them.
    return out + "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:p>"
  }

  private mutating func picture(_ picture: Picture) -> String {
    guard let file = pictures[picture.source] else { return "" }
    if !used.contains(picture.source) { used.append(picture.source) }
    let number = (used.firstIndex(of: picture.source) ?? 0) + 1
    // 9525 units a pixel; 16.5 cm across and 22 cm down at most.
    let scale = min(1, 5_940_000 / Double(file.width * 9525), 7_920_000 / Double(file.height * 9525))
    let (width, height) = (Int(Double(file.width * 9525) * scale), Int(Double(file.height * 9525) * scale))
    let alternative = MarkupText.escaped(picture.alternative)
    return
      "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"\(width)\" cy=\"\(height)\"/><wp:docPr id=\"\(number)\" name=\"\(number)\" descr=\"\(alternative)\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"\(number)\" name=\"\(number)\" descr=\"\(alternative)\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"picture\(number)\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"\(width)\" cy=\"\(height)\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
  }

  var relationships: String {
    let base = WordWriter.office
    let linked = links.enumerated().map {
      "<Relationship Id=\"link\($0.offset + 1)\" Type=\"\(base)/hyperlink\" Target=\"\(MarkupText.escaped($0.element))\" TargetMode=\"External\"/>"
    }.joined()
    let shown = used.enumerated().map {
      "<Relationship Id=\"picture\($0.offset + 1)\" Type=\"\(base)/image\" Target=\"media/image\($0.offset + 1).\(pictures[$0.element]?.kind.rawValue ?? "png")\"/>"
    }.joined()
    return MarkupText.declaration
      + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"styles\" Type=\"\(base)/styles\" Target=\"styles.xml\"/><Relationship Id=\"numbering\" Type=\"\(base)/numbering\" Target=\"numbering.xml\"/>\(linked)\(shown)</Relationships>"
  }

  var numbering: String {
    func levels(_ format: String) -> String {
      (0..<9).map { level in
        let text = format == "bullet" ? "•" : "%\(level + 1)."
        return
          "<w:lvl w:ilvl=\"\(level)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"\(567 * (level + 1))\" w:hanging=\"397\"/></w:pPr></w:lvl>"
      }.joined()
    }
    let counted = lists.enumerated().map {
      "<w:num w:numId=\"\($0.offset + 2)\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"\($0.element.level)\"><w:startOverride w:val=\"\($0.element.first)\"/></w:lvlOverride></w:num>"
    }.joined()
    return MarkupText.declaration
      + "<w:numbering xmlns:w=\"\(WordWriter.main)\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>\(levels("bullet"))</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>\(levels("decimal"))</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\(counted)</w:numbering>"
  }
}

/// Columns as wide as their longest word asks, together never wider than the page.
enum ColumnWidths {
  /// - Parameters:
  ///   - perCharacter: how wide a letter is taken to be, in the units of the page.
  ///   - padding: around the text of a cell.
  static func fitted(_ grid: Grid, to width: Int, perCharacter: Int, padding: Int) -> [Int] {
    let count = max(1, grid.columns)
    var needed = [Int](repeating: padding + perCharacter * 2, count: count)
    var wished = needed
    for row in grid.rows {
      for (column, cell) in row.enumerated() where column < count {
        let longest = cell.text.split { $0 == " " || $0 == "\n" }.map { DisplayText.width(String($0)) }.max() ?? 0
        needed[column] = max(needed[column], padding + longest * perCharacter)
        wished[column] = max(wished[column], padding + min(60, DisplayText.width(cell.text)) * perCharacter)
      }
    }
    let (least, most) = (needed.reduce(0, +), wished.reduce(0, +))
    if most <= width { return wished }
    // Words that are too long for the page are broken: every column gives up its part.
    guard least < width else { return needed.map { max(1, $0 * width / least) } }
    return zip(needed, wished).map { $0 + ($1 - $0) * (width - least) / max(1, most - least) }
  }
}
