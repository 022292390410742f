import Arguments
import Basics
import Glibc
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

/// One run of the program: its console, its command line, and the school once it is opened.
final class Session: CommandContext {
  typealias Need = Action
  static var writingOptions: [OptionSpec] { [Everywhere.dryRun.spec, Everywhere.message.spec] }

  let console: Console
  let arguments: [String]
  private(set) var call: Call
  private(set) var language: Language
  private var opened: School?
  /// The file of `-o`, open from the start.
  var output: OutputFile?
  /// What is told about a list once it was shown.
  var saidAfterwards: [Text] = []
  /// Files out of an archive, by the name of the archive, a slash and their own.
  var unpacked: [String: [UInt8]] = [:]
  /// Words of the command line that the record must not keep.
  private let secrets: [String]

  /// Days and spans of the command line: they say of which year it is.
  private let days: [String]

  init(_ console: Console, _ arguments: [String], _ call: Call, secrets: [String] = [], days: [String] = []) {
    self.secrets = secrets
    self.days = days
    self.console = console
    self.arguments = arguments
    self.call = call
    language = console.language
  }

  // MARK: the school

  /// Where the school's file lies: `--db`, `MYSCHOOL_DB`, the configuration, else the data folder.
  var databasePath: String {
    if let seat = console.gate { return seat.database }
    if let path = call[Everywhere.database] { return console.path(path) }
    if let path = Configuration(console).value("db") { return console.path(path) }
    return console.folder("XDG_DATA_HOME", under: ".local/share") + "/school.db"
  }

  /// The school without a sign-in: for the owner of the file, and for signing in.
  func owned() throws -> School {
    if let opened { return opened }
    if console.gate == nil { try Configuration(console).checkLines() }
    let school = try School(path: databasePath, clock: try clock(), chance: console.chance)
    school.patience = call[Everywhere.wait]
    opened = school
    return school
  }

  /// The school with the signed-in person acting: by the key of the gate, by a token, or by the session.
  func school() throws -> School {
    let school = try owned()
    guard school.actor == nil else { return school }
    if let seat = console.gate {
      try school.identity.act(as: seat.account, role: role)
    } else if let token = console.variable("MYSCHOOL_TOKEN") {
      try school.identity.resume(serviceToken: token, role: role)
    } else {
      guard let token = try sessionToken() else { throw AccessFailure.notSignedIn }
      try school.identity.resume(token: token, machine: console.machine(), role: role)
    }
    // Who may see what is decided by the present; what is seen is of the past.
    if let operation = call[Everywhere.at] {
      try school.record.goBack(to: operation)
    } else if let day = call[Everywhere.asOf] {
      try school.record.goBack(toDay: day)
    }
    // Days of another year are asked of that year, with its forms.
    if let year = call[Everywhere.year] {
      try school.choose(year: year)
    } else {
      try school.choose(yearOf: days)
    }
    if !console.saysLanguage, let chosen = school.identity.chosenLanguage { language = chosen == "ru" ? .ru : .en }
    return school
  }

  /// The school with whoever is signed in, or with nobody.
  func schoolForAnybody() throws -> School {
    do { return try school() } catch AccessFailure.notSignedIn { return try owned() } catch AccessFailure.sessionExpired {
      return try owned()
    }
  }

  /// The token of the session kept here; `nil` for nobody, and for who acts without a session.
  func sessionToken() throws -> String? {
    guard console.gate == nil, console.variable("MYSCHOOL_TOKEN") == nil else { return nil }
    return try SessionFile(console, try owned().uuid, databasePath).read()
  }

  var role: Role? { call[Everywhere.role] }

  func adopt(_ school: School) { opened = school }

  func close() {
    output?.abandon()
    opened?.close()
  }

  func clock() throws -> Clock {
    guard let text = console.variable("MYSCHOOL_NOW") else { return console.clock }
    guard let instant = Instant(iso: text) else { throw ShellFailure.badNow(text) }
    return .fixed(instant)
  }

  /// The operation that was committed, if one was.
  var committed: Int? { opened?.committed }

  /// What the school was asked leave for; a declaration that needs something else is wrong.
  var asked: Set<Action> { opened?.asked ?? [] }

