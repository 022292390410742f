import Basics
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

  public var standard: String {
    switch self {
    case .scale: MarkScale.fivePoint
    case .thresholds: "2.65 3.65 4.65"
    case .shares: "none"
    case .fewest: "3 5 7"
    case .tolerance: "1"
    case .halfYearGrades: "10 11"
    case .unmarkedGrades: "1"
    case .lateDays: "none"
    case .lateFrom: "lesson"
    case .retake: "replace"
    }
  }

  /// Rules that may differ by subject.
  public var isBySubject: Bool { self == .scale || self == .shares || self == .thresholds || self == .fewest || self == .tolerance }

  /// Whether a value is one of this rule.
  func accepts(_ value: String) -> Bool {
    let words = value.split(separator: " ").map(String.init)
    switch self {
    case .scale: return value.wholeMatch(of: /[a-z][a-z0-9-]{0,19}/) != nil
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
    }
  }
}

/// A decimal with at most two places, kept as a whole number of hundredths.
struct Hundredths {
  let count: Int

  init?(_ text: some StringProtocol) {
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
struct JournalRules {
  private var values: [String: String] = [:]
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    for (name, value) in try database.rows("SELECT name, value FROM setting", as: (String, String).self) { values[name] = value }
  }

  func value(_ rule: JournalRule, subject: String? = nil) -> String {
    subject.flatMap { values["\(rule.rawValue):\(Folding.key($0))"] } ?? values[rule.rawValue] ?? rule.standard
  }

  private func numbers(_ rule: JournalRule, _ subject: String? = nil) -> [Int] {
    value(rule, subject: subject).split(separator: " ").compactMap { Int($0) }
  }

  /// The scale of a course: what is said of the subject in the form, of the subject, of the form, of the school.
  func scale(form: String, subjectKey: String) -> String {
    values["scale@\(form):\(subjectKey)"] ?? values["scale:\(subjectKey)"] ?? values["scale@\(form)"] ?? value(.scale)
  }

  /// Thresholds in hundredths of the scale's own number.
  /// - Parameter highest: the best of the scale: thresholds of five are none of a hundred, where 45, 65 and 85 of a hundred stand for them.
  func thresholds(_ subject: String, highest: Int) -> [Int] {
    if highest <= 1 { return [50] }
    func numbers(_ text: String) -> [Int] { text.split(separator: " ").compactMap { Hundredths($0)?.count } }
    let own = numbers(value(.thresholds, subject: subject))
    if let last = own.last, (last <= 500) == (highest <= 5), last <= highest * 100 { return own }
    return highest <= 5 ? numbers(JournalRule.thresholds.standard) : [45, 65, 85].map { $0 * highest }
  }

  /// The shares of categories of a subject; `nil` where weights alone decide.
  func shares(_ subject: String) throws -> CategoryShares? {
    let text = value(.shares, subject: subject)
    guard text != JournalRule.shares.standard else { return nil }
    return CategoryShares(text, kinds: try CategoryShares.kinds(database))
  }

  /// The shares of every subject that has them, by its key.
  func shares(bySubjectOf database: Database) throws -> [Int: CategoryShares] {
    guard values.keys.contains(where: { $0.hasPrefix(JournalRule.shares.rawValue) }) else { return [:] }
    var result: [Int: CategoryShares] = [:]
    for (id, name) in try database.rows("SELECT id, name FROM subject", as: (Int, String).self) { result[id] = try shares(name) }
    return result
  }

  func tolerance(_ subject: String) -> Int { Hundredths(value(.tolerance, subject: subject))?.count ?? 100 }

  /// The fewest marks a term mark can be made of.
  func fewest(_ subject: String, weeklyHours: Double?, isHalfYear: Bool) -> Int {
    let numbers = numbers(.fewest, subject)
    let hours = weeklyHours ?? 1
    let quarter = hours <= 1 ? numbers[0] : hours <= 2 ? numbers[1] : numbers[2]
    return isHalfYear ? quarter * 2 : quarter
  }

  func isHalfYear(grade: Int) -> Bool { numbers(.halfYearGrades).contains(grade) }
  func isUnmarked(grade: Int) -> Bool { numbers(.unmarkedGrades).contains(grade) }
  var lateDays: Int? { Int(value(.lateDays)) }
  var lateCountsFromHomework: Bool { value(.lateFrom) == "homework" }
  var retakesReplace: Bool { value(.retake) == "replace" }
}

extension School {
  public struct RuleValue: Sendable {
    public let rule: JournalRule
    public let subject: String?
    public let form: String?
    public let value: String
    public let isStandard: Bool
  }

