import Arguments
import Glibc
import SchoolCore
import Tabular

enum GateCommands {
  private static let account = Operand.one(
    0, .login, Text(en: "The account that acts: its login, e-mail or phone", ru: "Учётная запись: логин, почта или телефон"))

  static let noun: Command = Command(
    "gate", Text(en: "Let people in over SSH, each as one account", ru: "Пускать людей по SSH, каждого под своей учётной записью"),
    discussion: Text(
      en:
        "As the forced command of a key in authorized_keys, “gate ACCOUNT” runs what the other side asked for (SSH_ORIGINAL_COMMAND) as that account, and nothing else: no shell, no other program, no file of the server. Files travel on the streams. On the other side “remote = school@host” in the settings makes every command go there; from any machine with ssh, Windows too, “ssh school@host diary” does.",
      ru:
        "Как принудительная команда ключа в authorized_keys «gate УЧЁТНАЯ-ЗАПИСЬ» выполняет то, что просит другая сторона (SSH_ORIGINAL_COMMAND), под этой записью, и ничего больше: ни оболочки, ни других программ, ни файлов сервера. Файлы идут по потокам. На другой стороне настройка «remote = school@host» направляет туда каждую команду; с любой машины, где есть ssh, и с Windows тоже, годится «ssh school@host diary»."
    ),
    operands: [account.spec],
    examples: [
      Example("myschool gate key add kazakova.t id_ed25519.pub", Text(en: "let a teacher's key in", ru: "впустить ключ учителя")),
      Example("myschool config set remote school@server", Text(en: "on the teacher's laptop", ru: "на ноутбуке учителя")),
    ], local: true, children: { [key] }
  ) { call, session in try run(call, session) }

