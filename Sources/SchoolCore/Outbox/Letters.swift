import Basics
import SQLite
import SchoolModel

/// The messages the program writes to people, in the language each has chosen.
package enum Letters {
  private static func put(
    _ writing: Writing, to address: Address, _ person: Int?, _ subject: String, _ body: String, goodFor seconds: Int? = nil,
    answer: Int? = nil
  ) throws {
    let now = writing.now
    try writing.database.run(
      "INSERT INTO outbox (made_at, channel, person_id, address, subject, body, expires_at, answer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      now.milliseconds, address.kind, person, address.written, subject, body, seconds.map { (now + $0).milliseconds }, answer)
  }

  private static func isEnglish(_ account: Int, _ database: Database) throws -> Bool {
    try Preferences.value(.language, of: account, database) == "en"
  }

  private static func person(of account: Int, _ database: Database) throws -> Int? {
    try database.value("SELECT person_id FROM account WHERE id = ?", account, as: Int.self)
  }

  package static func code(_ code: String, to address: Address, _ account: Int, _ writing: Writing) throws {
    let database = writing.database
    let english = try isEnglish(account, database)
    let subject = english ? "Confirmation code" : "Код подтверждения"
    let body =
      english
      ? """
      Your code: \(code)

      Type it within an hour:
        myschool account confirm \(code)

      If you did not ask for it, do nothing: without the code the address belongs to nobody.
      """
      : """
      Ваш код: \(code)

      Наберите его в течение часа:
        myschool account confirm \(code)

      Если вы его не запрашивали, ничего не делайте: без кода адрес ни за кем не числится.
      """
    try put(writing, to: address, try person(of: account, database), subject, body, goodFor: SessionTerm.codeSeconds)
  }

  package static func newSignIn(_ actor: Actor, _ place: String, _ writing: Writing) throws {
    let database = writing.database
    guard let account = actor.accountID, try Preferences.wants(.signIn, account, database) else { return }
    guard let address = try confirmedEmail(account, database) else { return }
    let english = try isEnglish(account, database)
    let calendar = try writing.calendar()
    let at = english ? writing.now.local(offset: calendar.utcOffset) : writing.now.russian(offset: calendar.utcOffset)
    let subject = english ? "A new sign-in" : "Новый вход"
    let body =
      english
      ? "Your account was signed in to from a new place: \(place), \(at).\n\nIf it was not you: myschool account sessions --end-others, then myschool account password\n"
      : "В вашу учётную запись вошли с нового места: \(place), \(at).\n\nЕсли это были не вы: myschool account sessions --end-others, затем myschool account password\n"
    try put(writing, to: address, actor.personID, subject, body)
  }

  /// An answer in a ticket, to who opened it; it goes with the answer, if that is undone before the mail is sent.
  package static func answer(ticket: Int, _ text: String, id: Int, to person: Int?, contact: String?, _ writing: Writing) throws {
    let database = writing.database
    let account = try person.flatMap { try database.value("SELECT id FROM account WHERE person_id = ?", $0, as: Int.self) }
    if let account, !(try Preferences.wants(.support, account, database)) { return }
    let address = try account.flatMap { try confirmedEmail($0, database) } ?? contact.flatMap(Self.address)
    guard let address else { return }
    let english = try account.map { try isEnglish($0, database) } ?? false
    try put(
      writing, to: address, person, english ? "Ticket \(ticket): an answer" : "Обращение \(ticket): ответ",
      english
        ? "\(text)\n\nThe whole ticket: myschool support show \(ticket)\n"
        : "\(text)\n\nОбращение целиком: myschool support show \(ticket)\n",
      answer: id)
  }

  package static func address(_ contact: String) -> Address? {
    switch SignInName(contact) {
    case .email(let email): .email(email)
    case .phone(let phone): .phone(phone)
    default: nil
    }
  }

  private static func confirmedEmail(_ account: Int, _ database: Database) throws -> Address? {
    try database.value(
      "SELECT value FROM identifier WHERE account_id = ? AND kind = 'email' AND confirmed_at IS NOT NULL", account, as: String.self
    ).flatMap { Email($0) }.map { .email($0) }
  }
}
