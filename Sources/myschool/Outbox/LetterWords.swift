import Basics
import SchoolModel
import SchoolOutbox

extension OutboxMessage {
  /// The message as its reader gets it; no body once the text is gone.
  /// - Parameter offset: of the school's clocks, in minutes east of UTC.
  func words(offset: Int) -> (subject: String, body: String?) {
    switch content {
    case .worded(let subject, let body): (subject, body)
    case .letter(let letter, let isEnglish):
      (letter.subject[isEnglish ? .en : .ru], letter.body(offset: offset)[isEnglish ? .en : .ru])
    case .gone(let subject): (subject, nil)
    }
  }
}

extension Letter {
  fileprivate var subject: Text {
    switch self {
    case .code: Text(en: "Confirmation code", ru: "Код подтверждения")
    case .newSignIn: Text(en: "A new sign-in", ru: "Новый вход")
    case .answer(let ticket, _): Text(en: "Ticket \(ticket): an answer", ru: "Обращение \(ticket): ответ")
    }
  }

  fileprivate func body(offset: Int) -> Text {
    switch self {
    case .code(let code):
      Text(
        en: """
          Your code: \(code)

          Type it within an hour:
            myschool account confirm \(code)

          If you did not ask for it, do nothing: without the code the address belongs to nobody.
          """,
        ru: """
          Ваш код: \(code)

          Наберите его в течение часа:
            myschool account confirm \(code)

          Если вы его не запрашивали, ничего не делайте: без кода адрес ни за кем не числится.
          """)
    case .newSignIn(let place, let at):
      Text(
        en: """
          Your account was signed in to from a new place: \(place), \(at.local(offset: offset)).

          If it was not you: myschool account sessions --end-others, then myschool account password

          """,
        ru: """
          В вашу учётную запись вошли с нового места: \(place), \(at.russian(offset: offset)).

          Если это были не вы: myschool account sessions --end-others, затем myschool account password

          """)
    case .answer(let ticket, let text):
      Text(
        en: """
          \(text)

          The whole ticket: myschool support show \(ticket)

          """,
        ru: """
          \(text)

          Обращение целиком: myschool support show \(ticket)

          """)
    }
  }
}
