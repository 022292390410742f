import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum TokenCommands {
  static let noun: Command = Command(
    "token", Text(en: "Tokens with which programs act for a person", ru: "Ключи, по которым программы действуют за человека"),
    discussion: Text(
      en: "A program gives its token in MYSCHOOL_TOKEN; a token beats a session. It acts in one role and within its scopes.",
      ru: "Программа передаёт ключ в MYSCHOOL_TOKEN; он важнее сеанса. Действует в одной роли и в своих пределах."),
    children: { [create, list, revoke] })

  static let columns = [
    Column.number, Column("name", en: "Name", ru: "Название"),
    Column("person", en: "Acts for", ru: "За кого"),
    Column.role, Column.scopes,
    Column("made_at", .instant, en: "Made", ru: "Создан"),
    Column.expiresAt, Column.usedAt,
    Column("revoked_at", .instant, en: "Void since", ru: "Отозван"),
  ]

  static func table(_ tokens: [ServiceToken]) -> Table {
    Table(
      columns,
      rows: tokens.map { token in
        [
          .integer(token.number), .text(token.name), .text(token.person), Cell(token.role?.rawValue),
          .text(token.scopes.joined(separator: ",")), .instant(token.madeAt.iso), .instant(token.expiresAt.iso),
          token.usedAt.map { .instant($0.iso) } ?? .empty, token.revokedAt.map { .instant($0.iso) } ?? .empty,
        ]
      })
  }

  static let name = Operand.one(ValueKind(.name), Text(en: "What the program is called", ru: "Как называется программа"))

  static let scopes = Option.text(
    "scope", nil, ValueKind(.scopes, placeholder: "NOUN:read,NOUN:write"), required: true,
    Text(
      en: "What it may do: journal:read, stats:read, all:read …; write includes read",
      ru: "Что ей можно: journal:read, stats:read, all:read …; write включает read"))

  static func parse(_ text: String?) throws -> [String] {
    guard let text, let scopes = TokenScopes.parse(text) else { throw IdentityFailure.badScopes(text ?? "") }
    return scopes
  }

  static let all = Option.flag(
    "all", Text(en: "Everybody's, for an administrator", ru: "Ключи всех, для администратора"))

  static let number = Operand.one(ValueKind(.token, placeholder: "N"), Text(en: "Its number", ru: "Номер ключа"))
}