  private static func run(_ call: Call, _ session: Session) throws -> Outcome {
    let outer = session.console
    let line = try GateLine(outer.variable("SSH_ORIGINAL_COMMAND") ?? "help")
    var console = outer
    // Nothing of the server's or the other side's environment but what is listed.
    console.environment = line.assignments.filter { $0.key.hasPrefix("MYSCHOOL_FILES") == false && $0.key != "MYSCHOOL_OUTPUT" }
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "TERM"] where console.environment[name] == nil {
      console.environment[name] = outer.environment[name]
    }
    console.environment["HOME"] = "/nonexistent"
    if let columns = line.assignments["COLUMNS"].flatMap({ Int($0) }), columns > 0 { console.width = columns }
    var seat = GateSeat(account: call[account], database: session.databasePath)
    seat.takesOutput = line.assignments["MYSCHOOL_OUTPUT"] == "1"
    if let count = line.assignments["MYSCHOOL_FILES"] {
      guard let count = Int(count) else { throw GateFailure.stream }
      seat.files = try GateSeat.readFiles(count, from: outer.input)
    }
    console.gate = seat
    return .exit(Program(console).run(line.words))
  }

  // MARK: keys

  static let key: Command = Command(
    "key", Text(en: "Keys that open the gate", ru: "Ключи, которые открывают вход"),
    discussion: Text(
      en: "For the system user that owns the school's file, on the machine that holds it.",
      ru: "Для системного пользователя, которому принадлежит файл школы, на его же машине."),
    children: { [add, list, remove] })

  private static let file = Option.text(
    "keys", nil, .file,
    Text(en: "The authorized_keys file, instead of ~/.ssh/authorized_keys", ru: "Файл authorized_keys вместо ~/.ssh/authorized_keys"))
  private static let publicKey = Operand.one(
    1, .file, Text(en: "The public key: a .pub file; - is standard input", ru: "Открытый ключ: файл .pub; - — стандартный ввод"))

  private static func keys(_ call: Call, _ session: Session) -> AuthorizedKeys {
    AuthorizedKeys(path: session.console.path(call[file] ?? (session.console.variable("HOME") ?? "") + "/.ssh/authorized_keys"))
  }

  static let add: Command = Command(
    "add", Text(en: "Let a key in as an account", ru: "Впустить ключ под учётной записью"), operands: [account.spec, publicKey.spec],
    options: [file.spec],
    examples: [
      Example("myschool gate key add kazakova.t id_ed25519.pub", Text(en: "a teacher's public key", ru: "открытый ключ учителя")),
      Example("myschool gate key add kira - < kira.pub", Text(en: "from standard input", ru: "со стандартного ввода")),
    ]
  ) { call, session in
    let school = try session.owned()
    let name = try school.accountName(call[account])
    let text = try session.wholeText(call[publicKey])
    let line = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") } ?? ""
    guard let key = PublicKey(line) else { throw GateFailure.notAKey(call[publicKey]) }
    let keys = keys(call, session)
    var lines = try keys.lines()
    if let plain = lines.firstIndex(where: { $0.contains(key.blob) && AuthorizedKeys.entry($0) == nil }) {
      throw GateFailure.keyStandsOpen(path: keys.path, line: plain + 1)
    }
    // One key, one account: sshd takes the first line that fits.
    let others = lines.compactMap { AuthorizedKeys.entry($0) }.filter { $0.key.blob == key.blob }
    let entry = AuthorizedKeys.Entry(account: name, database: session.databasePath, key: key)
    if others == [entry] {
      return .receipt(Receipt(lines: [Text(en: "unchanged: \(key.fingerprint)", ru: "без изменений: \(key.fingerprint)")]))
    }
    lines.removeAll { AuthorizedKeys.entry($0)?.key.blob == key.blob }
    lines.append(AuthorizedKeys.line(entry, program: ThisMachine.program))
    try keys.write(lines)
    try school.recordOwnersAct(session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "\(name): \(key.type) \(key.fingerprint)", ru: "\(name): \(key.type) \(key.fingerprint)"),
        Text(en: "the other side: ssh USER@HOST whoami", ru: "на другой стороне: ssh ПОЛЬЗОВАТЕЛЬ@СЕРВЕР whoami"),
      ]))
  }

  private static let columns = [
    Column("account", en: "Account", ru: "Учётная запись"), Column("type", en: "Type", ru: "Вид"),
    Column("fingerprint", en: "Fingerprint", ru: "Отпечаток"), Column("comment", en: "Comment", ru: "Пояснение"),
    Column("database", en: "School's file", ru: "Файл школы"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List the keys", ru: "Показать ключи"), options: [file.spec],
    examples: [Example("myschool gate key list", Text(en: "who can come in", ru: "кто может войти"))], sections: [Tree.columns(columns)]
  ) { call, session in
    let rows = try keys(call, session).lines().compactMap { AuthorizedKeys.entry($0) }.map { entry -> [Cell] in
      [
        .text(entry.account), .text(entry.key.type), .text(entry.key.fingerprint),
        Cell(entry.key.comment.isEmpty ? nil : entry.key.comment),
        .text(entry.database),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no keys", ru: "ключей нет"))
  }

  private static let fingerprint = Operand.one(
    0, ValueKind("fingerprint"), Text(en: "The fingerprint or the account", ru: "Отпечаток или учётная запись"))

  static let remove: Command = Command(
    "remove", Text(en: "Shut a key out", ru: "Закрыть вход ключу"), operands: [fingerprint.spec], options: [file.spec],
    examples: [Example("myschool gate key remove kazakova.t", Text(en: "all keys of an account", ru: "все ключи учётной записи"))]
  ) { call, session in
    let school = try session.owned()
    let keys = keys(call, session)
    var lines = try keys.lines()
    let before = lines.count
    lines.removeAll { line in
      AuthorizedKeys.entry(line).map { $0.account == call[fingerprint] || $0.key.fingerprint == call[fingerprint] } ?? false
    }
    guard lines.count < before else { throw GateFailure.noKey(call[fingerprint]) }
    try keys.write(lines)
    try school.recordOwnersAct(session.request)
    let removed = before - lines.count
    return .receipt(
      Receipt(lines: [Text(en: "keys removed: \(removed)", ru: "убрано: \(Counting.plural(removed, "ключ", "ключа", "ключей"))")]))
  }
}
