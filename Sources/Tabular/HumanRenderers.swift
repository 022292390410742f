import Basics

/// Says a machine value as people of a language write it.
enum HumanValue {
  static func text(_ row: RowBytes, _ position: Int, _ column: Column, _ options: TableOptions) -> String {
    let text = column.words(for: row.string(position), russian: options.russian)
    let type = column.type
    if type == .instant, let local = options.localTime(text) { return local }
    if type == .day, column.showsWeekday, let day = Day(iso: text) {
      let weekday = (options.russian ? ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
      return "\(weekday[day.weekday - 1]) \(options.russian ? day.russian : text)"
    }
    switch column.mentionsDays {
    case .none: break
    case .anywhere: return DisplayText.clean(spoken(text, options))
    case .asFields: return DisplayText.clean(withSpokenFields(text, options))
    }
    guard options.russian else { return DisplayText.clean(text) }
    switch type {
    case .decimal: return text.replacing(".", with: ",")
    case .text where column.hasDecimals && Double(text) != nil: return text.replacing(".", with: ",")
    case .day where text.count == 10: return day(text)
    case .boolean: return text == "true" ? "да" : text == "false" ? "нет" : text
    default: return DisplayText.clean(text)
    }
  }

  /// A text with its days and instants as people of the language write them.
  private static func spoken(_ text: String, _ options: TableOptions) -> String {
    guard text.utf8.count >= 10, text.utf8.contains(45) else { return text }
    let whole = text.replacing(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) { match in
      options.localTime(String(match.output)) ?? String(match.output)
    }
    return options.russian ? whole.replacing(/\b(\d{4})-(\d\d)-(\d\d)\b/) { "\($0.output.3).\($0.output.2).\($0.output.1)" } : whole
  }

  /// A text of fields, `a=…; b=…`, in which the values that are days or instants are written as people write them.
  private static func withSpokenFields(_ text: String, _ options: TableOptions) -> String {
    text.split(separator: "; ", omittingEmptySubsequences: false).map { field -> String in
      // The name of a field is its column's, or the word people read for it: `due_on=…`, `срок: …`.
      let value = field.firstRange(of: ": ")?.upperBound ?? field.firstIndex(of: "=").map { field.index(after: $0) } ?? field.startIndex
      guard field[value...].wholeMatch(of: /\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?/) != nil else { return String(field) }
      return field[..<value] + spoken(String(field[value...]), options)
    }.joined(separator: "; ")
  }

  private static func day(_ iso: String) -> String {
    let parts = iso.split(separator: "-")
    return parts.count == 3 ? "\(parts[2]).\(parts[1]).\(parts[0])" : iso
  }
}

extension String {
  fileprivate func replacing(_ a: Character, with b: Character) -> String { String(map { $0 == a ? b : $0 }) }
}

/// Columns aligned with blanks, for reading and for `awk`.
///
/// Where a terminal is too narrow, columns without a value are left out first; then text is folded, never cut.
struct AlignedRenderer: TableRenderer {
  private let view: TableView
  private let options: TableOptions
  private let output: ByteOutput
  private let widths: [Int]
  private let titles: [[String]]
  /// Too narrow for columns side by side: each row is a block of lines, a column a line.
  private let isVertical: Bool
  private var gap: String { view.isDense ? " " : "  " }

