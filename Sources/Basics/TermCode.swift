/// A term that marks are put for: part of a year, the year itself, an examination, the final mark.
public enum TermCode: Hashable, Sendable, RawRepresentable {
  case quarter(Int)
  case trimester(Int)
  case halfYear(Int)
  case year
  case exam
  case final

  /// Those that have days of their own.
  public static let parts: [TermCode] =
    (1...4).map { .quarter($0) } + (1...3).map { .trimester($0) } + (1...2).map { .halfYear($0) }
  public static let all = parts + [.year, .exam, .final]

  /// `q1`, `t1`, `h1`, `year`, `exam`, `final`.
  public var rawValue: String {
    switch self {
    case .quarter(let number): "q\(number)"
    case .trimester(let number): "t\(number)"
    case .halfYear(let number): "h\(number)"
    case .year: "year"
    case .exam: "exam"
    case .final: "final"
    }
  }

  public init?(rawValue: String) {
    guard let found = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// Reads a term as people write it: `q1`, `1ч`, `1 четверть`, `1т`, `1п`, `год`, `экз`, `итог`.
  public init?(typed text: String) {
    let key = Folding.key(text)
    if let code = TermCode(rawValue: key) ?? Self.words[key] {
      self = code
      return
    }
    let number = key.prefix { $0.isNumber }
    let name = key.dropFirst(number.count).drop { $0 == " " || $0 == "-" || $0 == "я" || $0 == "й" || $0 == "е" || $0 == "." }
    let beginnings: [(String, (Int) -> TermCode)] = [
      ("четверть", { .quarter($0) }), ("триместр", { .trimester($0) }), ("полугодие", { .halfYear($0) }),
    ]
    guard let number = Int(number), !name.isEmpty, let make = beginnings.first(where: { $0.0.hasPrefix(name.prefix { $0 != "." }) })?.1,
      Self.all.contains(make(number))
    else { return nil }
    self = make(number)
  }

  private static let words: [String: TermCode] = [
    "год": .year, "годовая": .year, "экз": .exam, "экзамен": .exam, "итог": .final, "итоговая": .final,
  ]

  public var isHalfYear: Bool { if case .halfYear = self { true } else { false } }

  /// What divides a year: quarters, trimesters and half-years do not overlap with their own kind.
  public enum Division: Sendable { case quarters, trimesters, halfYears }
  public var division: Division? {
    switch self {
    case .quarter: .quarters
    case .trimester: .trimesters
    case .halfYear: .halfYears
    case .year, .exam, .final: nil
    }
  }

  /// `1-я четверть`.
  public var name: Text {
    switch self {
    case .quarter(let number): Text(en: "quarter \(number)", ru: "\(number)-я четверть")
    case .trimester(let number): Text(en: "trimester \(number)", ru: "\(number)-й триместр")
    case .halfYear(let number): Text(en: "half-year \(number)", ru: "\(number)-е полугодие")
    case .year: Text(en: "year", ru: "год")
    case .exam: Text(en: "examination", ru: "экзамен")
    case .final: Text(en: "final mark", ru: "итоговая")
    }
  }

  /// As the heading of a column.
  public var title: Text {
    switch self {
    case .quarter(let number): Text(en: "Quarter \(number)", ru: "\(number) четв.")
    case .trimester(let number): Text(en: "Trimester \(number)", ru: "\(number) трим.")
    case .halfYear(let number): Text(en: "Half-year \(number)", ru: "\(number) полуг.")
    case .year: Text(en: "Year", ru: "Год")
    case .exam: Text(en: "Exam", ru: "Экз.")
    case .final: Text(en: "Final", ru: "Итог")
    }
  }
}
