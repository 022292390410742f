import Basics
import SQLite
import SchoolModel
import SchoolOutbox

extension Identity {
  /// Sends a code to the confirmed e-mail address of an account whose password was forgotten.
  ///
  /// Nothing tells who exists: the answer is the same whether or not anything was sent. An administrator and who has a
  /// second factor get a new password from the school alone.
  public func askForRecovery(of name: String, _ request: WriteRequest) throws {
    let access = try authorize(.accountRegister)
    guard let wanted = SignInName(name) else { throw IdentityFailure.notAnIdentifier(name) }
    // Counted by the name that was given, so that nobody's letter box is filled and nothing is found out.
    _ = try throttled("recover-letter", wanted.key, free: 3) { () -> Bool? in nil }
    guard let found = try readUnchecked({ try self.recoverable(wanted, $0) }) else { return }
    let code = padded(school.chance.number(below: 100_000_000), 8)
    _ = try performSecurity(access, request) { writing in
      let database = writing.database
      try database.run("DELETE FROM confirmation WHERE identifier_id = ?", found.identifier)
      try database.run(
        "INSERT INTO confirmation (identifier_id, code_hash, made_at) VALUES (?, ?, ?)", found.identifier,
        try Self.codeHash("recovery\0" + code, database), writing.now.milliseconds)
      try Letters.recovery(code, to: .email(found.email), found.account, writing)
    }
  }

  /// Sets a new password by the code that was sent; all sessions end.
  /// - Throws: `IdentityFailure.wrongCode`, or `tooManyTries` after several of them.
  public func recover(_ name: String, code: String, to new: String, _ request: WriteRequest) throws {
    let access = try authorize(.accountRegister)
    guard let wanted = SignInName(name) else { throw IdentityFailure.notAnIdentifier(name) }
    let digits = Folding.tidy(code).filter { $0 != " " && $0 != "-" }
    let known = try readUnchecked { try self.recoverable(wanted, $0) }
    let (confirmed, _) = try throttled("recover", known.map { "account \($0.account)" } ?? "nobody \(wanted.key)", free: 4) { () -> Int? in
      try readUnchecked { database in
        let hash = try Self.codeHash("recovery\0" + digits, database)
        guard let known else { return nil }
        return try database.value(
          "SELECT id FROM confirmation WHERE identifier_id = ? AND code_hash = ? AND used_at IS NULL AND made_at > ?", known.identifier,
          hash, self.clock.now().milliseconds - SessionTerm.codeSeconds * 1000, as: Int.self)
      }
    }
    guard let confirmed, let known else { throw IdentityFailure.wrongCode }
    let (person, roles) = try readUnchecked { database in
      let person = try Reading.unchecked(database, self.clock.now()).person(withID: known.person)
      return (person, try Role.of(person.id, database, now: self.clock.now()))
    }
    try checkNewPassword(new, roles: roles, context: [person.login, person.surname, person.givenName])
    let hash = hasher.hash(new)
    _ = try performSecurity(access, request) { writing in
      let (database, now) = (writing.database, writing.now.milliseconds)
      let used = try database.run("UPDATE confirmation SET used_at = ? WHERE id = ? AND used_at IS NULL", now, confirmed)
      guard used == 1 else { throw IdentityFailure.wrongCode }
      try Self.setPassword(hash, of: known.account, mustChange: false, writing)
      try database.run("UPDATE session SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL", now, known.account)
      try database.run("UPDATE outbox SET body = NULL, data = NULL WHERE person_id = ? AND kind = 'recovery'", known.person)
    }
  }

  private struct Recoverable {
    let account: Int
    let person: Int
    let identifier: Int
    let email: Email
  }

  private func recoverable(_ name: SignInName, _ database: Database) throws -> Recoverable? {
    let (condition, value): (String, String) =
      switch name {
      case .login(let login): ("p.login = ?", login.name)
      case .snils(let snils): ("p.snils = ?", snils.digits)
      case .phone(let phone):
        ("a.id = (SELECT account_id FROM identifier WHERE kind = 'phone' AND confirmed_at IS NOT NULL AND value = ?)", phone.number)
      case .email(let email): ("i.value = ?", email.key)
      }
    let sql = """
      SELECT a.id, p.id, i.id, i.value FROM account a JOIN person p ON p.id = a.person_id
      JOIN identifier i ON i.account_id = a.id AND i.kind = 'email' AND i.confirmed_at IS NOT NULL
      WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = 'admin')
      """
    guard let row = try database.row(sql, value, as: (Int, Int, Int, String).self), let email = Email(row.3) else { return nil }
    return Recoverable(account: row.0, person: row.1, identifier: row.2, email: email)
  }
}
