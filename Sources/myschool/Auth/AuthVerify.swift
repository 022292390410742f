import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

extension AuthCommands {
  private static let columns = [
    Column.person, Column.login,
    Column.role,
    Column.roles, Column.scopes,
    Column("name", en: "Name of the token", ru: "Название ключа"), Column.expiresAt,
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
    let found = try session.owned().identity.verifyToken(token)
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
