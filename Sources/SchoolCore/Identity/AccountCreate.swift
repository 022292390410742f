import Basics
import SQLite
import SchoolModel
import SchoolOutbox

extension Identity {
  public struct CreatedAccount: Sendable {
    public let person: String
    public let login: String
    public let roles: [Role]
  }

  /// Makes an account for a person of the roster; the school vouches for it.
  /// - Parameter login: needed when the roster has none.
  public func createAccount(
    for name: String, login wanted: String?, password: String, mustChange: Bool, _ request: WriteRequest
  ) throws -> Performed<CreatedAccount> {
    let access = try authorize(.accountManage)
    let person = try read(.accountManage) { try $0.person(name) }
    guard !person.isErased else { throw IdentityFailure.erased(person.full) }
    let login = try readUnchecked { try self.login(wanted, for: person, $0) }
    let roles = try readUnchecked { try Role.of(person.id, $0, now: self.clock.now()) }
    try checkNewPassword(password, roles: roles, context: [login, person.surname, person.givenName])
    let hash = hasher.hash(password)
    return try performSecurity(access, request) { writing in
      try NewPersonName.giveLogin(login, to: person.id, writing.database)
      _ = try Self.makeVouchedAccount(for: person, hash, mustChange: mustChange, writing)
      return CreatedAccount(person: person.full, login: login, roles: roles)
    }
  }

  private func login(_ wanted: String?, for person: PersonName, _ database: Database) throws -> String {
    if try database.value("SELECT id FROM account WHERE person_id = ?", person.id, as: Int.self) != nil {
      throw IdentityFailure.accountExists(person: person.full, login: person.login)
    }
    guard let wanted else {
      guard let known = person.login else { throw IdentityFailure.loginNeeded(person: person.full) }
      return known
    }
    guard let login = Login(wanted) else { throw IdentityFailure.notAnIdentifier(wanted) }
    return login.name
  }
}
