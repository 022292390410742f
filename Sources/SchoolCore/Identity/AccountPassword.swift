import Basics
import SQLite
import SchoolModel
import SchoolOutbox

extension Identity {
  package func checkOwnPassword(_ password: String, _ account: Int) throws {
    let (holds, _) = try throttled("own-password", String(account)) { () -> Bool? in
      let hash = try readUnchecked { try $0.value("SELECT hash FROM password WHERE account_id = ?", account, as: String.self) }
      return PasswordHasher.matches(password, hash ?? hasher.nobody) ? true : nil
    }
    guard holds != nil else { throw IdentityFailure.wrongPassword }
  }

  /// Changes one's own password; other sessions end. A second factor stays, sealed anew.
  public func changePassword(from current: String, to new: String, keeping token: String?, _ request: WriteRequest) throws {
    let access = try authorize(.passwordOwn)
    guard let account = access.actor.accountID else { throw AccessFailure.notSignedIn }
    try checkOwnPassword(current, account)
    let names = try readUnchecked {
      try $0.row("SELECT login, surname, given_name FROM person WHERE id = ?", access.actor.personID, as: (String?, String, String).self)
    }
    guard current != new else { throw IdentityFailure.samePassword }
    try checkNewPassword(new, roles: access.actor.roles, context: [names?.0, names?.1, names?.2])
    let hash = hasher.hash(new)
    let resealed = try readUnchecked { try self.reseal(account, from: current, to: new, $0) }
    _ = try performSecurity(access, request) { writing in
      let database = writing.database
      try Self.setPassword(hash, of: account, mustChange: false, writing)
      if let resealed {
        try database.run("UPDATE second_factor SET salt = ?, sealed = ? WHERE account_id = ?", resealed.salt, resealed.sealed, account)
      }
      try database.run(
        "UPDATE session SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL AND token_hash IS NOT ?", writing.now.milliseconds,
        account, token.map { SHA256.digest($0) })
    }
    if actor?.standing == .passwordTemporary { actor?.standing = .full }
  }

  private func reseal(
    _ account: Int, from current: String, to new: String, _ database: Database
  ) throws -> (salt: String, sealed: [UInt8])? {
    guard
      let (salt, sealed) = try database.row(
        "SELECT salt, sealed FROM second_factor WHERE account_id = ?", account, as: (String, [UInt8]).self),
      let key = SealedKey.open(sealed, password: current, salt: salt)
    else { return nil }
    let fresh = hasher.setting()
    return SealedKey.seal(key, password: new, salt: fresh, nonce: school.chance.bytes(16)).map { (fresh, $0) }
  }

  public struct PasswordReset: Sendable {
    public let person: String
    public let login: String?
    /// The second factor was sealed by the lost password and is gone with it.
    public let removedSecondFactor: Bool
  }

  /// Gives somebody a temporary password, which must be changed at the first sign-in.
  /// - Parameter byOwner: the owner of the file does it without a sign-in, for an administrator alone.
  public func resetPassword(of name: String, to new: String, byOwner: Bool, _ request: WriteRequest) throws -> PasswordReset {
    let access =
      byOwner ? Access(action: .accountManage, actor: .nobody, scopes: [.school], now: clock.now()) : try authorize(.accountManage)
    let (person, account, roles) = try readUnchecked { database -> (PersonName, Int, [Role]) in
      let person = try Reading.unchecked(database, self.clock.now()).personOrBearer(name)
      guard let account = try database.value("SELECT id FROM account WHERE person_id = ?", person.id, as: Int.self) else {
        throw IdentityFailure.noAccount(person: person.full)
      }
      return (person, account, try Role.of(person.id, database, now: self.clock.now()))
    }
    guard !byOwner || roles.contains(.admin) else { throw IdentityFailure.ownerResetsAdministrators(person.full) }
    try checkNewPassword(new, roles: roles, context: [person.login, person.surname, person.givenName])
    let hash = hasher.hash(new)
    let performed = try performSecurity(access, request) { writing in
      let database = writing.database
      try Self.setPassword(hash, of: account, mustChange: true, writing)
      let hadFactor = try database.value("SELECT 1 FROM second_factor WHERE account_id = ?", account, as: Int.self) != nil
      try Self.removeSecondFactor(of: account, database)
      try database.run(
        "UPDATE session SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL", writing.now.milliseconds, account)
      try database.run(
        "UPDATE service_token SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL", writing.now.milliseconds, account)
      return PasswordReset(person: person.full, login: person.login, removedSecondFactor: hadFactor)
    }
    return performed.value
  }
}
