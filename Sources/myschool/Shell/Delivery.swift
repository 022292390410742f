import Arguments
import Basics
import Glibc
import OfficeFiles
import Record
import SchoolExchange
import SchoolIdentity
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension Session {
  /// Shows what a command answers.
  /// - Returns: the exit code.
  func deliver(_ answer: Answer) throws -> Int32 {
    if case .receipt(let receipt)? = answer.parts.first {
      try deliver(receipt, isBesideOutput: answer.isBesideOutput)
      return answer.code
    }
    if let paper = answer.paper, format == .html {
      let text = try paper(language)
      try show { $0.append(text) }
      return answer.code
    }
    if answer.isVerdict, answer.code == ExitCode.done.rawValue, call[Everywhere.quiet] { return answer.code }
    let parts = shown(answer.parts)
    guard !parts.isEmpty else { return answer.code }
    let rows = try deliver(parts, titled: answer.title, asExport: answer.isExport, forPeople: answer.forPeople, asCard: answer.isCard)
    if rows == 0, let note = answer.note { say(note) }
    return answer.code
  }

  /// The parts that the form of output has a place for.
  private func shown(_ parts: [Answer.Part]) -> [Answer.Part] {
    let isForPeople = format == .table
    var tables = 0
    return parts.filter { part in
      switch part {
      case .text, .bytes, .file, .receipt: return true
      case .lines: return isForPeople && !call[Everywhere.quiet]
      case .table:
        tables += 1
        return tables == 1 || !format.isMachine
      }
    }
  }

  /// The columns of a list that somebody will see, orders by or filters by; `nil` for all of them.
  /// - Parameter forPeople: those people see when they do not choose.
  func columnsSeen(forPeople: [String]) -> Set<String>? {
    let chosen = call[Everywhere.columns].map { $0.split(separator: ",").map(String.init) } ?? (format == .table ? forPeople : [])
    guard !chosen.isEmpty else { return nil }
    let sorted = (call[Everywhere.sort] ?? "").split(separator: ",").map { String($0.drop { $0 == "-" }) }
    let filtered = call[Everywhere.conditions].compactMap { $0.split(whereSeparator: { "!=".contains($0) }).first.map(String.init) }
    return Set(chosen + sorted + filtered)
  }

  /// Shows rows as they come.
  func follow(_ table: Table) throws {
    let options = tableOptions
    try show { try TableWriter(options, to: $0).follow(table) }
  }

  /// Minutes east of UTC in which times are shown.
  var displayOffset: Int { (try? owned())?.identity.displayOffset ?? 180 }

  private var isRussian: Bool { language == .ru }

  private var tableOptions: TableOptions {
    var options = TableOptions()
    options.format = format
    options.russian = isRussian
    func list(_ text: String?) -> [String] { (text ?? "").split(separator: ",").map(String.init) }
    options.columns = list(call[Everywhere.columns])
    options.sort = list(call[Everywhere.sort])
    options.conditions = call[Everywhere.conditions]
    options.header = !call[Everywhere.noHeader]
    options.excel = call[Everywhere.excel]
    let toTerminal = console.outputIsTerminal && call[Everywhere.output] == nil
    options.width = toTerminal ? console.width : nil
    options.bold = wantsColor(toTerminal)
    if !options.format.isMachine, let school = try? owned() {
      options.utcOffset = school.identity.displayOffset
      let (offset, isRussian) = (school.identity.displayOffset, isRussian)
      options.localTime = { Instant(iso: $0).map { isRussian ? $0.russian(offset: offset) : $0.local(offset: offset) } }
    }
    return options
  }

  private func wantsColor(_ toTerminal: Bool) -> Bool {
    switch call[Everywhere.color] {
    case "always": true
    case "never": false
    default: toTerminal && console.variable("TERM") != "dumb" && console.environment["NO_COLOR"] == nil
    }
  }

  /// - Returns: how many rows the lists had.
  private func deliver(
    _ parts: [Answer.Part], titled page: Text? = nil, asExport: Bool = false, forPeople: [String] = [], asCard: Bool = false
  ) throws -> Int {
    let hasTables = parts.contains { if case .table = $0 { true } else { false } }
    if format == .xlsx, hasTables { return try deliverWorkbook(parts, titled: page) }
    var rows = 0
    var tables = 0
    // What steers a terminal does not reach one; a file and a pipe get the true bytes.
    let isForEyes = console.outputIsTerminal && call[Everywhere.output] == nil
    func write(_ output: ByteOutput) throws {
      for part in parts {
        switch part {
        case .text(let text): output.append(isForEyes ? DisplayText.clean(text, keepingLines: true) : text)
        case .bytes(let bytes):
          if isForEyes, bytes.contains(0) { throw ShellFailure.binaryToTerminal }
          output.append(bytes[...])
        case .file(let path, let name): try self.write(path, name, isForEyes: isForEyes, to: output)
        case .lines(let lines):
          for line in lines { output.append(DisplayText.clean(line[language], keepingLines: true) + "\n") }
        case .table(let table, _) where asExport && !isFormatChosen:
          try csv(table, to: output)
        case .table(let table, let title):
          rows += try self.write(table, title, page, forPeople: forPeople, asCard: asCard, isFirst: tables == 0, output)
          tables += 1
        case .receipt: break
        }
      }
    }
    if hasTables { try refuseForeignEnding() }
    // Measuring the columns and writing the rows must see the same moment; help and versions need no school.
    try show { output in if hasTables { try self.inOneMoment { try write(output) } } else { try write(output) } }
    saidAfterwards.forEach(say)
    saidAfterwards = []
    return tables == 0 ? 1 : rows
  }

  /// A file of the school's, which is never held whole.
  private func write(_ path: String, _ name: String, isForEyes: Bool, to output: ByteOutput) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BadFile.input(file: name, errno: errno) }
    defer { Glibc.close(descriptor) }
    let input = ByteInput(descriptor: descriptor)
    while case let piece = try input.piece(), !piece.isEmpty {
      if isForEyes, piece.contains(0) { throw ShellFailure.binaryToTerminal }
      output.append(piece[...])
    }
  }

  /// A workbook with a sheet for each list; other parts have no place in it.
  private func deliverWorkbook(_ parts: [Answer.Part], titled page: Text?) throws -> Int {
    let lists = parts.compactMap { part -> (table: Table, title: String)? in
      if case .table(let table, let title) = part { (table, title) } else { nil }
    }
    guard !console.outputIsTerminal || call[Everywhere.output] ?? "-" != "-" else { throw ShellFailure.binaryToTerminal }
    var rows = 0
    try show { output in
      try self.inOneMoment {
        let names = lists.enumerated().map { $0.element.title.isEmpty ? page?[self.language] ?? "" : $0.element.title }
        let book = WorkbookWriter(output, sheets: names)
        for (index, list) in lists.enumerated() {
          var options = self.tableOptions
          options.width = nil
          if index > 0 { (options.columns, options.sort, options.conditions) = ([], [], []) }
          options.workbookRenderer = { try book.renderer($0, $1, $2) }
          rows += try TableWriter(options, to: output).write(list.table)
        }
        try book.finish()
      }
    }
    return rows
  }

  private func write(
    _ table: Table, _ title: String, _ page: Text?, forPeople: [String], asCard: Bool, isFirst: Bool, _ output: ByteOutput
  ) throws -> Int {
    var options = tableOptions
    if options.columns.isEmpty, options.format == .table {
      options.columns = forPeople
      options.areColumnsAskedFor = false
    }
    options.isCard = asCard
    fitPage(table, &options)
    if options.format == .html {
      options.heading = title
      options.page = isFirst ? try pageHead(page) : nil
    }
    if !isFirst {
      output.append("\n")
      options.columns = []
      options.sort = []
      options.conditions = []
    }
    if !title.isEmpty, !options.format.isMachine, options.format != .html { output.append(title + "\n") }
    return try TableWriter(options, to: output).write(table)
  }

  /// What a list is, over which school, as of which operation.
  private func pageHead(_ title: Text?) throws -> PageHead {
    let title = title?[language] ?? "myschool"
    guard let (school, operation, day) = try? owned().record.standing() else { return PageHead(title: title, standing: "") }
    return PageHead(title: title, standing: PrintPage.standing(school, operation, day)[language])
  }

  /// A page of the journal that is wider than the terminal loses its earliest lessons, and says so.
  private func fitPage(_ table: Table, _ options: inout TableOptions) {
    let lessons = table.columns.count - 1 - table.trailingColumns
    guard table.isDense, let width = options.width, options.columns.isEmpty, lessons > 0 else { return }
    // A name cut to about twenty letters and two averages take forty columns, a further figure eight, a lesson three.
    let keys = table.columns.map(\.key)
    let fitting = max(1, (width - 24 - 8 * table.trailingColumns) / 3)
    guard lessons > fitting else { return }
    let days = keys[1...lessons].suffix(fitting)
    options.columns = [keys[0]] + days + keys.suffix(table.trailingColumns)
    let hidden = lessons - fitting
    // Said before the page it would be wiped away by the pager.
    saidAfterwards.append(
      Text(
        en: "\(hidden) earlier lessons do not fit; all of them: … | cat; a part: --span DAY..DAY",
        ru:
          "более ранние уроки не поместились: \(hidden); показать все: … | cat; часть: --span ДЕНЬ..ДЕНЬ"
      ))
  }

  private func inOneMoment(_ body: () throws -> Void) throws {
    if let school = try? owned() { try school.snapshot(body) } else { try body() }
  }

  private func deliver(_ receipt: Receipt, isBesideOutput: Bool) throws {
    if receipt.operation == nil, let school = try? owned(), let later = school.operationFromTheFuture {
      let at = language == .ru ? later.russian(offset: school.identity.displayOffset) : later.local(offset: school.identity.displayOffset)
      say(
        Text(
          en: "the clock is behind: an operation was made at \(at); check it with: date",
          ru: "часы отстают: последнее действие сделано \(at); проверьте их: date"))
    }
    if call[Everywhere.dryRun], let preview = receipt.preview {
      if try deliver([.table(PreviewTable.table(preview), title: "")]) == 0 {
        say(Text(en: "nothing would change", ru: "ничего не изменится"))
      }
      for line in receipt.lines { say(line) }
      say(Text(en: "dry run: nothing was written", ru: "проверка: ничего не записано"))
      return
    }
    if format == .json || format == .ndjson {
      let operation = receipt.operation.map(String.init) ?? "null"
      try show(isBesideOutput: isBesideOutput) {
        $0.append(
          "{\"operation\":\(operation),\"added\":\(receipt.tally.added),\"changed\":\(receipt.tally.changed),"
            + "\"removed\":\(receipt.tally.removed),\"unchanged\":\(receipt.unchanged)"
            + receipt.facts.map { ",\"\($0.name)\":\($0.value)" }.joined() + "}\n")
      }
      return
    }
    guard !call[Everywhere.quiet] else { return }
    try show(isBesideOutput: isBesideOutput) { output in
      for line in receipt.lines { output.append(DisplayText.clean(line[self.language]) + "\n") }
      if let operation = receipt.operation, receipt.canBeUndone {
        output.append(
          Text(
            en: "operation \(operation); undo: myschool undo \(operation)\n",
            ru: "действие \(operation); отменить: myschool undo \(operation)\n")[self.language])
      } else if receipt.operation == nil, receipt.canBeUndone {
        output.append(Text(en: "nothing changed\n", ru: "ничего не изменилось\n")[self.language])
      }
    }
  }

  /// Hands a place to write to: a file that appears whole or not at all, a pager, or standard output.
  private func show(isBesideOutput: Bool = false, _ body: (ByteOutput) throws -> Void) throws {
    if !isBesideOutput, let name = call[Everywhere.output], name != "-" {
      if let seat = console.gate {
        // The other side keeps what comes back under the name it was asked for.
        guard seat.takesOutput else { throw GateFailure.file(name) }
        try body(console.output)
        try console.output.flush()
        return
      }
      if output == nil { try openOutput() }
      guard let output else { return }
      do { try body(output.output) } catch let failed as ByteOutput.Failed {
        throw ShellFailure.outputFailed(path: name, errno: failed.errno)
      }
      return try output.finish()
    }
    if let pager = Pager(self) {
      try? body(pager.output)
      pager.finish()
      return
    }
    try body(console.output)
    try console.output.flush()
  }
}

