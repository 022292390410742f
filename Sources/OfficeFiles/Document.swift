/// Words of one look.
public struct Run: Sendable, Equatable {
  public var text: String
  public var isStrong = false
  public var isEmphasis = false
  public var isCode = false
  public var link: String?

  public init(_ text: String) { self.text = text }

  func hasLook(of other: Run) -> Bool {
    isStrong == other.isStrong && isEmphasis == other.isEmphasis && isCode == other.isCode && link == other.link
  }
}

public struct Picture: Sendable, Equatable {
  /// What it shows, for who does not see it.
  public var alternative: String
  /// Where it lies: beside a text, or a part of a package.
  public var source: String
  /// The line of the text that names it.
  public var line = 0
}

/// A piece of a document.
public enum Block: Sendable, Equatable {
  case heading(level: Int, [Run])
  case paragraph([Run])
  case quote([Run])
  /// An item of a list; with a number where the list is counted.
  case item(level: Int, number: Int?, [Run])
  case code(String)
  case table(Grid, [Alignment])
  case picture(Picture)
  /// What the speaker says to a slide.
  case notes([Block])
  /// A break between slides.
  case rule
}

public enum Alignment: Sendable, Equatable { case left, center, right }

/// A document as it is read or to be written: its pieces in reading order.
public struct Document: Sendable, Equatable {
  public var title: String?
  public var author: String?
  public var date: String?
  public var language: String?
  public var blocks: [Block] = []

  public init() {}

  /// A piece of HTML as a document.
  public static func html(_ text: String) throws -> Document { try HTMLReader.document(text) }

  /// A piece of Markdown as a document.
  public static func markdown(_ text: String) throws -> Document { try MarkdownReader.document(text) }

  /// The tables, in their order.
  public var grids: [Grid] { blocks.compactMap { if case .table(let grid, _) = $0 { grid } else { nil } } }
}

extension [Run] {
  public var text: String { map(\.text).joined() }

  /// Adds words; to what has the same look they belong.
  mutating func join(_ run: Run) {
    guard !run.text.isEmpty else { return }
    if let last = last, last.hasLook(of: run) { self[count - 1].text += run.text } else { self += [run] }
  }

  /// Without blanks at both ends, and with one where there were several: between the tags of ODF and HTML they are no text.
  func collapsed() -> [Run] {
    var result: [Run] = []
    var endsBlank = true
    for run in self {
      var kept = run
      kept.text = ""
      for character in run.text {
        // A line break that was meant is marked until now; blanks around it go.
        if character == Self.lineBreak {
          while kept.text.last == " " { kept.text.removeLast() }
          kept.text.append("\n")
          endsBlank = true
        } else if character == Self.fixedBlank {
          kept.text.append(" ")
          endsBlank = false
        } else if character == " " || character == "\n" || character == "\t" || character == "\r\n" || character == "\r" {
          if !endsBlank { kept.text.append(" ") }
          endsBlank = true
        } else if character == Self.tab {
          kept.text.append("\t")
          endsBlank = true
        } else {
          kept.text.append(character)
          endsBlank = false
        }
      }
      result.append(kept)
    }
    while let last = result.last {
      let trimmed = String(last.text.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
      if trimmed.isEmpty {
        result.removeLast()
      } else {
        result[result.count - 1].text = trimmed
        break
      }
    }
    return result
  }

  /// Marks of a line break, a tab and a blank that are text, until blanks are collapsed: characters for private use.
  static var lineBreak: Character { "\u{e000}" }
  static var tab: Character { "\u{e001}" }
  static var fixedBlank: Character { "\u{e002}" }
}

/// How much of a document is told as text.
public struct TextOptions: Sendable {
  public var notes = false
  public init() {}
}

/// A document as plain text.
public enum PlainDocument {
  public static func text(_ document: Document, _ options: TextOptions = TextOptions()) -> String {
    var out = ""
    if let title = document.title, !title.isEmpty { out += title + "\n" }
    append(document.blocks, options, to: &out)
    return out
  }

  private static func append(_ blocks: [Block], _ options: TextOptions, to out: inout String) {
    for block in blocks {
      switch block {
      case .heading(_, let runs): out += (out.isEmpty ? "" : "\n") + runs.text + "\n"
      case .paragraph(let runs), .quote(let runs): out += runs.text + "\n"
      case .item(let level, let number, let runs):
        let marker = number.map { "\($0). " } ?? "• "
        out +=
          String(repeating: "  ", count: level) + marker + runs.text.replacing("\n", with: "\n" + String(repeating: "  ", count: level + 1))
          + "\n"
      case .code(let text): out += text + (text.hasSuffix("\n") ? "" : "\n")
      case .table(let grid, _):
        for row in grid.rows {
          out += row.map { $0.text.replacing("\n", with: " ").replacing("\t", with: " ") }.joined(separator: "\t") + "\n"
        }
      case .picture(let picture): if !picture.alternative.isEmpty { out += picture.alternative + "\n" }
      case .notes(let blocks): if options.notes { append(blocks, options, to: &out) }
      case .rule: break
      }
    }
  }
}
