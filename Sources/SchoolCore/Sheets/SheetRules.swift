import Basics
import Tabular

/// What one sender's files need, kept beside them as `FILE.rules`: lines `name = value`.
///
/// - `skip = 2`: lines before the headings;
/// - `days = MDY`: the order of days in figures, `DMY`, `MDY` or `YMD`, with dots, slashes or hyphens;
/// - `column.Class name = Класс`: what a heading of the file means;
/// - `encoding = windows-1251`, `separator = tab`: as the options of these names, which come first.
public struct SheetRules: Sendable {
  public private(set) var skip = 0
  public private(set) var encoding: String?
  public private(set) var separator: String?
  private var order: [Character]?
  /// What headings mean, in the words of the rules.
  private var columns: [String: String] = [:]
  /// The headings named, as written, to tell of those the file does not have.
  package private(set) var named: [String] = []

  /// - Throws: `BadInput` with every line that is no rule.
  public init(_ text: String, file: String) throws {
    try RuleLines.read(text, file: file, wrong: Problem.notASheetRule) { take($0, $1) }
  }

  private mutating func take(_ name: String, _ value: String) -> Bool {
    switch name {
    case "skip":
      guard let number = Int(value), (0...1000).contains(number) else { return false }
      skip = number
    case "days":
      guard ["DMY", "MDY", "YMD"].contains(value.uppercased()) else { return false }
      order = Array(value.uppercased())
    case "encoding": encoding = value
    case "separator": separator = value
    default:
      guard name.hasPrefix("column."), Heading.field(value) ?? LibraryHeading.field(value) != nil else { return false }
      let heading = Folding.tidy(String(name.dropFirst(7)))
      named.append(heading)
      columns[Folding.key(heading)] = value
    }
    return true
  }

  /// What a heading means; `nil` where the rules do not say.
  package func field(_ heading: String, _ vocabulary: SheetVocabulary = .school) -> Field? {
    columns[Folding.key(heading)].flatMap(vocabulary.field)
  }

  /// A day in the order of the rules as `YYYY-MM-DD`; other text stays.
  package func day(_ text: String) -> String {
    guard let order else { return text }
    let date = text.split(separator: " ").first ?? ""
    let parts = date.split { ".-/".contains($0) }
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return text }
    var numbers: [Character: Int] = [:]
    for (letter, part) in zip(order, parts) {
      guard let number = Int(part), letter == "Y" ? part.count == 4 || part.count == 2 : part.count <= 2 else { return text }
      numbers[letter] = letter == "Y" && part.count == 2 ? number + (number < 70 ? 2000 : 1900) : number
    }
    guard let day = Day(year: numbers["Y"] ?? 0, month: numbers["M"] ?? 0, day: numbers["D"] ?? 0) else { return text }
    return day.description
  }
}
