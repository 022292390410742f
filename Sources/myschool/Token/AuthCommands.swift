import Arguments
import SchoolCore
import Tabular

enum AuthCommands {
  static let noun: Command = Command(
    "auth", Text(en: "One sign-in for other programs", ru: "Единый вход для других программ"),
    discussion: Text(
      en: "A person's program asks for a short-lived token; another program on this machine, or through the gate, checks whose it is.",
      ru: "Программа человека берёт недолгий ключ; другая программа на этой машине или через вход по SSH проверяет, чей он."),
    children: { [token, verify] })

  private static let name = Option.text(
    "name", nil, ValueKind("name"), Text(en: "What the program is called", ru: "Как называется программа"))
  private static let minutes = Option<Int>.value(
    "minutes", nil, .number, default: 15, expected: Text(en: "minutes, 1 to 1440", ru: "число минут от 1 до 1440"),
    Text(en: "How long it is good for; 15 by default", ru: "Сколько минут действует; по умолчанию 15")
  ) { Int($0).flatMap { (1...1440).contains($0) ? $0 : nil } }

  static let token: Command = Command(
    "token", Text(en: "Print a short-lived token of one's own", ru: "Напечатать недолгий ключ своей записи"),
    options: [TokenCommands.scopes.spec, name.spec, minutes.spec],
    examples: [
      Example("MYSCHOOL_TOKEN=$(myschool auth token --scope diary:read) other-program", Text(en: "for one run", ru: "на один запуск"))
    ].map { Example("myschool auth token --scope diary:read", $0.comment) }
  ) { call, session in
    let made = try session.school().createToken(
      named: call[name] ?? "auth", scopes: try TokenCommands.parse(call[TokenCommands.scopes]), seconds: call[minutes] * 60,
      session.request
    ).value
    return .text(made.token + "\n")
  }

  private static let columns = [
    Column("person", en: "Person", ru: "Человек"), Column("login", en: "Login", ru: "Логин"),
    Column("role", en: "Role", ru: "Роль", labels: CodedWords.roles),
    Column("roles", en: "All roles", ru: "Все роли", labels: CodedWords.roles), Column("scopes", en: "Scopes", ru: "Права"),
    Column("name", en: "Name of the token", ru: "Название ключа"), Column("expires_at", .instant, en: "Until", ru: "До"),
    Column("school", en: "School", ru: "Школа"),
  ]

  static let verify: Command = Command(
    "verify", Text(en: "Check a token and say whose it is", ru: "Проверить ключ и сказать, чей он"),
    discussion: Text(
      en: "The token is one line of standard input. Exit 4 when it is unknown, void or over. No sign-in is needed: the token is the proof.",
      ru:
        "Ключ — одна строка стандартного ввода. Код 4, если он неизвестен, отозван или просрочен. Вход не нужен: ключ и есть доказательство."
    ),
    examples: [Example("myschool auth verify --format json < token", Text(en: "the identity as JSON", ru: "личность в JSON"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    guard let token = session.readLine(), !token.isEmpty else { throw AccessFailure.tokenRefused }
    let found = try session.owned().verifyToken(token)
    return .table(
      Table(
        columns,
        rows: [
          [
            .text(found.token.person), Cell(found.login), Cell(found.token.role?.rawValue),
            .text(found.roles.map(\.rawValue).joined(separator: " ")), .text(found.token.scopes.joined(separator: ",")),
            .text(found.token.name), .instant(found.token.expiresAt.iso), .text(found.school),
          ]
        ]))
  }
}
