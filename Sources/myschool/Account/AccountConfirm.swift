import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountConfirm {
  private static let code = Operand.optional(
    ValueKind(.code, isSecret: true), Text(en: "The eight digits of the message", ru: "Восемь цифр из сообщения"))
  private static let resend = Option.flag(
    "resend", Text(en: "Send fresh codes to the addresses that wait for one", ru: "Прислать новые коды на неподтверждённые адреса"))

  static let command: Command = Command(
    "confirm", Text(en: "Confirm an e-mail address or a phone by its code", ru: "Подтвердить адрес или телефон кодом"),
    discussion: Text(
      en: "A code is good for one use within an hour. After confirming an e-mail address sign in again: everything is open then.",
      ru: "Код годится один раз в течение часа. Подтвердив адрес почты, войдите снова: тогда доступно всё."),
    needs: [.proofOwn], operands: [code.spec], options: [resend.spec],
    examples: [
      Example("myschool account confirm 12345678", Text(en: "the code of the message", ru: "код из сообщения")),
      Example("myschool account confirm --resend", Text(en: "another code", ru: "ещё один код")),
    ]
  ) { call, session in
    let school = try session.school()
    if call[resend] {
      return .receipt(Receipt(lines: try school.identity.resendCodes(session.request).value.map { sentTo($0) }))
    }
    guard let code = call[code] else { throw UsageFailure(.operandNeeded("CODE")) }
    let confirmed = try school.identity.confirm(code, session.request).value
    var lines = [Text(en: "confirmed: \(confirmed.address)", ru: "подтверждено: \(confirmed.address)")]
    if let person = confirmed.linkedTo {
      lines.append(Text(en: "the account is linked to the roster: \(person)", ru: "запись привязана к спискам школы: \(person)"))
    }
    if school.actor?.standing == .unconfirmed, confirmed.kind == "email" {
      lines.append(
        Text(en: "now sign in again: myschool login \(confirmed.address)", ru: "теперь войдите снова: myschool login \(confirmed.address)"))
    }
    return .receipt(Receipt(lines: lines))
  }

  static func sentTo(_ address: String, wouldBe: Bool = false) -> Text {
    wouldBe
      ? Text(en: "a code would go to \(address)", ru: "код был бы отправлен: \(address)")
      : Text(en: "a code goes to \(address)", ru: "код отправляется: \(address)")
  }
}