  /// What is written into the record of a write.
  ///
  /// - Throws: `ShellFailure.conditionOfWrite`: a condition picks rows of a list that is shown, never those that are written.
  var request: WriteRequest {
    get throws {
      if !call[Everywhere.conditions].isEmpty, !call[Everywhere.dryRun] { throw ShellFailure.conditionOfWrite }
      return requestOfList
    }
  }

  /// The same for a command that answers with a list of what it wrote, of which a condition picks the rows to be shown.
  var requestOfList: WriteRequest {
    WriteRequest(
      command: ShellWords.joined(["myschool"] + recordedArguments), note: call[Everywhere.message], dryRun: call[Everywhere.dryRun])
  }

  /// The command line with secrets struck out.
  private var recordedArguments: [String] {
    guard !secrets.isEmpty else { return arguments }
    return arguments.map { argument in
      if secrets.contains(argument) { return "***" }
      if let equals = argument.firstIndex(of: "="), secrets.contains(String(argument[argument.index(after: equals)...])) {
        return argument[...equals] + "***"
      }
      return argument
    }
  }

  // MARK: files

  /// Opens a file for reading rows; `-` is standard input.
  func source(_ name: String, encoding: String? = nil, separator: String? = nil) throws -> Source {
    let wanted = try encoding.map { text in
      guard let found = TextEncoding(named: text) else { throw ShellFailure.unknownEncoding(text) }
      return found
    }
    let byte = try separator.map { text -> UInt8 in
      let character = ["tab": 9, "\\t": 9, "comma": 44, "semicolon": 59][text.lowercased()] ?? text.utf8.first
      guard let character, character < 128 else { throw ShellFailure.unknownEncoding(text) }
      return character
    }
    if let bytes = unpacked[name] {
      return Source(name: shownName(name), input: ByteInput(bytes: bytes), encoding: wanted, separator: byte)
    }
    if name == "-" {
      if console.inputIsTerminal {
        say(Text(en: "reading from the terminal; end with Ctrl-D", ru: "чтение с терминала; закончить — Ctrl-D"))
      }
      return Source(
        name: shownName(name), input: ByteInput(descriptor: console.input), encoding: wanted,
        separator: byte)
    }
    if let seat = console.gate {
      // Nothing of the server is opened: what the other side sent is all there is.
      guard let file = seat.files[name] else { throw GateFailure.file(name) }
      lseek(file, 0, SEEK_SET)
      return Source(name: name, input: ByteInput(descriptor: file), encoding: wanted, separator: byte)
    }
    let descriptor = open(console.path(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw BadFile.notFound(file: name) }
      throw BadFile.input(file: name, errno: errno)
    }
    var info = stat()
    if let output, fstat(descriptor, &info) == 0, output.isTarget(info) { throw ShellFailure.outputIsInput(path: name) }
    return Source(name: name, input: ByteInput(descriptor: descriptor), encoding: wanted, separator: byte)
  }

  /// Opens a file of rows, or a table of a document, with the rules that lie beside it as `FILE.rules`; what was said on the
  /// command line comes first.
  func sheet(_ name: String, encoding: String?, separator: String?, form: String? = nil) throws -> Source {
    guard encoding == nil, separator == nil else { return try ruled(source(name, encoding: encoding, separator: separator), name) }
    var found = try rows(name, encoding: nil, separator: nil, form: form)
    guard found.table != nil else { return try ruled(found, name) }
    let file = parted(name).file
    if hasRules(file) { found.rules = try rules(of: file) }
    return found
  }

  /// The same without the rules of lists.
  func rows(_ name: String, encoding: String?, separator: String?, form: String? = nil) throws -> Source {
    guard encoding == nil, separator == nil else { return try source(name, encoding: encoding, separator: separator) }
    let (named, plain) = try document(name, as: form)
    guard let named else { return plain }
    var found = plain
    found.table = { try named.rows($0) }
    return found
  }

  private func rules(of file: String) throws -> SheetRules {
    try SheetRules(try decodedText(file + ".rules", encoding: nil), file: file + ".rules")
  }