  /// The rules of the journal as they stand, those for single subjects after their common one.
  public func journalRules() throws -> [RuleValue] {
    try read(.timetableRead) { reading in
      let stored = Dictionary(
        uniqueKeysWithValues: try reading.database.rows("SELECT name, value FROM setting ORDER BY name", as: (String, String).self))
      let subjects = Dictionary(
        uniqueKeysWithValues: try reading.database.rows("SELECT name_key, name FROM subject", as: (String, String).self))
      return JournalRule.allCases.flatMap { rule -> [RuleValue] in
        let common = RuleValue(
          rule: rule, subject: nil, form: nil, value: stored[rule.rawValue] ?? rule.standard, isStandard: stored[rule.rawValue] == nil)
        let named = stored.filter { $0.key.hasPrefix(rule.rawValue + ":") || $0.key.hasPrefix(rule.rawValue + "@") }
        let own = named.sorted { $0.key < $1.key }.map { name, value -> RuleValue in
          let rest = name.dropFirst(rule.rawValue.count)
          let form = rest.first == "@" ? String(rest.dropFirst().prefix { $0 != ":" }) : nil
          let key = rest.firstIndex(of: ":").map { String(rest[rest.index(after: $0)...]) }
          return RuleValue(rule: rule, subject: key.map { subjects[$0] ?? $0 }, form: form, value: value, isStandard: false)
        }
        return [common] + own
      }
    }
  }

  /// Sets a rule, for the school or for one subject; `nil` goes back to the default.
  /// - Parameter form: for `scale` alone.
  public func setJournalRule(
    _ rule: JournalRule, _ value: String?, subject: String?, form: String? = nil, _ request: WriteRequest
  ) throws -> Performed<Void> {
    if form != nil, rule != .scale { throw JournalFailure.ruleNotByForm(rule) }
    if let value, !rule.accepts(Folding.tidy(value)) { throw JournalFailure.badRule(rule, value) }
    if subject != nil, !rule.isBySubject { throw JournalFailure.ruleNotBySubject(rule) }
    return try perform(.termClose, request) { writing in
      var name = rule.rawValue
      if let form {
        let id = try try writing.reading().formID(form)
        name += "@" + (try writing.database.value("SELECT name FROM form WHERE id = ?", id, as: String.self) ?? form)
      }
      let before = rule == .scale ? try scalesInUse() : [:]
      if rule == .shares, let value, value != JournalRule.shares.standard,
        CategoryShares(value, kinds: try CategoryShares.kinds(writing.database)) == nil
      {
        throw JournalFailure.badShares(value, kinds: try writing.database.values("SELECT name FROM work_kind ORDER BY id", as: String.self))
      }
      if rule == .scale, let value { try Self.prepareScale(value, writing.database) }
      if let subject {
        guard let key = try writing.database.value("SELECT name_key FROM subject WHERE name_key = ?", Folding.key(subject), as: String.self)
        else { throw LibraryFailure.noSubject(subject) }
        name += ":\(key)"
      }
      if let value {
        try writing.database.run(
          "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
          name, rule == .shares ? Folding.tidy(value) : Folding.tidy(value).replacing(",", with: "."))
      } else {
        try writing.database.run("DELETE FROM setting WHERE name = ?", name)
      }
      if rule == .scale { try refuseMixedScales(before) }
    }
  }

