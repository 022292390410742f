import Arguments
import SchoolCore
import Tabular

enum TokenCommands {
  static let noun: Command = Command(
    "token", Text(en: "Tokens with which programs act for a person", ru: "Ключи, по которым программы действуют за человека"),
    discussion: Text(
      en: "A program gives its token in MYSCHOOL_TOKEN; a token beats a session. It acts in one role and within its scopes.",
      ru: "Программа передаёт ключ в MYSCHOOL_TOKEN; он важнее сеанса. Действует в одной роли и в своих пределах."),
    children: { [create, list, revoke] })

  static let columns = [
    Column("number", .integer, en: "No.", ru: "№"), Column("name", en: "Name", ru: "Название"),
    Column("person", en: "Acts for", ru: "За кого"),
    Column("role", en: "Role", ru: "Роль", labels: CodedWords.roles), Column("scopes", en: "Scopes", ru: "Права"),
    Column("made_at", .instant, en: "Made", ru: "Создан"),
    Column("expires_at", .instant, en: "Until", ru: "До"), Column("used_at", .instant, en: "Last used", ru: "Использован"),
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

  private static let name = Operand.one(0, ValueKind("name"), Text(en: "What the program is called", ru: "Как называется программа"))
  static let scopes = Option.text(
    "scope", nil, ValueKind("scopes", placeholder: "NOUN:read,NOUN:write"), required: true,
    Text(
      en: "What it may do: journal:read, stats:read, all:read …; write includes read",
      ru: "Что ей можно: journal:read, stats:read, all:read …; write включает read"))
  private static let days = Option<Int>.value(
    "days", nil, .number, default: 90, expected: Text(en: "days, 1 to 400", ru: "число дней от 1 до 400"),
    Text(en: "How long it is good for, in days; 90 by default", ru: "Сколько дней действует; по умолчанию 90")
  ) { Int($0).flatMap { (1...400).contains($0) ? $0 : nil } }
  private static let replaces = Option<Int?>.value(
    "replaces", nil, .number, expected: Text(en: "a number of the list", ru: "номер из списка"),
    Text(en: "The token this one takes the place of, which becomes void", ru: "Ключ, который этот заменяет; тот отзывается")
  ) { Int($0) }

  static func parse(_ text: String?) throws -> [String] {
    guard let text, let scopes = TokenScopes.parse(text) else { throw IdentityFailure.badScopes(text ?? "") }
    return scopes
  }

  static let create: Command = Command(
    "create", Text(en: "Make a token for a program", ru: "Создать ключ для программы"),
    discussion: Text(
      en:
        "The token is printed this once, on standard output, and kept here only as a hash. It acts for you, in the role you are in now. To rotate: create with --replaces.",
      ru:
        "Ключ печатается один раз, на стандартный вывод; здесь хранится только его отпечаток. Действует за вас в нынешней роли. Чтобы сменить: создать с --replaces."
    ),
    operands: [name.spec], options: [scopes.spec, days.spec, replaces.spec],
    examples: [
      Example(
        "myschool token create canteen --scope roster:read",
        Text(en: "for the canteen's program", ru: "для программы столовой")),
      Example(
        "myschool token create canteen --scope roster:read --replaces 3", Text(en: "a new one for the old", ru: "новый вместо старого")),
    ]
  ) { call, session in
    let made = try session.school().createToken(
      named: call[name], scopes: try parse(call[scopes]), seconds: call[days] * 86_400, replacing: call[replaces], session.request
    ).value
    session.say(Text(en: "token \(made.number), until \(made.expiresAt.iso)", ru: "ключ \(made.number), до \(made.expiresAt.iso)"))
    return .text(made.token + "\n")
  }

  private static let all = Option.flag(
    "all", Text(en: "Everybody's, for an administrator", ru: "Ключи всех, для администратора"))

  static let list: Command = Command(
    "list", Text(en: "List the tokens", ru: "Показать ключи"), options: [all.spec],
    examples: [Example("myschool token list", Text(en: "one's own", ru: "свои"))], sections: [Tree.columns(columns)]
  ) { call, session in
    .table(table(try session.school().tokens(ofAll: call[all])), note: Text(en: "no tokens", ru: "ключей нет"))
  }

  private static let number = Operand.one(0, ValueKind("token", placeholder: "N"), Text(en: "Its number", ru: "Номер ключа"))

  static let revoke: Command = Command(
    "revoke", Text(en: "Make a token void", ru: "Отозвать ключ"), operands: [number.spec],
    examples: [Example("myschool token revoke 3", Text(en: "at once", ru: "сразу"))]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number of the list", ru: "номер из списка")))
    }
    let token = try session.school().revokeToken(number, session.request)
    return .receipt(Receipt(lines: [Text(en: "void: \(token.name)", ru: "отозван: \(token.name)")]))
  }
}
