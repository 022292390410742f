import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// A child as its representative enters it.
public struct ChildDraft: Sendable {
  public var surname: String?
  public var givenName: String?
  public var patronymic: String?
  public var birthDate: String?
  public var snils: String?
  public var relation: String?
  /// With a login and a password the child gets an account to look into the diary with.
  public var login: String?
  public var password: String?
  public init() {}
}

public struct AddedChild: Sendable {
  public let child: String
  public let login: String?
  /// The child was one's own in the roster already.
  public let wasKnown: Bool
}

extension Identity {
  /// Enters a child through the account of a parent or legal representative.
  ///
  /// A child the roster already gives this parent is not made again; one that the school knows otherwise is linked by the
  /// school (`linkAccount`, `mergePeople`): nobody becomes a representative by saying so.
  public func addChild(_ draft: ChildDraft, _ request: WriteRequest) throws -> Performed<AddedChild> {
    let access = try authorize(.accountOwn)
    let name = try NewPersonName(draft.surname, draft.givenName, draft.patronymic)
    guard let birthText = draft.birthDate else { throw IdentityFailure.fieldNeeded("birth-date") }
    let birth = try school.birthDate(birthText)
    guard clock.now().day(offset: school.utcOffset).age(since: birth) < 18 else { throw IdentityFailure.notAChild(name.full) }
    let snils = try draft.snils.map { text in try SNILS(text).orThrow(BadValue(.notSNILS(text))) }
    let login = try draft.login.map { text in try Login(text).orThrow(BadValue(.notALogin(text))) }
    if login != nil, draft.password == nil { throw IdentityFailure.fieldNeeded("password") }
    if let password = draft.password { try checkNewPassword(password, roles: [], context: [login?.name, name.surname, name.given]) }
    let hash = draft.password.map(hasher.hash)
    return try perform(access, request, kind: hash == nil ? .change : .security, evenIfEmpty: false) { writing in
      let database = writing.database
      let known = try Self.ownChild(name, birth, of: access.actor.personID, database)
      // From fourteen on one registers oneself; a child of the school's lists is one's own at any age.
      if known == nil, self.clock.now().day(offset: try writing.calendar().utcOffset).age(since: birth) >= Self.adultAge {
        throw IdentityFailure.childOfAge(name.full)
      }
      let child = try known?.id ?? Self.insertChild(name, birth, snils, draft.relation, access.actor.personID, database, writing.now)
      guard let hash, let login else { return AddedChild(child: name.full, login: nil, wasKnown: known != nil) }
      if try database.value("SELECT 1 FROM account WHERE person_id = ?", child, as: Int.self) != nil {
        throw IdentityFailure.accountExists(person: name.full, login: login.name)
      }
      // From fourteen on a child registers itself, and the login of a pupil is the school's.
      guard self.clock.now().day(offset: try writing.calendar().utcOffset).age(since: birth) < Self.adultAge else {
        throw IdentityFailure.childOfAge(name.full)
      }
      if let given = known?.login, given != login.name { throw IdentityFailure.loginKnown(given) }
      try NewPersonName.giveLogin(login.name, to: child, database)
      try database.run(
        "INSERT INTO account (person_id, created_at, vouched, made_by) VALUES (?, ?, ?, ?)", child, writing.now.milliseconds,
        access.actor.standing == .full, access.actor.personID)
      let account = database.lastInsertedID
      try Self.setPassword(hash, of: account, mustChange: false, writing)
      // Under eighteen the representative signs (facts.md, section 5).
      try Self.giveConsent(account, by: access.actor.personID, database, writing.now)
      return AddedChild(child: name.full, login: login.name, wasKnown: known != nil)
    }
  }

