import Basics
import Record
import SQLite
import SchoolModel
import SchoolOutbox

/// A one-time code with which a person of the roster makes an account.
public struct Invitation: Sendable {
  public let form: String?
  public let person: String
  public let login: String?
  /// `student`, `parent`, `staff`.
  public let kind: String
  /// Told this once; `nil` for one that was made before and is still good.
  public let code: String?
  public let until: Day
  /// Where the code was sent, if it was.
  public var sentTo: String?
}

/// Whom invitations are made for.
public enum InvitationTarget: Sendable {
  case person(String)
  /// The students of a form, or their guardians, who have no account yet.
  case form(String, guardians: Bool)
  /// All of the staff who have no account yet.
  case staff
}

extension Identity {
  /// Makes invitations. Who was handed one that is still good keeps it, unless it is made for this one person or anew.
  /// - Parameters:
  ///   - sending: whether the codes go by mail to those whose address the school has.
  ///   - anew: those made before for the same people are void.
  public func invite(_ target: InvitationTarget, sending: Bool = false, anew: Bool = false, _ request: WriteRequest) throws
    -> Performed<[Invitation]>
  {
    let access = try authorize(.accountManage)
    let people = try read(.accountManage) { try Self.invited(target, $0) }
    guard !people.isEmpty else { throw IdentityFailure.everybodyHasAccounts }
    let standing = try anew ? [:] : readUnchecked { try self.standing(target, $0) }
    // Who only looks whether all have one writes nothing.
    if !sending, people.allSatisfy({ standing[$0.person.id] != nil }) {
      let kept = people.map { Self.kept($0.person, form: $0.form, kind: $0.kind, until: standing[$0.person.id] ?? 0, school.utcOffset) }
      return .unchanged(kept)
    }
    return try performSecurity(access, request) { writing in
      try people.map { item in
        if let made = standing[item.person.id] {
          return Self.kept(item.person, form: item.form, kind: item.kind, until: made, self.school.utcOffset)
        }
        var invitation = try Self.invite(item.person, form: item.form, kind: item.kind, by: access.actor.personID, writing)
        if sending, let code = invitation.code {
          invitation.sentTo = try Letters.invitation(code, until: invitation.until, to: item.person.id, writing)
        }
        return invitation
      }
    }
  }

  /// When the invitations that are still good were made, by person; of one person alone none counts.
  private func standing(_ target: InvitationTarget, _ database: Database) throws -> [Int: Int] {
    if case .person = target { return [:] }
    let sql = "SELECT person_id, max(made_at) FROM invitation WHERE used_at IS NULL AND made_at > ? GROUP BY person_id"
    let oldest = clock.now().milliseconds - SessionTerm.invitationSeconds * 1000
    return Dictionary(uniqueKeysWithValues: try database.rows(sql, oldest, as: (Int, Int).self))
  }

  private static func kept(_ person: PersonName, form: String?, kind: String, until made: Int, _ offset: Int) -> Invitation {
    let until = (Instant(milliseconds: made) + SessionTerm.invitationSeconds).day(offset: offset)
    return Invitation(form: form, person: person.full, login: person.login, kind: kind, code: nil, until: until)
  }

  private static func invited(_ target: InvitationTarget, _ reading: Reading) throws -> [(person: PersonName, form: String?, kind: String)]
  {
    switch target {
    case .staff:
      let sql = """
        SELECT \(Reading.personColumns) FROM person p JOIN staff s ON s.person_id = p.id
        WHERE (s.last_day IS NULL OR s.last_day >= ?) AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
        ORDER BY p.name_key, p.id
        """
      return try reading.people(sql, reading.calendar.today).filter { !$0.isErased }.map { ($0, nil, "staff") }
    case .person(let name):
      let person = try reading.person(name)
      guard !person.isErased else { throw IdentityFailure.erased(person.full) }
      let database = reading.database
      if try database.value("SELECT 1 FROM account WHERE person_id = ?", person.id, as: Int.self) != nil {
        throw IdentityFailure.accountExists(person: person.full, login: person.login)
      }
      let roles = try Role.of(person.id, database, now: reading.now)
      let kind = roles.contains(.student) ? "student" : roles == [.parent] ? "parent" : "staff"
      let form = try database.value(
        "SELECT f.name FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = ? ORDER BY e.first_day DESC", person.id,
        as: String.self)
      return [(person, form, kind)]
    case .form(let text, let guardians):
      guard let name = FormName(text)?.name,
        let form = try reading.database.value(
          "SELECT id FROM form WHERE year_id = ? AND name = ?", reading.calendar.yearID, name, as: Int.self)
      else { throw BadValue(.noSuchForm(text, known: try reading.formNames())) }
      let today = reading.calendar.present
      let students = Membership.standing.students(ofForms: "?1", on: "?2")
      let chosen = guardians ? "SELECT person_id FROM guardian WHERE student_id IN (\(students))" : students
      let sql = """
        SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(chosen))
          AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) ORDER BY p.name_key, p.id
        """
      let found = try reading.people(sql, form, today).filter { !$0.isErased }
      // A student under fourteen could not use it: a parent registers the child.
      let able = guardians ? found : found.filter { $0.birthDate.map { reading.calendar.today.age(since: $0) >= adultAge } ?? true }
      if able.isEmpty, let child = found.first { throw IdentityFailure.underFourteen(child.full) }
      return able.map { ($0, name, guardians ? "parent" : "student") }
    }
  }

  package static func invite(_ person: PersonName, form: String?, kind: String, by actor: Int, _ writing: Writing) throws -> Invitation {
    let code = SingleUseCode.make(letters: 12, writing.chance)
    try writing.database.run("DELETE FROM invitation WHERE person_id = ? AND used_at IS NULL", person.id)
    try writing.database.run(
      "INSERT INTO invitation (person_id, code_hash, made_at, made_by) VALUES (?, ?, ?, ?)", person.id, SingleUseCode.hash(code),
      writing.now.milliseconds, actor)
    let until = (writing.now + SessionTerm.invitationSeconds).day(offset: try writing.calendar().utcOffset)
    return Invitation(form: form, person: person.full, login: person.login, kind: kind, code: code, until: until)
  }

  /// The person a code was made for; `nil` when there is none, or the code is used or too old.
  package static func invitation(_ typed: String, _ now: Instant, _ database: Database) throws -> (id: Int, person: Int)? {
    guard let code = SingleUseCode(typed) else { return nil }
    let sql = "SELECT id, person_id FROM invitation WHERE code_hash = ? AND used_at IS NULL AND made_at > ?"
    return try database.row(
      sql, SingleUseCode.hash(code.text), now.milliseconds - SessionTerm.invitationSeconds * 1000, as: (Int, Int).self
    )
    .map { ($0.0, $0.1) }
  }
}