  private func ruled(_ source: Source, _ name: String) throws -> Source {
    guard hasRules(name) else { return source }
    let rules = try rules(of: name)
    let said = try self.source(name, encoding: rules.encoding, separator: rules.separator)
    var found = source
    found.rules = rules
    found.encoding = source.encoding ?? said.encoding
    found.separator = source.separator ?? said.separator
    return found
  }

  /// Whether a file has rules beside it.
  func hasRules(_ name: String) -> Bool {
    guard name != "-" else { return false }
    if let seat = console.gate { return seat.files[name + ".rules"] != nil }
    return access(console.path(name + ".rules"), R_OK) == 0
  }

  /// A file as messages name it.
  func shownName(_ name: String) -> String { name == "-" ? Text(en: "standard input", ru: "стандартный ввод")[language] : name }

  /// All bytes of a small file, or of standard input for `-`.
  /// - Parameter limit: bytes that it may have at most.
  /// - Throws: `BadFile.tooLarge`.
  func wholeBytes(_ name: String, limit: Int = 16 << 20) throws -> [UInt8] {
    do {
      guard let bytes = try source(name).input.readAll(limit: limit) else {
        throw BadFile.tooLarge(file: shownName(name), limit: limit)
      }
      return bytes
    } catch let failed as ByteInput.Failed { throw BadFile.input(file: name, errno: failed.errno) }
  }

  /// The text of a file in whatever encoding it has.
  func decodedText(_ name: String, encoding: String?) throws -> String {
    let source = try source(name, encoding: encoding)
    return try source.text()
  }

  func wholeText(_ name: String) throws -> String { String(decoding: try wholeBytes(name), as: UTF8.self) }

  // MARK: speaking

  func say(_ text: Text) {
    guard !call[Everywhere.quiet] else { return }
    console.say(DisplayText.clean(text[language], keepingLines: true) + "\n")
  }

  /// Says what was found out about files that were read.
  func tell(_ notices: [SourceNotice]) {
    for notice in notices {
      let rows = Text(en: "\(notice.rows) row\(notice.rows == 1 ? "" : "s")", ru: Counting.plural(notice.rows, "строка", "строки", "строк"))
      say(
        Text(
          en: "\(notice.file): \(notice.encoding), \(notice.separator.isEmpty ? "" : "“\(notice.separator)”, ")\(rows.en)",
          ru: "\(notice.file): \(notice.encoding), \(notice.separator.isEmpty ? "" : "«\(notice.separator)», ")\(rows.ru)"))
      if !notice.unknownHeadings.isEmpty {
        let list = notice.unknownHeadings.joined(separator: ", ")
        say(
          Text(
            en: "\(notice.file): headings not known, passed over: \(list)", ru: "\(notice.file): незнакомые заголовки пропущены: \(list)"))
      }
      if !notice.unusedHeadings.isEmpty {
        let list = notice.unusedHeadings.joined(separator: ", ")
        say(
          Text(
            en: "\(notice.file): columns that are of no use in such a list: \(list)",
            ru: "\(notice.file): столбцы, которые в таком списке не используются: \(list)"))
      }
      func lines(_ numbers: [Int]) -> String { Text.few(numbers.map(String.init)) }
      if !notice.firstTaken.isEmpty {
        say(
          Text(
            en: "\(notice.file): several phones in a cell, the first is taken; lines \(lines(notice.firstTaken))",
            ru: "\(notice.file): в клетке несколько телефонов, взят первый; строки \(lines(notice.firstTaken))"))
      }
      if !notice.strayQuotes.isEmpty {
        say(
          Text(
            en: "\(notice.file): a quote within a field is read as it stands; lines \(lines(notice.strayQuotes))",
            ru: "\(notice.file): кавычки внутри поля прочитаны как есть; строки \(lines(notice.strayQuotes))"))
      }
      if !notice.passedOver.isEmpty {
        let list = notice.passedOver.map { "«\($0)»" }.joined(separator: ", ")
        say(
          Text(
            en: "\(notice.file): titles, numbers of rows, totals, not taken over: \(list)",
            ru: "\(notice.file): заголовок листа, нумерация, итоги — не взяты: \(list)"))
      }
    }
  }

