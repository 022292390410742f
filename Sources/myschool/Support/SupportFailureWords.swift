import Basics
import SchoolSupport

/// Why support refuses something, in words.
extension SupportFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .empty: told(Text(en: "the text is empty", ru: "текст пустой"))
    case .tooLong(let limit): told(Text(en: "the text is longer than \(limit) characters", ru: "текст длиннее \(limit) знаков"))
    case .contactNeeded:
      told(
        Text(en: "an address to answer at is needed", ru: "нужен адрес для ответа"),
        hint: Text(en: "--contact name@example.org, or sign in", ru: "--contact name@example.org или войдите"))
    case .noTicket(let number):
      told(Text(en: "no ticket \(number) of yours", ru: "у вас нет обращения \(number)"), hint: Text("myschool support list"))
    case .closed(let number):
      told(
        Text(en: "ticket \(number) is closed", ru: "обращение \(number) закрыто"),
        hint: Text(en: "open another: myschool support ask", ru: "создайте новое: myschool support ask"))
    case .tooMany:
      told(
        Text(en: "too many tickets without a sign-in within an hour", ru: "слишком много обращений без входа за час"),
        hint: Text(en: "sign in, or try later", ru: "войдите или повторите позже"))
    }
  }
}
