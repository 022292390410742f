import SQLite

/// A sign-in that succeeded.
public struct SignedIn: Sendable {
  /// To be kept by the person: 256 random bits in hexadecimal digits.
  public let token: String
  public let actor: Actor
}

/// How long a session lasts.
enum SessionTerm {
  static let idleSeconds = 7 * 86_400
  static let absoluteSeconds = 30 * 86_400
  /// The last use is written down at most this often.
  static let noteSeconds = 600
}

extension School {
  /// Minutes east of UTC.
  public var utcOffset: Int { (try? readUnchecked { try $0.value("SELECT utc_offset FROM school", as: Int.self) ?? 180 }) ?? 180 }

  public var uuid: String { (try? readUnchecked { try $0.value("SELECT uuid FROM school", as: String.self) ?? "" }) ?? "" }

  /// Signs somebody in by phone, e-mail, SNILS or login.
  ///
  /// The password is hashed and compared whether or not there is such an account, so that neither the answer nor its
  /// time tells who exists.
  /// - Parameter acceptsConsent: called when consent was not given yet; `false` refuses the sign-in.
  public func signIn(
    _ identifier: String, password: String, role wanted: Role?, acceptsConsent: () throws -> Bool, _ request: WriteRequest
  ) throws -> SignedIn {
    guard let name = SignInName(identifier) else { throw IdentityFailure.notAnIdentifier(identifier) }
    let found = try readUnchecked { try Self.account(named: name, $0) }
    let hash = try found.flatMap { account in
      try readUnchecked { try $0.value("SELECT hash FROM password WHERE account_id = ?", account.id, as: String.self) }
    }
    let holds = PasswordHasher.matches(password, hash ?? Self.nobodysHash)
    guard let account = found, hash != nil, holds else { throw IdentityFailure.wrongNameOrPassword }
    let roles = try readUnchecked { try Self.roles(of: account.person, $0, now: self.clock.now()) }
    if let wanted, !roles.contains(wanted) { throw IdentityFailure.noSuchRole(wanted.rawValue, roles: roles) }
    let role = wanted ?? (roles.count == 1 ? roles[0] : nil)
    let hasConsent =
      try readUnchecked {
        try $0.value(
          "SELECT count(*) FROM consent WHERE account_id = ? AND version = ? AND withdrawn_at IS NULL", account.id, ConsentText.version,
          as: Int.self)
          ?? 0
      } > 0
    if !hasConsent, !(try acceptsConsent()) { throw IdentityFailure.consentNeeded }
    let actor = Actor(personID: account.person, accountID: account.id, name: account.name, roles: roles, role: role)
    return try begin(actor, givingConsent: !hasConsent, request)
  }

  /// A hash no password has, of the cost of the real ones.
  private static let nobodysHash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$CjDk3Rhr8d9BXL5KVRCDedkC.VJh90F3h/AdyU4X5z0"

  private func begin(_ actor: Actor, givingConsent: Bool, _ request: WriteRequest) throws -> SignedIn {
    let token = hex(randomBytes(32))
    let access = Access(action: .accountOwn, actor: actor, scopes: [.own])
    _ = try performSecurity(access, request) { writing in
      let now = writing.now.milliseconds
      if givingConsent {
        try writing.database.run(
          "INSERT INTO consent (account_id, version, text_digest, given_at) VALUES (?, ?, ?, ?)", actor.accountID, ConsentText.version,
          ConsentText.digest, now)
      }
      try writing.database.run(
        "INSERT INTO session (account_id, token_hash, role, created_at, used_at) VALUES (?, ?, ?, ?, ?)", actor.accountID,
        SHA256.digest(token), actor.role?.rawValue, now, now)
    }
    self.actor = actor
    return SignedIn(token: token, actor: actor)
  }

  static func account(named name: SignInName, _ database: Database) throws -> (id: Int, person: Int, name: String)? {
    let columns =
      "SELECT a.id, p.id, p.surname || CASE p.given_name WHEN '' THEN '' ELSE ' ' || p.given_name END || coalesce(' ' || p.patronymic, '')"
    let from = "FROM account a JOIN person p ON p.id = a.person_id"
    let found: (Int, Int, String)? =
      switch name {
      case .login(let login): try database.row("\(columns) \(from) WHERE p.login = ?", login.name, as: (Int, Int, String).self)
      case .snils(let snils): try database.row("\(columns) \(from) WHERE p.snils = ?", snils.digits, as: (Int, Int, String).self)
      case .phone(let phone):
        try database.row(
          "\(columns) \(from) JOIN identifier i ON i.account_id = a.id WHERE i.kind = 'phone' AND i.value = ? AND i.confirmed_at IS NOT NULL",
          phone.number, as: (Int, Int, String).self)
      case .email(let email):
        try database.row(
          "\(columns) \(from) JOIN identifier i ON i.account_id = a.id WHERE i.kind = 'email' AND i.value = ? AND i.confirmed_at IS NOT NULL",
          email.key, as: (Int, Int, String).self)
      }
    return found.map { ($0.0, $0.1, $0.2) }
  }

