import Basics
import SQLite
import SchoolModel
import SchoolOutbox

extension Identity {
  /// Gives an account that registered itself to the person of the roster it belongs to.
  ///
  /// - Parameters:
  ///   - account: its e-mail, phone, login or name.
  ///   - person: somebody of the roster; `nil` for the one whose SNILS the account was registered with.
  ///   - namesMayDiffer: also to somebody of another surname or given name.
  public func linkAccount(_ account: String, to person: String?, namesMayDiffer: Bool = false, _ request: WriteRequest) throws -> Performed<
    String
  > {
    try perform(try authorize(.accountManage), request, kind: .security, evenIfEmpty: false) { writing in
      let (database, reading) = (writing.database, try writing.reading())
      let bearer = try reading.accountBearer(account)
      guard
        let (id, claimed, isConfirmed) = try database.row(
          """
          SELECT a.id, p.claimed_snils, EXISTS (SELECT 1 FROM identifier i WHERE i.account_id = a.id AND i.confirmed_at IS NOT NULL)
          FROM account a JOIN person p ON p.id = a.person_id WHERE p.id = ?
          """, bearer.id, as: (Int, String?, Bool).self)
      else { throw IdentityFailure.noAccount(person: account) }
      guard isConfirmed else { throw IdentityFailure.notConfirmed(account) }
      let target: PersonName
      if let person {
        target = try reading.person(person)
        if target.isErased { throw IdentityFailure.erased(target.full) }
      } else {
        guard let claimed, let found = try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE snils = ?", claimed).first
        else { throw IdentityFailure.nothingClaimed(account) }
        target = found
      }
      // A SNILS is no secret, and a name is easily taken for another: a stranger would read a child's diary.
      let isOneName = [\PersonName.surname, \.givenName].allSatisfy { Folding.key(target[keyPath: $0]) == Folding.key(bearer[keyPath: $0]) }
      guard isOneName || namesMayDiffer && person != nil else {
        throw IdentityFailure.namesDiffer(account: bearer.full, person: target.full)
      }
      try Self.link(id, of: bearer, to: target, vouched: true, writing)
      return target.full
    }
  }

  /// An account for the gate, for the owner of the file, who opens it.
  /// - Parameter account: its login, address or number (`#17`).
  /// - Returns: its number, which is never another's, and its login or the address it signs in with.
  public func accountOfGate(_ account: String) throws -> (number: Int, name: String) {
    try readUnchecked { database in
      let (id, bearer) = try Self.account(named: account, database, self.clock.now())
      let address = try database.value("SELECT value FROM identifier WHERE account_id = ? ORDER BY kind", id, as: String.self)
      guard let name = bearer.login ?? address else { throw IdentityFailure.loginNeeded(person: bearer.full) }
      return (id, name)
    }
  }

  /// - Throws: `IdentityFailure.noAccount`.
  package static func account(named text: String, _ database: Database, _ now: Instant) throws -> (id: Int, bearer: PersonName) {
    let reading = try Reading.unchecked(database, now)
    if text.hasPrefix("#"), let number = Int(text.dropFirst()) {
      guard let person = try database.value("SELECT person_id FROM account WHERE id = ?", number, as: Int.self) else {
        throw IdentityFailure.noAccount(person: text)
      }
      return (number, try reading.person(withID: person))
    }
    let bearer = try reading.accountBearer(text)
    guard let id = try database.value("SELECT id FROM account WHERE person_id = ?", bearer.id, as: Int.self) else {
      throw IdentityFailure.noAccount(person: text)
    }
    return (id, bearer)
  }

  /// Writes into the record what the owner of the file did beside it, such as letting a key in.
  public func recordOwnersAct(_ request: WriteRequest) throws {
    _ = try performSecurity(Access(action: .accountManage, actor: .nobody, scopes: [.school], now: clock.now()), request) { _ in }
  }

  /// Links by the address that was just confirmed, when the school has it for one person of the name, and no SNILS or birth
  /// date says otherwise.
  package func linkByClaim(_ account: Int, _ kind: String, _ value: String, _ writing: Writing) throws -> String? {
    let (database, reading) = (writing.database, try writing.reading())
    let column = kind == "email" ? "lower(t.email)" : "t.phone"
    // The address is the one the school has for somebody, and who confirmed it bears the name; a SNILS claimed must be theirs.
    let sql = """
      SELECT t.id FROM account a JOIN person p ON p.id = a.person_id AND p.self_declared IS NOT NULL
      JOIN person t ON t.id <> p.id AND t.self_declared IS NULL AND t.surname = p.surname AND t.given_name = p.given_name
        AND (t.patronymic IS NULL OR p.patronymic IS NULL OR t.patronymic = p.patronymic)
        AND (p.claimed_snils IS NULL OR t.snils IS NULL OR t.snils = p.claimed_snils)
        AND (t.birth_date IS NULL OR t.birth_date = p.birth_date)
      WHERE a.id = ? AND \(column) = ? AND NOT EXISTS (SELECT 1 FROM account b WHERE b.person_id = t.id)
      """
    let found = try database.values(sql, account, value, as: Int.self)
    guard found.count == 1, let target = found.first,
      let bearer = try database.value("SELECT person_id FROM account WHERE id = ?", account, as: Int.self)
    else { return nil }
    let person = try reading.person(withID: target)
    try Self.link(account, of: try reading.person(withID: bearer), to: person, vouched: true, writing)
    return person.full
  }

  private static func link(_ account: Int, of bearer: PersonName, to target: PersonName, vouched: Bool, _ writing: Writing) throws {
    let database = writing.database
    guard bearer.id != target.id else { return }
    if try database.value("SELECT 1 FROM account WHERE person_id = ?", target.id, as: Int.self) != nil {
      throw IdentityFailure.accountExists(person: target.full, login: target.login)
    }
    try database.run("UPDATE account SET person_id = ?, vouched = ? WHERE id = ?", target.id, vouched, account)
    // Whom the school has in its lists stays there: the account alone is given to another.
    let isOwn = try database.value("SELECT 1 FROM person WHERE id = ? AND self_declared IS NOT NULL", bearer.id, as: Int.self) != nil
    guard isOwn else { return }
    // A child told of that the roster has, too, is the roster's.
    let doubles = try database.rows(
      """
      SELECT c.id, r.id FROM guardian g JOIN person c ON c.id = g.student_id AND c.self_declared IS NOT NULL
      JOIN guardian h ON h.person_id = ?2 JOIN person r ON r.id = h.student_id AND r.name_key = c.name_key
      WHERE g.person_id = ?1 AND coalesce(r.birth_date, c.birth_date) = c.birth_date
      """, bearer.id, target.id, as: (Int, Int).self)
    for (child, pupil) in doubles { try PersonMerge(writing).merge(child, into: pupil) }
    try PersonMerge(writing).merge(bearer.id, into: target.id)
  }
}
