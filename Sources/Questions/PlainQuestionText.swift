import Basics
import OfficeFiles
import Tabular

/// A text of a question as it is read: without mark-up, tables as tables, pictures by what they show.
public enum PlainQuestionText {
  /// In one line, for lists and options.
  public static func line(_ text: QuestionText) -> String {
    guard isMarked(text) else { return oneLine(text.text) }
    let pieces = blocks(text).map { block in plain(block, picture: "") { rows in rows.map { $0.joined(separator: " | ") } } }
    return oneLine(pieces.joined(separator: " "))
  }

  /// Signs stay as they are, blanks become one.
  private static func oneLine(_ text: String) -> String {
    DisplayText.clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// As lines of a page.
  public static func page(_ text: QuestionText, _ language: Language = .ru) -> [String] {
    let picture = Text(en: "picture: ", ru: "рисунок: ")[language]
    let whole = isMarked(text) ? blocks(text).map { plain($0, picture: picture, table: drawn) }.joined(separator: "\n\n") : text.text
    return DisplayText.clean(whole, keepingLines: true).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether mark-up may be in it.
  static func isMarked(_ text: QuestionText) -> Bool {
    switch text.format {
    case .plain: false
    case .markdown: true
    case .html: text.text.contains("<") || text.text.contains("&")
    case .moodle: hasTag(text.text)
    }
  }

  private static func hasTag(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == UInt8(ascii: "<"), byte == UInt8(ascii: "/") || (65...90).contains(byte) || (97...122).contains(byte) { return true }
      previous = byte
    }
    return false
  }

  private static func blocks(_ text: QuestionText) -> [Block] {
    let document = try? text.format == .markdown ? Document.markdown(text.text) : Document.html(text.text)
    return document?.blocks ?? [.paragraph([Run(text.text)])]
  }

  private static func plain(_ block: Block, picture word: String, table: ([[String]]) -> [String]) -> String {
    switch block {
    case .heading(_, let runs), .paragraph(let runs), .quote(let runs): runs.text
    case .item(let level, let number, let runs):
      String(repeating: "  ", count: level) + (number.map { "\($0). " } ?? "• ") + runs.text
    case .code(let code): code
    case .table(let grid, _): table(grid.rows.map { $0.map { Folding.tidy($0.text) } }).joined(separator: "\n")
    case .picture(let picture): "[\(word)\(picture.alternative.isEmpty ? picture.source : picture.alternative)]"
    case .notes, .rule: ""
    }
  }

  /// A table with its columns under each other.
  private static func drawn(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? DisplayText.width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width -> String in
        cell + String(repeating: " ", count: width - DisplayText.width(cell))
      }
      return cells.joined(separator: " │ ")
    }
  }
}