  /// The scale of each course of the year that has another than the usual one, by its key.
  func scalesInUse() throws -> [Int: String] {
    guard try database.value("SELECT 1 FROM setting WHERE name LIKE 'scale%' LIMIT 1", as: Int.self) != nil else { return [:] }
    let index = try CourseIndex(database, try SchoolCalendar(database, now: clock.now()))
    return Dictionary(uniqueKeysWithValues: index.all.filter { $0.scale != MarkScale.fivePoint }.map { ($0.id, $0.scale) })
  }

  private static func prepareScale(_ scale: String, _ database: Database) throws {
    try MarkScale.insert(scale, into: database)
    let known = try database.values("SELECT DISTINCT scale FROM mark_value", as: String.self)
    guard known.contains(scale) else { throw JournalFailure.noSuchScale(scale, known: Set(known).union(MarkScale.ready).sorted()) }
  }

  /// Marks of two scales in one course would make averages of nothing.
  /// - Parameter before: `scalesInUse` before the change.
  /// - Throws: `JournalFailure.scaleInUse` for a course that has marks and another scale now.
  func refuseMixedScales(_ before: [Int: String]) throws {
    let after = try scalesInUse()
    for id in Set(before.keys).union(after.keys).sorted() where before[id] != after[id] {
      let marks = try database.value(
        "SELECT 1 FROM lesson l JOIN mark m ON m.lesson_id = l.id WHERE l.course_id = ? LIMIT 1", id, as: Int.self)
      guard marks != nil else { continue }
      let name = try database.value(
        "SELECT f.name || ' ' || s.name FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?",
        id,
        as: String.self)
      throw JournalFailure.scaleInUse(course: name ?? "", scale: before[id] ?? MarkScale.fivePoint)
    }
  }
}

/// Why the journal refuses something that is right in itself.
public enum JournalFailure: Failure, Equatable {
  case termClosed(TermCode)
  /// The teacher's window for entering is over; days since.
  case tooLate(days: Int, limit: Int)
  case noSuchTerm(String, known: [String])
  case badRule(JournalRule, String)
  case badShares(String, kinds: [String])
  case ruleNotBySubject(JournalRule)
  case ruleNotByForm(JournalRule)
  /// A sign of a scale with numbers of its own needs one.
  case scoreNeeded(String)
  case noSuchScale(String, known: [String])
  /// A course has marks of its scale already.
  case scaleInUse(course: String, scale: String)
  case notATermMark(String)
  /// The mark is farther from its average than the school's rule allows without a reason.
  case reasonNeeded(person: String, mark: String, average: String)
  case termMarkStands(person: String, stands: String, given: String)
  case notReadyToClose(Int)
  case noSuchException(Int)
  case nothingToPropose
  case unmarked(form: String)

  public var exit: ExitCode {
    switch self {
    case .termClosed, .tooLate: .notPermitted
    case .notReadyToClose: .no
    case .noSuchException, .noSuchScale: .notFound
    case .nothingToPropose: .done
    default: .badData
    }
  }

  public var key: String {
    switch self {
    case .termClosed: "term.closed"
    case .tooLate: "mark.late"
    case .noSuchTerm: "term.unknown"
    case .scoreNeeded: "scale.score"
    case .badRule, .badShares, .ruleNotBySubject, .ruleNotByForm: "rule.form"
    case .noSuchScale: "scale.unknown"
    case .scaleInUse: "scale.used"
    case .notATermMark: "term.mark"
    case .reasonNeeded: "term.reason"
    case .termMarkStands: "term.stands"
    case .notReadyToClose: "term.unready"
    case .noSuchException: "exception.unknown"
    case .nothingToPropose: "term.nothing"
    case .unmarked: "form.unmarked"
    }
  }
}
