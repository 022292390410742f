import Tabular

/// A page of HTML: its text and its tables, closed or not.
enum HTMLReader {
  /// The text of a page in the encoding that it says, or that it looks like.
  static func text(_ bytes: FileBytes) throws -> String {
    guard bytes.count <= OfficeLimit.text else { throw OfficeFault.tooLarge(limit: OfficeLimit.text) }
    let all = bytes.slice(0, bytes.count)
    let head = String(decoding: all.prefix(4096), as: UTF8.self).lowercased()
    var encoding: TextEncoding?
    if let place = head.range(of: "charset=") {
      let name = head[place.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      encoding = TextEncoding(named: String(name))
    }
    // What is UTF-8 by every byte is it, whatever it says of itself.
    return try TextFile.text(all, encoding: TextFile.isUTF8(all) ? nil : encoding)
  }

  static func document(_ text: String) throws -> Document {
    var reader = HTMLBody()
    try reader.read(text)
    var document = Document()
    (document.blocks, document.title, document.author) = (reader.blocks, reader.shownTitle ?? reader.title, reader.author)
    return document
  }
}

extension String {
  func range(of piece: String) -> Range<String.Index>? {
    guard let first = piece.first else { return nil }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].hasPrefix(piece) { return found..<index(found, offsetBy: piece.count) }
      start = index(after: found)
    }
    return nil
  }
}

private struct HTMLBody {
  private(set) var blocks: [Block] = []
  private(set) var title: String?
  /// The title as it stands on the page.
  private(set) var shownTitle: String?
  private(set) var author: String?
  private var names: String?
  private var runs: [Run] = []
  private var look = Run("")
  private var looks: [(name: String, look: Run)] = []
  private var heading: Int?
  private var lists: [(isCounted: Bool, count: Int)] = []
  private var isItem = false
  private var quote = 0
  private var isPre = false
  private var isTitle = false
  private var tables: [OpenHTMLTable] = []
  private var notes: [[Block]] = []
  private var hidden = 0

  private struct OpenHTMLTable {
    var builder = GridBuilder()
    var cell: GridCell?
    var isInRow = false
    var inner: [Grid] = []
    var outerRuns: [Run] = []
    /// How each column lies, as its first row says.
    var alignments: [Alignment] = []
    var rows = 0
  }

  mutating func read(_ text: String) throws {
    var tokens = HTMLTokens(text)
    while let token = tokens.next() {
      switch token {
      case .text(let text): say(text)
      case .start(let name, let attributes): try start(name, attributes)
      case .end(let name): try end(name)
      }
    }
    try endAll()
  }

  private mutating func say(_ text: String) {
    guard hidden == 0 else { return }
    if isTitle {
      title = (title ?? "") + text
      return
    }
    var run = look
    run.text = isPre ? text.replacing("\n", with: String([Run].lineBreak)).replacing(" ", with: String([Run].fixedBlank)) : text
    runs.append(run)
  }

  private static let breaking: Set<String> = [
    "p", "div", "section", "article", "header", "footer", "main", "ul", "ol", "dl", "dt", "dd", "li", "blockquote", "pre", "hr", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "aside", "form", "fieldset", "address", "caption",
  ]

  private mutating func start(_ name: String, _ attributes: [String: String]) throws {
    if hidden > 0 {
      if ["head", "template", "noscript", "select"].contains(name) { hidden += 1 }
      return
    }
    if Self.breaking.contains(name), tables.last?.cell == nil { flush() }
    if Self.breaking.contains(name), tables.last?.cell != nil, !runs.isEmpty { runs.append(Run(String([Run].lineBreak))) }
    switch name {
    case "title": isTitle = title == nil
    case "template", "noscript", "select": hidden += 1
    case "br": runs.append(Run(String([Run].lineBreak)))
    case "b", "strong", "i", "em", "code", "tt", "kbd", "a": startLook(name, attributes)
    case "h1", "h2", "h3", "h4", "h5", "h6":
      heading = Int(name.dropFirst())
      if attributes["class"] == "title" { names = "title" }
    case "p": if attributes["class"] == "author" { names = "author" }
    case "ul", "ol": lists.append((name == "ol", 0))
    case "li":
      if !lists.isEmpty { lists[lists.count - 1].count += 1 }
      isItem = true
    case "blockquote": quote += 1
    case "pre": isPre = true
    case "hr": blocks.append(.rule)
    case "aside": if attributes["class"] == "notes" { notes.append([]) }
    case "img":
      let picture = Picture(alternative: attributes["alt"] ?? "", source: attributes["src"] ?? "")
      if tables.isEmpty { flush(); add(.picture(picture)) } else { say(picture.alternative) }
    case "table", "tr", "td", "th": try startTable(name, attributes)
    default: break
    }
  }