  /// Whether a question may be asked.
  var canAsk: Bool {
    console.inputIsTerminal && console.errorsAreTerminal && !call[Everywhere.noInput] && console.variable("MYSCHOOL_NO_INPUT") == nil
  }
}

/// Trouble between the shell and the program.
enum ShellFailure: Failure, Equatable {
  case badNow(String)
  case unknownEncoding(String)
  case passwordNeeded
  case answerNeeded
  case passwordsDiffer
  case noPasswordOnInput
  case outputFailed(path: String?, errno: Int32)
  /// The place of the output is a file of the school or of the program.
  case outputIsOwn(path: String)
  /// A copy is a file of its own.
  case noStreamForCopy
  /// Bytes of a program, which a terminal cannot show.
  case binaryToTerminal
  /// The place of the output is a file that the command reads.
  case outputIsInput(path: String)
  /// The ending names a form that lists are not written in.
  case endingUnknown(String)
  /// A school is no copy of itself.
  case restoreOntoItself(String)
  case endingContradicts(String, format: String)
  /// A condition on rows beside a command that writes.
  case conditionOfWrite
  case unknownKey(String)
  case unknownTopic(String)
  case badPair(String, example: String)
  case badConfiguration(path: String, line: Int)
  case sessionFile(path: String)
  case sessionDamaged(path: String)
  case nothingMatched
  case badTimeZone(String)
  case badDuration(String)
  case badSetting(String)
  case editorFailed(String, draft: String)
  /// No terminal to edit at, and no editor named that could do without.
  /// With the way in which the same is done without one.
  case noTerminalToEdit(instead: Text)
  case noTerminalToFill
  /// A school is where another one is to be restored.
  case schoolStands(String)
  /// A teacher without a lesson today.
  case noLessonNow

  var exit: ExitCode {
    switch self {
    case .outputFailed, .editorFailed: .inputOutput
    case .outputIsOwn, .outputIsInput, .endingUnknown, .endingContradicts, .conditionOfWrite, .restoreOntoItself, .noStreamForCopy,
      .binaryToTerminal:
      .usage
    case .badConfiguration, .badNow, .sessionFile, .schoolStands: .unusable
    case .nothingMatched: .no
    case .sessionDamaged: .signIn
    case .unknownEncoding, .passwordNeeded, .answerNeeded, .passwordsDiffer, .noPasswordOnInput, .unknownKey, .unknownTopic, .badPair,
      .badTimeZone, .badDuration, .badSetting, .noTerminalToEdit,
      .noTerminalToFill, .noLessonNow:
      .usage
    }
  }

  var key: String {
    switch self {
    case .badNow: "clock.form"
    case .unknownEncoding: "encoding.unknown"
    case .passwordNeeded, .noPasswordOnInput: "password.needed"
    case .answerNeeded: "answer.needed"
    case .noTerminalToEdit: "editor.terminal"
    case .noTerminalToFill: "page.terminal"
    case .schoolStands: "db.exists"
    case .noLessonNow: "lesson.none"
    case .passwordsDiffer: "password.differ"
    case .outputFailed: "io.failed"
    case .outputIsOwn: "output.own"
    case .noStreamForCopy: "output.copy"
    case .binaryToTerminal: "output.terminal"
    case .outputIsInput: "output.input"
    case .endingUnknown, .endingContradicts: "output.form"
    case .conditionOfWrite: "usage.where"
    case .restoreOntoItself: "restore.itself"
    case .unknownKey: "config.unknown"
    case .unknownTopic: "help.unknown"
    case .badPair: "mark.pair"
    case .badConfiguration: "config.form"
    case .sessionFile: "session.file"
    case .sessionDamaged: "session.damaged"
    case .badTimeZone: "zone.form"
    case .badDuration: "duration.form"
    case .badSetting: "config.value"
    case .editorFailed: "editor.failed"
    case .nothingMatched: "empty"
    }
  }
}

/// Words of a command line as a shell would need them.
enum ShellWords {
  static func joined(_ words: [String]) -> String {
    words.map { word in
      let isPlain =
        !word.isEmpty && word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789-_./=:,@+%".unicodeScalars.contains($0) }
      return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
