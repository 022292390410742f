import Basics
import SchoolModel
import SchoolOutbox

extension OutboxMessage {
  /// Whether it lets a new password be set, which is for its reader's eyes alone.
  var isOfRecovery: Bool { if case .letter(.recovery, _) = content { true } else { false } }

  /// A file that goes with it.
  var attachment: Letter.Attachment? { if case .letter(.report(_, _, let file), _) = content { file } else { nil } }

  /// A digest with its language: it goes as a page, too, and says how to get no more of them.
  var digest: DigestWords? {
    if case .letter(.digest(let digest), let isEnglish) = content { DigestWords(digest, isEnglish ? .en : .ru) } else { nil }
  }

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
    case .invitation: Text(en: "An invitation to the school's diary", ru: "Приглашение в школьный журнал")
    case .alreadyRegistered: Text(en: "There is an account already", ru: "Учётная запись уже есть")
    case .recovery: Text(en: "A new password", ru: "Новый пароль")
    case .report(let title, _, _): Text(title)
    case .digest(let digest): Text(en: DigestWords(digest, .en).subject, ru: DigestWords(digest, .ru).subject)
    case .quiz(_, let title, _): Text(en: "A quiz for you: \(title)", ru: "Вам назначен тест «\(title)»")
    case .library(.returned, _, let title, _): Text(en: "Returned: \(title)", ru: "Возвращён материал «\(title)»")
    case .library(.withdrawn, _, let title, _): Text(en: "Withdrawn: \(title)", ru: "Снят материал «\(title)»")
    case .library(.complaint, _, let title, _): Text(en: "A complaint: \(title)", ru: "Жалоба на материал «\(title)»")
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
    case .invitation(let code, let until):
      Text(
        en: """
          The school invites you to register, once and until \(until):
            myschool account register --invitation \(code)

          Give this code to nobody.

          """,
        ru: """
          Школа приглашает Вас зарегистрироваться, один раз, до \(Problem.date(until)):
            myschool account register --invitation \(code)

          Никому не передавайте этот код.

          """)
    case .quiz(let number, let title, let due):
      Text(
        en: """
          A quiz was given to you: \(title)\(due.map { ", due on \($0)" } ?? "").

            myschool quiz take \(number)

          """,
        ru: """
          Вам назначен тест «\(title)»\(due.map { ", сдать до \(Problem.date($0))" } ?? "").

            myschool quiz take \(number)

          """)
    case .library(let news, let item, let title, let words):
      Text(
        en: """
          Item \(item), \(title): \(words)

            myschool library \(news == .returned ? "edit \(item) …, then myschool library submit \(item)" : "show \(item)")

          """,
        ru: """
          Материал \(item) «\(title)»: \(words)

            myschool library \(news == .returned ? "edit \(item) …, затем myschool library submit \(item)" : "show \(item)")

          """)
    case .recovery(let code):
      Text(
        en: """
          Your code: \(code)

          Type it within an hour, with a new password:
            myschool account recover YOUR-ADDRESS \(code)

          If you did not ask for it, do nothing: the password stays as it is.

          """,
        ru: """
          Ваш код: \(code)

          Наберите его в течение часа и задайте новый пароль:
            myschool account recover ВАША-ПОЧТА \(code)

          Если Вы его не запрашивали, ничего не делайте: пароль останется прежним.

          """)
    case .alreadyRegistered:
      Text(
        en: """
          Somebody asked for an account of the school's journal with this address, which has one already.

          If it was you, sign in with this address. The password is forgotten:
            myschool account recover YOUR-ADDRESS

          If it was not you, do nothing: nothing has changed.

          """,
        ru: """
          Для этого адреса запросили учётную запись школьного журнала, но она у него уже есть.

          Если это были Вы, входите по этому адресу. Если забыт пароль:
            myschool account recover ВАША-ПОЧТА

          Если это были не Вы, ничего не делайте: ничего не изменилось.

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
    case .report(_, let text, _): Text(text)
    case .digest(let digest): Text(en: DigestWords(digest, .en).text, ru: DigestWords(digest, .ru).text)
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
