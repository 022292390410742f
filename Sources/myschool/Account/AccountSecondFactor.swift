import Arguments
import SchoolCore
import Tabular

enum AccountSecondFactor {
  static let noun: Command = Command(
    "second-factor", Text(en: "A code of an app besides the password", ru: "Код приложения вдобавок к паролю"),
    discussion: Text(
      en:
        "A time-based code (RFC 6238) of any authenticator app, asked for at each sign-in. The key is kept sealed by the password; recovery codes stand in for a lost phone, each once.",
      ru:
        "Код по времени (RFC 6238) из любого приложения-аутентификатора, спрашивается при каждом входе. Ключ хранится запечатанным паролем; коды восстановления заменяют утерянный телефон, каждый один раз."
    ),
    examples: [Example("myschool account second-factor", Text(en: "on or off", ru: "включён или нет"))],
    children: { [enable, confirm, disable] }
  ) { _, session in
    let words: [School.SecondFactorState: Text] = [
      .off: Text(
        en: "off; to turn it on: myschool account second-factor enable", ru: "выключен; включить: myschool account second-factor enable"),
      .waiting: Text(
        en: "waits for a code: myschool account second-factor confirm", ru: "ждёт кода: myschool account second-factor confirm"),
      .on: Text(en: "on", ru: "включён"),
    ]
    return .text((words[try session.school().secondFactorState()] ?? Text(""))[session.language] + "\n")
  }

  static let enable: Command = Command(
    "enable", Text(en: "Make a key and show it as a QR code", ru: "Создать ключ и показать его QR-кодом"),
    discussion: Text(
      en:
        "Prints the link, the QR code and ten recovery codes, this once. It is in force after “confirm” with a code of the app; at a terminal that is asked for at once.",
      ru:
        "Печатает ссылку, QR-код и десять кодов восстановления — один раз. Действует после «confirm» с кодом из приложения; на терминале он спрашивается сразу."
    ),
    options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor enable", Text(en: "at a terminal", ru: "на терминале"))]
  ) { _, session in
    let school = try session.school()
    let password = try session.password(twice: false)
    let made = try school.prepareSecondFactor(password: password, session.request)
    let ru = session.language == .ru
    var text = (QRCode(made.link).map { $0.terminalText + "\n" } ?? "") + made.link + "\n\n"
    text +=
      ru
      ? "Коды восстановления, каждый годится один раз; храните их не в телефоне:\n"
      : "Recovery codes, each good once; keep them off the phone:\n"
    text += made.recoveryCodes.map { "  \($0)\n" }.joined()
    guard session.canAsk, !session.call[Session.passwordOption] else {
      text += "\n" + (ru ? "дальше: myschool account second-factor confirm\n" : "next: myschool account second-factor confirm\n")
      return .text(text)
    }
    session.console.say(text + "\n")
    guard let code = try session.anotherSecret(Text(en: "Code of the app: ", ru: "Код из приложения: "), silently: false) else {
      throw IdentityFailure.codeNeeded
    }
    try school.confirmSecondFactor(password: password, code: code, session.request)
    return .receipt(Receipt(lines: [on]))
  }

  private static let on = Text(en: "the second factor is on", ru: "второй фактор включён")

  static let confirm: Command = Command(
    "confirm", Text(en: "Put it in force with a code of the app", ru: "Ввести в действие кодом из приложения"),
    discussion: Text(
      en: "With --password-stdin the password and the code are two lines of standard input.",
      ru: "С --password-stdin пароль и код — две строки стандартного ввода."),
    options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor confirm", Text(en: "asks for both", ru: "спросит то и другое"))]
  ) { _, session in
    let school = try session.school()
    let password = try session.password(twice: false)
    guard let code = try session.anotherSecret(Text(en: "Code of the app: ", ru: "Код из приложения: "), silently: false) else {
      throw IdentityFailure.codeNeeded
    }
    try school.confirmSecondFactor(password: password, code: code, session.request)
    return .receipt(Receipt(lines: [on]))
  }

  static let disable: Command = Command(
    "disable", Text(en: "Do without it again", ru: "Отказаться от него"), options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor disable", Text(en: "asks for the password", ru: "спросит пароль"))]
  ) { _, session in
    let school = try session.school()
    try school.removeSecondFactor(password: try session.password(twice: false), session.request)
    return .receipt(Receipt(lines: [Text(en: "the second factor is off", ru: "второй фактор выключен")]))
  }
}