  private static func ownChild(
    _ name: NewPersonName, _ birth: Day, of parent: Int, _ database: Database
  ) throws -> (id: Int, login: String?)? {
    // A patronymic that one of the two leaves out makes nobody another child.
    let sql = """
      SELECT p.id, p.login, p.surname || ' ' || p.given_name, p.patronymic FROM guardian g JOIN person p ON p.id = g.student_id
      WHERE g.person_id = ? AND coalesce(p.birth_date, ?2) = ?2 ORDER BY p.id
      """
    let wanted = Folding.key("\(name.surname) \(name.given)")
    let own = try database.rows(sql, parent, birth, as: (Int, String?, String, String?).self).filter { row in
      Folding.key(row.2) == wanted
        && (row.3 == nil || name.patronymic == nil || Folding.key(row.3 ?? "") == Folding.key(name.patronymic ?? ""))
    }
    return own.first.map { ($0.0, $0.1) }
  }

  private static func insertChild(
    _ name: NewPersonName, _ birth: Day, _ snils: SNILS?, _ relation: String?, _ parent: Int, _ database: Database,
    _ now: Instant
  ) throws -> Int {
    let child = try insertSelfDeclared(name, birth, snils, database)
    let relation = relation.map { String(Folding.tidy($0).prefix(50)) }
    try database.run(
      "INSERT INTO guardian (student_id, person_id, relation, first_at) VALUES (?, ?, ?, ?)", child, parent, relation ?? "родитель",
      now.milliseconds)
    return child
  }

  /// One's own children with their accounts.
  public func children() throws -> [(name: String, birthDate: String?, form: String?, login: String?, hasAccount: Bool)] {
    let access = try authorize(.accountRead)
    return try readUnchecked { database in
      let sql = """
        SELECT \(PersonName.sql), p.birth_date,
          (SELECT f.name FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = p.id ORDER BY e.first_day DESC LIMIT 1),
          p.login, EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
        FROM main.guardian g JOIN person p ON p.id = g.student_id WHERE g.person_id = ? ORDER BY p.name_key
        """
      return try database.rows(sql, access.actor.personID, as: (String, String?, String?, String?, Bool).self)
        .map { (name: $0.0, birthDate: $0.1, form: $0.2, login: $0.3, hasAccount: $0.4) }
    }
  }

  /// Lets a child of fourteen or more take the account over: a one-time code for `register`, and an account that was made
  /// by the parent is closed.
  public func releaseChild(_ name: String, _ request: WriteRequest) throws -> Performed<Invitation> {
    let access = try authorize(.accountOwn)
    let child = try readUnchecked { database -> PersonName in
      let reading = try Reading.unchecked(database, self.clock.now())
      let own = try reading.people(
        "SELECT \(Reading.personColumns) FROM guardian g JOIN person p ON p.id = g.student_id WHERE g.person_id = ? ORDER BY p.name_key",
        access.actor.personID)
      // A child is mostly called by the given name alone.
      let named = own.filter { Folding.key($0.givenName) == Folding.key(name) }
      if named.count == 1 { return named[0] }
      do { return try PersonMatcher(own, among: "").match(name) } catch let problem as Problem { throw BadValue(problem) }
    }
    let birth = try readUnchecked { try $0.value("SELECT birth_date FROM person WHERE id = ?", child.id, as: String?.self) ?? nil }
    guard let birth = birth.flatMap({ Day(iso: $0) }) else { throw IdentityFailure.fieldNeeded("birth-date") }
    guard clock.now().day(offset: school.utcOffset).age(since: birth) >= Self.adultAge else {
      let parts = birth.parts
      throw IdentityFailure.releasedLater(child.full, Day(year: parts.year + Self.adultAge, month: parts.month, day: parts.day) ?? birth)
    }
    // What the parent did not make is not the parent's to give away.
    let (isDeclared, maker, hasAccount) =
      try readUnchecked {
        try $0.row(
          "SELECT p.self_declared IS NOT NULL, a.made_by, a.id IS NOT NULL FROM person p LEFT JOIN account a ON a.person_id = p.id WHERE p.id = ?",
          child.id, as: (Bool, Int?, Bool).self)
      } ?? (false, nil, false)
    guard hasAccount ? maker == access.actor.personID : isDeclared else { throw IdentityFailure.childHasOwnAccount(child.full) }
    return try performSecurity(access, request) { writing in
      try writing.database.run("DELETE FROM account WHERE person_id = ?", child.id)
      return try Self.invite(child, form: nil, kind: "student", by: access.actor.personID, writing)
    }
  }
}