  private mutating func startLook(_ name: String, _ attributes: [String: String]) {
    looks.append((name, look))
    switch name {
    case "b", "strong": look.isStrong = true
    case "i", "em": look.isEmphasis = true
    case "a": look.link = attributes["href"]
    default: if !isPre { look.isCode = true }
    }
  }

  private mutating func startTable(_ name: String, _ attributes: [String: String]) throws {
    if name == "table" {
      if tables.last?.cell == nil { flush() }
      var table = OpenHTMLTable()
      (table.outerRuns, runs) = (runs, [])
      tables.append(table)
      return
    }
    guard !tables.isEmpty else { return }
    try endCell()
    if name == "tr" {
      endRow()
      tables[tables.count - 1].builder.beginRow()
      tables[tables.count - 1].isInRow = true
      return
    }
    if !tables[tables.count - 1].isInRow {
      tables[tables.count - 1].builder.beginRow()
      tables[tables.count - 1].isInRow = true
    }
    var cell = GridCell()
    cell.columnSpan = Int(attributes["colspan"] ?? "") ?? 1
    cell.rowSpan = Int(attributes["rowspan"] ?? "") ?? 1
    tables[tables.count - 1].cell = cell
    if tables[tables.count - 1].rows == 0 {
      let style = (attributes["style"] ?? "") + " " + (attributes["align"] ?? "")
      tables[tables.count - 1].alignments.append(style.contains("right") ? .right : style.contains("center") ? .center : .left)
    }
    runs = []
  }

  private mutating func end(_ name: String) throws {
    if hidden > 0 {
      if ["template", "noscript", "select"].contains(name) { hidden -= 1 }
      return
    }
    switch name {
    case "title": isTitle = false
    case "b", "strong", "i", "em", "code", "tt", "kbd", "a":
      if let place = looks.lastIndex(where: { $0.name == name }) {
        look = looks[place].look
        looks.removeSubrange(place...)
      }
    case "td", "th": try endCell()
    case "tr": if !tables.isEmpty { try endCell(); endRow() }
    case "table": try endTable()
    default:
      guard Self.breaking.contains(name) else { return }
      if tables.last?.cell != nil {
        if !runs.isEmpty { runs.append(Run(String([Run].lineBreak))) }
      } else {
        flush()
      }
      switch name {
      case "ul", "ol": _ = lists.popLast()
      case "blockquote": quote = max(0, quote - 1)
      case "pre": isPre = false
      case "aside": if let said = notes.popLast() { add(.notes(said)) }
      case "li": isItem = false
      default: break
      }
    }
  }

  private mutating func endCell() throws {
    guard !tables.isEmpty, var cell = tables[tables.count - 1].cell else { return }
    cell.text = runs.collapsed().text
    runs = []
    try tables[tables.count - 1].builder.add(cell)
    tables[tables.count - 1].cell = nil
  }

  private mutating func endRow() {
    guard tables[tables.count - 1].isInRow else { return }
    tables[tables.count - 1].builder.endRow()
    tables[tables.count - 1].isInRow = false
    tables[tables.count - 1].rows += 1
  }

  private mutating func endTable() throws {
    guard !tables.isEmpty else { return }
    try endCell()
    endRow()
    let table = tables.removeLast()
    runs = table.outerRuns
    let all = [table.builder.grid.trimmed()] + table.inner
    if tables.isEmpty {
      for (index, grid) in all.enumerated() where !grid.rows.isEmpty { add(.table(grid, index == 0 ? table.alignments : [])) }
    } else {
      tables[tables.count - 1].inner += all
    }
  }

  private mutating func flush() {
    defer { runs = [] }
    let text = runs.collapsed()
    guard !text.text.trimmedBlanks.isEmpty else { return }
    if let names {
      if names == "title" { shownTitle = text.text } else { author = text.text }
      (self.names, heading) = (nil, nil)
      return
    }
    if let level = heading {
      heading = nil
      return add(.heading(level: level, text))
    }
    if isPre { return add(.code(text.text)) }
    if quote > 0 { return add(.quote(text)) }
    if let list = lists.last {
      let number = list.isCounted && isItem ? list.count : nil
      isItem = false
      return add(.item(level: lists.count - 1, number: number, text))
    }
    add(.paragraph(text))
  }

  private mutating func add(_ block: Block) { if notes.isEmpty { blocks.append(block) } else { notes[notes.count - 1].append(block) } }

  private mutating func endAll() throws {
    while !tables.isEmpty { try endTable() }
    flush()
    while let said = notes.popLast() { add(.notes(said)) }
  }
}
