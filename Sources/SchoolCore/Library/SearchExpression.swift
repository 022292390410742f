import Basics
import RussianText
import SchoolModel

/// What somebody types to search, as a full-text expression. Nothing that is typed is a mistake of syntax.
///
/// All words must occur; `"…"` and `«…»` are words side by side, `-word` excludes, `word*` is a beginning; everything else is a blank.
package struct SearchExpression {
  package enum Term: Equatable {
    case word(folded: String, stem: String)
    case phrase([String])
    case beginning(String)
    /// The number of a book, as it stands in the index.
    case isbn(String)
  }
  package private(set) var wanted: [Term] = []
  package private(set) var excluded: [Term] = []
  /// Whether something was typed at all.
  package let isEmpty: Bool
  private let breaker: WordBreaker

  package init(_ text: String, excluding: [String] = [], _ breaker: WordBreaker) {
    self.breaker = breaker
    isEmpty = Folding.tidy(text).isEmpty && excluding.isEmpty
    read(text)
    for word in excluding { excluded += terms(word) }
  }

  /// Whether it says what is looked for.
  package var isAnswerable: Bool { !wanted.isEmpty }

  private mutating func read(_ text: String) {
    var rest = Folding.composed(text)[...]
    var isAfterBlank = true
    var excludes = false
    while let first = rest.first {
      switch first {
      case "\"", "«", "“", "„":
        let closing: Set<Character> = first == "\"" ? ["\""] : ["»", "”", "“"]
        rest.removeFirst()
        let inner = rest.prefix { !closing.contains($0) }
        rest = rest.dropFirst(inner.count + 1)
        let stems = breaker.words(String(inner)).map(\.stem)
        if !stems.isEmpty { add([stems.count == 1 ? .word(folded: stems[0], stem: stems[0]) : .phrase(stems)], excludes) }
        (isAfterBlank, excludes) = (true, false)
      case "-" where isAfterBlank:
        excludes = true
        isAfterBlank = false
        rest.removeFirst()
      case let blank where blank.isWhitespace || "(){}[]:^,;.!?'&|/\\+~@#$%=<>*".contains(blank):
        isAfterBlank = true
        if blank.isWhitespace { excludes = false }
        rest.removeFirst()
      default:
        let chunk = rest.prefix { !$0.isWhitespace && !"\"«“„(){}[]:^".contains($0) }
        rest = rest.dropFirst(chunk.count)
        let found = terms(String(chunk))
        // A word that a hyphen divides is left out as a whole.
        if excludes, found.count > 1, case let stems = found.compactMap(\.stem), stems.count == found.count {
          add([.phrase(stems)], true)
        } else {
          add(found, excludes)
        }
        (isAfterBlank, excludes) = (false, false)
      }
    }
  }

  private mutating func add(_ terms: [Term], _ excludes: Bool) { if excludes { excluded += terms } else { wanted += terms } }

  /// The words of a run of signs without blanks, the last one a beginning where an asterisk follows it.
  private func terms(_ chunk: String) -> [Term] {
    if let isbn = ISBN(chunk) { return [.isbn(isbn.digits)] }
    var found: [Term] = []
    var rest = chunk[...]
    while !rest.isEmpty {
      let part = rest.prefix { $0 != "*" }
      rest = rest.dropFirst(part.count)
      let words = breaker.words(String(part))
      for word in words { found.append(.word(folded: word.folded, stem: word.stem)) }
      let touches = part.unicodeScalars.last.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
      if !rest.isEmpty, touches, case .word(let folded, _)? = found.last { found[found.count - 1] = .beginning(folded) }
      rest = rest.drop { $0 == "*" }
    }
    return found
  }

  // MARK: as full text

  /// The expression for the index.
  package var fullText: String {
    let all = wanted.map(expression).joined(separator: " AND ")
    return excluded.isEmpty ? all : "(\(all)) NOT (\(excluded.map(expression).joined(separator: " OR ")))"
  }

  private func expression(_ term: Term) -> String {
    switch term {
    case .word(_, let stem): Self.exactly(stem)
    case .isbn(let digits): Self.exactly(digits)
    case .phrase(let stems): "(" + stems.map(Self.exactly).joined(separator: " + ") + ")"
    case .beginning(let word):
      "(" + (["\"\(word)\" *"] + Beginnings.stems(word, breaker).map(Self.exactly)).joined(separator: " OR ") + ")"
    }
  }

  /// No stem has a quotation mark in it.
  package static func exactly(_ stem: String) -> String { "\"\(SearchTokens.exactly)\(stem)\"" }

  /// Any of some words.
  package static func any(_ stems: [String]) -> String { stems.map(exactly).joined(separator: " OR ") }
}

extension SearchExpression.Term {
  fileprivate var stem: String? { if case .word(_, let stem) = self { stem } else { nil } }
}
