import Basics
import RussianText
import SQLite
import SchoolModel

/// How people of a chat are called: the staff by surname, name and patronymic, students by surname and name, guardians by name,
/// patronymic and child; to the staff everybody by the full name.
final class ChatNames {
  private let database: Database
  private let isForStaff: Bool
  private var known: [Int: String] = [:]

  /// - Parameter actor: who reads them.
  init(_ database: Database, for actor: Actor) throws {
    self.database = database
    let isOnStaff = try database.value("SELECT 1 FROM main.staff WHERE person_id = ?", actor.personID, as: Int.self) != nil
    isForStaff = isOnStaff || actor.roles.contains { $0 != .student && $0 != .parent }
  }

  func name(_ id: Int) throws -> String {
    if let name = known[id] { return name }
    let name = try read(id)
    known[id] = name
    return name
  }

  /// The name behind a word that says who is spoken of: `от Чернова Л. А.`.
  func shortGenitive(_ id: Int) throws -> String {
    guard let person = try person(id) else { return try name(id) }
    let initials = [person.given, person.patronymic].filter { !$0.isEmpty }.map { "\($0.prefix(1))." }
    return ([Genitive.surname(person.surname, isFemale: person.isFemale)] + initials).joined(separator: " ")
  }

  private struct Person {
    let surname: String
    let given: String
    let patronymic: String
    let isStaff: Bool
    let isStudent: Bool
    var full: String { [surname, given, patronymic].filter { !$0.isEmpty }.joined(separator: " ") }
    var isFemale: Bool { Genitive.isFemale(patronymic: patronymic, given: given) }
  }

  private func person(_ id: Int) throws -> Person? {
    try database.row(
      """
      SELECT surname, given_name, coalesce(patronymic, ''),
        EXISTS (SELECT 1 FROM main.staff WHERE person_id = p.id) OR EXISTS (SELECT 1 FROM main.role_grant WHERE person_id = p.id),
        EXISTS (SELECT 1 FROM main.enrolment WHERE person_id = p.id)
      FROM main.person p WHERE id = ?
      """, id, as: (String, String, String, Bool, Bool).self
    ).map { Person(surname: $0.0, given: $0.1, patronymic: $0.2, isStaff: $0.3, isStudent: $0.4) }
  }

  private func read(_ id: Int) throws -> String {
    guard let person = try person(id) else { return "" }
    if isForStaff || person.isStaff || person.given.isEmpty { return person.full }
    if person.isStudent { return "\(person.surname) \(person.given)" }
    return try guardian(person, id)
  }

  /// `Кира Артёмовна, мама Валерии А.`.
  private func guardian(_ person: Person, _ id: Int) throws -> String {
    let name = person.patronymic.isEmpty ? person.full : "\(person.given) \(person.patronymic)"
    let child = try database.row(
      """
      SELECT c.given_name, c.surname, coalesce(c.patronymic, ''), g.relation FROM main.guardian g JOIN main.person c ON c.id = g.student_id
      WHERE g.person_id = ? ORDER BY c.name_key LIMIT 1
      """, id, as: (String, String, String, String).self)
    guard let child, !child.0.isEmpty else { return name }
    let isFemale = Genitive.isFemale(patronymic: child.2, given: child.0)
    let of = "\(Genitive.given(child.0, isFemale: isFemale)) \(child.1.prefix(1))."
    return "\(name), \(Self.relation(child.3)) \(of)"
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
