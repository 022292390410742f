import Basics

/// What somebody answered, by the places of the key: however the options were shaken, it means the same.
public enum Reply: Hashable, Sendable {
  case none
  /// Options, by their places in the file, from 0.
  case choices([Int])
  case text(String)
  /// Places of right sides among them all in order (`Arrangement.rights`), by the places of left sides.
  case pairs([Int: Int])
  /// Items by their places in the right order.
  case order([Int])
  case gaps([String])

  public var isEmpty: Bool {
    switch self {
    case .none: true
    case .choices(let places): places.isEmpty
    case .text(let text): text.trimmed.isEmpty
    case .pairs(let pairs): pairs.isEmpty
    case .order(let places): places.isEmpty
    case .gaps(let texts): texts.allSatisfy { $0.trimmed.isEmpty }
    }
  }

  // MARK: as it is stored

  public var stored: String {
    switch self {
    case .none: ""
    case .choices(let places), .order(let places): places.map { String($0 + 1) }.joined(separator: " ")
    case .text(let text): text
    case .pairs(let pairs): pairs.sorted { $0.key < $1.key }.map { "\($0 + 1)=\($1 + 1)" }.joined(separator: " ")
    case .gaps(let texts): texts.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
    }
  }

  /// - Parameter kind: of the question that was answered.
  public init(stored: String, _ kind: QuestionKind) {
    let numbers = { stored.split(separator: " ").compactMap { Int($0) }.map { $0 - 1 } }
    switch kind {
    case _ where stored.isEmpty, .text: self = .none
    case .single, .multiple, .truefalse: self = .choices(numbers())
    case .ordering: self = .order(numbers())
    case .short, .numeric, .essay: self = .text(stored)
    case .gaps: self = .gaps(stored.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    case .matching:
      var pairs: [Int: Int] = [:]
      for piece in stored.split(separator: " ") {
        let sides = piece.split(separator: "=").compactMap { Int($0) }
        if sides.count == 2 { pairs[sides[0] - 1] = sides[1] - 1 }
      }
      self = .pairs(pairs)
    }
  }
}

/// In which order the parts of a question are shown; the same seed gives the same order.
public struct Arrangement: Sendable {
  /// The options, or the items to be put in order, by their places in the file.
  public let options: [Int]
  /// The right sides of pairs, each once, as they are shown.
  public let rights: [Int]
  /// The right sides of pairs, each once, in the order of their code points.
  public let allRights: [String]
  /// The left sides of pairs, by their places in the file.
  public let lefts: [Int]

  /// - Parameter seed: shakes what may be shaken; `nil` leaves it as it stands.
  public init(_ question: Question, seed: UInt64?) {
    var generator = seed.map(SeededOrder.init)
    lefts = question.kind == .matching ? question.answers.indices.filter { !question.answers[$0].isSpare } : []
    let texts = Set(question.answers.compactMap(\.match))
    allRights = texts.sorted { Array($0.unicodeScalars).map(\.value).lexicographicallyPrecedes(Array($1.unicodeScalars).map(\.value)) }
    let inOrder = Array(allRights.indices)
    rights = question.kind == .matching ? generator?.shaken(inOrder) ?? inOrder : []
    switch question.kind {
    case .ordering:
      // As they stand they would tell the answer.
      let plain = question.answers.indices.sorted { a, b in
        let (left, right) = (question.answers[a].text.text, question.answers[b].text.text)
        return left == right ? a < b : left.unicodeScalars.map(\.value).lexicographicallyPrecedes(right.unicodeScalars.map(\.value))
      }
      options = generator?.shaken(plain) ?? plain
    case .single, .multiple:
      let plain = Array(question.answers.indices)
      options = question.shuffles ? generator?.shaken(plain) ?? plain : plain
    default: options = Array(question.answers.indices)
    }
  }
}

/// Orders that a seed fixes (SplitMix64, Fisher–Yates).
public struct SeededOrder {
  private var state: UInt64
  public init(_ seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  public mutating func shaken(_ places: [Int]) -> [Int] {
    var places = places
    for index in places.indices.dropFirst().reversed() { places.swapAt(index, Int(next() % UInt64(index + 1))) }
    return places
  }
}
