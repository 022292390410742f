import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolOutbox
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let file = Operand.one(.file, Text(en: "The set of reports", ru: "Набор сводок"))

  static let run: Command = Command(
    "run", Text(en: "Make a set of reports", ru: "Составить набор сводок"),
    discussion: Text(
      en:
        "From cron: silent when all is well. Every line of the set is checked before anything is written. Files appear whole beside an index.html; those that did not change are left alone. A mail goes into the outbox once for each block and content. One run at a time, else the code is 75; a report that fails does not stop the others, the code is then 65.",
      ru:
        "Для cron: если всё в порядке, ничего не печатает. До первой записи проверяется каждая строка набора. Файлы появляются целиком, рядом с ними — оглавление index.html; что не изменилось, не перезаписывается. Письмо уходит один раз для раздела и содержания. Одновременно работает один запуск, второй получит код 75; из-за одной неудачной сводки остальные не пропадают, код тогда 65."
    ),
    needs: [.statsRead], operands: [file.spec],
    examples: [Example("myschool stats run reports.conf", Text(en: "from cron, every morning", ru: "из cron, каждое утро"))],
    sections: [HelpSection(Text(en: "Keys of a block [name]", ru: "Ключи раздела [имя]"), rows: RunFile.keys)], local: true
  ) { call, session in
    let name = call[file]
    // The lock is on the file, and what it names is beside it.
    guard name != "-" else { throw StatisticsFailure.runFromInput }
    let text = try session.decodedText(name, encoding: nil)
    guard let turn = FileTurn(session.console.path(name)) else { throw StatisticsFailure.running(name) }
    defer { withExtendedLifetime(turn) {} }
    return try ReportRun(text, of: name, session).answer()
  }
}

/// One run over a set: all is checked, then made, then written, then mailed.
private struct ReportRun {
  /// A report that was made, in the form its file and its mail have.
  private struct Made {
    let block: RunFile.Block
    let report: MadeReport
    let file: [UInt8]
    let letters: [(to: ReportRecipient, letter: Letter)]
    /// What the mail is the same by.
    let content: String
  }

  private let session: Session
  private let school: School
  /// The set, as its index calls it.
  private let name: String
  private let blocks: [RunFile.Block]
  private let recipients: [String: ReportRecipient]

  init(_ text: String, of name: String, _ session: Session) throws {
    self.session = session
    self.name = name.split(separator: "/").last.map(String.init) ?? name
    school = try session.school()
    var set = RunFile(
      text, folder: School.folder(of: session.console.path(name)), today: try session.clock().now().day(offset: school.utcOffset))
    var found: [String: ReportRecipient] = [:]
    for block in set.blocks {
      if let target = block.target { try Self.check(target, block, session, &set) }
      for (line, login) in block.mail {
        do {
          found[Self.key(block, login)] = try school.statistics.recipient(login, form: block.call[ReportOptions.form])
        } catch let error as any Failure where error.exit != .defect { set.wrong(line, Complaint(error).message) }
      }
    }
    guard set.mistakes.isEmpty else {
      let lines = set.mistakes.sorted { $0.line < $1.line }
      throw StatisticsFailure.badRunFile(lines.map { Text("\(name):\($0.line): ") + $0.text })
    }
    (blocks, recipients) = (set.blocks, found)
  }

  private static func key(_ block: RunFile.Block, _ login: String) -> String { block.name + "\n" + login }

  private static func check(_ target: String, _ block: RunFile.Block, _ session: Session, _ set: inout RunFile) throws {
    do { try session.refuseOwnFiles(target) } catch let error as ShellFailure { set.wrong(block.targetLine, Complaint(error).message) }
    if ReportIndex.isForeign(in: School.folder(of: target)) {
      set.wrong(
        block.targetLine,
        Text(
          en: "the folder has an index.html of somebody else: choose another folder",
          ru: "в каталоге уже есть чужой index.html: выберите другой каталог"))
    }
  }

  func answer() throws -> Answer {
    var failed: [String] = []
    // All of one moment, as one report is.
    let made = try school.snapshot { try blocks.compactMap { block in try attempt(block, &failed) } }
    for item in made { if let target = item.block.target { try Self.write(item.file, to: target) } }
    for index in indexes(made) { try Self.write(Array(index.html.utf8), to: index.path) }
    for item in made {
      for (recipient, letter) in item.letters {
        try school.statistics.mail(letter, block: item.block.name, content: item.content, to: recipient)
      }
    }
    guard failed.isEmpty else { throw StatisticsFailure.runFailed(failed) }
    return .nothing
  }

