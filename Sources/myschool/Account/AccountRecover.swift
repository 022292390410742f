import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountRecover {
  private static let name = Operand.one(
    ValueKind(.login), Text(en: "The login, e-mail, phone or SNILS of the account", ru: "Логин, почта, телефон или СНИЛС учётной записи"))
  private static let code = Operand.optional(
    ValueKind(.code, isSecret: true), Text(en: "The eight digits of the message", ru: "Восемь цифр из сообщения"))

  static let command: Command = Command(
    "recover", Text(en: "Set a new password when the old one is forgotten", ru: "Задать новый пароль, если прежний забыт"),
    discussion: Text(
      en:
        "Without a code one is sent to the account's confirmed e-mail address, good for an hour; the answer is the same whether or not there is such an account. With the code the new password is asked for. Administrators and accounts with a second factor get a new password from the school: account password.",
      ru:
        "Без кода он отправляется на подтверждённую почту учётной записи и действует час; ответ один и тот же, есть такая запись или нет. С кодом спрашивается новый пароль. Администраторам и записям со вторым фактором новый пароль задаёт школа: account password."
    ),
    needs: [.accountRegister], operands: [name.spec, code.spec], options: [Session.passwordOption.spec],
    examples: [
      Example("myschool account recover olga@example.org", Text(en: "ask for a code", ru: "запросить код")),
      Example("myschool account recover olga@example.org 12345678", Text(en: "the new password", ru: "новый пароль")),
    ]
  ) { call, session in
    let school = try session.schoolForAnybody()
    guard let code = call[code] else {
      try school.identity.askForRecovery(of: call[name], session.request)
      return .receipt(
        Receipt(lines: [
          Text(
            en:
              "if there is such an account with a confirmed address, a code goes there; then: myschool account recover \(call[name]) CODE",
            ru: "если такая запись есть и её почта подтверждена, туда отправляется код; затем: myschool account recover \(call[name]) КОД")
        ]))
    }
    try school.identity.recover(call[name], code: code, to: try session.password(twice: true), session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "password changed; all sessions are ended", ru: "пароль изменён; все сеансы завершены"),
        Text(en: "next: myschool login \(call[name])", ru: "дальше: myschool login \(call[name])"),
      ]))
  }
}
