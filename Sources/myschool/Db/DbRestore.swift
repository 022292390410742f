import Arguments
import Basics
import Glibc
import Record
import SchoolModel
import SchoolSetup
import Tabular

/// `db restore`: a copy becomes the school, or is only looked through.
extension DbCommands {
  private static let copy = Operand.one(.file, Text(en: "The copy that db backup made", ru: "Копия, сделанная db backup"))
  private static let drill = Option.flag(
    "check", Text(en: "Look it through and change nothing: the drill", ru: "Только проверить, ничего не меняя: учебная тревога"))
  private static let keepTokens = Option.flag(
    "keep-tokens", Text(en: "Let the tokens of programs stay good", ru: "Не отзывать ключи программ"))
  static let restore: Command = Command(
    "restore",
    Text(en: "Make a copy the school again, here or on another machine", ru: "Восстановить школу из копии, здесь или на другой машине"),
    discussion: Text(
      en:
        "Looks the copy through first, as db check does; a damaged one is refused. Where a school stands already, --replace is needed, and its file is kept beside. People sign in again: sessions, codes and invitations of the copy are ended, and tokens of programs unless --keep-tokens; who was erased since is named. --check is the drill to be done every month.",
      ru:
        "Сначала проверяет копию, как db check; повреждённая не принимается. Если школа уже есть, нужен --replace, её файл сохраняется рядом. Войти придётся заново: сеансы, коды и приглашения копии прекращаются, ключи программ — тоже, если не указать --keep-tokens; кого с тех пор уничтожили, будет назван. --check — проверка, которую стоит делать каждый месяц."
    ),
    operands: [copy.spec], options: [drill.spec, JournalOptions.replace.spec, keepTokens.spec],
    examples: [
      Example("myschool db restore school-copy.db --check", Text(en: "is the copy good?", ru: "годится ли копия")),
      Example("myschool db restore school-copy.db", Text(en: "on the new machine", ru: "на новой машине")),
    ]
  ) { call, session in
    let source = session.console.path(call[copy])
    guard access(source, F_OK) == 0 else { throw BadFile.notFound(file: call[copy]) }
    let target = session.databasePath
    guard call[drill] || !isSame(source, target) else { throw ShellFailure.restoreOntoItself(call[copy]) }
    if !call[drill], !call[JournalOptions.replace], access(target, F_OK) == 0 { throw ShellFailure.schoolStands(target) }
    let place = call[drill] ? session.console.variable("TMPDIR") ?? "/tmp" : School.folder(of: target)
    if !call[drill] { try School.makeFolder(of: target) }
    Leftovers.sweep(place)
    let fresh = Leftovers.freshPath(in: place)
    let made = ["", "-wal", "-shm", "-journal"].map { fresh + $0 }
    made.forEach(Leftovers.remember)
    defer {
      made.forEach { unlink($0) }
      made.forEach(Leftovers.forget)
    }
    try copyFile(source, to: fresh, named: call[copy])
    let report = try examine(fresh, named: call[copy])
    guard report.findings.isEmpty else {
      return .verdict(report.findings.map { DbCommands.words($0)[session.language] + "\n" }.joined(), .no)
    }
    // A file of the library that is lost keeps nobody from the marks.
    let lacking = try School.fileFindings(copy: fresh, besides: source).map(DbCommands.words)
    var lines = [summary(report)] + lacking
    if report.isOlder {
      lines.append(
        Text(
          en: "an older schema: then myschool db migrate and myschool db check",
          ru: "схема прежней версии: затем myschool db migrate и myschool db check"))
    }
    let erased = (try? School.erasedSince(copy: fresh, in: target)) ?? []
    func answered(_ lines: [Text]) -> Answer {
      var answer = Answer.receipt(Receipt(lines: lines))
      if !lacking.isEmpty { answer.code = ExitCode.no.rawValue }
      return answer
    }
    if call[drill] {
      let verdict =
        lacking.isEmpty
        ? Text(en: "the copy is good", ru: "копия годится")
        : Text(
          en: "the school itself is whole and can be restored, without the files named",
          ru: "сама школа цела, восстановить её можно, но без названных файлов")
      return answered(lines + [verdict])
    }
    try School.bringFiles(copy: fresh, besides: source, to: target)
    try School.endAccess(
      in: fresh, keepingTokens: call[keepTokens], clock: try session.clock(), command: session.request.command)
    if let kept = try School.putInPlace(fresh, of: target, patience: call[Everywhere.wait]) {
      lines.append(Text(en: "the file that stood there: \(kept)", ru: "прежний файл: \(kept)"))
    }
    lines.append(Text(en: "restored: \(target)", ru: "школа восстановлена: \(target)"))
    lines += erased.map { person in
      Text(
        en: "erased since the copy was made, to be erased again: \(person.name): myschool roster erase №\(person.number)",
        ru: "уничтожено после создания копии, надо уничтожить снова: \(person.name): myschool roster erase №\(person.number)")
    }
    lines.append(Text(en: "sign in: myschool login LOGIN", ru: "войти: myschool login ЛОГИН"))
    return answered(lines)
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(path, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private static func summary(_ report: CopyReport) -> Text {
    let last = report.lastOperation
    let (en, ru) = (last?.local(offset: report.utcOffset) ?? "—", last?.russian(offset: report.utcOffset) ?? "—")
    return Text(
      en: "\(report.school): \(report.operations) operations, \(report.rows) rows, the last on \(en); head \(report.head)",
      ru: "\(report.school): действий \(report.operations), строк \(report.rows), последнее — \(ru); конец цепочки \(report.head)")
  }

  /// What is wrong with the copy is said of the file that was named.
  private static func examine(_ path: String, named name: String) throws -> CopyReport {
    do { return try School.examine(copy: path) } catch let failure as StorageFailure {
      switch failure {
      case .notASchool: throw StorageFailure.notASchool(path: name)
      case .damaged(_, let message): throw StorageFailure.damagedCopy(path: name, message: message)
      case .newer(_, let version, let known): throw StorageFailure.newer(path: name, version: version, known: known)
      default: throw failure
      }
    }
  }

  /// The bytes of a file, piece by piece, readable by its owner alone.
  private static func copyFile(_ source: String, to target: String, named name: String) throws {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw BadFile.input(file: name, errno: errno) }
    defer { close(input) }
    let output = open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw ShellFailure.outputFailed(path: target, errno: errno) }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(input, &buffer, buffer.count)
      guard count >= 0 else { throw BadFile.input(file: name, errno: errno) }
      if count == 0 { break }
      var done = 0
      while done < count {
        let written = buffer.withUnsafeBytes { write(output, $0.baseAddress! + done, count - done) }  // the buffer is never empty
        guard written > 0 else { throw ShellFailure.outputFailed(path: target, errno: errno) }
        done += written
      }
    }
    guard fsync(output) == 0 else { throw ShellFailure.outputFailed(path: target, errno: errno) }
  }
}
