import Basics

/// Questions in GIFT (moodle/moodle question/format/gift/format.php; fuhrmanator/GIFT-grammar-PEG.js): blank lines part them, the
/// part in braces says what kind they are.
public struct GIFTReader {
  private var bank = QuestionBank()
  private var category = ""
  private var idnumber: String?
  private var tags: [String] = []

  /// - Parameter text: the whole of the file.
  public static func bank(_ text: String) -> QuestionBank {
    var reader = GIFTReader()
    reader.read(text)
    return reader.bank
  }

  private mutating func read(_ text: String) {
    let bytes = Array(text.utf8)
    var block: [UInt8] = []
    var first = 0
    var number = 0
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
      let line = bytes[position..<end]
      number += 1
      position = end + (end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10 ? 2 : 1)
      let content = line.drop { Self.isBlank($0) }
      if content.starts(with: "//".utf8) {
        note(content.dropFirst(2))
      } else if content.isEmpty {
        take(block, first)
        block.removeAll(keepingCapacity: true)
      } else {
        if block.isEmpty { first = number }
        block += line
        block.append(10)
      }
    }
    take(block, first)
  }

  /// `[id:…]` and `[tag:…]` of a comment are the next question's.
  private mutating func note(_ comment: ArraySlice<UInt8>) {
    guard comment.contains(UInt8(ascii: "[")) else { return }
    let text = String(decoding: comment, as: UTF8.self)
    for piece in text.split(separator: "[").dropFirst() {
      guard let inner = piece.split(separator: "]", omittingEmptySubsequences: false).first, piece.contains("]") else { continue }
      if inner.hasPrefix("id:") { idnumber = String(inner.dropFirst(3)).trimmed }
      if inner.hasPrefix("tag:") { tags.append(String(inner.dropFirst(4)).trimmed) }
    }
  }

  // MARK: one question

  private mutating func take(_ whole: [UInt8], _ first: Int) {
    var (block, line) = (Self.trimmed(whole[...]), first)
    while block.starts(with: "$CATEGORY:".utf8) {
      let end = block.firstIndex(of: 10) ?? block.endIndex
      category = QuestionCategory.read(GIFTText.plain(block[block.startIndex + 10..<end]))
      block = Self.trimmed(block[min(end + 1, block.endIndex)...])
      line += 1
    }
    guard !block.isEmpty else { return }
    var question = Question(.text, .empty)
    question.place = String(line)
    question.category = category
    question.idnumber = idnumber
    question.tags = tags
    (idnumber, tags) = (nil, [])
    if block.starts(with: "::".utf8), let end = Self.find("::", in: block.dropFirst(2)) {
      question.title = GIFTText.plain(block[block.startIndex + 2..<end])
      block = Self.trimmed(block[(end + 2)...])
    }
    guard let open = Self.find("{", in: block) else {
      question.stem = GIFTText(block).text(.moodle)
      return bank.take(question)
    }
    guard let close = Self.findLast("}", in: block), close > open else {
      bank.mistakes.append(QuestionMistake(question.place, .unclosedAnswers))
      return
    }
    guard !Self.holdsAnotherTitle(block[open..<close]) else {
      bank.mistakes.append(QuestionMistake(question.place, .notParted))
      return
    }
    let after = Self.trimmed(block[(close + 1)...])
    let before = after.isEmpty ? block[..<open] : block[..<open] + Array(Cloze.blank.utf8) + block[(close + 1)...]
    question.stem = GIFTText(before).text(.moodle)
    let stated = GIFTText(before).format ?? .moodle
    read(Self.trimmed(block[(open + 1)..<close]), into: &question, stated)
  }

  private mutating func read(_ whole: ArraySlice<UInt8>, into question: inout Question, _ format: TextFormat) {
    var answers = whole
    let before = bank.mistakes.count
    if let place = Self.find("####", in: answers) {
      question.feedback = GIFTText(answers[(place + 4)...]).text(format)
      answers = Self.trimmed(answers[..<place])
    }
    if answers.isEmpty {
      question.kind = .essay
    } else if answers.first == UInt8(ascii: "#") {
      question.kind = .numeric
      numbers(answers.dropFirst(), &question, format)
    } else if Self.find("~", in: answers) != nil {
      choice(answers, &question, format)
    } else if Self.find("=", in: answers) != nil, Self.find("->", in: answers) != nil {
      question.kind = .matching
      pairs(answers, &question, format)
    } else if let isTrue = Self.truth(answers) {
      question.kind = .truefalse
      trueFalse(answers, isTrue, &question, format)
    } else {
      question.kind = .short
      for piece in Self.pieces(answers, at: "=") { take(piece, weight: .one, &question, format) }
    }
    if bank.mistakes.count == before { bank.take(question) }
  }

  private mutating func choice(_ answers: ArraySlice<UInt8>, _ question: inout Question, _ format: TextFormat) {
    let pieces = Self.pieces(answers, at: "~=")
    question.kind = pieces.contains { $0.mark == UInt8(ascii: "=") } ? .single : .multiple
    question.shuffles = true
    for piece in pieces { take(piece, weight: piece.mark == UInt8(ascii: "=") ? .one : .zero, &question, format) }
  }

  /// An answer with its weight and feedback.
  private mutating func take(_ piece: Piece, weight usual: Fraction, _ question: inout Question, _ format: TextFormat) {
    guard let (weight, words, feedback) = parted(piece, usual, question.place, format) else { return }
    let text = GIFTText(words).text(format)
    if text.isEmpty, feedback.isEmpty, piece.mark == 0 { return }
    question.answers.append(KeyAnswer(text, weight: weight, feedback: feedback))
  }

  private mutating func parted(_ piece: Piece, _ usual: Fraction, _ place: String, _ format: TextFormat) -> (
    Fraction, ArraySlice<UInt8>, QuestionText
  )? {
    var (rest, weight) = (Self.trimmed(piece.bytes), usual)
    if rest.first == UInt8(ascii: "%"), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "%")), end - rest.startIndex <= 14 {
      let number = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
      if DecimalNumber(number.trimmed) != nil {
        guard let read = QuestionWeight.read(number) else {
          bank.mistakes.append(QuestionMistake(place, .badWeight(number)))
          return nil
        }
        weight = read
        rest = Self.trimmed(rest[(end + 1)...])
      }
    }
    guard let mark = Self.find("#", in: rest) else { return (weight, rest, .empty) }
    return (weight, rest[..<mark], GIFTText(rest[(mark + 1)...]).text(format))
  }

  private mutating func numbers(_ answers: ArraySlice<UInt8>, _ question: inout Question, _ format: TextFormat) {
    for piece in Self.pieces(answers, at: "=~") {
      guard let (weight, words, feedback) = parted(piece, piece.mark == UInt8(ascii: "~") ? .zero : .one, question.place, format) else {
        continue
      }
      let text = GIFTText.plain(words)
      if text.isEmpty || text == "*" {
        if !feedback.isEmpty || text == "*" {
          question.answers.append(KeyAnswer(QuestionText("*"), weight: text == "*" ? weight : .zero, feedback: feedback))
        }
        continue
      }
      guard let (number, tolerance) = QuestionNumber.read(text) else {
        bank.mistakes.append(QuestionMistake(question.place, .badNumber(text)))
        continue
      }
      question.answers.append(KeyAnswer(QuestionText(number.description), weight: weight, feedback: feedback, tolerance: tolerance))
    }
  }

  private mutating func pairs(_ answers: ArraySlice<UInt8>, _ question: inout Question, _ format: TextFormat) {
    question.shuffles = true
    for piece in Self.pieces(answers, at: "=") where piece.mark != 0 || !Self.trimmed(piece.bytes).isEmpty {
      guard let arrow = Self.find("->", in: piece.bytes) else {
        bank.mistakes.append(QuestionMistake(question.place, .onePair))
        continue
      }
      let left = GIFTText(piece.bytes[..<arrow]).text(format)
      question.answers.append(KeyAnswer(left, weight: left.isEmpty ? .zero : .one, match: GIFTText.plain(piece.bytes[(arrow + 2)...])))
    }
  }

  /// The first feedback is shown when it was answered wrong, the second when right.
  private func trueFalse(_ answers: ArraySlice<UInt8>, _ isTrue: Bool, _ question: inout Question, _ format: TextFormat) {
    let parts = Self.pieces(answers, at: "#").dropFirst().map { GIFTText($0.bytes).text(format) }
    let (wrong, right) = (parts.first ?? .empty, parts.count > 1 ? parts[1] : .empty)
    question.answers = KeyAnswer.truth(isTrue, whenTrue: isTrue ? right : wrong, whenFalse: isTrue ? wrong : right)
  }

  private static func truth(_ answers: ArraySlice<UInt8>) -> Bool? {
    let word = String(decoding: trimmed(answers.prefix { $0 != UInt8(ascii: "#") }), as: UTF8.self)
    return ["T": true, "TRUE": true, "F": false, "FALSE": false][word]
  }

  // MARK: marks that are not escaped

  private struct Piece {
    /// The mark before it; 0 for what comes before any.
    let mark: UInt8
    let bytes: ArraySlice<UInt8>
  }

  private static func pieces(_ bytes: ArraySlice<UInt8>, at marks: String) -> [Piece] {
    let marks = Array(marks.utf8)
    var pieces: [Piece] = []
    var (start, position, mark) = (bytes.startIndex, bytes.startIndex, UInt8(0))
    while position < bytes.endIndex {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
      } else if marks.contains(bytes[position]) {
        let piece = Piece(mark: mark, bytes: bytes[start..<position])
        if mark != 0 || !trimmed(piece.bytes).isEmpty { pieces.append(piece) }
        (mark, start) = (bytes[position], position + 1)
      }
      position += 1
    }
    let last = Piece(mark: mark, bytes: bytes[min(start, bytes.endIndex)...])
    if mark != 0 || !trimmed(last.bytes).isEmpty { pieces.append(last) }
    return pieces
  }

  /// Whether a line begins with a title, `::…::`, after the end of answers: the next question, without the blank line before it.
  private static func holdsAnotherTitle(_ answers: ArraySlice<UInt8>) -> Bool {
    var rest = answers
    while let end = find("}", in: rest) {
      rest = rest[(end + 1)...]
      let line = rest.drop { $0 == 32 || $0 == 9 || $0 == 13 }
      if line.first == 10, trimmed(line).starts(with: "::".utf8) { return true }
    }
    return false
  }

  private static func find(_ mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(mark.utf8)
    var position = bytes.startIndex
    while position + wanted.count <= bytes.endIndex {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 2
        continue
      }
      if bytes[position] == wanted[0], bytes[position..<position + wanted.count].elementsEqual(wanted) { return position }
      position += 1
    }
    return nil
  }

  private static func findLast(_ mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var (found, from): (Int?, Int) = (nil, bytes.startIndex)
    while let next = find(mark, in: bytes[from...]) { (found, from) = (next, next + 1) }
    return found
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = bytes.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start.startIndex
    return start[..<end]
  }
}

