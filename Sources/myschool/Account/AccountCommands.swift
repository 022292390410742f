import Arguments
import SchoolCore
import Tabular

enum AccountCommands {
  private static let identifier = Operand.optional(
    0, ValueKind("login", placeholder: "NAME"), Text(en: "Phone, e-mail, SNILS or login", ru: "Телефон, e-mail, СНИЛС или логин"))
  private static let acceptConsent = Option.flag(
    "accept-consent",
    Text(
      en: "Agree to the processing of personal data (myschool help privacy)",
      ru: "Согласиться на обработку персональных данных (myschool help privacy)"))

  static let login: Command = Command(
    "login", Text(en: "Sign in", ru: "Войти"),
    discussion: Text(
      en:
        "Signs in with a phone, an e-mail address, a SNILS or a login. The password is asked for without echo, or read from standard input. At the first sign-in you are asked for your consent to the processing of personal data. With several roles choose one by --role.",
      ru:
        "Вход по телефону, адресу электронной почты, СНИЛС или логину. Пароль спрашивается без показа или читается со стандартного ввода. При первом входе нужно согласие на обработку персональных данных. Если ролей несколько, выберите одну: --role."
    ),
    operands: [identifier.spec], options: [Session.passwordOption.spec, acceptConsent.spec],
    examples: [
      Example("myschool login komarova.l --password-stdin < secret", Text(en: "without a terminal", ru: "без терминала")),
      Example("myschool login +79000000241 --role teacher", Text(en: "by phone, as a teacher", ru: "по телефону, как учитель")),
    ]
  ) { call, session in
    let school = try session.owned()
    guard let name = try call[identifier] ?? ask(session) else { throw UsageFailure(.operandNeeded("NAME")) }
    let password = try session.password(twice: false)
    let signedIn = try school.signIn(
      name, password: password, role: session.role,
      acceptsConsent: {
        if call[acceptConsent] { return true }
        guard session.canAsk else { return false }
        session.console.say((session.language == .ru ? ConsentText.russian : ConsentText.english) + "\n\n")
        return session.confirm(Text(en: "Do you agree?", ru: "Согласны?"))
      }, session.request)
    try SessionFile(session.console, school.uuid).write(signedIn.token)
    return .receipt(Receipt(lines: greeting(signedIn.actor)))
  }

  private static func ask(_ session: Session) throws -> String? {
    guard session.canAsk else { return nil }
    session.console.say(Text(en: "Phone, e-mail or SNILS: ", ru: "Телефон/Email/СНИЛС: ")[session.language])
    return session.readLine()
  }

  private static func greeting(_ actor: Actor) -> [Text] {
    if let role = actor.role {
      let name = FailureWords.roleName(role)
      return [Text(en: "signed in: \(actor.name), \(name.en)", ru: "вход выполнен: \(actor.name), \(name.ru)")]
    }
    let names = Text.list(actor.roles.map(\.rawValue))
    return [
      Text(en: "signed in: \(actor.name)", ru: "вход выполнен: \(actor.name)"),
      actor.roles.isEmpty
        ? Text(en: "no role in the school yet", ru: "роли в школе пока нет")
        : Text(
          en: "several roles, none chosen: \(names); add --role to a command",
          ru: "ролей несколько, не выбрана ни одна: \(names); добавляйте к командам --role"),
    ]
  }

  static let logout: Command = Command(
    "logout", Text(en: "Sign out", ru: "Выйти"),
    examples: [Example("myschool logout", Text(en: "end the session", ru: "завершить сеанс"))]
  ) { _, session in
    let school = try session.school()
    let file = SessionFile(session.console, school.uuid)
    guard let token = try file.read() else { throw AccessFailure.notSignedIn }
    try school.signOut(token: token, session.request)
    file.remove()
    return .receipt(Receipt(lines: [Text(en: "signed out", ru: "выход выполнен")]))
  }

  private static let whoamiColumns = [
    Column("name", en: "Name", ru: "Имя"), Column("login", en: "Login", ru: "Логин"), Column("role", en: "Role", ru: "Роль"),
    Column("roles", en: "All roles", ru: "Все роли"), Column("ends_at", .instant, en: "Session ends", ru: "Сеанс до"),
  ]

  static let whoami: Command = Command(
    "whoami", Text(en: "Show who is signed in, in which role, until when", ru: "Показать, кто вошёл, в какой роли и до какого времени"),
    examples: [Example("myschool whoami --format json", Text(en: "for a script", ru: "для сценария"))],
    sections: [Tree.columns(whoamiColumns)]
  ) { _, session in
    let school = try session.school()
    guard let token = try SessionFile(session.console, school.uuid).read() else { throw AccessFailure.notSignedIn }
    let info = try school.whoAmI(token: token)
    return .table(
      Table(
        whoamiColumns,
        rows: [
          [
            .text(info.name), Cell(info.login), Cell(info.role?.rawValue), .text(info.roles.map(\.rawValue).joined(separator: " ")),
            .instant(info.endsAt.iso),
          ]
        ]))
  }

  static let noun: Command = Command(
    "account", Text(en: "Accounts of people", ru: "Учётные записи людей"),
    discussion: Text(
      en: "An account lets a person of the roster sign in.", ru: "Учётная запись позволяет человеку из списков школы входить."),
    children: { [create] })

  private static let person = Operand.one(
    0, .person,
    Text(
      en: "Full name, login, SNILS, phone or e-mail of somebody in the roster",
      ru: "Полное имя, логин, СНИЛС, телефон или почта человека из списков"))
  private static let loginName = Option.text(
    "login", nil, .login, Text(en: "The login, when the roster has none", ru: "Логин, если в списках его нет"))
  private static let temporary = Option.flag(
    "temporary", Text(en: "The password must be changed at the first sign-in", ru: "Пароль нужно сменить при первом входе"))

  static let create: Command = Command(
    "create", Text(en: "Make an account for a person of the roster", ru: "Завести учётную запись человеку из списков"),
    discussion: Text(
      en:
        "The login is that of the roster. The school vouches for the account, so the phone and the e-mail of the roster can be signed in with at once.",
      ru: "Логин берётся из списков. Школа ручается за запись, поэтому по телефону и почте из списков можно входить сразу."),
    operands: [person.spec],
    options: [loginName.spec, temporary.spec, Session.passwordOption.spec, Everywhere.message.spec, Everywhere.dryRun.spec],
    examples: [
      Example(
        "myschool account create 'Казакова Таисия Марковна' --password-stdin < secret2",
        Text(en: "a teacher, with the login of the roster", ru: "учителю, с логином из списков")),
      Example(
        "myschool account create 'Александрова Кира Артёмовна' --login kira --password-stdin < secret3",
        Text(en: "a guardian", ru: "представителю")),
    ]
  ) { call, session in
    let school = try session.school()
    let performed = try school.createAccount(
      for: call[person], login: call[loginName], password: try session.password(twice: true), mustChange: call[temporary], session.request)
    let made = performed.value
    let roles = Text.list(made.roles.map(\.rawValue))
    return .receipt(
      Receipt(
        performed, dryRun: call[Everywhere.dryRun],
        extra: [
          Text(
            en: "account: \(made.person), login \(made.login), roles: \(roles)",
            ru: "учётная запись: \(made.person), логин \(made.login), роли: \(roles)")
        ],
        canBeUndone: false))
  }
}
