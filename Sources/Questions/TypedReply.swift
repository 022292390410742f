import Basics

/// Reads an answer as it is typed: letters of the options as they are shown, words, numbers.
public enum TypedReply {
  /// Why it is no answer to its question.
  public enum Problem: Error, Sendable, Equatable {
    /// No option of that letter or text; the last letter there is.
    case noOption(String, last: Int)
    case oneOnly
    case notTruth(String)
    case notANumber(String)
    case notAPair(String)
    case noPlace(String)
    case orderNotWhole(Int)
    case gapCount(found: Int, wanted: Int)
    case notAsked
    case tooLong(Int)
    /// The same question, or line, a second time.
    case twice
  }

  /// The longest answer, in bytes.
  public static let longest = 100_000

  /// - Throws: `Problem`.
  public static func read(_ typed: String, _ question: Question, _ arrangement: Arrangement) throws(Problem) -> Reply {
    let text = typed.trimmed
    guard text.utf8.count <= longest else { throw .tooLong(longest) }
    guard !text.isEmpty else { return .none }
    switch question.kind {
    case .text: throw .notAsked
    case .essay, .short: return .text(text)
    case .numeric:
      guard DecimalNumber(text) != nil else { throw .notANumber(text) }
      return .text(text)
    case .truefalse:
      guard let isTrue = TruthWords.value(text) else { throw .notTruth(text) }
      return .choices([isTrue ? 0 : 1])
    case .single, .multiple: return .choices(try choices(text, question, arrangement))
    case .matching: return .pairs(try pairs(text, arrangement))
    case .ordering: return .order(try order(text, question, arrangement))
    case .gaps: return .gaps(try gaps(text, question))
    }
  }

  private static func choices(_ text: String, _ question: Question, _ arrangement: Arrangement) throws(Problem) -> [Int] {
    if let places = letters(text, among: arrangement.options) {
      guard question.kind == .multiple || places.count == 1 else { throw .oneOnly }
      return Array(Set(places)).sorted()
    }
    let pieces = question.kind == .multiple ? text.split(separator: ";").map(String.init) : [text]
    var found: Set<Int> = []
    for piece in pieces {
      guard let place = question.answers.firstIndex(where: { Folding.key(PlainQuestionText.line($0.text)) == Folding.key(piece) }) else {
        throw .noOption(piece.trimmed, last: arrangement.options.count - 1)
      }
      found.insert(place)
    }
    return found.sorted()
  }

  /// Places that letters name, with blanks, commas or nothing between; `nil` where there is anything but letters of options.
  private static func letters(_ text: String, among shown: [Int]) -> [Int]? {
    var places: [Int] = []
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      if shown.count > 26, let number = Int(word), shown.indices.contains(number - 1) {
        places.append(shown[number - 1])
        continue
      }
      for letter in word where letter != ")" && letter != "." {
        guard let index = Letters.index(letter), shown.indices.contains(index) else { return nil }
        places.append(shown[index])
      }
    }
    return places.isEmpty ? nil : places
  }

  /// `1б 2в 3а`, `1-б, 2-в`.
  private static func pairs(_ text: String, _ arrangement: Arrangement) throws(Problem) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    let clean = text.filter { !"-–—=:)>.→".contains($0) }
    var rest = Substring(clean.replacing(",", with: " ").replacing(";", with: " "))
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty else { return pairs }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count).drop { $0.isWhitespace }
      guard let number = Int(digits), let letter = rest.first, let place = Letters.index(letter) else { throw .notAPair(text) }
      guard arrangement.lefts.indices.contains(number - 1) else { throw .noPlace(String(digits)) }
      guard arrangement.rights.indices.contains(place) else { throw .noOption(String(letter), last: arrangement.rights.count - 1) }
      guard pairs.updateValue(arrangement.rights[place], forKey: number - 1) == nil else { throw .twice }
      rest = rest.dropFirst()
    }
  }

  private static func order(_ text: String, _ question: Question, _ arrangement: Arrangement) throws(Problem) -> [Int] {
    guard let places = letters(text, among: arrangement.options) else { throw .noOption(text, last: arrangement.options.count - 1) }
    guard Set(places).count == places.count, places.count == question.answers.count else { throw .orderNotWhole(question.answers.count) }
    return places
  }

  private static func gaps(_ text: String, _ question: Question) throws(Problem) -> [String] {
    let gaps = (try? Cloze.gaps(question.stem.text)) ?? []
    var pieces = text.split(separator: ";", omittingEmptySubsequences: false).map { String($0).trimmed }
    if pieces.count == gaps.count + 1, pieces.last == "" { pieces.removeLast() }
    guard pieces.count == gaps.count else { throw .gapCount(found: pieces.count, wanted: gaps.count) }
    for (index, gap) in gaps.enumerated() where !pieces[index].isEmpty {
      switch gap.kind {
      case .short: break
      case .numeric: if DecimalNumber(pieces[index]) == nil { throw .notANumber(pieces[index]) }
      case .choice:
        let texts = gap.answers.map { PlainQuestionText.line($0.text) }
        if pieces[index].count == 1, let place = pieces[index].first.flatMap(Letters.index), texts.indices.contains(place) {
          pieces[index] = texts[place]
        } else if let same = texts.first(where: { Folding.key($0) == Folding.key(pieces[index]) }) {
          pieces[index] = same
        } else {
          throw .noOption(pieces[index], last: texts.count - 1)
        }
      }
    }
    return pieces
  }
}
