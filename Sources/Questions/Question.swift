import Basics

/// What a question asks for.
public enum QuestionKind: String, Sendable, CaseIterable {
  case single, multiple, truefalse, short, numeric, matching, ordering, gaps, essay
  /// No question: something to read.
  case text

  /// Whether who takes it chooses among options.
  public var isChoice: Bool { self == .single || self == .multiple || self == .truefalse }
}

/// How a text is marked up.
public enum TextFormat: String, Sendable, CaseIterable { case moodle, html, markdown, plain }

/// A text of a question in the mark-up it came in.
public struct QuestionText: Hashable, Sendable {
  public let text: String
  public let format: TextFormat

  /// Line ends become LF; the text loses blanks at its ends, and where blanks mean nothing several become one.
  public init(_ text: String, _ format: TextFormat = .moodle) {
    let clean = Self.cleaned(text)
    switch format {
    case .moodle: self.text = Self.collapsed(clean)
    case .html, .markdown, .plain: self.text = clean.trimmed
    }
    self.format = self.text.isEmpty ? .moodle : format
  }

  /// Without what no file of XML can hold.
  private static func cleaned(_ text: String) -> String {
    guard hasWaste(text) else { return text }
    var scalars = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n": if !wasReturn { scalars.append(scalar) }
      case _ where scalar.value < 32 && scalar != "\t" || scalar.value & 0xfffe == 0xfffe: break
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  private static func hasWaste(_ text: String) -> Bool {
    var (before, last): (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      // U+xFFFE and U+xFFFF end in BF BE and BF BF.
      if byte < 32 && byte != 10 || byte & 0xfe == 0xbe && last == 0xbf && before >= 0x8f { return true }
      (before, last) = (last, byte)
    }
    return false
  }

  public static let empty = QuestionText("")
  public var isEmpty: Bool { text.isEmpty }

  private static func hasBlanksToCollapse(_ text: String) -> Bool {
    var wasBlank = false
    for byte in text.utf8 {
      if byte == 9 || wasBlank && (byte == 32 || byte == 10) { return true }
      wasBlank = byte == 32 || byte == 10
    }
    return false
  }

  /// Blanks and tabs become one space; line ends stay, without blanks around them.
  private static func collapsed(_ text: String) -> String {
    guard hasBlanksToCollapse(text) else { return text.trimmed }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ") }
      .joined(separator: "\n").trimmed
  }
}

/// An answer of the key: an option, a pattern, a number, a pair, a place in an order.
public struct KeyAnswer: Hashable, Sendable {
  /// The option, the pattern of a short answer, the number, the left side of a pair; empty for a right side that fits nothing.
  public var text: QuestionText
  /// The share of the points, −1…1.
  public var weight: Fraction
  public var feedback: QuestionText
  /// The right side of a pair.
  public var match: String?
  /// How far a number may be off.
  public var tolerance: DecimalNumber?

  public init(
    _ text: QuestionText, weight: Fraction = .zero, feedback: QuestionText = .empty, match: String? = nil, tolerance: DecimalNumber? = nil
  ) {
    self.text = text
    self.weight = weight
    self.feedback = feedback
    self.match = match
    self.tolerance = tolerance
  }

  /// Whether it is a right side without a left one.
  public var isSpare: Bool { match != nil && text.isEmpty }
}

/// A picture or a sound that a text of a question shows.
public struct QuestionFile: Hashable, Sendable {
  /// The text it belongs to: `stem`, `feedback`, `answer 2`, `feedback 2`.
  public let place: String
  public let name: String
  public let bytes: [UInt8]

  public init(place: String, name: String, bytes: [UInt8]) {
    self.place = place
    self.name = name
    self.bytes = bytes
  }
}

/// A question of a bank, as every form of file is read into it and written from it.
public struct Question: Hashable, Sendable {
  public var kind: QuestionKind
  /// Its place in a tree, with `/` between: `Алгебра/Степени`.
  public var category = ""
  /// What another system knows it by.
  public var idnumber: String?
  public var title = ""
  /// What is asked; of gaps with their marks (`Cloze`).
  public var stem: QuestionText
  public var points = Fraction.one
  public var answers: [KeyAnswer] = []
  /// Shown to everybody once answers are.
  public var feedback = QuestionText.empty
  public var tags: [String] = []
  public var files: [QuestionFile] = []
  /// Whether options may stand in another order.
  public var shuffles = false
  /// Small and capital letters are told apart.
  public var isCaseSensitive = false
  /// Right as a whole, or worth nothing.
  public var isAllOrNothing = false
  /// Where its file has it.
  public var place = ""

  public init(_ kind: QuestionKind, _ stem: QuestionText, title: String = "") {
    self.kind = kind
    self.stem = stem
    self.title = title
  }

  /// What a list calls it: its title, else the beginning of what it asks.
  public var name: String {
    if !title.isEmpty { return title }
    let plain = PlainQuestionText.line(kind == .gaps ? QuestionText(Cloze.blanked(stem.text), stem.format) : stem)
    return plain.count > 60 ? plain.prefix(59).trimmed + "…" : plain
  }

  /// The same but for where it stood.
  public func isSame(as other: Question) -> Bool {
    var (a, b) = (self, other)
    (a.place, b.place) = ("", "")
    return a == b
  }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmed }
}

/// The questions of a file, and what it has that is not taken.
public struct QuestionBank: Sendable {
  public var questions: [Question] = []
  public var unknown: [UnknownQuestion] = []
  public var mistakes: [QuestionMistake] = []
  public var notices: [QuestionNotice] = []

  public init() {}

  public var count: Int { questions.count { $0.kind != .text } }
  public var points: Fraction { Fraction.sum(questions.filter { $0.kind != .text }.map(\.points)) }
}

/// A question of a kind that is not read.
public struct UnknownQuestion: Sendable, Equatable {
  public enum Reason: Sendable, Equatable {
    /// A type of question, or of interaction, as its form calls it.
    case type(String)
    case adaptive, templateVariables
  }
  public let place: String
  public let name: String
  public let reason: Reason

  public init(place: String, name: String, reason: Reason) {
    self.place = place
    self.name = name
    self.reason = reason
  }
}

/// Something that was read otherwise than the file may have meant.
public struct QuestionNotice: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// The rules of marking were written out; the key holds, all or nothing.
    case ownRules
  }
  public let place: String
  public let name: String
  public let kind: Kind
}

/// What is wrong with a question, and where.
public struct QuestionMistake: Sendable, Equatable {
  public enum Problem: Sendable, Equatable {
    /// The mark that should end the answers is missing.
    case unclosedAnswers
    /// The next question begins without a blank line before it.
    case notParted
    case noAnswers
    case noRightAnswer
    /// A weight that is none, or beyond −100…100.
    case badWeight(String)
    /// The weights of what is right add up to less, or more, than 100.
    case weightsNotWhole(String)
    case onePair
    case emptyOption
    case badNumber(String)
    case badPoints(String)
    case emptyQuestion
    /// An option of Aiken without the next letter.
    case labelOrder(found: String, wanted: String)
    case answerNotOption(String)
    case answerMissing
    case optionsMissing
    /// A key that names no choice.
    case keyNamesNothing(String)
    case partMissing(String)
    /// A path that leads out of its archive.
    case climbs(String)
    case noInteraction
    case badFile(String)
    case badGap(String)
    case unknownType(String)
    case twice(first: String)
    case tooLong(Int)
  }
  public let place: String
  public let problem: Problem

  public init(_ place: String, _ problem: Problem) {
    self.place = place
    self.problem = problem
  }
}
