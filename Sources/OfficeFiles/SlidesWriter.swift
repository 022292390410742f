import Tabular

/// A document as a presentation of PowerPoint (pptx).
public enum SlidesWriter {
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let names =
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(office)\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
  private static let unit = 12_700

  public static func write(_ document: Document, _ pictures: Pictures, to output: ByteOutput) {
    let deck = SlideDeck(document, pictures)
    let language = WordWriter.language(of: document)
    var slides: [SlidePart] = []
    var used: [String] = []
    for slide in deck.slides { slides.append(SlidePart(slide, pictures, language, &used)) }
    let zip = ZipWriter(output)
    zip.add("[Content_Types].xml", contentTypes(slides, Set(used.map { pictures[$0]?.kind ?? .png })))
    zip.add("_rels/.rels", relationships([("rId1", "officeDocument", "ppt/presentation.xml")]))
    zip.add("ppt/_rels/presentation.xml.rels", presentationRelationships(slides.count))
    for (index, source) in used.enumerated() {
      if let picture = pictures[source] { zip.add("ppt/media/image\(index + 1).\(picture.kind.rawValue)", picture.bytes, stored: true) }
    }
    zip.add("ppt/notesMasters/_rels/notesMaster1.xml.rels", relationships([("rId1", "theme", "../theme/theme2.xml")]))
    zip.add("ppt/notesMasters/notesMaster1.xml", notesMaster)
    for (index, slide) in slides.enumerated() where slide.notes != nil {
      zip.add(
        "ppt/notesSlides/_rels/notesSlide\(index + 1).xml.rels",
        relationships([("rId1", "notesMaster", "../notesMasters/notesMaster1.xml"), ("rId2", "slide", "../slides/slide\(index + 1).xml")]))
      zip.add("ppt/notesSlides/notesSlide\(index + 1).xml", slide.notes ?? "")
    }
    zip.add("ppt/presentation.xml", presentation(slides.count))
    for layout in Layout.allCases {
      zip.add(
        "ppt/slideLayouts/_rels/slideLayout\(layout.number).xml.rels",
        relationships([("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]))
      zip.add("ppt/slideLayouts/slideLayout\(layout.number).xml", layout.xml)
    }
    zip.add(
      "ppt/slideMasters/_rels/slideMaster1.xml.rels",
      relationships(
        Layout.allCases.map { ("rId\($0.number)", "slideLayout", "../slideLayouts/slideLayout\($0.number).xml") } + [
          ("rId9", "theme", "../theme/theme1.xml")
        ]))
    zip.add("ppt/slideMasters/slideMaster1.xml", master)
    for (index, slide) in slides.enumerated() {
      var links = [("rId1", "slideLayout", "../slideLayouts/slideLayout\(slide.layout.number).xml")]
      if slide.notes != nil { links.append(("rId2", "notesSlide", "../notesSlides/notesSlide\(index + 1).xml")) }
      for picture in slide.pictures {
        let number = (used.firstIndex(of: picture) ?? 0) + 1
        links.append(("picture\(number)", "image", "../media/image\(number).\(pictures[picture]?.kind.rawValue ?? "png")"))
      }
      zip.add("ppt/slides/_rels/slide\(index + 1).xml.rels", relationships(links, external: slide.links))
      zip.add("ppt/slides/slide\(index + 1).xml", slide.xml)
    }
    zip.add("ppt/theme/theme1.xml", theme)
    zip.add("ppt/theme/theme2.xml", theme)
    zip.finish()
  }

  private enum Layout: Int, CaseIterable {
    case title = 1, section, content, picture
    var number: Int { rawValue }

    var xml: String {
      let (type, name) =
        switch self {
        case .title: ("title", "Title Slide")
        case .section: ("secHead", "Section Header")
        case .content: ("obj", "Title and Content")
        case .picture: ("picTx", "Content with Picture")
        }
      let shapes =
        switch self {
        case .title:
          shape(2, "Title", "<p:ph type=\"ctrTitle\"/>", (48, 170, 864, 110), "<a:p><a:endParaRPr/></a:p>", anchor: "b", align: "ctr")
            + shape(3, "Subtitle", "<p:ph type=\"subTitle\" idx=\"1\"/>", (48, 296, 864, 90), "<a:p><a:endParaRPr/></a:p>", align: "ctr")
        case .section: shape(2, "Title", "<p:ph type=\"title\"/>", (48, 200, 864, 140), "<a:p><a:endParaRPr/></a:p>", anchor: "ctr")
        default:
          shape(2, "Title", "<p:ph type=\"title\"/>", (48, 30, 864, 80), "<a:p><a:endParaRPr/></a:p>", anchor: "ctr")
            + shape(3, "Content", "<p:ph type=\"body\" idx=\"1\"/>", (48, 118, 864, 386), "<a:p><a:endParaRPr/></a:p>")
        }
      return MarkupText.declaration
        + "<p:sldLayout \(names) type=\"\(type)\" preserve=\"1\"><p:cSld name=\"\(name)\">\(tree(shapes))</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    }
  }

  /// One slide as its file, and what it refers to.
  private struct SlidePart {
    let layout: Layout
    private(set) var xml = ""
    private(set) var notes: String?
    private(set) var pictures: [String] = []
    private(set) var links: [String] = []
    private let language: String

    init(_ slide: SlideDeck.Slide, _ files: Pictures, _ language: String, _ used: inout [String]) {
      self.language = language
      let hasPicture = slide.placed.contains { if case .picture = $0.piece { true } else { false } }
      layout = slide.kind == .title ? .title : slide.kind == .section ? .section : hasPicture ? .picture : .content
      var shapes = ""
      var number = 2
      if !slide.title.isEmpty {
        let kind = slide.kind == .title ? "ctrTitle" : "title"
        shapes += SlidesWriter.shape(number, "Title", "<p:ph type=\"\(kind)\"/>", nil, paragraph(slide.title))
        number += 1
      }
      if !slide.subtitle.isEmpty {
        let lines = slide.subtitle.split(separator: "\n").map { paragraph([Run(String($0))]) }.joined()
        shapes += SlidesWriter.shape(number, "Subtitle", "<p:ph type=\"subTitle\" idx=\"1\"/>", nil, lines)
        number += 1
      }
      for placed in slide.placed {
        switch placed.piece {
        case .text(let blocks):
          let text = blocks.map { paragraph(of: $0) }.joined()
          shapes += SlidesWriter.shape(
            number, "Text", "<p:ph type=\"body\" idx=\"1\"/>", (SlideDeck.left, placed.top, SlideDeck.textWidth, placed.height), text)
        case .table(let grid, let alignments): shapes += table(number, grid, alignments, placed)
        case .picture(let picture):
          guard let file = files[picture.source] else { continue }
          if !used.contains(picture.source) { used.append(picture.source) }
          if !pictures.contains(picture.source) { pictures.append(picture.source) }
          shapes += self.picture(number, picture, file, (used.firstIndex(of: picture.source) ?? 0) + 1, placed)
        }
        number += 1
      }
      xml =
        MarkupText.declaration
        + "<p:sld \(names)><p:cSld>\(SlidesWriter.tree(shapes))</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
      guard !slide.notes.isEmpty else { return }
      let said = slide.notes.map { paragraph(of: $0, plain: true) }.joined()
      let body =
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"
        + SlidesWriter.shape(3, "Notes", "<p:ph type=\"body\" idx=\"1\"/>", nil, said)
      notes =
        MarkupText.declaration
        + "<p:notes \(names)><p:cSld>\(SlidesWriter.tree(body))</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    }

    private mutating func paragraph(of block: Block, plain: Bool = false) -> String {
      switch block {
      case .item(let level, let number, let runs):
        if plain { return paragraph([Run(number.map { "\($0). " } ?? "• ")] + runs) }
        let indent = 342_900 * (min(level, 8) + 1)
        let mark =
          number.map { "<a:buFont typeface=\"+mj-lt\"/><a:buAutoNum type=\"arabicPeriod\" startAt=\"\($0)\"/>" } ?? "<a:buChar char=\"•\"/>"
        return paragraph(
          runs,
          "<a:pPr marL=\"\(indent)\" lvl=\"\(min(level, 8))\" indent=\"-342900\"><a:spcBef><a:spcPts val=\"300\"/></a:spcBef>\(mark)</a:pPr>"
        )
      case .quote(let runs):
        let slanted = runs.map { run in
          var run = run
          run.isEmphasis = true
          return run
        }
        return paragraph(slanted, plain ? "" : "<a:pPr marL=\"342900\" indent=\"0\"><a:buNone/></a:pPr>")
      case .code(let text):
        var run = Run(text)
        run.isCode = true
        return paragraph([run], plain ? "" : "<a:pPr marL=\"0\" indent=\"0\"><a:buNone/></a:pPr>", size: 18)
      case .paragraph(let runs), .heading(_, let runs):
        return paragraph(runs, plain ? "" : "<a:pPr marL=\"0\" indent=\"0\"><a:buNone/></a:pPr>")
      case .table(let grid, _): return grid.rows.map { paragraph([Run($0.map(\.text).joined(separator: " | "))]) }.joined()
      case .picture, .notes, .rule: return ""
      }
    }

    private mutating func paragraph(_ runs: [Run], _ properties: String = "", size: Int? = nil) -> String {
      "<a:p>\(properties)" + runs.map { words($0, size: size) }.joined() + "</a:p>"
    }

    private mutating func words(_ run: Run, size: Int?) -> String {
      var attributes = "lang=\"\(language)\""
      if let size { attributes += " sz=\"\(size * 100)\"" }
      if run.isStrong { attributes += " b=\"1\"" }
      if run.isEmphasis { attributes += " i=\"1\"" }
      var inner = run.isCode ? "<a:latin typeface=\"Courier New\"/><a:cs typeface=\"Courier New\"/>" : ""
      if let link = run.link {
        if !links.contains(link) { links.append(link) }
        inner += "<a:hlinkClick r:id=\"link\((links.firstIndex(of: link) ?? 0) + 1)\"/>"
      }
      return run.text.split(separator: "\n", omittingEmptySubsequences: false).map {
        "<a:r><a:rPr \(attributes)>\(inner)</a:rPr><a:t>\(MarkupText.escaped(String($0)))</a:t></a:r>"
      }.joined(separator: "<a:br/>")
    }

    private mutating func table(_ number: Int, _ grid: Grid, _ alignments: [Alignment], _ placed: SlideDeck.Placed) -> String {
      let widths = SlideDeck.columns(grid)
      let heights = SlideDeck.rowHeights(grid)
      var out =
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"\(number)\" name=\"Table\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>\(place("p", SlideDeck.left, placed.top, widths.reduce(0, +), placed.height))<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>"
        + widths.map { "<a:gridCol w=\"\($0 * unit)\"/>" }.joined() + "</a:tblGrid>"
      for (index, row) in grid.rows.enumerated() {
        out += "<a:tr h=\"\(heights[index] * unit)\">"
        for column in widths.indices {
          var run = Run(column < row.count ? row[column].text : "")
          run.isStrong = index == 0
          let side = alignments.indices.contains(column) ? alignments[column] : .left
          let align = side == .left ? "" : "<a:pPr algn=\"\(side == .center ? "ctr" : "r")\"/>"
          let fill = index == 0 ? "<a:solidFill><a:srgbClr val=\"E2E8F0\"/></a:solidFill>" : "<a:noFill/>"
          let border = ["L", "R", "T", "B"].map {
            "<a:ln\($0) w=\"9525\"><a:solidFill><a:srgbClr val=\"808080\"/></a:solidFill></a:ln\($0)>"
          }.joined()
          out +=
            "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>\(paragraph([run], align, size: SlideDeck.tableSize))</a:txBody><a:tcPr marL=\"91440\" marR=\"91440\" marT=\"45720\" marB=\"45720\" anchor=\"ctr\">\(border)\(fill)</a:tcPr></a:tc>"
        }
        out += "</a:tr>"
      }
      return out + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    }

    private func picture(_ number: Int, _ picture: Picture, _ file: PictureFile, _ image: Int, _ placed: SlideDeck.Placed) -> String {
      let frame = SlideDeck.frame(file, placed)
      return
        "<p:pic><p:nvPicPr><p:cNvPr id=\"\(number)\" name=\"Picture\" descr=\"\(MarkupText.escaped(picture.alternative))\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"picture\(image)\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>\(place("a", frame.x, frame.y, frame.width, frame.height))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    }
  }

  private static func place(_ prefix: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
    "<\(prefix):xfrm><a:off x=\"\(x * unit)\" y=\"\(y * unit)\"/><a:ext cx=\"\(width * unit)\" cy=\"\(height * unit)\"/></\(prefix):xfrm>"
  }

  private static func shape(
    _ number: Int, _ name: String, _ placeholder: String, _ frame: (Int, Int, Int, Int)?, _ text: String, anchor: String? = nil,
    align: String? = nil
  ) -> String {
    let properties = frame.map { place("a", $0.0, $0.1, $0.2, $0.3) } ?? ""
    let style = align.map { "<a:lstStyle><a:lvl1pPr algn=\"\($0)\"><a:buNone/></a:lvl1pPr></a:lstStyle>" } ?? "<a:lstStyle/>"
    return
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(number)\" name=\"\(name)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\(placeholder)</p:nvPr></p:nvSpPr><p:spPr>\(properties)</p:spPr><p:txBody><a:bodyPr\(anchor.map { " anchor=\"\($0)\"" } ?? "")/>\(style)\(text)</p:txBody></p:sp>"
  }

  private static func tree(_ shapes: String) -> String {
    "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>\(shapes)</p:spTree>"
  }

  // MARK: what holds the slides

  private static func relationships(_ links: [(String, String, String)], external: [String] = []) -> String {
    let own = links.map { "<Relationship Id=\"\($0.0)\" Type=\"\(office)/\($0.1)\" Target=\"\($0.2)\"/>" }.joined()
    let away = external.enumerated().map {
      "<Relationship Id=\"link\($0.offset + 1)\" Type=\"\(office)/hyperlink\" Target=\"\(MarkupText.escaped($0.element))\" TargetMode=\"External\"/>"
    }.joined()
    return MarkupText.declaration + "<Relationships xmlns=\"\(package)/relationships\">\(own)\(away)</Relationships>"
  }

  private static func presentationRelationships(_ count: Int) -> String {
    relationships(
      [
        ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"), ("rId2", "notesMaster", "notesMasters/notesMaster1.xml"),
        ("rId3", "theme", "theme/theme1.xml"),
      ]
        + (0..<count).map { ("rId\($0 + 10)", "slide", "slides/slide\($0 + 1).xml") })
  }

  private static func presentation(_ count: Int) -> String {
    let slides = (0..<count).map { "<p:sldId id=\"\(256 + $0)\" r:id=\"rId\($0 + 10)\"/>" }.joined()
    return MarkupText.declaration
      + "<p:presentation \(names)><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>\(slides)</p:sldIdLst><p:sldSz cx=\"\(SlideDeck.width * unit)\" cy=\"\(SlideDeck.height * unit)\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>"
  }

  private static func contentTypes(_ slides: [SlidePart], _ kinds: Set<PictureFile.Kind>) -> String {
    let base = "application/vnd.openxmlformats-officedocument"
    var parts = [
      ("/ppt/presentation.xml", "presentationml.presentation.main"), ("/ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster"),
      ("/ppt/notesMasters/notesMaster1.xml", "presentationml.notesMaster"), ("/ppt/theme/theme1.xml", "theme"),
      ("/ppt/theme/theme2.xml", "theme"),
    ]
    parts += Layout.allCases.map { ("/ppt/slideLayouts/slideLayout\($0.number).xml", "presentationml.slideLayout") }
    for (index, slide) in slides.enumerated() {
      parts.append(("/ppt/slides/slide\(index + 1).xml", "presentationml.slide"))
      if slide.notes != nil { parts.append(("/ppt/notesSlides/notesSlide\(index + 1).xml", "presentationml.notesSlide")) }
    }
    let pictures = kinds.map(\.rawValue).sorted().map { "<Default Extension=\"\($0)\" ContentType=\"image/\($0)\"/>" }.joined()
    return MarkupText.declaration
      + "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\(pictures)"
      + parts.map { "<Override PartName=\"\($0.0)\" ContentType=\"\(base).\($0.1)+xml\"/>" }.joined() + "</Types>"
  }

  private static var master: String {
    let ids = Layout.allCases.map { "<p:sldLayoutId id=\"\(2_147_483_648 + $0.number)\" r:id=\"rId\($0.number)\"/>" }.joined()
    let shapes =
      shape(2, "Title", "<p:ph type=\"title\"/>", (48, 30, 864, 80), "<a:p><a:endParaRPr/></a:p>", anchor: "ctr")
      + shape(3, "Text", "<p:ph type=\"body\" idx=\"1\"/>", (48, 118, 864, 386), "<a:p><a:endParaRPr/></a:p>")
    let body = (1...9).map {
      "<a:lvl\($0)pPr marL=\"\(342_900 * $0)\" indent=\"-342900\"><a:spcBef><a:spcPts val=\"300\"/></a:spcBef><a:buChar char=\"•\"/><a:defRPr sz=\"\(SlideDeck.bodySize * 100)\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl\($0)pPr>"
    }.joined()
    return MarkupText.declaration
      + "<p:sldMaster \(names)><p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>\(tree(shapes))</p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/><p:sldLayoutIdLst>\(ids)</p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz=\"3200\" b=\"1\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mj-lt\"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>\(body)</p:bodyStyle><p:otherStyle/></p:txStyles></p:sldMaster>"
  }

  private static let notesMaster =
    MarkupText.declaration
    + "<p:notesMaster \(names)><p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>"
    + tree(shape(2, "Notes", "<p:ph type=\"body\" idx=\"1\"/>", (54, 340, 432, 324), "<a:p><a:endParaRPr/></a:p>"))
    + "</p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/></p:notesMaster>"

  private static let theme: String = {
    let colors = [
      ("dk1", "1A1A1A"), ("lt1", "FFFFFF"), ("dk2", "2F3E55"), ("lt2", "EEF1F5"), ("accent1", "2F5D9B"), ("accent2", "3D7A4E"),
      ("accent3", "8A6D1F"), ("accent4", "A23B3B"), ("accent5", "5A5A5A"), ("accent6", "6B4E9B"), ("hlink", "1F4E9E"),
      ("folHlink", "6B4E9B"),
    ].map { "<a:\($0.0)><a:srgbClr val=\"\($0.1)\"/></a:\($0.0)>" }.joined()
    let fonts = ["major", "minor"].map {
      "<a:\($0)Font><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:\($0)Font>"
    }.joined()
    let fill = String(repeating: "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>", count: 3)
    let line = String(repeating: "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>", count: 3)
    let effect = String(repeating: "<a:effectStyle><a:effectLst/></a:effectStyle>", count: 3)
    return MarkupText.declaration
      + "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"School\"><a:themeElements><a:clrScheme name=\"School\">\(colors)</a:clrScheme><a:fontScheme name=\"School\">\(fonts)</a:fontScheme><a:fmtScheme name=\"School\"><a:fillStyleLst>\(fill)</a:fillStyleLst><a:lnStyleLst>\(line)</a:lnStyleLst><a:effectStyleLst>\(effect)</a:effectStyleLst><a:bgFillStyleLst>\(fill)</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
  }()
}
