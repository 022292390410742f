import Basics
import SQLite
import SchoolModel
import SchoolOutbox

extension Identity {
  /// The roles that are given; the others follow from the roster.
  public static let grantableRoles: [Role] = [.teacher, .methodist, .provider, .admin]

  /// Gives a person of the school a role; giving it again changes nothing.
  public func grantRole(_ role: Role, to name: String, _ request: WriteRequest) throws -> Performed<String> {
    guard Self.grantableRoles.contains(role) else { throw IdentityFailure.roleNotGiven(role) }
    return try perform(.accountManage, request) { writing in
      let person = try writing.reading().person(name)
      try writing.database.run("INSERT INTO role_grant (person_id, role) VALUES (?, ?) ON CONFLICT DO NOTHING", person.id, role.rawValue)
      return person.full
    }
  }

  /// Takes a role away again.
  /// - Throws: `IdentityFailure.lastAdministrator` for the last administrator who can sign in.
  public func revokeRole(_ role: Role, from name: String, _ request: WriteRequest) throws -> Performed<String> {
    guard Self.grantableRoles.contains(role) else { throw IdentityFailure.roleNotGiven(role) }
    return try perform(.accountManage, request) { writing in
      let person = try writing.reading().person(name)
      let removed = try writing.database.run("DELETE FROM role_grant WHERE person_id = ? AND role = ?", person.id, role.rawValue)
      guard removed > 0 || !Self.grantableRoles.contains(role) else { throw IdentityFailure.roleNotHeld(person.full, role) }
      if role == .admin { try Role.requireAdministrator(writing.database) }
      return person.full
    }
  }

  /// Chooses the role of the session, and the one later sign-ins begin with.
  public func useRole(_ role: Role, token: String?, _ request: WriteRequest) throws {
    let access = try authorize(.accountOwn)
    let account = try ownAccount(.accountOwn)
    guard access.actor.roles.contains(role) else { throw IdentityFailure.noSuchRole(role.rawValue, roles: access.actor.roles) }
    _ = try performSecurity(access, request) { writing in
      try writing.database.run(
        "UPDATE session SET role = ? WHERE account_id = ? AND token_hash IS ?", role.rawValue, account, token.map { SHA256.digest($0) })
      try Preferences.set(.role, role.rawValue, of: account, writing.database)
    }
    actor?.role = role
  }
}