  /// Goes through the rows once to know the widths, so that the second pass needs no memory for them.
  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput, _ rows: TableWriter.Rows) throws {
    self.options = options
    self.output = output
    var view = view
    var titles = view.columns.map {
      $0.title(russian: options.russian).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    var isFilled = view.columns.map { _ in false }
    var widths = titles.map { title in options.header ? title.map { DisplayText.width($0) }.max() ?? 0 : 0 }
    try rows { row in
      for (index, position) in view.positions.enumerated() where !row.isEmpty(position) {
        let text = HumanValue.text(row, position, view.columns[index], options)
        widths[index] = max(widths[index], DisplayText.width(text))
        isFilled[index] = true
      }
    }
    let gaps = (widths.count - 1) * (view.isDense ? 1 : 2)
    let isNarrow = options.width.map { widths.reduce(gaps, +) > $0 && isFilled.contains(true) } ?? false
    if options.columns.isEmpty || !options.areColumnsAskedFor {
      let kept = widths.indices.filter { isFilled[$0] || !(isNarrow || view.columns[$0].isOptional) }
      view = TableView(columns: kept.map { view.columns[$0] }, positions: kept.map { view.positions[$0] }, isDense: view.isDense)
      (titles, widths) = (kept.map { titles[$0] }, kept.map { widths[$0] })
    }
    if let limit = options.width, !options.isCard { Self.fit(&widths, view, limit) }
    let needed = widths.reduce((widths.count - 1) * (view.isDense ? 1 : 2), +)
    isVertical = options.isCard || options.width.map { needed > $0 && !view.isDense && widths.count > 1 } ?? false
    self.view = view
    self.titles = titles
    self.widths = widths
  }

  /// Takes width from the widest text columns until the row fits.
  private static func fit(_ widths: inout [Int], _ view: TableView, _ limit: Int) {
    let gaps = (widths.count - 1) * (view.isDense ? 1 : 2)
    while widths.reduce(gaps, +) > limit {
      let texts = widths.indices.filter { view.columns[$0].type == .text && widths[$0] > 8 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { return }
      let excess = widths.reduce(gaps, +) - limit
      widths[widest] = max(8, widths[widest] - max(1, min(excess, widths[widest] / 8)))
    }
  }

  func begin() {
    guard options.header, !isVertical else { return }
    for line in 0..<(titles.map(\.count).max() ?? 0) {
      let cells = titles.map { line < $0.count ? $0[line] : "" }
      if options.bold { output.append("\u{1b}[1m") }
      write(cells)
      if options.bold { output.append("\u{1b}[0m") }
      output.append(10)
    }
  }

  func row(_ row: RowBytes) {
    let cells = view.positions.enumerated().map { index, position in
      row.isEmpty(position) ? "" : HumanValue.text(row, position, view.columns[index], options)
    }
    if isVertical { return writeBlock(cells) }
    write(cells)
    output.append(10)
  }

  private func writeBlock(_ cells: [String]) {
    let names = titles.map { $0.joined(separator: " ") }
    let indent = min((names.map { DisplayText.width($0) }.max() ?? 0) + 2, max(8, (options.width ?? 80) / 2))
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      let lines = DisplayText.folded(cell, to: max(8, (options.width ?? 80) - indent))
      for (place, line) in lines.enumerated() {
        let name =
          place == 0 && options.header ? DisplayText.fitted(names[index], to: indent - 2) + "  " : String(repeating: " ", count: indent)
        output.append((options.header ? name : "") + line + "\n")
      }
    }
    output.append(10)
  }

  private func write(_ cells: [String]) {
    guard options.width != nil, !view.isDense, cells.indices.contains(where: { DisplayText.width(cells[$0]) > widths[$0] }) else {
      return writeLine(cells)
    }
    let folded = cells.enumerated().map { DisplayText.folded($1, to: widths[$0]) }
    for line in 0..<(folded.map(\.count).max() ?? 1) {
      if line > 0 { output.append(10) }
      writeLine(folded.map { line < $0.count ? $0[line] : "" })
    }
  }

  private func writeLine(_ cells: [String]) {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let text = options.width == nil ? cell : DisplayText.cut(cell, to: widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - DisplayText.width(text)))
      let isNumber = view.columns[index].type == .integer || view.columns[index].type == .decimal
      line += (index > 0 ? gap : "") + (isNumber ? padding + text : text + padding)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    output.append(line)
  }
}

/// A table for a page of text.
struct MarkdownRenderer: TableRenderer {
  private let view: TableView
  private let options: TableOptions
  private let output: ByteOutput

  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput) {
    self.view = view
    self.options = options
    self.output = output
  }

  func begin() {
    // Markdown has no table without a heading.
    line(view.columns.map { options.header ? $0.title(russian: options.russian) : "" })
    line(view.columns.map { $0.type == .integer || $0.type == .decimal ? "---:" : "---" })
  }

  func row(_ row: RowBytes) {
    line(
      view.positions.enumerated().map { index, position in
        row.isEmpty(position) ? "" : HumanValue.text(row, position, view.columns[index], options)
      })
  }

  private func line(_ cells: [String]) {
    output.append("|")
    for cell in cells {
      output.append(" ")
      for byte in cell.utf8 {
        switch byte {
        case 124, 92:
          output.append(92)
          output.append(byte)
        // What people typed is text, not tags.
        case 60: output.append("&lt;")
        case 38: output.append("&amp;")
        default: output.append(byte == 10 ? 32 : byte)
        }
      }
      output.append(" |")
    }
    output.append(10)
  }
}

/// A page for a browser or a printer, complete in itself.
struct HTMLRenderer: TableRenderer {
  private let view: TableView
  private let options: TableOptions
  private let output: ByteOutput

  init(_ view: TableView, _ options: TableOptions, _ output: ByteOutput) {
    self.view = view
    self.options = options
    self.output = output
  }

  func begin() {
    if let page = options.page {
      output.append(HTMLPage.head(title: page.title, russian: options.russian, style: HTMLPage.listStyle))
      output.append("<h1>\(HTMLPage.escaped(page.title))</h1>\n<p>\(HTMLPage.escaped(page.standing))</p>\n")
    }
    if !options.heading.isEmpty { output.append("<h2>\(HTMLPage.escaped(options.heading))</h2>\n") }
    output.append("<div class=\"wide\"><table>\n")
    if options.header {
      output.append("<thead>")
      line(view.columns.map { $0.title(russian: options.russian) }, "th")
      output.append("</thead>\n")
    }
    output.append("<tbody>\n")
  }

  func row(_ row: RowBytes) {
    line(
      view.positions.enumerated().map { index, position in
        row.isEmpty(position) ? "" : HumanValue.text(row, position, view.columns[index], options)
      }, "td")
  }

  // The page itself may be closed without a word: HTML lets its last tags be left out, and another list may follow.
  func end() { output.append("</tbody></table></div>\n") }

  private func line(_ cells: [String], _ tag: String) {
    output.append("<tr>")
    for (index, cell) in cells.enumerated() {
      let isNumber = view.columns[index].type == .integer || view.columns[index].type == .decimal
      let kind = tag == "th" ? " scope=\"col\"" : isNumber ? " class=\"n\"" : ""
      output.append("<\(tag)\(kind)>")
      output.append(HTMLPage.escaped(cell))
      output.append("</\(tag)>")
    }
    output.append("</tr>\n")
  }
}
