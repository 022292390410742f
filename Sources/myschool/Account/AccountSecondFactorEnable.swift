import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountSecondFactor {
  static let enable: Command = Command(
    "enable", Text(en: "Make a key and show it as a QR code", ru: "Создать ключ и показать его QR-кодом"),
    discussion: Text(
      en:
        "Prints the link, the QR code and ten recovery codes, this once. It is in force after “confirm” with a code of the app; at a terminal that is asked for at once.",
      ru:
        "Печатает ссылку, QR-код и десять кодов восстановления — один раз. Действует после «confirm» с кодом из приложения; на терминале он спрашивается сразу."
    ),
    needs: [.proofOwn], options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor enable", Text(en: "at a terminal", ru: "на терминале"))]
  ) { _, session in
    let school = try session.school()
    let password = try session.password(twice: false)
    let made = try school.identity.prepareSecondFactor(password: password, session.request)
    let ru = session.language == .ru
    let picture = QRCode(made.link).map { $0.terminalText + "\n" } ?? ""
    let width = picture.split(separator: "\n").map(\.count).max() ?? 0
    let fits = !session.console.outputIsTerminal || width <= session.console.width
    if !fits {
      session.say(
        Text(
          en:
            "the QR code needs \(width) columns, the terminal has \(session.console.width): widen it and enable again, or type the link into the app",
          ru:
            "QR-коду нужно столбцов: \(width), в окне их \(session.console.width); расширьте окно и повторите или введите ссылку в приложение вручную"
        ))
    }
    var text = (fits ? picture : "") + made.link + "\n\n"
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
    try school.identity.confirmSecondFactor(password: password, code: code, session.request)
    return .receipt(Receipt(lines: [on]))
  }
}
