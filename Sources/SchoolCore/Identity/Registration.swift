import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// What somebody registers with, as it was typed.
public struct Registration: Sendable {
  public var surname: String?
  public var givenName: String?
  public var patronymic: String?
  public var birthDate: String?
  public var email: String?
  public var phone: String?
  public var snils: String?
  /// Only with an invitation: logins are the school's to give.
  public var login: String?
  /// A one-time code of the school: the account is then that of the person it was made for.
  public var invitation: String?
  public var password: String

  public init(password: String) { self.password = password }
}

/// An account that was registered.
public struct Registered: Sendable {
  public let person: String
  public let login: String?
  /// What one can sign in with now.
  public let signInName: String
  /// Where codes were sent.
  public let codesSentTo: [String]
  public let roles: [Role]
}

/// Identifiers of a new account, understood.
package struct IdentifierDraft {
  package var email: Email?
  package var phone: Phone?
  package var snils: SNILS?
  package var login: Login?
  package var isEmpty: Bool { email == nil && phone == nil && snils == nil && login == nil }

  package init(email: String?, phone: String?, snils: String?, login: String?) throws {
    self.email = try email.map { text in try Email(text).orThrow(BadValue(.notAnEmail(text))) }
    self.phone = try phone.map { text in try Phone(text).orThrow(BadValue(.notAPhone(text))) }
    self.snils = try snils.map { text in try SNILS(text).orThrow(BadValue(.notSNILS(text))) }
    self.login = try login.map { text in try Login(text).orThrow(BadValue(.notALogin(text))) }
  }
}

extension Identity {
  package static let adultAge = 14

  /// Registers an account of one's own.
  ///
  /// With an invitation it belongs to the person of the roster it was made for, and the school vouches for it. Without, a
  /// person of its own is made, who is nobody to the school until it links the account (`linkAccount`).
  /// - Throws: `IdentityFailure.underFourteen` for a child, whose parent does it; `BadValue` for what cannot be read.
  public func register(_ registration: Registration, _ request: WriteRequest) throws -> Performed<Registered> {
    let access = try authorize(.accountRegister)
    if let code = registration.invitation { return try registerInvited(code, registration, access, request) }
    let draft = try IdentifierDraft(
      email: registration.email, phone: registration.phone, snils: registration.snils, login: registration.login)
    let name = try NewPersonName(registration.surname, registration.givenName, registration.patronymic)
    guard let birthText = registration.birthDate else { throw IdentityFailure.fieldNeeded("birth-date") }
    let birth = try school.birthDate(birthText)
    guard clock.now().day(offset: school.utcOffset).age(since: birth) >= Self.adultAge else {
      throw IdentityFailure.underFourteen(name.full)
    }
    guard draft.login == nil else { throw IdentityFailure.loginBySchool }
    guard !draft.isEmpty else { throw IdentityFailure.fieldNeeded("identifier") }
    try checkNewPassword(registration.password, roles: [], context: [name.surname, name.given, draft.email?.address])
    let hash = hasher.hash(registration.password)
    return try performSecurity(access, request) { writing in
      let database = writing.database
      // What people say of themselves stays apart from what the school knows, until it links the two.
      let person = try Self.insertSelfDeclared(name, birth, draft.snils, database)
      try database.run("INSERT INTO account (person_id, created_at, vouched) VALUES (?, ?, 0)", person, writing.now.milliseconds)
      let account = database.lastInsertedID
      try Self.setPassword(hash, of: account, mustChange: false, writing)
      var sent: [String] = []
      if let email = draft.email { sent.append(try self.addIdentifier(.email(email), to: account, writing)) }
      if let phone = draft.phone { sent.append(try self.addIdentifier(.phone(phone), to: account, writing)) }
      return Registered(
        person: name.full, login: nil, signInName: sent.first ?? draft.snils?.formatted ?? "", codesSentTo: sent, roles: [])
    }
  }