/// The program that shows long output a screen at a time; its leaving early is no failure.
struct Pager {
  let output: ByteOutput
  private let stream: UnsafeMutablePointer<FILE>

  /// - Returns: `nil` where nothing is to be paged: no terminal on both sides, or no pager wanted.
  init?(_ session: Session) {
    let console = session.console
    guard console.gate == nil, console.outputIsTerminal, console.inputIsTerminal, !session.call[Everywhere.noPager],
      !session.format.isMachine
    else { return nil }
    let chosen = console.environment["MYSCHOOL_PAGER"] ?? Configuration(console).value("pager") ?? console.environment["PAGER"] ?? "less"
    guard !chosen.isEmpty, chosen != "cat", Self.isThere(chosen, console) else { return nil }
    // less then ends by itself when everything fits on the screen.
    if console.environment["LESS"] == nil { setenv("LESS", "FRX", 1) }
    signal(SIGPIPE, SIG_IGN)
    guard let stream = popen(chosen, "w") else { return nil }
    self.stream = stream
    output = ByteOutput(descriptor: fileno(stream))
  }

  /// Whether the first word of a command is a program: what goes to one that is not there is lost.
  private static func isThere(_ command: String, _ console: Console) -> Bool {
    guard let program = command.split(separator: " ").first.map(String.init), !program.contains("=") else { return true }
    if program.contains("/") { return access(program, X_OK) == 0 }
    return (console.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  func finish() {
    try? output.flush()
    pclose(stream)
  }
}

/// Changes of a dry run or of an operation, as a list.
enum PreviewTable {
  static let columns = [
    Column("change", en: "Change", ru: "Что", labels: CodedWords.change),
    Column("entry", en: "Entry", ru: "Запись", labels: SchoolTables.rowWords),
    Column("subject", en: "What it is about", ru: "О чём", mentionsDays: .anywhere),
    Column("before", en: "Before", ru: "Было", labels: SchoolTables.columnWords, mentionsDays: .asFields),
    Column("after", en: "After", ru: "Стало", labels: SchoolTables.columnWords, mentionsDays: .asFields),
  ]

  /// More changes than this are not held in memory to be sorted.
  static let mostSorted = 50_000

  /// Changed rows first: they are what a teacher looks for.
  private static let order: [RecordedChange.Kind] = [.changed, .removed, .added]

  static func table(_ changes: [RecordedChange]) -> Table {
    let shown = changes.filter(isShown)
    let sorted = order.flatMap { kind in
      shown.filter { $0.kind == kind }.sorted { ($0.table, $0.subject, $0.key) < ($1.table, $1.subject, $1.key) }
    }
    return Table(columns) { writer in
      for change in sorted { try writer.add(row(change)) }
    }
  }

  /// The changes of a large operation, read once for each kind.
  static func stream(_ record: SchoolRecord, _ operation: Int) -> Table {
    Table(columns) { writer in
      for kind in order {
        try record.forEachChange(of: operation, kind) { change in
          if isShown(change) { try writer.add(row(change)) }
        }
      }
    }
  }

  /// Lessons that come along with their marks stay out.
  private static func isShown(_ change: RecordedChange) -> Bool {
    change.table != "lesson" || change.kind == .changed || change.fields.contains { $0.name == "by_hand" && $0.after == "1" }
  }

  private static func row(_ change: RecordedChange) -> [Cell] {
    let (before, after) = cells(change)
    return [.text(change.kind.rawValue), .text(change.table), .text(change.subject), before, after]
  }

  /// Columns that the subject of the line says already, or that nobody reads.
  private static let silent: Set<String> = [
    "content", "lesson_id", "student_id", "entered_at", "entered_by", "name_key", "course_id", "form_id", "created_at", "file_hash",
    "shown_id",
  ]
  /// Columns whose value speaks for itself.
  private static let bare: Set<String> = ["value_id", "second_id", "kind_id", "code", "comment", "body", "name", "title"]

  /// The values before and after, as `field=value` pairs.
  static func cells(_ change: RecordedChange) -> (before: Cell, after: Cell) {
    func text(_ side: ((name: String, before: String?, after: String?)) -> String?) -> Cell {
      let pairs = change.fields.filter { !silent.contains($0.name) || isMoved($0) }.compactMap { field in
        side(field).map { bare.contains(field.name) ? $0 : "\(field.name)=\($0)" }
      }
      return pairs.isEmpty ? .empty : .text(pairs.joined(separator: "; "))
    }
    return (text(\.before), text(\.after))
  }

  /// Whether a row became another person's, or went to another lesson: the subject of the line says only where it is now.
  private static func isMoved(_ field: (name: String, before: String?, after: String?)) -> Bool {
    ["lesson_id", "student_id", "course_id", "form_id"].contains(field.name) && field.before != nil && field.after != nil
  }
}