  private func attempt(_ block: RunFile.Block, _ failed: inout [String]) throws -> Made? {
    do { return try make(block) } catch let error as any Failure where ![.inputOutput, .defect, .busy].contains(error.exit) {
      failed.append(block.name)
      session.console.say("\(block.name): \(Complaint(error).message[session.language])\n")
      return nil
    }
  }

  private func make(_ block: RunFile.Block) throws -> Made? {
    guard let report = block.report else { return nil }
    let made = try school.statistics.make(report, ReportOptions.request(block.call))
    let letters = try block.mail.compactMap { item -> (to: ReportRecipient, letter: Letter)? in
      guard let recipient = recipients[Self.key(block, item.login)] else { return nil }
      return (recipient, try letter(block, made, recipient.language))
    }
    let file = block.target == nil ? [] : try bytes(made, block, session.language, as: form(block))
    let rows = try bytes(made, block, .en, as: .csv)
    let title = ReportPage.title(made, .ru)
    return Made(
      block: block, report: made, file: file, letters: letters,
      content: title + "\n" + ReportOptions.request(block.call).words.joined(separator: " ") + "\n" + String(decoding: rows, as: UTF8.self))
  }

  private func letter(_ block: RunFile.Block, _ made: MadeReport, _ language: Language) throws -> Letter {
    let text = String(decoding: try bytes(made, block, language, as: .table), as: UTF8.self)
    let body = ReportPage.standing(made, language) + "\n\n" + text + "\n" + made.rule[language] + "\n"
    let file = try block.attachment.map { format in
      Letter.Attachment(
        name: block.name + (format == .csv ? ".csv" : ".html"),
        content: String(decoding: try bytes(made, block, language, as: format), as: UTF8.self))
    }
    return .report(title: ReportPage.title(made, language), text: body, file: file)
  }

  /// A report as `stats report` would write it with these options.
  private func bytes(_ made: MadeReport, _ block: RunFile.Block, _ language: Language, as format: Format) throws -> [UInt8] {
    var collected: [UInt8] = []
    var console = session.console
    console.output = ByteOutput { collected += $0 }
    console.outputIsTerminal = false
    console.errors = ByteOutput { _ in }
    console.environment["MYSCHOOL_LANG"] = language.rawValue
    let inner = Session(console, [], block.call.setting(Everywhere.format, to: format.rawValue))
    inner.adopt(school)
    _ = try inner.deliver(ReportPage.answer(made, inner))
    return collected
  }

  /// Without `--format` the name of the file says the form.
  private func form(_ block: RunFile.Block) -> Format {
    if block.call.has(Everywhere.format) { return block.call[Everywhere.format] }
    guard let target = block.target, let dot = target.lastIndex(of: ".") else { return .table }
    return Session.formats[target[target.index(after: dot)...].lowercased()] ?? .table
  }

  /// Writes a file whole, unless it is there with the same content.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    let there = open(path, O_RDONLY | O_CLOEXEC)
    if there >= 0 {
      defer { close(there) }
      if let old = try? ByteInput(descriptor: there).readAll(limit: bytes.count + 1), old == bytes { return }
    }
    let file = try OutputFile(path: path, name: path)
    do { file.output.append(bytes[...]); try file.finish() } catch let failed as ByteOutput.Failed {
      throw ShellFailure.outputFailed(path: path, errno: failed.errno)
    }
  }

  /// A list of the reports for each folder that has some.
  private func indexes(_ made: [Made]) -> [(path: String, html: String)] {
    let language = session.language
    let folders = Dictionary(grouping: blocks.filter { $0.target != nil }) { School.folder(of: $0.target ?? "") }
    return folders.keys.sorted().map { folder in
      var index = ReportIndex(in: folder, of: name)
      for block in folders[folder] ?? [] {
        let item = made.first { $0.block.name == block.name }
        index.add(
          String((block.target ?? "").dropFirst(folder.count + 1)),
          title: item.map { ReportPage.title($0.report, language) } ?? block.report?.title[language] ?? block.name,
          standing: item.map { ReportPage.standing($0.report, language) } ?? Self.notMade[language])
      }
      return (index.path, index.html(language))
    }
  }

  private static let notMade = Text(en: "not made this time; the file is an earlier one", ru: "в этот раз не составлена; файл прежний")
}
