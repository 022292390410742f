import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum Login {
  private static let identifier = Operand.optional(
    ValueKind(.login, placeholder: "NAME"), Text(en: "Phone, e-mail, SNILS or login", ru: "Телефон, e-mail, СНИЛС или логин"))
  private static let acceptConsent = Option.flag(
    "accept-consent",
    Text(
      en: "Agree to the processing of personal data (myschool help privacy)",
      ru: "Согласиться на обработку персональных данных (myschool help privacy)"))

  static let command: Command = Command(
    "login", Text(en: "Sign in", ru: "Войти"),
    discussion: Text(
      en:
        "Signs in with a phone, an e-mail address, a SNILS or a login. The password is asked for without echo, or read from standard input; a code of the second factor is the line after it. At the first sign-in you are asked for your consent to the processing of personal data. With several roles the settings are shown, and a role is chosen: account role use, or --role. After two failures each further try has to wait, from five seconds up to fifteen minutes, whether or not there is such an account.",
      ru:
        "Вход по телефону, адресу электронной почты, СНИЛС или логину. Пароль спрашивается без показа или читается со стандартного ввода; код второго фактора — следующей строкой. При первом входе нужно согласие на обработку персональных данных. Если ролей несколько, показываются настройки, и роль выбирается: account role use или --role. После двух неудач каждой следующей попытки надо ждать, от пяти секунд до пятнадцати минут, есть такая учётная запись или нет."
    ),
    operands: [identifier.spec], options: [Session.passwordOption.spec, acceptConsent.spec],
    examples: [
      Example("myschool login komarova.l --password-stdin < secret", Text(en: "without a terminal", ru: "без терминала")),
      Example("myschool login +79000000241 --role teacher", Text(en: "by phone, as a teacher", ru: "по телефону, как учитель")),
    ], local: true
  ) { call, session in
    let school = try session.owned()
    guard let name = try call[identifier] ?? ask(session) else { throw UsageFailure(.operandNeeded("NAME")) }
    let attempt = SignInAttempt(
      name: name, password: try session.password(twice: false), role: session.role,
      place: SignInPlace(machine: session.console.machine(), name: session.console.place()))
    let signedIn = try school.identity.signIn(
      attempt,
      acceptsConsent: {
        if call[acceptConsent] { return true }
        guard session.canAsk else { return false }
        let text = session.language == .ru ? ConsentText.russian : ConsentText.english
        session.console.say(PlainText.wrapped(text, to: session.console.width) + "\n\n")
        return session.confirm(Text(en: "Do you agree?", ru: "Согласны?"))
      },
      secondFactor: {
        try session.anotherSecret(Text(en: "Code of the second factor: ", ru: "Код второго фактора: "), silently: false)
      }, session.request)
    try SessionFile(session.console, school.uuid, session.databasePath).write(signedIn.token)
    return try answer(signedIn, school, session)
  }

  private static func ask(_ session: Session) throws -> String? {
    guard session.canAsk else { return nil }
    session.console.say(Text(en: "Phone, e-mail or SNILS: ", ru: "Телефон/Email/СНИЛС: ")[session.language])
    return session.readLine()
  }

  /// With several roles and none chosen the person lands on the settings page, as the guide to the system says.
  private static func answer(_ signedIn: SignedIn, _ school: School, _ session: Session) throws -> Answer {
    let actor = signedIn.actor
    var lines = greeting(actor)
    if !signedIn.elsewhere.isEmpty {
      // A program without a terminal or a name of its own has no place.
      let known = signedIn.elsewhere.filter { !$0.isEmpty }
      let places = Text(
        en: known.isEmpty ? "a place without a name" : Text.list(known), ru: known.isEmpty ? "место без названия" : Text.list(known))
      lines.append(
        Text(
          en: "also signed in: \(places.en); if it is not you: myschool account sessions --end-others",
          ru: "вход открыт и здесь: \(places.ru); если это не вы: myschool account sessions --end-others"))
    }
    guard actor.role == nil, actor.roles.count > 1, actor.standing == .full, session.format == .table else {
      return .receipt(Receipt(lines: lines))
    }
    let page = try school.identity.accountPage()
    return .page(lines, [("", AccountSettings.table(page, session))])
  }

  private static func greeting(_ actor: Actor) -> [Text] {
    switch actor.standing {
    case .unconfirmed:
      return [
        Text(en: "signed in: \(actor.name)", ru: "вход выполнен: \(actor.name)"),
        Text(
          en: "the e-mail address is not confirmed yet: only account and support are open; myschool account confirm CODE",
          ru: "адрес электронной почты ещё не подтверждён: доступны только account и support; myschool account confirm КОД"),
      ]
    case .passwordTemporary:
      return [
        Text(en: "signed in: \(actor.name)", ru: "вход выполнен: \(actor.name)"),
        Text(
          en: "the password is temporary, change it: myschool account password",
          ru: "пароль временный, смените его: myschool account password"),
      ]
    case .full, .consentMissing: break
    }
    if let role = actor.role {
      let name = role.word
      return [Text(en: "signed in: \(actor.name), \(name.en)", ru: "вход выполнен: \(actor.name), \(name.ru)")]
    }
    let names = Role.words(actor.roles)
    return [
      Text(en: "signed in: \(actor.name)", ru: "вход выполнен: \(actor.name)"),
      actor.roles.isEmpty
        ? Text(en: "no role in the school yet", ru: "роли в школе пока нет")
        : Text(
          en: "several roles: \(names.en); choose one: myschool account role use \(actor.roles[0].rawValue)",
          ru: "ролей несколько: \(names.ru); выберите одну: myschool account role use \(actor.roles[0].rawValue)"),
    ]
  }
}