/// A text of GIFT: with its format in front, its escapes and its blanks.
private struct GIFTText {
  private let bytes: ArraySlice<UInt8>
  let format: TextFormat?

  init(_ whole: ArraySlice<UInt8>) {
    let rest = GIFTReader.trimmed(whole)
    for format in TextFormat.allCases where rest.starts(with: "[\(format.rawValue)]".utf8) {
      self.format = format
      bytes = GIFTReader.trimmed(rest.dropFirst(format.rawValue.utf8.count + 2))
      return
    }
    format = nil
    bytes = rest
  }

  func text(_ inherited: TextFormat) -> QuestionText {
    let format = self.format ?? inherited
    return QuestionText(unescaped(collapsing: format == .moodle), format)
  }

  /// Without a format: a title, a right side.
  static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    QuestionText(GIFTText(bare: GIFTReader.trimmed(bytes)).unescaped(collapsing: true)).text
  }

  private init(bare: ArraySlice<UInt8>) {
    bytes = bare
    format = nil
  }

  private func unescaped(collapsing: Bool) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.endIndex {
        let next = bytes[position + 1]
        if next == UInt8(ascii: "n") {
          result.append(10)
          position += 2
          continue
        }
        if "\\~=#{}:".utf8.contains(next) {
          result.append(next)
          position += 2
          continue
        }
      }
      result.append(collapsing && byte == 10 ? 32 : byte)
      position += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The places of a tree of categories.
