import Basics
import RussianText
import SQLite
import SchoolModel

/// How people of a chat are called: the staff by surname, name and patronymic, students by surname and name, guardians by name,
/// patronymic and child; to the staff everybody by the full name.
final class ChatNames {
  private let database: Database
  private let isForStaff: Bool
  private var known: [Int: Person] = [:]

  /// - Parameter actor: who reads them.
  init(_ database: Database, for actor: Actor) throws {
    self.database = database
    let isOnStaff = try database.value("SELECT 1 FROM main.staff WHERE person_id = ?", actor.personID, as: Int.self) != nil
    isForStaff = isOnStaff || actor.roles.contains { $0 != .student && $0 != .parent }
  }

  func name(_ id: Int) throws -> String { try person(id).map(shown) ?? "" }

  /// The name behind a word that says who is spoken of: `от Чернова Л. А.`.
  func shortGenitive(_ id: Int) throws -> String {
    guard let person = try person(id) else { return "" }
    let initials = [person.given, person.patronymic].filter { !$0.isEmpty }.map { "\($0.prefix(1))." }
    return ([Genitive.surname(person.surname, isFemale: person.isFemale)] + initials).joined(separator: " ")
  }

  func login(_ id: Int) throws -> String? { try person(id)?.login }

  private struct Person {
    let surname: String
    let given: String
    let patronymic: String
    let login: String?
    let isStaff: Bool
    let isStudent: Bool
    /// The child a guardian is known by.
    let child: Child?
    var full: String { [surname, given, patronymic].filter { !$0.isEmpty }.joined(separator: " ") }
    var isFemale: Bool { Genitive.isFemale(patronymic: patronymic, given: given) }
  }

  private struct Child {
    let given: String
    let surname: String
    let patronymic: String
    let relation: String
  }

  private func person(_ id: Int) throws -> Person? {
    if known[id] == nil { try learn([id]) }
    return known[id]
  }

  /// Reads the names of many at once.
  func learn(_ people: some Sequence<Int>) throws {
    let sql = """
      SELECT p.id, p.surname, p.given_name, coalesce(p.patronymic, ''), p.login,
        EXISTS (SELECT 1 FROM main.staff WHERE person_id = p.id) OR EXISTS (SELECT 1 FROM main.role_grant WHERE person_id = p.id),
        EXISTS (SELECT 1 FROM main.enrolment WHERE person_id = p.id), c.given_name, c.surname, coalesce(c.patronymic, ''), g.relation
      FROM main.person p LEFT JOIN main.guardian g ON g.id = (
        SELECT x.id FROM main.guardian x JOIN main.person y ON y.id = x.student_id WHERE x.person_id = p.id ORDER BY y.name_key LIMIT 1)
      LEFT JOIN main.person c ON c.id = g.student_id WHERE p.id IN (\(keyList(people)))
      """
    try database.forEach(sql, []) { row in
      let child = try (row.get(7) as String?).map {
        Child(given: $0, surname: try row.get(8), patronymic: try row.get(9), relation: try row.get(10))
      }
      known[row.integer(0)] = Person(
        surname: try row.get(1), given: try row.get(2), patronymic: try row.get(3), login: try row.get(4), isStaff: try row.get(5),
        isStudent: try row.get(6), child: child)
    }
  }

  private func shown(_ person: Person) -> String {
    if isForStaff || person.isStaff || person.given.isEmpty { return person.full }
    if person.isStudent { return "\(person.surname) \(person.given)" }
    return guardian(person)
  }

  /// `Кира Артёмовна, мама Валерии А.`.
  private func guardian(_ person: Person) -> String {
    let name = person.patronymic.isEmpty ? person.full : "\(person.given) \(person.patronymic)"
    guard let child = person.child, !child.given.isEmpty else { return name }
    let isFemale = Genitive.isFemale(patronymic: child.patronymic, given: child.given)
    return "\(name), \(Self.relation(child.relation)) \(Genitive.given(child.given, isFemale: isFemale)) \(child.surname.prefix(1))."
  }

  private static func relation(_ word: String) -> String {
    switch word.lowercased() {
    case "мать", "мама": "мама"
    case "отец", "папа": "папа"
    case "": "родитель"
    default: word.lowercased()
    }
  }
}
