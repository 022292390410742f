import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolStatistics
import Tabular

/// A set of reports as a small text: `[name]` blocks of `key = value` lines.
struct RunFile {
  struct Block {
    let name: String
    let line: Int
    /// The line of `report` as it was parsed.
    var call = Call.empty
    var report: Report?
    /// Where the file goes, as a path.
    var target: String?
    var targetLine = 0
    var mail: [(line: Int, login: String)] = []
    /// In what form the file goes with the mail.
    var attachment: Format?
    var attachmentLine = 0
  }

  static let keys: [(term: String, meaning: Text)] = [
    (
      "report",
      Text(en: "a report with its options: form-term --term q1 --format html", ru: "сводка с ключами: form-term --term q1 --format html")
    ),
    ("to", Text(en: "the file, from the folder of the run file; {name}, {date}", ru: "файл, путь — от папки с набором; {name}, {date}")),
    ("mail", Text(en: "who gets it by mail: logins", ru: "кому отправить письмом: логины")),
    ("format", Text(en: "csv or html: the mail has it as a file, too", ru: "csv или html: к письму будет приложен файл")),
  ]

  private(set) var blocks: [Block] = []
  private(set) var mistakes: [(line: Int, text: Text)] = []
  private let folder: String
  private let today: Day

  /// - Parameters:
  ///   - folder: of the run file; paths begin there.
  ///   - today: what `{date}` becomes.
  init(_ text: String, folder: String, today: Day) {
    self.folder = folder
    self.today = today
    var seen: Set<String> = []
    for (index, whole) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = String(whole).trimmed
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      if line.hasPrefix("[") {
        begin(line, index + 1)
        seen = []
      } else {
        read(line, index + 1, &seen)
      }
    }
    for block in blocks { checkWhole(block) }
    checkTargets()
    if blocks.isEmpty, mistakes.isEmpty { wrong(1, Text(en: "no block: [name]", ru: "нет ни одного раздела: [имя]")) }
  }

  mutating func wrong(_ line: Int, _ text: Text) { mistakes.append((line, text)) }

  private mutating func begin(_ line: String, _ number: Int) {
    let name = String(line.dropFirst().dropLast()).trimmed
    if !line.hasSuffix("]") || name.isEmpty || FolderFile.safe(name) != name {
      wrong(number, Text(en: "not the name of a block: \(line)", ru: "это не имя раздела: \(line)"))
    } else if blocks.contains(where: { $0.name == name }) {
      wrong(number, Text(en: "a second block [\(name)]", ru: "раздел [\(name)] уже есть"))
    }
    blocks.append(Block(name: name, line: number))
  }

  private mutating func read(_ line: String, _ number: Int, _ seen: inout Set<String>) {
    guard let equals = line.firstIndex(of: "=") else {
      return wrong(number, Text(en: "not KEY = VALUE: \(line)", ru: "нужно КЛЮЧ = ЗНАЧЕНИЕ: \(line)"))
    }
    let key = String(line[..<equals]).trimmed
    let value = String(line[line.index(after: equals)...]).trimmed
    guard let last = blocks.indices.last else {
      return wrong(number, Text(en: "no [name] before \(key)", ru: "перед «\(key)» нет [имени] раздела"))
    }
    if key != "mail", !seen.insert(key).inserted {
      return wrong(
        number, Text(en: "\(key) stands twice in [\(blocks[last].name)]", ru: "«\(key)» в разделе [\(blocks[last].name)] уже есть"))
    }
    guard !value.isEmpty else { return wrong(number, Text(en: "\(key) has no value", ru: "у «\(key)» нет значения")) }
    switch key {
    case "report": readReport(value, number, last)
    case "to": readTarget(value, number, last)
    case "mail": blocks[last].mail += value.split { $0 == " " || $0 == "," }.map { (number, String($0)) }
    case "format":
      blocks[last].attachmentLine = number
      blocks[last].attachment = ["csv": .csv, "html": .html][value]
      if blocks[last].attachment == nil {
        wrong(number, Text(en: "format: csv or html, not \(value)", ru: "format: csv или html, а не \(value)"))
      }
    default:
      let known = Self.keys.map(\.term)
      wrong(
        number,
        Text(en: "unknown key \(key); keys: \(Text.list(known))", ru: "неизвестный ключ «\(key)»; есть: \(Text.list(known))"))
    }
  }

  /// An option that would change who acts, on which school, of which moment, or where the output goes.
  private static func foreign(_ call: Call) -> String? {
    [
      ("--db", call.has(Everywhere.database)), ("--role", call.has(Everywhere.role)), ("-o", call.has(Everywhere.output)),
      ("--at", call.has(Everywhere.at)), ("--as-of", call.has(Everywhere.asOf)), ("--year", call.has(Everywhere.year)),
      ("--explain", call.has(ReportOptions.explain)), ("--bars", call.has(ReportOptions.bars)), ("--on", call.has(ReportOptions.on)),
    ].first { $0.1 }?.0
  }

  private mutating func readReport(_ text: String, _ line: Int, _ place: Int) {
    do {
      let words = try GateLine(text)
      guard words.assignments.isEmpty else { throw GateFailure.notUnderstood("=") }
      guard case .run(let command, let call) = try Parser(Tree.root, environment: [:]).parse(["stats", "report"] + words.words),
        command.name == "report"
      else { return wrong(line, Text(en: "not a report: \(text)", ru: "это не сводка: \(text)")) }
      if let other = Self.foreign(call) {
        return wrong(line, Text(en: "\(other) has no place here", ru: "ключ \(other) здесь не указывают"))
      }
      blocks[place].report = try Statistics.report(named: call[StatsCommands.name])
      blocks[place].call = call
    } catch let failure as Parser<Session, Answer>.Failure { wrong(line, failure.error.message) } catch {
      wrong(line, Complaint(error).message)
    }
  }

  private mutating func readTarget(_ text: String, _ line: Int, _ place: Int) {
    blocks[place].targetLine = line
    var path = text.replacing("{name}", with: blocks[place].name).replacing("{date}", with: today.description)
    guard !path.contains("{"), !path.contains("}") else {
      return wrong(line, Text(en: "only {name} and {date} are put in: \(text)", ru: "подставляются только {name} и {date}: \(text)"))
    }
    if !path.hasPrefix("/") { path = folder + "/" + path }
    blocks[place].target = path
  }

  private mutating func checkWhole(_ block: Block) {
    if block.report == nil, !mistakes.contains(where: { $0.line >= block.line && $0.line < nextLine(after: block) }) {
      wrong(block.line, Text(en: "[\(block.name)] has no report", ru: "в разделе [\(block.name)] нет report"))
    }
    if block.targetLine == 0, block.mail.isEmpty, block.report != nil {
      wrong(block.line, Text(en: "[\(block.name)] goes nowhere: to or mail", ru: "[\(block.name)]: не сказано куда — нужен to или mail"))
    }
    if block.attachment != nil, block.mail.isEmpty {
      wrong(
        block.attachmentLine,
        Text(en: "format is for a mail; the file’s: report … --format", ru: "format — для письма; у файла: report … --format"))
    }
  }

  private func nextLine(after block: Block) -> Int { blocks.first { $0.line > block.line }?.line ?? .max }

  private mutating func checkTargets() {
    var seen: Set<String> = []
    for block in blocks {
      guard let target = block.target else { continue }
      var info = stat()
      let place = School.folder(of: target)
      if stat(place, &info) != 0 || info.st_mode & S_IFMT != S_IFDIR {
        wrong(
          block.targetLine,
          Text(
            en: "no folder \(place): mkdir -p \(ShellWords.joined([place]))",
            ru: "нет папки \(place): mkdir -p \(ShellWords.joined([place]))"))
      } else if target.hasSuffix("/") || stat(target, &info) == 0 && info.st_mode & S_IFMT != S_IFREG {
        wrong(block.targetLine, Text(en: "\(target) is no file", ru: "\(target) — не файл"))
      } else if target.hasSuffix("/index.html") {
        wrong(block.targetLine, Text(en: "index.html is the list of all", ru: "index.html — это оглавление набора"))
      } else if !seen.insert(target).inserted {
        wrong(block.targetLine, Text(en: "a second report into \(target)", ru: "в \(target) уже пишет другой раздел"))
      }
    }
  }
}
