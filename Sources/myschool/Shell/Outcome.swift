import Arguments
import Basics
import Record
import SchoolExchange
import SchoolModel
import Tabular

typealias Command = Arguments.Command<Session, Outcome>

/// What a command came to; how it is shown is decided at one place.
enum Outcome {
  /// A list; `note` is said on stderr when it has no rows.
  case table(Table, note: Text? = nil)
  /// A list whose form is another program's: CSV unless another form is asked for.
  case exported(Table)
  /// Lists one under the other, with a title for people; a machine form gets the first alone.
  case tables([(title: String, table: Table)])
  /// A list of what is wrong: exit 1 unless it is empty.
  case findings(Table, note: Text, isFine: Bool)
  /// A list that has a form of its own on paper, in HTML.
  case printable(Table, page: (Language) throws -> String)
  /// Lines for people, then lists; a machine form gets the first list alone.
  case page([Text], [(title: String, table: Table)])
  case receipt(Receipt)
  case text(String)
  /// The content of a file, as it is.
  case bytes([UInt8])
  /// Findings on stdout, and an exit code that says so.
  case verdict(String, ExitCode)
  case nothing
  /// Another run of the program answered already.
  case exit(Int32)
}

/// What a write did, in words and in numbers.
struct Receipt {
  /// Lines for people.
  var lines: [Text]
  var operation: Int?
  var tally = Tally()
  var unchanged = 0
  /// The changes of a dry run; `nil` when it was none.
  var preview: [RecordedChange]?
  /// Offers the way back.
  var canBeUndone = true

  /// A receipt that counts what an operation did, or says that nothing changed.
  init<V>(_ performed: Performed<V>, dryRun: Bool, unchanged: Int = 0, extra: [Text] = [], canBeUndone: Bool = true) {
    operation = performed.operation
    tally = performed.tally
    self.unchanged = unchanged
    preview = dryRun ? performed.preview : nil
    lines = extra + Counting.lines(performed.tally, unchanged: unchanged)
    self.canBeUndone = canBeUndone
  }

  init(lines: [Text]) {
    self.lines = lines
    canBeUndone = false
  }
}

/// Says how many of what, in the grammar of each language.
enum Counting {
  /// The form of a Russian noun after a number (CLDR: one, few, many).
  static func plural(_ number: Int, _ one: String, _ few: String, _ many: String) -> String {
    let (tens, ones) = (number.magnitude % 100, number.magnitude % 10)
    let form = ones == 1 && tens != 11 ? one : (2...4).contains(ones) && !(12...14).contains(tens) ? few : many
    return "\(number) \(form)"
  }

  static func phrase(_ number: Int, _ entry: String) -> Text {
    guard let word = SchoolTables.counted(entry) else { return Text("\(number) \(entry)") }
    return Text(
      en: "\(number) \(number == 1 ? word.one : word.many)", ru: plural(number, word.russian.one, word.russian.few, word.russian.many))
  }

  static func lines(_ tally: Tally, unchanged: Int) -> [Text] {
    func list(_ count: KeyPath<Tally.Counts, Int>) -> Text? {
      let parts = tally.entries.filter { $0.counts[keyPath: count] > 0 }.map { phrase($0.counts[keyPath: count], $0.entry) }
      guard !parts.isEmpty else { return nil }
      return Text(en: parts.map(\.en).joined(separator: ", "), ru: parts.map(\.ru).joined(separator: ", "))
    }
    var pieces: [Text] = []
    if let added = list(\.added) { pieces.append(Text(en: "added: \(added.en)", ru: "добавлено: \(added.ru)")) }
    if let changed = list(\.changed) { pieces.append(Text(en: "changed: \(changed.en)", ru: "изменено: \(changed.ru)")) }
    if let removed = list(\.removed) { pieces.append(Text(en: "removed: \(removed.en)", ru: "убрано: \(removed.ru)")) }
    if unchanged > 0 { pieces.append(Text(en: "unchanged: \(unchanged)", ru: "без изменений: \(unchanged)")) }
    guard !pieces.isEmpty else { return [] }
    return [Text(en: pieces.map(\.en).joined(separator: "; "), ru: pieces.map(\.ru).joined(separator: "; "))]
  }
}