  private func registerInvited(
    _ code: String, _ registration: Registration, _ access: Access, _ request: WriteRequest
  ) throws -> Performed<Registered> {
    guard registration.surname == nil, registration.givenName == nil, registration.birthDate == nil, registration.snils == nil else {
      throw IdentityFailure.invitationNames
    }
    // Sixty bits are not guessed, so a stranger's wrong codes need lock nobody out.
    let found = try readUnchecked { try Self.invitation(code, self.clock.now(), $0) }
    guard let found else { throw IdentityFailure.wrongInvitation }
    let person = try readUnchecked { try Reading.unchecked($0, self.clock.now()).person(withID: found.person) }
    let roles = try readUnchecked { try Role.of(person.id, $0, now: self.clock.now()) }
    // Whoever made the invitation: under fourteen a parent does it.
    if let birth = person.birthDate, clock.now().day(offset: school.utcOffset).age(since: birth) < Self.adultAge {
      throw IdentityFailure.underFourteen(person.full)
    }
    let draft = try IdentifierDraft(email: registration.email, phone: registration.phone, snils: nil, login: registration.login)
    if let given = draft.login, let known = person.login, given.name != known { throw IdentityFailure.loginKnown(known) }
    let login = person.login ?? draft.login?.name
    try checkNewPassword(registration.password, roles: roles, context: [login, person.surname, person.givenName])
    let hash = hasher.hash(registration.password)
    return try performSecurity(access, request) { writing in
      let database = writing.database
      let used = try database.run("UPDATE invitation SET used_at = ? WHERE id = ? AND used_at IS NULL", writing.now.milliseconds, found.id)
      guard used == 1 else { throw IdentityFailure.wrongInvitation }
      // What is used up need not lie about.
      try database.run("UPDATE outbox SET body = NULL, data = NULL WHERE person_id = ? AND kind = 'invitation'", person.id)
      if let login, login != person.login { try NewPersonName.giveLogin(login, to: person.id, database) }
      let account = try Self.makeVouchedAccount(for: person, hash, mustChange: false, writing)
      var sent: [String] = []
      if let email = draft.email { sent.append(try self.addIdentifier(.email(email), to: account, writing)) }
      if let phone = draft.phone { sent.append(try self.addIdentifier(.phone(phone), to: account, writing)) }
      let known = try database.value("SELECT value FROM identifier WHERE account_id = ? ORDER BY kind", account, as: String.self)
      guard let name = login ?? known else { throw IdentityFailure.fieldNeeded("identifier") }
      return Registered(person: person.full, login: login, signInName: name, codesSentTo: sent.filter { !$0.isEmpty }, roles: roles)
    }
  }

  // MARK: pieces

  /// Refuses what is no day of birth, and that of a child, whose parent registers it.
  /// - Throws: `BadValue`, `IdentityFailure.underFourteen`.
  public func checkBirthDate(_ text: String) throws {
    let birth = try school.birthDate(text)
    guard clock.now().day(offset: school.utcOffset).age(since: birth) >= Self.adultAge else { throw IdentityFailure.underFourteen("") }
  }

  package static func insertSelfDeclared(_ name: NewPersonName, _ birth: Day, _ snils: SNILS?, _ database: Database) throws -> Int {
    try database.run(
      "INSERT INTO person (surname, given_name, patronymic, birth_date, claimed_snils, name_key, self_declared) VALUES (?, ?, ?, ?, ?, ?, 1)",
      name.surname, name.given, name.patronymic, birth, snils?.digits, Folding.key(name.full))
    return database.lastInsertedID
  }

  /// - Throws: `IdentityFailure.weakPassword`.
  package func checkNewPassword(_ password: String, roles: [Role], context: [String?]) throws {
    let least = roles.contains { $0 != .student && $0 != .parent } ? 12 : 8
    if let weakness = PasswordHasher.weakness(password, least: least, context: context.compactMap { $0 }) {
      throw IdentityFailure.weakPassword(weakness)
    }
  }

  package static func setPassword(_ hash: String, of account: Int, mustChange: Bool, _ writing: Writing) throws {
    try writing.database.run(
      """
      INSERT INTO password (account_id, hash, must_change, changed_at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (account_id) DO UPDATE SET hash = ?2, must_change = ?3, changed_at = ?4
      """, account, hash, mustChange, writing.now.milliseconds)
  }

  /// An account the school vouches for: what the roster holds of phone and e-mail counts as confirmed, unless somebody else
  /// confirmed it first.
  package static func makeVouchedAccount(for person: PersonName, _ hash: String, mustChange: Bool, _ writing: Writing) throws -> Int {
    let (database, now) = (writing.database, writing.now.milliseconds)
    if try database.value("SELECT id FROM account WHERE person_id = ?", person.id, as: Int.self) != nil {
      throw IdentityFailure.accountExists(person: person.full, login: person.login)
    }
    try database.run("INSERT INTO account (person_id, created_at, vouched) VALUES (?, ?, 1)", person.id, now)
    let account = database.lastInsertedID
    try setPassword(hash, of: account, mustChange: mustChange, writing)
    for (kind, column) in [("phone", "phone"), ("email", "lower(email)")] {
      // Who claimed an address without confirming it does not keep it from whom the school knows it of.
      try database.run(
        "DELETE FROM identifier WHERE kind = ?1 AND confirmed_at IS NULL AND value = (SELECT \(column) FROM person WHERE id = ?2)", kind,
        person.id)
      try database.run(
        """
        INSERT INTO identifier (account_id, kind, value, confirmed_at)
        SELECT ?1, ?2, \(column), ?3 FROM person p WHERE p.id = ?4 AND \(column) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM identifier i WHERE i.kind = ?2 AND i.value = \(column))
        """, account, kind, now, person.id)
    }
    return account
  }
}
