import Basics
import Record
import SQLite

/// A rule that a school's own act decides, with the default that facts.md gives.
public enum JournalRule: String, Sendable, CaseIterable {
  /// The scale marks are of, for the school, a subject, a form, or a subject in a form.
  case scale
  /// The averages from which a 3, a 4 and a 5 are proposed: `2.65 3.65 4.65`.
  case thresholds
  /// What part each category of work has in an average: `Контрольная работа=60; *=40`; `none` where weights alone decide.
  case shares
  /// The fewest marks of a quarter at one, two and more hours a week; a half-year wants twice as many.
  case fewest
  /// How far a term mark may lie from its average without a reason.
  case tolerance
  /// The years of study that are marked by half-years.
  case halfYearGrades = "half-year-grades"
  /// The years of study without marks.
  case unmarkedGrades = "unmarked-grades"
  /// Days after the lesson within which a teacher enters marks; `none` for no limit.
  case lateDays = "late-days"
  /// What late days count from: `lesson` or `homework`, the day the homework is due.
  case lateFrom = "late-from"
  /// Whether a retake takes the place of the first mark or stands beside it: `replace` or `average`.
  case retake
  /// Whether marks and absences can be entered for days that are still to come: `refuse` or `allow`. Debts always can.
  case future
  /// Whether changing or taking away what stands wants a word about why (`-m`): `none` or `required`.
  case reason
  /// A student is at risk whose average of the last days is lower by so much than before.
  case riskDrop = "stats.risk.falling"
  /// How many last days are held against those before.
  case riskDays = "stats.risk.days"
  /// From how many per cent of lessons missed a student is at risk.
  case riskAbsent = "stats.risk.absent"
  /// From how many lessons missed without a reason a student is at risk.
  case riskUnexcused = "stats.risk.unexcused"
  /// From how many days missed on end a student is told of.
  case consecutiveDays = "stats.consecutive.days"
  /// School days a week, for the norm of hours: 5 or 6.
  case workloadDays = "stats.workload.days"
  /// From which year of study students may write to one another in chats of two; `off` for none.
  case chatClassmates = "chat.classmates"
  /// Up to which age of a student guardians may read what adults write to them: the first age at which they may not; `off`.
  case chatGuardiansRead = "chat.guardians-read"
  /// How long a message can be edited.
  case chatEditWindow = "chat.edit-window"
  /// How long the text of a message lies on that was taken back, edited over or deleted.
  case chatKeepDeleted = "chat.keep-deleted"
  /// The hours in which no notice goes out; `off` for none.
  case chatQuiet = "chat.quiet"
  /// When weekly digests are due; daily ones take the hour.
  case familyDigestAt = "family.digest-at"

  public var standard: String {
    switch self {
    case .scale: ScaleCode.fivePoint.rawValue
    case .thresholds: "2.65 3.65 4.65"
    case .shares: "none"
    case .fewest: "3 5 7"
    case .tolerance: "1"
    case .halfYearGrades: "10 11"
    case .unmarkedGrades: "1"
    case .lateDays: "none"
    case .lateFrom: "lesson"
    case .retake: "replace"
    case .future: "refuse"
    case .reason: "none"
    case .riskDrop: "0.40"
    case .riskDays: "28"
    case .riskAbsent: "10"
    case .riskUnexcused: "5"
    case .consecutiveDays: "3"
    case .workloadDays: "5"
    case .chatClassmates: "1"
    case .chatGuardiansRead: "14"
    case .chatEditWindow: "24h"
    case .chatKeepDeleted: "30d"
    case .chatQuiet: "21:00..07:00"
    case .familyDigestAt: "вс 18:00"
    }
  }

  /// Rules that may differ by subject.
  public var isBySubject: Bool { self == .scale || self == .shares || self == .thresholds || self == .fewest || self == .tolerance }

  /// Whether a value is one of this rule.
  package func accepts(_ value: String) -> Bool {
    let words = value.split(separator: " ").map(String.init)
    switch self {
    case .scale: return ScaleCode(rawValue: value) != nil
    case .thresholds:
      let numbers = words.compactMap { Hundredths($0)?.count }
      return numbers.count == 3 && words.count == 3 && numbers == numbers.sorted() && numbers[0] >= 100 && numbers[2] <= 10_000
    // Held against the kinds of work of the school where it is set.
    case .shares: return !value.isEmpty
    case .fewest: return words.count == 3 && words.allSatisfy { Int($0).map { (0...100).contains($0) } ?? false }
    case .tolerance: return Hundredths(value).map { (0...500).contains($0.count) } ?? false
    case .halfYearGrades, .unmarkedGrades: return words.allSatisfy { Int($0).map { (1...12).contains($0) } ?? false }
    case .lateDays: return value == "none" || Int(value).map { (0...365).contains($0) } ?? false
    case .lateFrom: return ["lesson", "homework"].contains(value)
    case .retake: return ["replace", "average"].contains(value)
    case .future: return ["refuse", "allow"].contains(value)
    case .reason: return ["none", "required"].contains(value)
    case .riskDrop: return Hundredths(value).map { (1...400).contains($0.count) } ?? false
    case .riskDays: return Int(value).map { (1...200).contains($0) } ?? false
    case .riskAbsent, .riskUnexcused: return Int(value).map { (1...100).contains($0) } ?? false
    case .consecutiveDays: return Int(value).map { (1...60).contains($0) } ?? false
    case .workloadDays: return ["5", "6"].contains(value)
    case .chatClassmates: return value == "off" || Int(value).map { (1...12).contains($0) } ?? false
    case .chatGuardiansRead: return value == "off" || Int(value).map { (1...18).contains($0) } ?? false
    case .chatEditWindow, .chatKeepDeleted: return ChatSpan(value) != nil
    case .chatQuiet: return value == "off" || QuietHours(value) != nil
    case .familyDigestAt: return DigestTime(value) != nil
    }
  }
}

