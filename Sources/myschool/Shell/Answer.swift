import Arguments
import Basics
import Record
import SchoolExchange
import SchoolModel
import Tabular

typealias Command = Arguments.Command<Session, Answer>

/// What a command answers; how it is shown is decided at one place.
struct Answer {
  enum Part {
    /// Text as it is, in every form of output.
    case text(String)
    /// The content of a file, as it is.
    case bytes([UInt8])
    /// The bytes of a file, piece by piece, and how messages call it.
    case file(path: String, name: String)
    /// Lines for people; a machine form leaves them out.
    case lines([Text])
    /// A list, with a title for people; of several a machine form gets the first alone.
    case table(Table, title: String)
    case receipt(Receipt)
  }

  /// In the order they are shown.
  var parts: [Part] = []
  /// What a page of HTML is called that the lists stand on.
  var title: Text?
  /// The columns people see of a list when they do not choose; empty for all.
  var forPeople: [String] = []
  /// Whether people see each row as a block of lines.
  var isCard = false
  /// Said on stderr when the lists have no rows.
  var note: Text?
  /// The form of its own that a list has on paper, in HTML.
  var paper: ((Language) throws -> String)?
  /// The form is another program's: CSV unless another one is asked for.
  var isExport = false
  /// The command wrote the file of `-o` itself: what is said about it goes to standard output.
  var isBesideOutput = false
  /// What cannot be shown again is taken back when it could not be shown.
  var takeBack: (() throws -> Void)?
  /// What is kept once it was shown.
  var afterShown: (() throws -> Void)?
  /// With `-q` nothing is said unless something is wrong.
  var isVerdict = false
  var code = ExitCode.done.rawValue

  static var nothing: Answer { Answer() }
  static func text(_ text: String) -> Answer { Answer(parts: [.text(text)]) }
  static func bytes(_ bytes: [UInt8]) -> Answer { Answer(parts: [.bytes(bytes)]) }
  static func receipt(_ receipt: Receipt) -> Answer { Answer(parts: [.receipt(receipt)]) }
  /// What a command did that wrote the file of `-o` itself.
  static func written(_ line: Text) -> Answer { Answer(parts: [.receipt(Receipt(lines: [line]))], isBesideOutput: true) }
  static func table(_ table: Table, note: Text? = nil) -> Answer { Answer(parts: [.table(table, title: "")], note: note) }
  static func tables(_ tables: [(title: String, table: Table)]) -> Answer { page([], tables) }
  static func page(_ lines: [Text], _ tables: [(title: String, table: Table)]) -> Answer {
    Answer(parts: (lines.isEmpty ? [] : [.lines(lines)]) + tables.map { .table($0.table, title: $0.title) })
  }
  static func exported(_ table: Table) -> Answer { Answer(parts: [.table(table, title: "")], isExport: true) }
  static func printable(_ table: Table, page: @escaping (Language) throws -> String) -> Answer {
    Answer(parts: [.table(table, title: "")], paper: page)
  }
  /// A list of what is wrong: exit 1 unless all is fine.
  static func findings(_ table: Table, note: Text, isFine: Bool) -> Answer {
    Answer(parts: [.table(table, title: "")], note: note, code: (isFine ? ExitCode.done : .no).rawValue)
  }
  /// Findings in words, and an exit code that says so.
  static func verdict(_ text: String, _ code: ExitCode) -> Answer {
    Answer(parts: text.isEmpty ? [] : [.text(text)], isVerdict: true, code: code.rawValue)
  }
  /// Another run of the program answered already.
  static func exit(_ code: Int32) -> Answer { Answer(code: code) }
}

/// What a write did, in words and in numbers.
struct Receipt {
  /// Lines for people.
  var lines: [Text]
  var operation: Int?
  var tally = Tally()
  var unchanged = 0
  /// The changes that a dry run would make; `nil` where no operation is recorded.
  var preview: [RecordedChange]?
  /// Offers the way back.
  var canBeUndone = true
  /// Numbers that scripts take from it beside the counts.
  var facts: [(name: String, value: Int)] = []

  /// A receipt that counts what an operation did, or says that nothing changed.
  init<V>(_ performed: Performed<V>, unchanged: Int = 0, extra: [Text] = [], canBeUndone: Bool = true) {
    operation = performed.operation
    tally = performed.tally
    self.unchanged = unchanged
    preview = performed.preview
    lines = extra + Counting.lines(performed.tally, unchanged: unchanged, wouldBe: performed.isTrial)
    self.canBeUndone = canBeUndone
  }

  /// A receipt that tells what happened, instead of which rows it took; nothing where nothing did.
  init<V>(_ performed: Performed<V>, event: [Text]) {
    self.init(performed)
    if performed.operation != nil || performed.isTrial { lines = event }
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

  /// - Parameter wouldBe: of a dry run, which speaks of what is to come.
  static func lines(_ tally: Tally, unchanged: Int, wouldBe: Bool = false) -> [Text] {
    func list(_ count: KeyPath<Tally.Counts, Int>) -> Text? {
      let parts = tally.entries.filter { $0.counts[keyPath: count] > 0 }.map { phrase($0.counts[keyPath: count], $0.entry) }
      guard !parts.isEmpty else { return nil }
      return Text(en: parts.map(\.en).joined(separator: ", "), ru: parts.map(\.ru).joined(separator: ", "))
    }
    let would = wouldBe ? Text(en: "would be ", ru: "будет ") : Text("")
    var pieces: [Text] = []
    if let added = list(\.added) { pieces.append(Text(en: "\(would.en)added: \(added.en)", ru: "\(would.ru)добавлено: \(added.ru)")) }
    if let changed = list(\.changed) {
      pieces.append(Text(en: "\(would.en)changed: \(changed.en)", ru: "\(would.ru)изменено: \(changed.ru)"))
    }
    if let removed = list(\.removed) {
      pieces.append(Text(en: "\(would.en)removed: \(removed.en)", ru: "\(would.ru)убрано: \(removed.ru)"))
    }
    if unchanged > 0 { pieces.append(Text(en: "unchanged: \(unchanged)", ru: "без изменений: \(unchanged)")) }
    guard !pieces.isEmpty else { return [] }
    return [Text(en: pieces.map(\.en).joined(separator: "; "), ru: pieces.map(\.ru).joined(separator: "; "))]
  }
}
