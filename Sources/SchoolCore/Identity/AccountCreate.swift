import SQLite

extension School {
  public struct CreatedAccount: Sendable {
    public let person: String
    public let login: String
    public let roles: [Role]
  }

  /// Makes an account for a person of the roster.
  ///
  /// The school vouches for it: the phone and the address of the roster count as confirmed, unless somebody else
  /// confirmed them first.
  /// - Parameter login: needed when the roster has none.
  public func createAccount(
    for name: String, login wanted: String?, password: String, mustChange: Bool, hasher: PasswordHasher = PasswordHasher(),
    _ request: WriteRequest
  ) throws -> Performed<CreatedAccount> {
    let access = try authorize(.accountManage)
    let person = try read(.accountManage) { try $0.person(name) }
    let login = try readUnchecked { try self.login(wanted, for: person, $0) }
    let roles = try readUnchecked { try Self.roles(of: person.id, $0, now: self.clock.now()) }
    let least = roles.contains { $0 != .student && $0 != .parent } ? 12 : 8
    if let weakness = PasswordHasher.weakness(password, least: least, login: login) { throw IdentityFailure.weakPassword(weakness) }
    let hash = hasher.hash(password)
    return try performSecurity(access, request) { writing in
      let database = writing.database
      let now = writing.now.milliseconds
      try database.run("UPDATE person SET login = ?1 WHERE id = ?2 AND login IS NOT ?1", login, person.id)
      try database.run("INSERT INTO account (person_id, created_at, vouched) VALUES (?, ?, 1)", person.id, now)
      let account = database.lastInsertedID
      try database.run(
        "INSERT INTO password (account_id, hash, must_change, changed_at) VALUES (?, ?, ?, ?)", account, hash, mustChange, now)
      for (kind, column) in [("phone", "phone"), ("email", "lower(email)")] {
        try database.run(
          """
          INSERT INTO identifier (account_id, kind, value, confirmed_at)
          SELECT ?1, ?2, \(column), ?3 FROM person p WHERE p.id = ?4 AND \(column) IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM identifier i WHERE i.kind = ?2 AND i.value = \(column))
          """, account, kind, now, person.id)
      }
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
    if let bearer = try database.value("SELECT id FROM person WHERE login = ?", login.name, as: Int.self), bearer != person.id {
      throw IdentityFailure.loginTaken(login.name)
    }
    return login.name
  }
}
