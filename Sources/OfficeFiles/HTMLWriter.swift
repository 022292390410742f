import Basics
import Tabular

/// A document as one page of HTML, with its pictures inside.
public enum HTMLWriter {
  public static func text(_ document: Document, _ pictures: Pictures) -> String {
    let isRussian = (document.language ?? "ru").hasPrefix("ru")
    let title =
      document.title ?? document.blocks.lazy.compactMap { if case .heading(_, let runs) = $0 { runs.text } else { nil } }.first ?? ""
    let style = """
      body{max-width:46em;margin:1em auto;padding:0 1em;line-height:1.45}table{margin:1em 0}thead{display:table-header-group}th{background:#eee}
      blockquote{margin-left:1.5em;font-style:italic}pre{background:#f4f4f4;padding:6px;overflow-x:auto}img{max-width:100%;height:auto}aside.notes{display:none}
      @media (prefers-color-scheme:dark){body{background:#161616;color:#eee}th{background:#333}pre{background:#242424}a{color:#9cf}}
      @media print{body{background:#fff;color:#000;max-width:none}pre{white-space:pre-wrap}}
      """
    var out = HTMLPage.head(title: title, russian: isRussian, style: style)
    if let title = document.title { out += "<h1 class=\"title\">\(escaped(title))</h1>\n" }
    let under = [document.author, document.date].compactMap(\.self)
    if !under.isEmpty { out += "<p class=\"author\">\(escaped(under.joined(separator: ", ")))</p>\n" }
    return out + blocks(document.blocks, pictures) + "</body></html>\n"
  }

  private static func blocks(_ blocks: [Block], _ pictures: Pictures) -> String {
    var out = ""
    /// The kinds of list that are open, outermost first.
    var open: [String] = []
    func close(to level: Int) { while open.count > level { out += "</li></\(open.removeLast())>\n" } }
    for block in blocks {
      guard case .item(let level, let number, let runs) = block else {
        close(to: 0)
        out += self.block(block, pictures)
        continue
      }
      let kind = number == nil ? "ul" : "ol"
      close(to: level + 1)
      if open.count == level + 1, open[level] != kind { close(to: level) }
      if open.count == level + 1 { out += "</li>\n" }
      while open.count <= level {
        let start = kind == "ol" && number != 1 && open.count == level ? " start=\"\(number ?? 1)\"" : ""
        out += "<\(kind)\(start)>\n" + (open.count < level ? "<li>" : "")
        open.append(kind)
      }
      out += "<li>\(words(runs))"
    }
    close(to: 0)
    return out
  }

  private static func block(_ block: Block, _ pictures: Pictures) -> String {
    switch block {
    case .heading(let level, let runs):
      let own = min(level, 6)
      return "<h\(own)>\(words(runs))</h\(own)>\n"
    case .paragraph(let runs): return "<p>\(words(runs))</p>\n"
    case .quote(let runs): return "<blockquote><p>\(words(runs))</p></blockquote>\n"
    case .code(let text): return "<pre>\(escaped(text).replacing("<br>", with: "\n"))</pre>\n"
    case .table(let grid, let alignments): return table(grid, alignments)
    case .picture(let picture):
      guard let file = pictures[picture.source] else { return "" }
      return
        "<p><img src=\"data:\(file.mediaType);base64,\(Base64.encode(file.bytes))\" width=\"\(file.width)\" height=\"\(file.height)\" alt=\"\(escaped(picture.alternative))\"></p>\n"
    case .notes(let inner): return "<aside class=\"notes\">\n\(blocks(inner, pictures))</aside>\n"
    case .rule: return "<hr>\n"
    case .item: return ""
    }
  }

  private static func words(_ runs: [Run]) -> String {
    runs.map { run in
      var text = escaped(run.text)
      if run.isCode { text = "<code>\(text)</code>" }
      if run.isEmphasis { text = "<em>\(text)</em>" }
      if run.isStrong { text = "<strong>\(text)</strong>" }
      return run.link.map { "<a href=\"\(escaped($0))\">\(text)</a>" } ?? text
    }.joined()
  }

  private static func table(_ grid: Grid, _ alignments: [Alignment]) -> String {
    func row(_ cells: [GridCell], _ tag: String) -> String {
      "<tr>"
        + (0..<grid.columns).map { column in
          let side = alignments.indices.contains(column) ? alignments[column] : .left
          let style = side == .left ? "" : " style=\"text-align:\(side == .center ? "center" : "right")\""
          return "<\(tag)\(style)>\(escaped(column < cells.count ? cells[column].text : ""))</\(tag)>"
        }.joined() + "</tr>\n"
    }
    guard let first = grid.rows.first else { return "" }
    return "<div class=\"wide\"><table>\n<thead>\(row(first, "th"))</thead>\n<tbody>\n"
      + grid.rows.dropFirst().map { row($0, "td") }.joined()
      + "</tbody></table></div>\n"
  }

  private static func escaped(_ text: String) -> String { HTMLPage.escaped(text) }
}
