/// A document as Markdown: what its reader understands.
public enum MarkdownWriter {
  public static func text(_ document: Document, notes: Bool = true) -> String {
    var out = ""
    let head = [("title", document.title), ("author", document.author), ("date", document.date), ("lang", document.language)]
    if head.contains(where: { $0.1 != nil }) {
      out += "---\n" + head.compactMap { key, value in value.map { "\(key): \($0)\n" } }.joined() + "---\n\n"
    }
    write(document.blocks, notes: notes, to: &out)
    return out
  }

  private static func write(_ blocks: [Block], notes: Bool, to out: inout String) {
    var wasItem = false
    for block in blocks {
      if case .item = block {} else if wasItem { out += "\n" }
      wasItem = false
      switch block {
      case .heading(let level, let runs): out += String(repeating: "#", count: min(level, 6)) + " " + line(runs) + "\n\n"
      case .paragraph(let runs): out += line(runs).replacing("\n", with: "\\\n") + "\n\n"
      case .quote(let runs): out += "> " + line(runs).replacing("\n", with: "\n> ") + "\n\n"
      case .item(let level, let number, let runs):
        wasItem = true
        out += String(repeating: "  ", count: level) + (number.map { "\($0). " } ?? "- ") + line(runs).replacing("\n", with: " ") + "\n"
      case .code(let text):
        let fence = text.contains("```") ? "~~~" : "```"
        out += fence + "\n" + text + "\n" + fence + "\n\n"
      case .table(let grid, let alignments): out += table(grid, alignments) + "\n"
      case .picture(let picture):
        out += "![\(escaped(picture.alternative))](\(picture.source.hasPrefix("data:") ? "" : picture.source))\n\n"
      case .notes(let inner):
        guard notes else { continue }
        out += "::: notes\n"
        write(inner, notes: notes, to: &out)
        while out.hasSuffix("\n\n") { out.removeLast() }
        out += ":::\n\n"
      case .rule: out += "---\n\n"
      }
    }
    if wasItem { out += "\n" }
  }

  private static func line(_ runs: [Run]) -> String {
    runs.reduce(into: [Run]()) { $0.join($1) }.map { run in
      var text = run.isCode ? "`\(run.text)`" : escaped(run.text)
      let (lead, trail) = (text.prefix { $0 == " " }, text.reversed().prefix { $0 == " " }.count)
      if run.isStrong || run.isEmphasis {
        let mark = (run.isStrong ? "**" : "") + (run.isEmphasis ? "*" : "")
        text = lead + mark + text.dropFirst(lead.count).dropLast(trail) + mark + String(repeating: " ", count: trail)
      }
      return run.link.map { "[\(text)](\($0))" } ?? text
    }.joined()
  }

  /// Signs that would be read as marks.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private static func table(_ grid: Grid, _ alignments: [Alignment]) -> String {
    let width = max(1, grid.columns)
    func row(_ cells: [GridCell]) -> String {
      "| " + (0..<width).map { $0 < cells.count ? cell(cells[$0].text) : "" }.joined(separator: " | ") + " |\n"
    }
    func cell(_ text: String) -> String { escaped(text).replacing("|", with: "\\|").replacing("\n", with: " ") }
    guard let first = grid.rows.first else { return "" }
    let marks = (0..<width).map { index in
      switch alignments.indices.contains(index) ? alignments[index] : .left {
      case .left: "---"
      case .center: ":-:"
      case .right: "--:"
      }
    }
    return row(first) + "|" + marks.joined(separator: "|") + "|\n" + grid.rows.dropFirst().map(row).joined()
  }
}