/// A decimal with at most two places, kept as a whole number of hundredths.
package struct Hundredths {
  package let count: Int

  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: text.contains(",") ? "," : ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, !parts[0].hasPrefix("+") else { return nil }
    guard parts.count == 2 else {
      count = whole * 100
      return
    }
    guard (1...2).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let fraction = Int(parts[1]) else {
      return nil
    }
    count = whole * 100 + (parts[1].count == 1 ? fraction * 10 : fraction)
  }
}

/// The rules as they stand, read once.
package struct JournalRules {
  private var values: [String: String] = [:]
  private let database: Database

  package init(_ database: Database) throws {
    self.database = database
    for (name, value) in try database.rows("SELECT name, value FROM setting", as: (String, String).self) { values[name] = value }
  }

  package func value(_ rule: JournalRule, subject: String? = nil) -> String {
    subject.flatMap { values["\(rule.rawValue):\(Folding.key($0))"] } ?? values[rule.rawValue] ?? rule.standard
  }

  private func numbers(_ rule: JournalRule, _ subject: String? = nil) -> [Int] {
    value(rule, subject: subject).split(separator: " ").compactMap { Int($0) }
  }

  /// The scale of a course: what is said of the subject in the form, of the subject, of the form, of the school.
  package func scale(form: String, subjectKey: String) -> ScaleCode {
    let chosen = values["scale@\(form):\(subjectKey)"] ?? values["scale:\(subjectKey)"] ?? values["scale@\(form)"] ?? value(.scale)
    return ScaleCode(rawValue: chosen) ?? .fivePoint
  }

  /// Thresholds in hundredths of the scale's own number.
  /// - Parameter highest: the best of the scale: thresholds of five are none of a hundred, where 45, 65 and 85 of a hundred stand for them.
  package func thresholds(_ subject: String, highest: Int) -> [Int] {
    if highest <= 1 { return [50] }
    func numbers(_ text: String) -> [Int] { text.split(separator: " ").compactMap { Hundredths($0)?.count } }
    let own = numbers(value(.thresholds, subject: subject))
    if let last = own.last, (last <= 500) == (highest <= 5), last <= highest * 100 { return own }
    return highest <= 5 ? numbers(JournalRule.thresholds.standard) : [45, 65, 85].map { $0 * highest }
  }

  /// The shares of categories of a subject; `nil` where weights alone decide.
  package func shares(_ subject: String) throws -> CategoryShares? {
    let text = value(.shares, subject: subject)
    guard text != JournalRule.shares.standard else { return nil }
    return CategoryShares(text, kinds: try CategoryShares.kinds(database))
  }

  /// The shares of every subject that has them, by its key.
  package func shares(bySubjectOf database: Database) throws -> [Int: CategoryShares] {
    guard values.keys.contains(where: { $0.hasPrefix(JournalRule.shares.rawValue) }) else { return [:] }
    var result: [Int: CategoryShares] = [:]
    for (id, name) in try database.rows("SELECT id, name FROM subject", as: (Int, String).self) { result[id] = try shares(name) }
    return result
  }

  package func tolerance(_ subject: String) -> Int { Hundredths(value(.tolerance, subject: subject))?.count ?? 100 }

  /// The fewest marks a term mark can be made of.
  package func fewest(_ subject: String, weeklyHours: Double?, isHalfYear: Bool) -> Int {
    let numbers = numbers(.fewest, subject)
    let hours = weeklyHours ?? 1
    let quarter = hours <= 1 ? numbers[0] : hours <= 2 ? numbers[1] : numbers[2]
    return isHalfYear ? quarter * 2 : quarter
  }

  package func isHalfYear(grade: Int) -> Bool { numbers(.halfYearGrades).contains(grade) }
  package func isUnmarked(grade: Int) -> Bool { numbers(.unmarkedGrades).contains(grade) }
  package var lateDays: Int? { Int(value(.lateDays)) }
  package var lateCountsFromHomework: Bool { value(.lateFrom) == "homework" }
  package var retakesReplace: Bool { value(.retake) == "replace" }
  package var allowsFuture: Bool { value(.future) == "allow" }
  package var changesNeedReason: Bool { value(.reason) == "required" }
}
