import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

enum GateCommands {
  static let account = Operand.one(
    .login, Text(en: "The account that acts: its login, e-mail or phone", ru: "Учётная запись: логин, почта или телефон"))

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

  private static func run(_ call: Call, _ session: Session) throws -> Answer {
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
      // Who may not do it sends nothing here either.
      try requireRight(line.words, seat, console, session)
      seat.files = try GateSeat.readFiles(count, from: outer.input, folder: outer.variable("TMPDIR") ?? "/tmp")
    }
    console.gate = seat
    return .exit(Program(console).run(line.words))
  }

  /// Asks the permission table before anything is taken from the other side.
  private static func requireRight(_ words: [String], _ seat: GateSeat, _ console: Console, _ session: Session) throws {
    guard case .run(let command, let inner)? = try? Parser(Tree.root, environment: console.environment).parse(words) else { return }
    guard !command.needs.isEmpty else { return }
    let school = try session.owned()
    try school.identity.act(as: seat.account, role: inner[Everywhere.role])
    defer { school.actor = nil }
    try school.requireOneOf(command.needs)
  }
}
