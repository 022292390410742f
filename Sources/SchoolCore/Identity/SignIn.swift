import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// Where somebody signs in from.
public struct SignInPlace: Sendable {
  /// What tells this machine and user from others; `nil` where there is none, as for a program in a test.
  public let machine: [UInt8]?
  /// For people: `komarova@server`.
  public let name: String

  public init(machine: [UInt8]?, name: String) {
    self.machine = machine
    self.name = name
  }
}

/// What somebody signs in with.
public struct SignInAttempt: Sendable {
  /// Phone, e-mail, SNILS or login.
  public var name: String
  public var password: String
  public var role: Role?
  public var place: SignInPlace

  public init(name: String, password: String, role: Role? = nil, place: SignInPlace = SignInPlace(machine: nil, name: "")) {
    self.name = name
    self.password = password
    self.role = role
    self.place = place
  }
}

/// A sign-in that succeeded.
public struct SignedIn: Sendable {
  /// To be kept by the person: 256 random bits in hexadecimal digits.
  public let token: String
  public let actor: Actor
  /// The sign-in before this one.
  public let previous: (at: Instant, place: String)?
  /// Where else the account is signed in now.
  public let elsewhere: [String]
}

/// What an account proves itself with, read in one query whether or not it exists.
private struct Credentials {
  package let account: Int
  package let person: Int
  package let name: String
  package let hash: String
  package let mustChange: Bool
  package let isVouched: Bool
  package let hasConfirmedEmail: Bool

  package var standing: Standing {
    if mustChange { return .passwordTemporary }
    return isVouched || hasConfirmedEmail ? .full : .unconfirmed
  }
}

extension Identity {
  /// Signs somebody in.
  ///
  /// The password is hashed and compared whether or not there is such an account, and a failure is counted by the name
  /// that was given, so that neither the answer, its hint nor its time tells who exists.
  /// - Parameters:
  ///   - acceptsConsent: called when consent was not given yet; `false` refuses the sign-in.
  ///   - secondFactor: called when a code is needed; `nil` when there is nobody to ask.
  /// - Throws: `IdentityFailure`.
  public func signIn(
    _ attempt: SignInAttempt, acceptsConsent: () throws -> Bool, secondFactor: () throws -> String? = { nil }, _ request: WriteRequest
  ) throws -> SignedIn {
    guard let name = SignInName(attempt.name) else { throw IdentityFailure.notAnIdentifier(attempt.name) }
    let found = try readUnchecked { try Self.credentials(of: name, $0) }
    // Login, phone, e-mail and SNILS of one account are one thing to guess at; a name of nobody is counted twice, too.
    let bearer = found.map { "account \($0.account)" } ?? "nobody \(name.key)"
    let (known, failures) = try throttled("sign-in", name.key, bearer) { () -> Credentials? in
      let holds = PasswordHasher.matches(attempt.password, found?.hash ?? hasher.nobody)
      return holds ? found : nil
    }
    guard let found = known else { throw IdentityFailure.wrongNameOrPassword(failures: failures) }
    let roles = try readUnchecked { try Role.of(found.person, $0, now: self.clock.now()) }
    try readUnchecked { try Role.requireToBeHere(found.person, roles, $0) }
    if let wanted = attempt.role, !roles.contains(wanted) { throw IdentityFailure.noSuchRole(wanted.rawValue, roles: roles) }
    let usual = try readUnchecked { try Preferences.value(.role, of: found.account, $0) }.flatMap(Role.init)
    let role = attempt.role ?? (roles.count == 1 ? roles[0] : usual.flatMap { roles.contains($0) ? $0 : nil })
    let hasConsent = try readUnchecked { try Self.hasConsent(found.account, $0) }
    if !hasConsent, !(try acceptsConsent()) { throw IdentityFailure.consentNeeded }
    // Last, so that a sign-in refused for another reason uses up no code.
    try passSecondFactor(found.account, password: attempt.password, ask: secondFactor)
    var actor = Actor(personID: found.person, accountID: found.account, name: found.name, roles: roles, role: role)
    actor.standing = found.standing
    return try begin(actor, attempt.place, givingConsent: !hasConsent, request)
  }

  private func begin(_ actor: Actor, _ place: SignInPlace, givingConsent: Bool, _ request: WriteRequest) throws -> SignedIn {
    let token = hex(school.chance.bytes(32))
    let access = Access(action: .accountOwn, actor: actor, scopes: [.own], now: clock.now())
    let performed = try performSecurity(access, request) { writing in
      let (database, now) = (writing.database, writing.now)
      let earlier = try Self.liveSessions(of: actor.accountID, database, now)
      let previous = try database.row(
        "SELECT created_at, place FROM session WHERE account_id = ? ORDER BY id DESC LIMIT 1", actor.accountID, as: (Int, String?).self)
      if givingConsent { try Self.giveConsent(actor.accountID, by: actor.personID, database, now) }
      try database.run(
        "INSERT INTO session (account_id, token_hash, role, created_at, used_at, standing, machine, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        actor.accountID, SHA256.digest(token), actor.role?.rawValue, now.milliseconds, now.milliseconds,
        actor.standing == .unconfirmed ? "unconfirmed" : "full", place.machine, place.name)
      let isNewPlace = previous != nil && !earlier.contains { $0.machine == place.machine }
      if isNewPlace { try Letters.newSignIn(actor, place.name, writing) }
      return (
        previous: previous.map { (Instant(milliseconds: $0.0), $0.1 ?? "") },
        elsewhere: earlier.filter { $0.machine != place.machine }.map(\.place)
      )
    }
    self.actor = actor
    return SignedIn(token: token, actor: actor, previous: performed.value.previous, elsewhere: performed.value.elsewhere)
  }

  private static func credentials(of name: SignInName, _ database: Database) throws -> Credentials? {
    let select = """
      SELECT a.id, p.id, \(PersonName.sql), w.hash, w.must_change, a.vouched,
        EXISTS (SELECT 1 FROM identifier i WHERE i.account_id = a.id AND i.kind = 'email' AND i.confirmed_at IS NOT NULL)
      FROM account a JOIN person p ON p.id = a.person_id JOIN password w ON w.account_id = a.id
      """
    let byIdentifier = "WHERE a.id = (SELECT account_id FROM identifier WHERE kind = ? AND value = ?)"
    typealias Row = (Int, Int, String, String, Bool, Bool, Bool)
    let row: Row? =
      switch name {
      case .login(let login): try database.row("\(select) WHERE p.login = ?", login.name, as: Row.self)
      case .snils(let snils):
        // The one the school knows it of, else the only one who claims it.
        try database.row(
          """
          \(select) WHERE p.snils = ?1 OR (p.claimed_snils = ?1 AND NOT EXISTS (SELECT 1 FROM person x WHERE x.snils = ?1)
            AND (SELECT count(*) FROM person x WHERE x.claimed_snils = ?1) = 1)
          """, snils.digits, as: Row.self)
      case .phone(let phone): try database.row("\(select) \(byIdentifier)", "phone", phone.number, as: Row.self)
      case .email(let email): try database.row("\(select) \(byIdentifier)", "email", email.key, as: Row.self)
      }
    return row.map {
      Credentials(account: $0.0, person: $0.1, name: $0.2, hash: $0.3, mustChange: $0.4, isVouched: $0.5, hasConfirmedEmail: $0.6)
    }
  }
}
