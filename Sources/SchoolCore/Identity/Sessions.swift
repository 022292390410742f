import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// One sign-in as lists show it.
public struct SessionInfo: Sendable {
  public let number: Int
  public let place: String
  public let role: Role?
  public let begunAt: Instant
  public let usedAt: Instant
  public let endsAt: Instant
  package let machine: [UInt8]?
}

extension Identity {
  private struct FoundSession {
    package let id: Int
    package let account: Int
    package let role: String?
    package let begun: Int
    package let used: Int
    package let standing: String
    package let machine: [UInt8]?
    package let person: Int
    package let name: String
    package let mustChange: Bool
  }

  /// Takes up a session by its token.
  /// - Parameters:
  ///   - machine: this machine; a session opened on another one is refused.
  ///   - role: a role for this one command, instead of the session's.
  /// - Throws: `AccessFailure`: over, ended or unknown; elsewhere; or begun after what the clock says now.
  public func resume(token: String, machine: [UInt8]? = nil, role wanted: Role?) throws {
    let now = clock.now()
    let (session, roles) = try readUnchecked { database -> (FoundSession, [Role]) in
      let session = try Self.session(SHA256.digest(token), database)
      try Self.check(session, machine, now)
      return (session, try Role.of(session.person, database, now: now))
    }
    // A role lost since the sign-in is not kept by the session.
    let role = session.role.flatMap(Role.init).flatMap { roles.contains($0) ? $0 : nil } ?? (roles.count == 1 ? roles[0] : nil)
    var actor = Actor(personID: session.person, accountID: session.account, name: session.name, roles: roles, role: role)
    actor.standing = session.mustChange ? .passwordTemporary : Standing(rawValue: session.standing) ?? .full
    try take(&actor, wanted)
    if now.milliseconds - session.used > SessionTerm.noteSeconds * 1000 {
      _ = try? note { try $0.run("UPDATE session SET used_at = ? WHERE id = ?", now.milliseconds, session.id) }
    }
  }

  /// Lets somebody act who proved by other means who they are: by the key of the gate.
  /// - Parameter name: the account's login, e-mail, phone or SNILS.
  public func act(as name: String, role wanted: Role?) throws {
    let now = clock.now()
    var actor = try readUnchecked { database -> Actor in
      let (account, person) = try Self.account(named: name, database, now)
      let roles = try Role.of(person.id, database, now: now)
      let usual = try Preferences.value(.role, of: account, database).flatMap(Role.init).flatMap { roles.contains($0) ? $0 : nil }
      var actor = Actor(
        personID: person.id, accountID: account, name: person.full, roles: roles, role: roles.count == 1 ? roles[0] : usual)
      actor.standing = try Self.standing(of: account, database)
      return actor
    }
    try take(&actor, wanted)
  }

  /// What an account is good for now, however its bearer came in.
  package static func standing(of account: Int, _ database: Database) throws -> Standing {
    let sql = """
      SELECT coalesce((SELECT must_change FROM password WHERE account_id = a.id), 0),
        a.vouched OR EXISTS (SELECT 1 FROM identifier i WHERE i.account_id = a.id AND i.kind = 'email' AND i.confirmed_at IS NOT NULL)
      FROM account a WHERE a.id = ?
      """
    guard let (mustChange, isConfirmed) = try database.row(sql, account, as: (Bool, Bool).self) else { return .unconfirmed }
    if mustChange { return .passwordTemporary }
    guard try hasConsent(account, database) else { return .consentMissing }
    return isConfirmed ? .full : .unconfirmed
  }

  package func take(_ actor: inout Actor, _ wanted: Role?) throws {
    try readUnchecked { try Role.requireToBeHere(actor.personID, actor.roles, $0) }
    if let wanted {
      guard actor.roles.contains(wanted) else { throw IdentityFailure.noSuchRole(wanted.rawValue, roles: actor.roles) }
      actor.role = wanted
    }
    self.actor = actor
  }

  private static func session(_ hash: [UInt8], _ database: Database) throws -> FoundSession {
    let sql = """
      SELECT s.id, s.account_id, s.role, s.created_at, s.used_at, s.standing, s.machine, p.id, \(PersonName.sql), coalesce(w.must_change, 0)
      FROM session s JOIN account a ON a.id = s.account_id JOIN person p ON p.id = a.person_id
      LEFT JOIN password w ON w.account_id = a.id WHERE s.token_hash = ? AND s.ended_at IS NULL
      """
    guard
      let row = try database.row(sql, hash, as: (Int, Int, String?, Int, Int, String, [UInt8]?, Int, String, Bool).self)
    else { throw AccessFailure.sessionExpired }
    return FoundSession(
      id: row.0, account: row.1, role: row.2, begun: row.3, used: row.4, standing: row.5, machine: row.6, person: row.7, name: row.8,
      mustChange: row.9)
  }

