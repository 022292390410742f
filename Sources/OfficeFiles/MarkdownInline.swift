import Basics

/// Words within a line of Markdown.
enum MarkdownInline {
  static func runs(_ text: String) -> [Run] {
    var parser = Parser(text)
    return parser.parse().runs
  }

  /// A paragraph, or an item, and the pictures in it, which stand by themselves.
  static func blocks(_ text: String, line: Int, _ make: ([Run]) -> Block) -> [Block] {
    var parser = Parser(text)
    let (runs, pictures) = parser.parse()
    let words = runs.text.trimmedBlanks.isEmpty ? [] : [make(runs)]
    return words
      + pictures.map { picture in
        var picture = picture
        picture.line = line
        return .picture(picture)
      }
  }

  private struct Parser {
    private let text: [Character]
    private var position = 0
    private var runs: [Run] = []
    private var look = Run("")
    private var pictures: [Picture] = []

    init(_ text: String) { self.text = Array(text) }

    mutating func parse() -> (runs: [Run], pictures: [Picture]) {
      while position < text.count { step() }
      return (runs, pictures)
    }

    private func at(_ offset: Int) -> Character { text.indices.contains(position + offset) ? text[position + offset] : " " }

    private mutating func say(_ words: String) {
      var run = look
      run.text = words
      runs.append(run)
    }

    private mutating func step() {
      let character = text[position]
      switch character {
      case "\\" where "\\`*_{}[]()#+-.!|<>~\"'$&:;,/?@^=%".contains(at(1)) && position + 1 < text.count:
        say(String(at(1)))
        position += 2
      case "`": code()
      case "*", "_": emphasis(character)
      case "!" where at(1) == "[":
        guard let (words, address, end) = bracket(position + 1) else { return plain() }
        pictures.append(Picture(alternative: MarkdownInline.runs(words).text, source: address))
        position = end
      case "[":
        guard look.link == nil, let (words, address, end) = bracket(position) else { return plain() }
        for var run in MarkdownInline.runs(words) {
          run.link = address
          run.isStrong = run.isStrong || look.isStrong
          run.isEmphasis = run.isEmphasis || look.isEmphasis
          runs.append(run)
        }
        position = end
      case "<":
        guard let end = text[position...].firstIndex(of: ">"), case let address = String(text[(position + 1)..<end]),
          address.hasPrefix("http://") || address.hasPrefix("https://") || address.hasPrefix("mailto:"), !address.contains(" ")
        else { return plain() }
        var run = look
        (run.text, run.link) = (address, address)
        runs.append(run)
        position = end + 1
      default: plain()
      }
    }

    private mutating func plain() {
      say(String(text[position]))
      position += 1
    }

    private mutating func code() {
      let length = text[position...].prefix { $0 == "`" }.count
      var end = position + length
      while end < text.count {
        let run = text[end...].prefix { $0 == "`" }.count
        if run == length { break }
        end += max(1, run)
      }
      guard end < text.count else {
        say(String(repeating: "`", count: length))
        position += length
        return
      }
      var run = look
      run.isCode = true
      run.text = String(text[(position + length)..<end])
      if run.text.hasPrefix(" "), run.text.hasSuffix(" "), run.text.count > 2 { run.text = String(run.text.dropFirst().dropLast()) }
      runs.append(run)
      position = end + length
    }

    private mutating func emphasis(_ sign: Character) {
      let length = min(text[position...].prefix { $0 == sign }.count, 3)
      let before = position > 0 ? text[position - 1] : " "
      let after = at(length)
      let opens = !after.isWhitespace && position + length < text.count && (sign == "*" || !before.isLetter && !before.isNumber)
      let closes = !before.isWhitespace && position > 0 && (sign == "*" || !after.isLetter && !after.isNumber)
      func closesLater(_ count: Int) -> Bool {
        var place = position + length
        while place < text.count {
          let run = text[place...].prefix { $0 == sign }.count
          if run >= count, place > 0, !text[place - 1].isWhitespace { return true }
          place += max(1, run)
        }
        return false
      }
      switch length {
      case 3 where look.isStrong && look.isEmphasis && closes: (look.isStrong, look.isEmphasis) = (false, false)
      case 3 where opens && closesLater(3): (look.isStrong, look.isEmphasis) = (true, true)
      case 2... where look.isStrong && closes:
        look.isStrong = false
        position += 2
        return
      case 2... where !look.isStrong && opens && closesLater(2):
        look.isStrong = true
        position += 2
        return
      case _ where look.isEmphasis && closes:
        look.isEmphasis = false
        position += 1
        return
      case _ where !look.isEmphasis && opens && closesLater(1):
        look.isEmphasis = true
        position += 1
        return
      default: say(String(repeating: String(sign), count: length))
      }
      position += length
    }

    /// `[words](address)` that begins at a place.
    private func bracket(_ start: Int) -> (words: String, address: String, end: Int)? {
      var depth = 0
      var place = start
      while place < text.count {
        if text[place] == "\\" { place += 2; continue }
        if text[place] == "[" { depth += 1 }
        if text[place] == "]" {
          depth -= 1
          if depth == 0 { break }
        }
        place += 1
      }
      guard place + 1 < text.count, text[place + 1] == "(" else { return nil }
      let words = String(text[(start + 1)..<place])
      var end = place + 2
      var parentheses = 1
      while end < text.count {
        if text[end] == "(" { parentheses += 1 }
        if text[end] == ")" {
          parentheses -= 1
          if parentheses == 0 { break }
        }
        end += 1
      }
      guard end < text.count else { return nil }
      var address = String(text[(place + 2)..<end]).trimmedBlanks
      // A title in quotes is not part of it.
      if let quote = address.range(of: " \""), address.hasSuffix("\"") { address = String(address[..<quote.lowerBound]).trimmedBlanks }
      if address.hasPrefix("<"), address.hasSuffix(">") { address = String(address.dropFirst().dropLast()) }
      return (words, address, end + 1)
    }
  }
}
