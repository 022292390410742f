import Basics

/// Gaps in a text as Moodle writes them: `Закон {1:SHORTANSWER:=Ньютона} открыт в {1:NUMERICAL:=1687:0} году`.
/// (question/type/multianswer/questiontype.php: the weight, the type, the answers with `~` between.)
public enum Cloze {
  public struct Gap: Hashable, Sendable {
    public enum Kind: Sendable { case short, numeric, choice }
    public var kind: Kind
    /// What it is worth beside the others.
    public var weight = 1
    public var isCaseSensitive = false
    public var answers: [KeyAnswer] = []

    public init(_ kind: Kind, weight: Int = 1, isCaseSensitive: Bool = false, answers: [KeyAnswer] = []) {
      self.kind = kind
      self.weight = weight
      self.isCaseSensitive = isCaseSensitive
      self.answers = answers
    }
  }

  public enum Part: Hashable, Sendable {
    case text(String)
    case gap(Gap)
  }

  struct Mistake: Error { let text: String }

  /// What stands in a list where something is to be filled in.
  public static let blank = "_____"

  /// The gaps of a text, in their order.
  public static func gaps(_ text: String) throws -> [Gap] {
    try parts(text).compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
  }

  /// The text with blanks for its gaps.
  public static func blanked(_ text: String) -> String {
    guard let parts = try? parts(text) else { return text }
    return parts.map { part in
      switch part {
      case .text(let text): text
      case .gap: blank
      }
    }.joined()
  }

  public static func parts(_ text: String) throws -> [Part] {
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var start = 0
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "{"), let head = head(bytes, position) else {
        position += 1
        continue
      }
      guard let end = end(bytes, from: head.end) else { throw Mistake(text: decoded(bytes[position...].prefix(40))) }
      if start < position { parts.append(.text(decoded(bytes[start..<position]))) }
      var gap = head.gap
      for piece in pieces(bytes[head.end..<end]) {
        guard let answer = try answer(piece, gap.kind) else { continue }
        gap.answers.append(answer)
      }
      parts.append(.gap(gap))
      position = end + 1
      start = position
    }
    if start < bytes.count { parts.append(.text(decoded(bytes[start...]))) }
    return parts
  }

  public static func text(_ parts: [Part]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .gap(let gap): "{\(gap.weight):\(type(gap)):\(gap.answers.map { written($0, gap.kind) }.joined(separator: "~"))}"
      }
    }.joined()
  }

  // MARK: reading

  private static let types: [String: Gap] = {
    var found: [String: Gap] = [:]
    for name in ["SHORTANSWER", "SA", "MW"] { found[name] = Gap(.short) }
    for name in ["SHORTANSWER_C", "SAC", "MWC"] { found[name] = Gap(.short, isCaseSensitive: true) }
    for name in ["NUMERICAL", "NM"] { found[name] = Gap(.numeric) }
    for name in ["MULTICHOICE", "MC"] {
      for ending in ["", "_V", "_H", "_S", "_VS", "_HS", "V", "H", "S", "VS", "HS"] { found[name + ending] = Gap(.choice) }
    }
    return found
  }()

  /// `{1:SHORTANSWER:` at a place; `nil` where a brace is just a brace.
  private static func head(_ bytes: [UInt8], _ start: Int) -> (gap: Gap, end: Int)? {
    var position = start + 1
    var weight = 0
    var digits = 0
    while position < bytes.count, (48...57).contains(bytes[position]), digits < 4 {
      weight = weight * 10 + Int(bytes[position] - 48)
      (position, digits) = (position + 1, digits + 1)
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
    let name = bytes[(position + 1)...].prefix { (65...90).contains($0) || $0 == UInt8(ascii: "_") }
    let end = position + 1 + name.count
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":"), var gap = types[decoded(name)] else { return nil }
    gap.weight = digits == 0 ? 1 : weight
    return (gap, end + 1)
  }

  /// Where the brace is that closes a gap.
  private static func end(_ bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
      } else if bytes[position] == UInt8(ascii: "}") {
        return position
      }
      position += 1
    }
    return nil
  }

  private static func pieces(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var position = start
    while position < bytes.endIndex {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
      } else if bytes[position] == UInt8(ascii: "~") {
        pieces.append(bytes[start..<position])
        start = position + 1
      }
      position += 1
    }
    pieces.append(bytes[start...])
    return pieces
  }

  private static func answer(_ piece: ArraySlice<UInt8>, _ kind: Gap.Kind) throws -> KeyAnswer? {
    var rest = piece.drop { $0 == 32 || $0 == 10 }
    guard !rest.isEmpty else { return nil }
    var weight = Fraction.zero
    if rest.first == UInt8(ascii: "=") {
      weight = .one
      rest = rest.dropFirst()
    } else if rest.first == UInt8(ascii: "%") {
      let number = rest.dropFirst().prefix { $0 != UInt8(ascii: "%") }
      guard rest.count > number.count + 1, let share = QuestionWeight.read(decoded(number)) else { throw Mistake(text: decoded(piece)) }
      weight = share
      rest = rest.dropFirst(number.count + 2)
    }
    var words = rest
    var feedback: ArraySlice<UInt8> = []
    var position = rest.startIndex
    while position < rest.endIndex {
      if rest[position] == UInt8(ascii: "\\") {
        position += 1
      } else if rest[position] == UInt8(ascii: "#") {
        words = rest[..<position]
        feedback = rest[(position + 1)...]
        break
      }
      position += 1
    }
    let text = unescaped(words).trimmed
    var answer = KeyAnswer(QuestionText(text), weight: weight, feedback: QuestionText(unescaped(feedback)))
    guard kind == .numeric, text != "*" else { return answer }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let number = parts.first.flatMap({ DecimalNumber($0) }), let tolerance = DecimalNumber(parts.count > 1 ? parts[1] : "0") else {
      throw Mistake(text: text)
    }
    answer.text = QuestionText(number.description)
    answer.tolerance = tolerance
    return answer
  }

  private static func decoded(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return decoded(bytes) }
    var result: [UInt8] = []
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.endIndex, "\\~#}/\"".utf8.contains(bytes[position + 1]) {
        position += 1
      }
      result.append(bytes[position])
      position += 1
    }
    return decoded(result)
  }

  // MARK: writing

  private static func type(_ gap: Gap) -> String {
    switch gap.kind {
    case .short: gap.isCaseSensitive ? "SHORTANSWER_C" : "SHORTANSWER"
    case .numeric: "NUMERICAL"
    case .choice: "MULTICHOICE"
    }
  }

  private static func written(_ answer: KeyAnswer, _ kind: Gap.Kind) -> String {
    let weight = answer.weight == .one ? "=" : answer.weight == .zero ? "" : "%\(QuestionWeight.text(answer.weight))%"
    var text = escaped(answer.text.text)
    // What begins like a weight needs one before it.
    let needsWeight = weight.isEmpty && (text.hasPrefix("=") || text.hasPrefix("%"))
    if kind == .numeric, let tolerance = answer.tolerance { text += ":\(tolerance)" }
    return (needsWeight ? "%0%" : weight) + text + (answer.feedback.isEmpty ? "" : "#" + escaped(answer.feedback.text))
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\~#}".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// A text that is no gap, whatever braces it has; for HTML.
  static func harmless(_ html: String) -> String { html.contains("{") ? html.replacing("{", with: "&#123;") : html }
}
