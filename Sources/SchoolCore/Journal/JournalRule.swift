import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

extension Journal {
  public struct RuleValue: Sendable {
    public let rule: JournalRule
    public let subject: String?
    public let form: String?
    public let value: String
    public let isStandard: Bool
  }

  /// The rules of the journal as they stand, those for single subjects after their common one.
  public func rules() throws -> [RuleValue] {
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
      let before = rule == .scale ? try ScalesInUse(writing.database, now: writing.now) : nil
      if rule == .shares, let value, value != JournalRule.shares.standard,
        CategoryShares(value, kinds: try CategoryShares.kinds(writing.database)) == nil
      {
        throw JournalFailure.badShares(value, kinds: try writing.database.values("SELECT name FROM work_kind ORDER BY id", as: String.self))
      }
      if rule == .scale, let value = value.flatMap(ScaleCode.init) { try Self.prepareScale(value, writing.database) }
      if let subject {
        guard let key = try writing.database.value("SELECT name_key FROM subject WHERE name_key = ?", Folding.key(subject), as: String.self)
        else { throw SubjectFailure.unknown(subject) }
        name += ":\(key)"
      }
      if let value {
        try writing.database.run(
          "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
          name, rule == .shares ? Folding.tidy(value) : Folding.tidy(value).replacing(",", with: "."))
      } else {
        try writing.database.run("DELETE FROM setting WHERE name = ?", name)
      }
      try before?.refuseMixing(writing.database, now: writing.now)
    }
  }

  private static func prepareScale(_ scale: ScaleCode, _ database: Database) throws {
    try MarkScale.insert(scale, into: database)
    let known = try database.values("SELECT DISTINCT scale FROM mark_value", as: ScaleCode.self)
    guard known.contains(scale) else {
      throw JournalFailure.noSuchScale(scale.rawValue, known: Set(known).union(ScaleCode.ready).map(\.rawValue).sorted())
    }
  }
}
