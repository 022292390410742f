import Basics
import SQLite
import SchoolModel

/// Who is told what, and where.
package enum Letters {
  private static func put(
    _ letter: Letter, to address: Address, _ person: Int?, goodFor seconds: Int? = nil, answer: Int? = nil, _ writing: Writing
  ) throws {
    let now = writing.now
    try writing.database.run(
      "INSERT INTO outbox (made_at, channel, person_id, address, subject, expires_at, answer_id, kind, data) VALUES (?, ?, ?, ?, '', ?, ?, ?, ?)",
      now.milliseconds, address.kind, person, address.written, seconds.map { (now + $0).milliseconds }, answer, letter.kind,
      try letter.data(writing.database))
  }

  /// A report, to somebody whose address is confirmed; outside the record, as all of the outbox is.
  package static func report(_ letter: Letter, to address: Address, _ person: Int, at now: Instant, _ database: Database) throws {
    try database.run(
      "INSERT INTO outbox (made_at, channel, person_id, address, subject, kind, data) VALUES (?, ?, ?, ?, '', ?, ?)",
      now.milliseconds, address.kind, person, address.written, letter.kind, try letter.data(database))
  }

  package static func code(_ code: String, to address: Address, _ account: Int, _ writing: Writing) throws {
    let person = try writing.database.value("SELECT person_id FROM account WHERE id = ?", account, as: Int.self)
    try put(.code(code), to: address, person, goodFor: SessionTerm.codeSeconds, writing)
  }

  /// To an address that has an account, when another account asked for it.
  package static func alreadyRegistered(_ address: Address, _ holder: Int, _ writing: Writing) throws {
    let person = try writing.database.value("SELECT person_id FROM account WHERE id = ?", holder, as: Int.self)
    try put(.alreadyRegistered, to: address, person, writing)
  }

  package static func recovery(_ code: String, to address: Address, _ account: Int, _ writing: Writing) throws {
    let person = try writing.database.value("SELECT person_id FROM account WHERE id = ?", account, as: Int.self)
    try put(.recovery(code), to: address, person, goodFor: SessionTerm.codeSeconds, writing)
  }

  /// An invitation to the address the school has of a person.
  /// - Returns: the address; `nil` where there is none.
  package static func invitation(_ code: String, until: Day, to person: Int, _ writing: Writing) throws -> String? {
    let known = try writing.database.value("SELECT email FROM person WHERE id = ?", person, as: String?.self) ?? nil
    guard let address = known.flatMap({ Email($0) }) else { return nil }
    try put(
      .invitation(code: code, until: until.description), to: .email(address), person, goodFor: SessionTerm.invitationSeconds, writing)
    return address.address
  }

  package static func newSignIn(_ actor: Actor, _ place: String, _ writing: Writing) throws {
    let database = writing.database
    guard let account = actor.accountID, try Preferences.wants(.signIn, account, database) else { return }
    guard let address = try confirmedEmail(account, database) else { return }
    try put(.newSignIn(place: place, at: writing.now), to: address, actor.personID, writing)
  }

  /// An answer in a ticket, to who opened it; it goes with the answer, if that is undone before the mail is sent.
  package static func answer(ticket: Int, _ text: String, id: Int, to person: Int?, contact: String?, _ writing: Writing) throws {
    let database = writing.database
    let account = try person.flatMap { try database.value("SELECT id FROM account WHERE person_id = ?", $0, as: Int.self) }
    if let account, !(try Preferences.wants(.support, account, database)) { return }
    let address = try account.flatMap { try confirmedEmail($0, database) } ?? contact.flatMap(Self.address)
    guard let address else { return }
    try put(.answer(ticket: ticket, text: text), to: address, person, answer: id, writing)
  }

  /// What became of an item of the library, to who added it, where there is a confirmed address.
  package static func libraryItem(
    _ news: Letter.LibraryNews, item: Int, title: String, words: String, to person: Int?, _ writing: Writing
  ) throws {
    guard let person, person != writing.actor.personID,
      let account = try writing.database.value("SELECT id FROM account WHERE person_id = ?", person, as: Int.self),
      try Preferences.wants(.library, account, writing.database), let address = try confirmedEmail(account, writing.database)
    else { return }
    try put(.library(news, item: item, title: title, words: words), to: address, person, writing)
  }

  /// A quiz that was given out, to the students who have a confirmed address and want to know.
  package static func quiz(_ number: Int, title: String, due: Day?, to students: [Int], _ writing: Writing) throws {
    let accounts = try writing.database.rows(
      "SELECT id, person_id FROM account WHERE person_id IN (\(keyList(students))) ORDER BY person_id", as: (Int, Int).self)
    for (account, person) in accounts {
      guard try Preferences.wants(.quiz, account, writing.database), let address = try confirmedEmail(account, writing.database) else {
        continue
      }
      try put(.quiz(number: number, title: title, due: due?.description), to: address, person, writing)
    }
  }

  package static func address(_ contact: String) -> Address? {
    switch SignInName(contact) {
    case .email(let email): .email(email)
    case .phone(let phone): .phone(phone)
    default: nil
    }
  }

  package static func confirmedEmail(_ account: Int, _ database: Database) throws -> Address? {
    try database.value(
      "SELECT value FROM identifier WHERE account_id = ? AND kind = 'email' AND confirmed_at IS NOT NULL", account, as: String.self
    ).flatMap { Email($0) }.map { .email($0) }
  }
}
