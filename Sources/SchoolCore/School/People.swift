import Basics
import Record
import SQLite
import Tabular

/// A person as lists show them.
public struct PersonName: Sendable, Equatable {
  public let id: Int
  public let surname: String
  public let givenName: String
  public let patronymic: String?
  public let login: String?
  /// What tells full namesakes apart.
  public let birthDate: Day?

  package init(id: Int, surname: String, givenName: String, patronymic: String?, login: String?, birthDate: Day? = nil) {
    self.id = id
    self.surname = surname
    self.givenName = givenName
    self.patronymic = patronymic
    self.login = login
    self.birthDate = birthDate
  }

  /// Of a row that begins with `Reading.personColumns`, which are six.
  package init(_ row: Row) throws {
    id = try row.get(0)
    surname = try row.get(1)
    givenName = try row.get(2)
    patronymic = try row.get(3)
    login = try row.get(4)
    birthDate = (try row.get(5) as String?).flatMap { Day(iso: $0) }
  }

  /// Whether the person's data were erased: a number is all that is left of the name.
  public var isErased: Bool { givenName.isEmpty && surname == Self.erasedName(id) }
  /// What stands in the place of an erased name.
  package static func erasedName(_ id: Int) -> String { "№ \(id)" }

  /// `Иванова Анна Павловна`.
  public var full: String { [surname, givenName, patronymic ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
  /// `Иванова А. П.`.
  public var short: String {
    ([surname] + [givenName, patronymic ?? ""].filter { !$0.isEmpty }.map { $0.prefix(1) + "." }).joined(separator: " ")
  }
  /// The full name with the login that tells namesakes apart.
  public var told: String { login.map { "\(full) (\($0))" } ?? full }
  /// The full name with what tells full namesakes apart, each of which can be typed: the birth date, the login, the number.
  package var toldApart: String {
    [full, birthDate?.russian, login ?? "№\(id)"].compactMap { $0 }.joined(separator: ", ")
  }

  /// The full name of `person p` in SQL.
  package static let sql = sql(of: "p")

  /// The full name of a person in SQL, by the alias of its row.
  package static func sql(of person: String) -> String {
    "\(person).surname || CASE \(person).given_name WHEN '' THEN '' ELSE ' ' || \(person).given_name END || coalesce(' ' || \(person).patronymic, '')"
  }
}

extension Reading {
  package static let personColumns = "p.id, p.surname, p.given_name, p.patronymic, p.login, p.birth_date"

  package func people(_ sql: String, _ values: any Bindable...) throws -> [PersonName] {
    var result: [PersonName] = []
    try database.forEach(sql, values) { row in result.append(try PersonName(row)) }
    return result
  }

  /// Everybody the school knows.
  package func everybody(where condition: String = "1") throws -> PersonMatcher {
    let sql = "SELECT \(Self.personColumns) FROM person p WHERE self_declared IS NULL AND \(condition) ORDER BY p.id"
    return PersonMatcher(try people(sql), among: "")
  }

  /// Who can be meant where several bear a name.
  package enum Fitting {
    case anybody, student, staff

    /// Whether the person `p` can be.
    package var condition: String? {
      switch self {
      case .anybody: nil
      case .student: "EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = p.id)"
      case .staff: "EXISTS (SELECT 1 FROM staff s WHERE s.person_id = p.id)"
      }
    }
  }

  /// Finds one person, of several the one who can be meant: by login, SNILS, phone, e-mail or name for who may know everybody,
  /// for others by login or name among those they know.
  package func person(_ text: String, as fitting: Fitting = .anybody) throws -> PersonName {
    if let known = try KnownPeople(database, access, today: calendar.presentOfAccess).keys() {
      return try knownPerson(text, among: known, as: fitting)
    }
    do { return try anyPerson(text) } catch let failure as BadValue {
      guard case .severalPersons(_, _, _) = failure.problem else { throw failure }
      let meant = try everybody(where: fitting.condition ?? "1").matches(text)
      if meant.count == 1 { return meant[0] }
      guard !meant.isEmpty else { throw failure }
      throw BadValue(.severalPersons(text, among: "", candidates: PersonMatcher.candidates(meant)))
    }
  }

  private func anyPerson(_ text: String) throws -> PersonName {
    switch SignInName(text) {
    case .snils(let snils)?:
      if let found = try people("SELECT \(Self.personColumns) FROM person p WHERE snils = ? AND self_declared IS NULL", snils.digits).first
      {
        return found
      }
    case .phone(let phone)?:
      let found = try people("SELECT \(Self.personColumns) FROM person p WHERE phone = ? AND self_declared IS NULL", phone.number)
      if found.count == 1 { return found[0] }
      if found.count > 1 { throw BadValue(.severalPersons(text, among: "", candidates: PersonMatcher.candidates(found))) }
    case .email(let email)?:
      let found = try people("SELECT \(Self.personColumns) FROM person p WHERE lower(email) = ? AND self_declared IS NULL", email.key)
      if found.count == 1 { return found[0] }
      if found.count > 1 { throw BadValue(.severalPersons(text, among: "", candidates: PersonMatcher.candidates(found))) }
    default: break
    }
    // By the login, else by the surname; all the school is read only to suggest somebody.
    let key = Folding.key(text)
    let surname = PersonMatcher.words(key).first ?? key
    var near = try people("SELECT \(Self.personColumns) FROM person p WHERE login = ? AND self_declared IS NULL", key)
    if near.isEmpty {
      near = try people(
        "SELECT \(Self.personColumns) FROM person p WHERE name_key >= ?1 AND name_key < ?1 || char(1114111) AND self_declared IS NULL ORDER BY p.id",
        surname)
    }
    if let number = PersonMatcher.number(text) {
      near = try people("SELECT \(Self.personColumns) FROM person p WHERE p.id = ? AND self_declared IS NULL", number)
    }
    let found = PersonMatcher(near, among: "").matches(text)
    if found.count == 1 { return found[0] }
    let everybody = try everybody()
    do { return try everybody.match(text) } catch let problem { throw BadValue(problem) }
  }

  /// A read that was permitted elsewhere: the inside of the sign-in itself.
  package static func unchecked(_ database: Database, _ now: Instant) throws -> Reading {
    try Reading(database, Access(action: .accountOwn, actor: .nobody, scopes: [.school], now: now), now, YearChoice())
  }

  package func person(withID id: Int) throws -> PersonName {
    guard let person = try people("SELECT \(Self.personColumns) FROM person p WHERE p.id = ?", id).first else {
      throw BadValue(.noSuchPerson(String(id), among: "", near: nil))
    }
    return person
  }

  package func formNames() throws -> [String] {
    try database.values("SELECT name FROM form WHERE year_id = ? ORDER BY grade, letter", calendar.yearID, as: String.self)
  }

  /// A person of the roster, or one who only registered: by an address of the account, or by the name they gave.
  ///
  /// Whoever says they are somebody is never taken for a person of the roster.
  package func personOrBearer(_ text: String) throws -> PersonName {
    do { return try person(text) } catch let failure as BadValue {
      guard case .noSuchPerson = failure.problem, access.isWhole, let bearer = try? accountBearer(text) else { throw failure }
      return bearer
    }
  }

  /// An account may be called by an address the roster does not have.
  package func accountBearer(_ account: String) throws -> PersonName {
    let value: String? =
      switch SignInName(account) {
      case .email(let email)?: email.key
      case .phone(let phone)?: phone.number
      default: nil
      }
    if let value,
      let found = try people(
        "SELECT \(Self.personColumns) FROM identifier i JOIN account a ON a.id = i.account_id JOIN person p ON p.id = a.person_id WHERE i.value = ?",
        value
      ).first
    {
      return found
    }
    let declared = try people(
      "SELECT \(Self.personColumns) FROM person p WHERE self_declared IS NOT NULL AND name_key = ?", Folding.key(account))
    return declared.count == 1 ? declared[0] : try person(account)
  }
}
