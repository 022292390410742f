/// A presentation of PowerPoint (pptx): slides in the order of the presentation, whatever their files are called.
enum SlidesReader {
  static func document(_ package: OfficePackage) throws -> Document {
    let order = Order()
    try Markup.read(package.zip, package.main, order)
    let targets = Dictionary(
      try package.relationships(of: package.main).map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    var document = Document()
    for (index, id) in order.slides.enumerated() {
      guard let part = targets[id] else { throw OfficeFault.missingPart(id) }
      if index > 0 { document.blocks.append(.rule) }
      let links = Dictionary(try package.relationships(of: part).map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
      let slide = SlideBody(links)
      try Markup.read(package.zip, part, slide)
      document.blocks += slide.ordered
      if let notes = try package.part("notesSlide", of: part), package.zip.entry(notes) != nil {
        let reader = SlideBody([:])
        reader.isNotes = true
        try Markup.read(package.zip, notes, reader)
        if !reader.ordered.isEmpty { document.blocks.append(.notes(reader.ordered)) }
      }
    }
    return SlideOutline.document(document)
  }

  private final class Order: MarkupHandler {
    var slides: [String] = []
    func start(_ name: String, _ attributes: Markup.Attributes) { if name == "p:sldId", let id = attributes["r:id"] { slides.append(id) } }
    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  }
}

private final class SlideBody: MarkupHandler {
  /// Of a page of notes the words of the speaker alone.
  var isNotes = false
  private var title: [Block] = []
  private var blocks: [Block] = []
  private let links: [String: String]
  private var placeholder: String?
  private var hasPlaceholder = false
  private var runs: [Run] = []
  private var run = Run("")
  private var level = 0
  private var number: Int?
  private var isItem = false
  private var counters: [Int: Int] = [:]
  private var takesText = false
  private var isInText = 0
  private var table: GridBuilder?
  private var cell = GridCell()
  private var lines: [String] = []
  private var picture: Picture?
  private var skipping = 0
  private var size = 0

  init(_ links: [String: String]) { self.links = links }

  /// The title first, wherever it stands in the file.
  var ordered: [Block] { title + blocks }

  func start(_ name: String, _ attributes: Markup.Attributes) throws {
    if skipping > 0 || name == "mc:Fallback" {
      skipping += 1
      return
    }
    switch name {
    case "p:sp": (placeholder, hasPlaceholder, counters) = (nil, false, [:])
    case "p:ph":
      hasPlaceholder = true
      placeholder = attributes["type"] ?? "body"
    case "p:txBody", "a:txBody": isInText += 1
    case "a:p":
      (runs, level, number, isItem) = ([], 0, nil, hasPlaceholder && placeholder == "body" && !isNotes)
    case "a:pPr": level = min(max(0, attributes.number("lvl") ?? 0), 8)
    case "a:buNone": isItem = false
    case "a:buChar": isItem = true
    case "a:buAutoNum":
      isItem = true
      number = (counters[level] ?? 0) + 1
    case "a:r": run = Run("")
    case "a:rPr":
      run.isStrong = ["1", "true"].contains(attributes["b"] ?? "")
      run.isEmphasis = ["1", "true"].contains(attributes["i"] ?? "")
    case "a:latin":
      let face = (attributes["typeface"] ?? "").lowercased()
      if face.contains("courier") || face.contains("mono") || face.contains("consolas") { run.isCode = true }
    case "a:hlinkClick": run.link = attributes["r:id"].flatMap { links[$0] }
    case "a:t": takesText = true
    case "a:br": runs.append(Run("\n"))
    case "a:tbl": table = GridBuilder()
    case "a:tr": table?.beginRow()
    case "a:tc":
      (cell, lines) = (GridCell(), [])
      cell.columnSpan = attributes.number("gridSpan") ?? 1
      cell.rowSpan = attributes.number("rowSpan") ?? 1
      cell.isCovered = ["1", "true"].contains(attributes["hMerge"] ?? "") || ["1", "true"].contains(attributes["vMerge"] ?? "")
    case "p:pic": picture = Picture(alternative: "", source: "")
    case "p:cNvPr": if picture != nil { picture?.alternative = attributes["descr"] ?? "" }
    case "a:blip": if picture != nil { picture?.source = attributes["r:embed"].flatMap { links[$0] } ?? "" }
    default: break
    }
  }

  func end(_ name: String) throws {
    if skipping > 0 {
      skipping -= 1
      return
    }
    switch name {
    case "a:t": takesText = false
    case "a:p": endParagraph()
    case "p:txBody", "a:txBody": isInText -= 1
    case "a:tc":
      cell.text = cell.isCovered ? "" : lines.joined(separator: "\n").trimmedBlanks
      // Cells that are merged away are there all the same.
      if !cell.isCovered { try table?.add(cell) }
    case "a:tr": table?.endRow()
    case "a:tbl":
      if let table, !isNotes { blocks.append(.table(table.grid.trimmed(), [])) }
      table = nil
    case "p:pic":
      if let picture, !isNotes { blocks.append(.picture(picture)) }
      picture = nil
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard takesText, skipping == 0 else { return }
    size += bytes.count
    guard size <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
    var said = run
    said.text = String(decoding: bytes, as: UTF8.self)
    runs.append(said)
  }

  private func endParagraph() {
    if table != nil { return lines.append(runs.text) }
    guard !runs.text.trimmedBlanks.isEmpty else { return }
    if isNotes {
      if placeholder == "body" || !hasPlaceholder { blocks.append(.paragraph(runs)) }
      return
    }
    switch placeholder {
    case "title", "ctrTitle": title.append(.heading(level: 1, runs))
    case "dt", "ftr", "sldNum", "hdr": break
    case "subTitle": blocks.append(.paragraph(runs))
    default:
      if let number {
        counters[level] = number
        for deeper in (level + 1)..<10 { counters[deeper] = nil }
      }
      blocks.append(isItem ? .item(level: level, number: number, runs) : .paragraph(runs))
    }
  }
}