  private static func check(_ session: FoundSession, _ machine: [UInt8]?, _ now: Instant) throws {
    let age = (now.milliseconds - session.begun) / 1000
    guard age >= -SessionTerm.clockSlackSeconds else { throw AccessFailure.clockWentBack }
    guard age < SessionTerm.absoluteSeconds, (now.milliseconds - session.used) / 1000 < SessionTerm.idleSeconds else {
      throw AccessFailure.sessionExpired
    }
    if let machine, let opened = session.machine, machine != opened { throw AccessFailure.sessionElsewhere }
  }

  /// Ends the session of a token.
  public func signOut(token: String, _ request: WriteRequest) throws {
    guard let actor else { throw AccessFailure.notSignedIn }
    let access = Access(action: .accountOwn, actor: actor, scopes: [.own], now: clock.now())
    _ = try performSecurity(access, request) { writing in
      try writing.database.run("UPDATE session SET ended_at = ? WHERE token_hash = ?", writing.now.milliseconds, SHA256.digest(token))
    }
    self.actor = nil
  }

  public struct Identity: Sendable {
    public let name: String
    public let login: String?
    public let role: Role?
    public let roles: [Role]
    /// When the session ends by itself; `nil` for who acts without one.
    public let endsAt: Instant?
  }

  /// Who is signed in, in which role, until when.
  public func whoAmI(token: String?) throws -> Identity {
    guard let actor else { throw AccessFailure.notSignedIn }
    return try readUnchecked { database in
      let times = try token.flatMap {
        try database.row("SELECT created_at, used_at FROM session WHERE token_hash = ?", SHA256.digest($0), as: (Int, Int).self)
      }
      return Identity(
        name: actor.name, login: try database.value("SELECT login FROM person WHERE id = ?", actor.personID, as: String?.self) ?? nil,
        role: actor.role, roles: actor.roles, endsAt: times.map { Self.end(begun: $0.0, used: $0.1) })
    }
  }

  private static func end(begun: Int, used: Int) -> Instant {
    Instant(milliseconds: min(begun + SessionTerm.absoluteSeconds * 1000, used + SessionTerm.idleSeconds * 1000))
  }

  // MARK: lists

  package static func liveSessions(of account: Int?, _ database: Database, _ now: Instant) throws -> [SessionInfo] {
    let sql = """
      SELECT id, coalesce(place, ''), role, created_at, used_at, machine FROM session
      WHERE account_id = ? AND ended_at IS NULL AND created_at > ? AND used_at > ? ORDER BY used_at DESC, id DESC
      """
    let (begun, used) = (
      now.milliseconds - SessionTerm.absoluteSeconds * 1000, now.milliseconds - SessionTerm.idleSeconds * 1000
    )
    return try database.rows(sql, account, begun, used, as: (Int, String, String?, Int, Int, [UInt8]?).self).map { row in
      SessionInfo(
        number: row.0, place: row.1, role: row.2.flatMap(Role.init), begunAt: Instant(milliseconds: row.3),
        usedAt: Instant(milliseconds: row.4), endsAt: end(begun: row.3, used: row.4), machine: row.5)
    }
  }

  /// One's own sign-ins that are still good, the one used last first.
  public func sessions() throws -> [SessionInfo] {
    let account = try ownAccount(.accountRead)
    return try readUnchecked { try Self.liveSessions(of: account, $0, self.clock.now()) }
  }

  /// The number of the session of a token.
  public func session(of token: String?) throws -> Int? {
    guard let token else { return nil }
    return try readUnchecked { try $0.value("SELECT id FROM session WHERE token_hash = ?", SHA256.digest(token), as: Int.self) }
  }

  /// Ends one's own sessions: those numbered, or all but the one of `token`.
  /// - Returns: how many were ended.
  public func endSessions(_ numbers: [Int]?, keeping token: String?, _ request: WriteRequest) throws -> Int {
    let account = try ownAccount(.accountOwn)
    let live = try sessions().map(\.number)
    if let unknown = numbers?.first(where: { !live.contains($0) }) { throw IdentityFailure.noSuchSession(unknown) }
    let kept = try session(of: token)
    let ended = numbers ?? live.filter { $0 != kept }
    guard !ended.isEmpty else { return 0 }
    _ = try performSecurity(try authorize(.accountOwn), request) { writing in
      for number in ended {
        try writing.database.run(
          "UPDATE session SET ended_at = ? WHERE id = ? AND account_id = ?", writing.now.milliseconds, number, account)
      }
    }
    return ended.count
  }

  /// The account of who acts.
  package func ownAccount(_ action: Action) throws -> Int {
    let access = try authorize(action)
    guard let account = access.actor.accountID else { throw AccessFailure.notSignedIn }
    return account
  }
}
