import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// A token as lists show it; the token itself is told once, when it is made.
public struct ServiceToken: Sendable {
  public let number: Int
  public let name: String
  public let person: String
  public let role: Role?
  public let scopes: [String]
  public let madeAt: Instant
  public let expiresAt: Instant
  public let usedAt: Instant?
  public let revokedAt: Instant?
}

/// What a token proves of its bearer.
public struct VerifiedToken: Sendable {
  public let token: ServiceToken
  public let login: String?
  public let school: String
  public let roles: [Role]
}

extension Identity {
  /// What every token begins with, so that one that leaked can be recognised.
  package static let tokenPrefix = "myschool_"
  package static let longestTokenDays = 400

  /// Makes a token that lets a program act for who makes it, in one role and within scopes.
  /// - Parameter seconds: how long it is good for.
  /// - Returns: the token, told this once.
  public func createToken(
    named name: String, scopes: [String], seconds: Int, replacing old: Int? = nil, _ request: WriteRequest
  ) throws -> Performed<(token: String, number: Int, expiresAt: Instant)> {
    let access = try authorize(.accountOwn)
    let account = try ownAccount(.accountOwn)
    // A program does not give itself more than it has.
    if let held = access.actor.token, !scopes.allSatisfy({ Self.covers(held.scopes, $0) }) { throw AccessFailure.tokenScope(.accountOwn) }
    // A token acts in one role, whichever is chosen later.
    if access.actor.role == nil, access.actor.roles.count > 1 { throw AccessFailure.roleNeeded(access.actor.roles) }
    let name = Folding.tidy(name)
    guard (1...100).contains(name.count), !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw IdentityFailure.badName(String(name.prefix(100)))
    }
    let token = Self.tokenPrefix + hex(school.chance.bytes(32))
    return try performSecurity(access, request) { writing in
      let (database, now) = (writing.database, writing.now)
      // What a token makes ends no later than the token.
      let expires = min(now + seconds, access.actor.token?.expiresAt ?? now + seconds)
      if let old {
        let revoked = try database.run(
          "UPDATE service_token SET revoked_at = ? WHERE id = ? AND account_id = ? AND revoked_at IS NULL", now.milliseconds, old, account)
        guard revoked > 0 else { throw IdentityFailure.noSuchToken(old) }
      }
      try database.run(
        "INSERT INTO service_token (account_id, name, token_hash, role, scopes, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        account, name, SHA256.digest(token), access.actor.role?.rawValue, scopes.joined(separator: ","), now.milliseconds,
        expires.milliseconds)
      return (token, database.lastInsertedID, expires)
    }
  }

  private static func covers(_ held: [String], _ wanted: String) -> Bool {
    let parts = wanted.split(separator: ":")
    return held.contains { scope in
      let own = scope.split(separator: ":")
      return own.count == 2 && parts.count == 2 && (own[0] == parts[0] || own[0] == "all") && (own[1] == "write" || parts[1] == "read")
    }
  }

  /// One's own tokens, or the whole school's for who manages accounts.
  public func tokens(ofAll: Bool) throws -> [ServiceToken] {
    let account: Int? = ofAll ? nil : try ownAccount(.accountRead)
    if ofAll { _ = try authorize(.accountManage) }
    return try readUnchecked { database in
      let sql = "\(Self.tokenColumns) WHERE ?1 IS NULL OR t.account_id = ?1 ORDER BY t.id DESC"
      return try database.rows(sql, account, as: TokenRow.self).map(Self.token)
    }
  }

  private typealias TokenRow = (Int, String, String, String?, String, Int, Int, Int?, Int?)
  private static let tokenColumns = """
    SELECT t.id, t.name, \(PersonName.sql), t.role, t.scopes, t.made_at, t.expires_at, t.used_at, t.revoked_at
    FROM service_token t JOIN account a ON a.id = t.account_id JOIN person p ON p.id = a.person_id
    """

  private static func token(_ row: TokenRow) -> ServiceToken {
    ServiceToken(
      number: row.0, name: row.1, person: row.2, role: row.3.flatMap(Role.init), scopes: row.4.split(separator: ",").map(String.init),
      madeAt: Instant(row.5), expiresAt: Instant(row.6), usedAt: row.7.map { Instant($0) }, revokedAt: row.8.map { Instant($0) })
  }

  /// Makes a token void; a manager of accounts may void anybody's.
  public func revokeToken(_ number: Int, _ request: WriteRequest) throws -> ServiceToken {
    let access = try authorize(.accountOwn)
    let manages = (try? authorize(.accountManage)) != nil
    guard let token = try tokens(ofAll: manages).first(where: { $0.number == number }) else { throw IdentityFailure.noSuchToken(number) }
    guard token.revokedAt == nil else { return token }
    _ = try performSecurity(access, request) { writing in
      try writing.database.run("UPDATE service_token SET revoked_at = ? WHERE id = ?", writing.now.milliseconds, number)
    }
    return token
  }

  /// Takes up a token: its bearer acts for the person, in its role and within its scopes.
  /// - Throws: `AccessFailure.tokenRefused` for one that is unknown, void, or over.
  public func resume(serviceToken token: String, role wanted: Role?) throws {
    let found = try validToken(token)
    let scopes = TokenScopes(id: found.token.number, scopes: found.token.scopes, expiresAt: found.token.expiresAt)
    var actor = Actor(
      personID: found.person, accountID: found.account, name: found.token.person, roles: found.roles,
      role: found.token.role.flatMap { found.roles.contains($0) ? $0 : nil } ?? (found.roles.count == 1 ? found.roles[0] : nil))
    actor.token = scopes
    actor.standing = found.standing
    // A token made in one role stays in it.
    if let role = found.token.role, let wanted, wanted != role { throw IdentityFailure.noSuchRole(wanted.rawValue, roles: [role]) }
    try take(&actor, wanted)
    noteUse(of: found.token)
  }

  private func noteUse(of token: ServiceToken) {
    let now = clock.now()
    guard token.usedAt.map({ now.milliseconds - $0.milliseconds > SessionTerm.noteSeconds * 1000 }) ?? true else { return }
    _ = try? note { try $0.run("UPDATE service_token SET used_at = ? WHERE id = ?", now.milliseconds, token.number) }
  }

  private func validToken(
    _ text: String
  ) throws -> (token: ServiceToken, account: Int, person: Int, roles: [Role], standing: Standing) {
    let now = clock.now()
    return try readUnchecked { database in
      guard let row = try database.row("\(Self.tokenColumns) WHERE t.token_hash = ?", SHA256.digest(text), as: TokenRow.self) else {
        throw AccessFailure.tokenRefused
      }
      let token = Self.token(row)
      guard token.revokedAt == nil, now < token.expiresAt else { throw AccessFailure.tokenRefused }
      // A clock set back does not bring a token to life before it was made.
      guard now.milliseconds >= token.madeAt.milliseconds - SessionTerm.clockSlackSeconds * 1000 else { throw AccessFailure.clockWentBack }
      let (account, person) =
        try database.row(
          "SELECT a.id, a.person_id FROM service_token t JOIN account a ON a.id = t.account_id WHERE t.id = ?", token.number,
          as: (Int, Int).self) ?? (0, 0)
      let roles = try Role.of(person, database, now: now)
      try Role.requireToBeHere(person, roles, database)
      return (token, account, person, roles, try Self.standing(of: account, database))
    }
  }

  /// Says whose a token is: what another program on this machine asks before it lets the bearer in.
  public func verifyToken(_ text: String) throws -> VerifiedToken {
    let found = try validToken(text)
    noteUse(of: found.token)
    return try readUnchecked { database in
      VerifiedToken(
        token: found.token, login: try database.value("SELECT login FROM person WHERE id = ?", found.person, as: String?.self) ?? nil,
        school: try database.value("SELECT name FROM school", as: String.self) ?? "", roles: found.roles)
    }
  }
}
