import Basics

/// Text that was laid out for a width, on a narrower one.
public enum PlainText {
  /// Breaks lines that are too long at a blank; what follows hangs under the text of its line.
  public static func wrapped(_ text: String, to width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { wrapped(line: String($0), to: width) }.joined(separator: "\n")
  }

  private static func wrapped(line: String, to width: Int) -> String {
    // A row of a table is not to be broken.
    let columns = line.split(separator: " ", omittingEmptySubsequences: false).reduce(into: (gaps: 0, blanks: 0)) { state, word in
      state.blanks = word.isEmpty ? state.blanks + 1 : 0
      if state.blanks == 1 { state.gaps += 1 }
    }
    guard width >= 30, columns.gaps <= 3, DisplayText.width(line) > width else { return line }
    let indent = min(hang(line), width / 2)
    var lines: [String] = []
    var current = ""
    for word in pieces(line) {
      if !current.isEmpty, DisplayText.width(current) + DisplayText.width(word.trimmed) > width {
        lines.append(String(current.reversed().drop { $0 == " " }.reversed()))
        current = String(repeating: " ", count: indent) + word.trimmed
        if word.hasSuffix(" ") { current += " " }
      } else {
        current += word
      }
    }
    if !current.isEmpty { lines.append(current) }
    return lines.joined(separator: "\n")
  }

  /// Words with the blanks around them.
  private static func pieces(_ line: String) -> [String] {
    var pieces: [String] = []
    var current = ""
    var isInWord = false
    for character in line {
      if character != " ", !isInWord, !current.isEmpty, !pieces.isEmpty || current.contains(where: { $0 != " " }) {
        pieces.append(current)
        current = ""
      }
      isInWord = character != " "
      current.append(character)
    }
    if !current.isEmpty { pieces.append(current) }
    return pieces
  }

  /// Where the text of a line begins: after its indent, or after the name in a list of two columns.
  private static func hang(_ line: String) -> Int {
    let indent = line.prefix { $0 == " " }.count
    var column = indent
    var blanks = 0
    for character in line.dropFirst(indent) {
      if character == " " {
        blanks += 1
      } else {
        if blanks >= 2 { return column }
        blanks = 0
      }
      column += DisplayText.width(String(character))
    }
    return indent
  }
}