enum QuestionCategory {
  /// Without Moodle's contexts: `$course$/top/Алгебра` is `Алгебра`.
  static func read(_ text: String) -> String {
    var path = text.trimmed
    if path.hasPrefix("$"), let end = path.dropFirst().firstIndex(of: "$") { path = String(path[path.index(after: end)...]) }
    if path == "/top" || path.hasPrefix("/top/") { path = String(path.dropFirst(4)) }
    while path.hasPrefix("/") { path.removeFirst() }
    return path.trimmed
  }
}

/// A number of a key: `3.14:0.005`, `1..5`, `9,8 ± 0,05`.
enum QuestionNumber {
  static func read(_ text: String) -> (number: DecimalNumber, tolerance: DecimalNumber)? {
    let zero = DecimalNumber("0")
    if let dots = text.range(of: "..") {
      guard let low = DecimalNumber(String(text[..<dots.lowerBound]).trimmed),
        let high = DecimalNumber(String(text[dots.upperBound...]).trimmed),
        let middle = DecimalNumber.middle(low, high), !middle.reach.isNegative
      else { return nil }
      return (middle.center, middle.reach)
    }
    for mark in ["±", ":", "+-"] {
      guard let place = text.range(of: mark) else { continue }
      guard let number = DecimalNumber(String(text[..<place.lowerBound]).trimmed),
        let tolerance = DecimalNumber(String(text[place.upperBound...]).trimmed), !tolerance.isNegative
      else { return nil }
      return (number, tolerance)
    }
    guard let number = DecimalNumber(text.trimmed), let zero else { return nil }
    return (number, zero)
  }
}

extension String {
  func range(of piece: String) -> Range<String.Index>? { ranges(of: piece).first }
}

extension KeyAnswer {
  /// The two options of what is true or false, the true one first.
  static func truth(_ isTrue: Bool, whenTrue: QuestionText = .empty, whenFalse: QuestionText = .empty) -> [KeyAnswer] {
    [
      KeyAnswer(QuestionText("true"), weight: isTrue ? .one : .zero, feedback: whenTrue),
      KeyAnswer(QuestionText("false"), weight: isTrue ? .zero : .one, feedback: whenFalse),
    ]
  }
}
