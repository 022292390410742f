/// Markdown as lessons are written in it (CommonMark's usual half, pipe tables, notes of the speaker, a YAML head).
public struct MarkdownReader {
  private let lines: [String]
  private var index = 0
  private var blocks: [Block] = []
  private var document = Document()

  /// What is wrong with a text, and where.
  public struct Mistake: Error, Equatable {
    public let line: Int
    public let kind: Kind
    public enum Kind: Sendable, Equatable { case unclosedFence, unclosedNotes, unclosedHead }
  }

  private init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
  }

  public static func document(_ text: String) throws -> Document {
    var reader = MarkdownReader(text)
    try reader.readHead()
    reader.document.blocks = try reader.read(until: nil)
    return reader.document
  }

  private var line: String { index < lines.count ? lines[index] : "" }

  // MARK: the head

  private mutating func readHead() throws {
    guard lines.first?.trimmedBlanks == "---", let end = lines.dropFirst().firstIndex(where: { ["---", "..."].contains($0.trimmedBlanks) })
    else { return }
    // A break at the very beginning is no head.
    guard
      lines[1..<end].allSatisfy({
        $0.contains(":") || $0.trimmedBlanks.isEmpty || $0.hasPrefix(" ") || $0.hasPrefix("#") || $0.hasPrefix("-")
      })
    else { return }
    for line in lines[1..<end] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      var value = String(line[line.index(after: colon)...]).trimmedBlanks
      for quote in ["\"", "'"] where value.count > 1 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = String(value.dropFirst().dropLast())
      }
      guard !value.isEmpty else { continue }
      switch line[..<colon].lowercased() {
      case "title": document.title = value
      case "author": document.author = value
      case "date": document.date = value
      case "lang": document.language = value
      default: break
      }
    }
    index = end + 1
  }

  // MARK: blocks

  /// - Parameter fence: the line that ends these blocks.
  private mutating func read(until fence: String?) throws -> [Block] {
    var found: [Block] = []
    while index < lines.count {
      let text = line.trimmedBlanks
      if let fence, text == fence { return found }
      if text.isEmpty {
        index += 1
      } else if let code = try fencedCode() {
        found.append(code)
      } else if text.hasPrefix(":::"), text.drop(while: { $0 == ":" }).trimmedNotes == "notes" {
        let first = index
        index += 1
        let inner = try read(until: String(text.prefix { $0 == ":" }))
        guard index < lines.count else { throw Mistake(line: first + 1, kind: .unclosedNotes) }
        index += 1
        found.append(.notes(inner))
      } else if let heading = atxHeading() {
        found.append(heading)
      } else if Self.isRule(text) {
        index += 1
        found.append(.rule)
      } else if let table = table() {
        found.append(table)
      } else if text.hasPrefix(">") {
        found += quote()
      } else if Self.marker(line) != nil {
        found += list()
      } else {
        found += paragraph()
      }
    }
    return found
  }

  private mutating func fencedCode() throws -> Block? {
    let text = line.trimmedBlanks
    guard let sign = text.first, sign == "`" || sign == "~" else { return nil }
    let length = text.prefix { $0 == sign }.count
    guard length >= 3, !(sign == "`" && text.dropFirst(length).contains("`")) else { return nil }
    let first = index
    index += 1
    var code: [String] = []
    while index < lines.count {
      let text = line.trimmedBlanks
      if text.count >= length, text.allSatisfy({ $0 == sign }) {
        index += 1
        return .code(code.joined(separator: "\n"))
      }
      code.append(line)
      index += 1
    }
    throw Mistake(line: first + 1, kind: .unclosedFence)
  }

  private mutating func atxHeading() -> Block? {
    let text = line.trimmedBlanks
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level), text.count == level || text.dropFirst(level).first == " " else { return nil }
    var title = String(text.dropFirst(level)).trimmedBlanks
    while title.hasSuffix("#") { title.removeLast() }
    index += 1
    return .heading(level: level, MarkdownInline.runs(title.trimmedBlanks))
  }

  private static func isRule(_ text: String) -> Bool {
    let signs = text.filter { $0 != " " }
    guard signs.count >= 3, let first = signs.first, "-*_".contains(first) else { return false }
    return signs.allSatisfy { $0 == first }
  }

  private mutating func paragraph() -> [Block] {
    var collected: [String] = []
    let first = index
    while index < lines.count {
      let text = line.trimmedBlanks
      if text.isEmpty || text.hasPrefix("#") && !collected.isEmpty && atxLevel(text) || text.hasPrefix(">") || text.hasPrefix("```") {
        break
      }
      if !collected.isEmpty {
        if !text.isEmpty, text.allSatisfy({ $0 == "=" }) || text.count >= 2 && text.allSatisfy({ $0 == "-" }) {
          index += 1
          return [.heading(level: text.first == "=" ? 1 : 2, MarkdownInline.runs(collected.joined(separator: " ")))]
        }
        if Self.isRule(text) || Self.marker(line) != nil || text.hasPrefix(":::") { break }
      }
      // Two blanks, or a backslash, at the end are a line break that was meant.
      let isBroken = line.hasSuffix("  ") || text.hasSuffix("\\")
      collected.append((text.hasSuffix("\\") ? String(text.dropLast()) : text) + (isBroken ? "\n" : ""))
      index += 1
    }
    if index == first { index += 1 }
    let text = collected.reduce("") { $0.isEmpty || $0.hasSuffix("\n") ? $0 + $1 : $0 + " " + $1 }
    return MarkdownInline.blocks(text.trimmedBlanks, line: first + 1) { .paragraph($0) }
  }

  private func atxLevel(_ text: String) -> Bool {
    let level = text.prefix { $0 == "#" }.count
    return (1...6).contains(level) && text.dropFirst(level).first == " "
  }

  private mutating func quote() -> [Block] {
    var collected: [String] = []
    while index < lines.count, line.trimmedBlanks.hasPrefix(">") {
      collected.append(String(line.trimmedBlanks.dropFirst()).trimmedBlanks)
      index += 1
    }
    // A blank line within divides it.
    return collected.split(separator: "", omittingEmptySubsequences: true).map { .quote(MarkdownInline.runs($0.joined(separator: " "))) }
  }

  // MARK: lists

  /// The marker of an item: how far it is set in, how wide it is, its number.
  private static func marker(_ line: String) -> (indent: Int, width: Int, number: Int?)? {
    let indent = line.prefix { $0 == " " }.count
    let text = line.dropFirst(indent)
    if let first = text.first, "-*+•".contains(first), text.dropFirst().first == " " { return (indent, 2, nil) }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let sign = rest.first, sign == "." || sign == ")", rest.dropFirst().first == " " else {
      return nil
    }
    return (indent, digits.count + 2, Int(digits))
  }

  private mutating func list() -> [Block] {
    var found: [Block] = []
    /// The indents of the items that are open, outermost first, with the number the next one has.
    var open: [(indent: Int, next: Int?)] = []
    while index < lines.count {
      guard let marker = Self.marker(line) else {
        if line.trimmedBlanks.isEmpty, index + 1 < lines.count, Self.marker(lines[index + 1]) != nil {
          index += 1
          continue
        }
        break
      }
      if Self.isRule(line.trimmedBlanks) { break }
      while let last = open.last, marker.indent < last.indent { open.removeLast() }
      if let last = open.last, marker.indent >= last.indent + 2 {
        open.append((marker.indent, marker.number))
      } else if open.isEmpty {
        open.append((marker.indent, marker.number))
      } else if (open[open.count - 1].next == nil) != (marker.number == nil) {
        open[open.count - 1].next = marker.number
      }
      let number = open[open.count - 1].next
      if let number { open[open.count - 1].next = number + 1 }
      let first = index
      var text = String(line.dropFirst(marker.indent + marker.width)).trimmedBlanks
      index += 1
      // What is set in under an item, or goes on without a mark, belongs to it.
      while index < lines.count, !line.trimmedBlanks.isEmpty, Self.marker(line) == nil, !line.trimmedBlanks.hasPrefix(":::"),
        !line.hasPrefix("#")
      {
        text += (text.hasSuffix("\\") ? "" : " ") + line.trimmedBlanks
        index += 1
      }
      let level = open.count - 1
      found += MarkdownInline.blocks(text, line: first + 1) { .item(level: level, number: number, $0) }
    }
    return found
  }

  // MARK: tables

  private mutating func table() -> Block? {
    guard line.contains("|"), index + 1 < lines.count, let alignments = Self.alignments(lines[index + 1]) else { return nil }
    var grid = Grid()
    let heading = Self.cells(line)
    grid.rows.append(heading.map { GridCell(MarkdownInline.runs($0).text) })
    index += 2
    while index < lines.count, line.contains("|"), !line.trimmedBlanks.isEmpty {
      var cells = Self.cells(line).map { GridCell(MarkdownInline.runs($0).text) }
      while cells.count < heading.count { cells.append(GridCell()) }
      grid.rows.append(cells)
      index += 1
    }
    return .table(grid, alignments)
  }

  /// How the columns lie by the line under the headings; `nil` for a line that is none such.
  static func alignments(_ line: String) -> [Alignment]? {
    guard line.contains("-"), line.contains("|") else { return nil }
    let parts = cells(line)
    guard !parts.isEmpty, parts.allSatisfy({ $0.contains("-") && $0.allSatisfy { "-: ".contains($0) } }) else { return nil }
    return parts.map { part in
      switch (part.hasPrefix(":"), part.hasSuffix(":")) {
      case (true, true): .center
      case (false, true): .right
      default: .left
      }
    }
  }

  static func cells(_ line: String) -> [String] {
    var text = Substring(line.trimmedBlanks)
    if text.hasPrefix("|") { text = text.dropFirst() }
    var cells: [String] = [""]
    var isEscaped = false
    var inCode = false
    for character in text {
      if isEscaped {
        cells[cells.count - 1] += character == "|" ? "|" : "\\" + String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|", !inCode {
        cells.append("")
      } else {
        if character == "`" { inCode.toggle() }
        cells[cells.count - 1].append(character)
      }
    }
    if isEscaped { cells[cells.count - 1] += "\\" }
    if let last = cells.last, last.trimmedBlanks.isEmpty, cells.count > 1 { cells.removeLast() }
    return cells.map(\.trimmedBlanks)
  }
}

extension Substring {
  /// The class of a fenced division: `notes` of `::: notes` and of `::: {.notes}`.
  fileprivate var trimmedNotes: String { filter { !"{}. ".contains($0) } }
}