  /// What a person is to the school today.
  static func roles(of person: Int, _ database: Database, now: Instant) throws -> [Role] {
    let today = now.day(offset: try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180).description
    var roles = Set(try database.values("SELECT role FROM role_grant WHERE person_id = ?", person, as: String.self).compactMap(Role.init))
    func exists(_ sql: String) throws -> Bool { try database.value(sql, person, as: Int.self) != nil }
    if try database.value(
      "SELECT 1 FROM enrolment WHERE person_id = ? AND (last_day IS NULL OR last_day >= ?)", person, today, as: Int.self) != nil
    {
      roles.insert(.student)
    }
    if try exists("SELECT 1 FROM guardian WHERE person_id = ? LIMIT 1") { roles.insert(.parent) }
    if try exists("SELECT 1 FROM course_teacher WHERE person_id = ? LIMIT 1") || exists("SELECT 1 FROM form WHERE teacher_id = ? LIMIT 1") {
      roles.insert(.teacher)
    }
    return roles.sorted()
  }

  /// Takes up a session by its token.
  /// - Parameter role: a role for this one command, instead of the session's.
  /// - Throws: `AccessFailure.sessionExpired` when it is over, unknown or was ended.
  public func resume(token: String, role wanted: Role?) throws {
    let now = clock.now()
    let found = try readUnchecked { database -> (session: Int, used: Int, actor: Actor)? in
      guard
        let (session, account, roleName, created, used) = try database.row(
          "SELECT id, account_id, role, created_at, used_at FROM session WHERE token_hash = ? AND ended_at IS NULL", SHA256.digest(token),
          as: (Int, Int, String?, Int, Int).self)
      else { return nil }
      let age = (now.milliseconds - created) / 1000
      let idle = (now.milliseconds - used) / 1000
      guard age < SessionTerm.absoluteSeconds, idle < SessionTerm.idleSeconds else { return nil }
      guard
        let (person, name) = try database.row(
          "SELECT p.id, p.surname || CASE p.given_name WHEN '' THEN '' ELSE ' ' || p.given_name END || coalesce(' ' || p.patronymic, '') FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ?",
          account, as: (Int, String).self)
      else { return nil }
      let roles = try Self.roles(of: person, database, now: now)
      // A role lost since the sign-in is not kept by the session.
      let role = roleName.flatMap(Role.init).flatMap { roles.contains($0) ? $0 : nil } ?? (roles.count == 1 ? roles[0] : nil)
      return (session, used, Actor(personID: person, accountID: account, name: name, roles: roles, role: role))
    }
    guard let found else { throw AccessFailure.sessionExpired }
    var actor = found.actor
    if let wanted {
      guard actor.roles.contains(wanted) else { throw IdentityFailure.noSuchRole(wanted.rawValue, roles: actor.roles) }
      actor.role = wanted
    }
    self.actor = actor
    if now.milliseconds - found.used > SessionTerm.noteSeconds * 1000 {
      try? note { try $0.run("UPDATE session SET used_at = ? WHERE id = ?", now.milliseconds, found.session) }
    }
  }

  /// Ends the session of a token.
  public func signOut(token: String, _ request: WriteRequest) throws {
    guard let actor else { throw AccessFailure.notSignedIn }
    let access = Access(action: .accountOwn, actor: actor, scopes: [.own])
    _ = try performSecurity(access, request) { writing in
      try writing.database.run("UPDATE session SET ended_at = ? WHERE token_hash = ?", writing.now.milliseconds, SHA256.digest(token))
    }
    self.actor = nil
  }

  public struct SessionInfo: Sendable {
    public let name: String
    public let login: String?
    public let role: Role?
    public let roles: [Role]
    public let endsAt: Instant
    public let utcOffset: Int
  }

  /// Who is signed in, in which role, until when.
  public func whoAmI(token: String) throws -> SessionInfo {
    guard let actor else { throw AccessFailure.notSignedIn }
    return try readUnchecked { database in
      let (created, used) =
        try database.row("SELECT created_at, used_at FROM session WHERE token_hash = ?", SHA256.digest(token), as: (Int, Int).self) ?? (
          0, 0
        )
      let ends = min(created + SessionTerm.absoluteSeconds * 1000, used + SessionTerm.idleSeconds * 1000)
      return SessionInfo(
        name: actor.name, login: try database.value("SELECT coalesce(login, '') FROM person WHERE id = ?", actor.personID, as: String.self),
        role: actor.role, roles: actor.roles, endsAt: Instant(milliseconds: ends),
        utcOffset: try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180)
    }
  }
}
