import Basics
import Record
import SQLite

/// The name of somebody to be written down, tidied.
package struct NewPersonName {
  package let surname: String
  package let given: String
  package let patronymic: String?

  package var full: String { [surname, given, patronymic ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }

  /// - Throws: `IdentityFailure.fieldNeeded` without surname or given name; `.badName` for one that is no name.
  package init(_ surname: String?, _ given: String?, _ patronymic: String?) throws {
    guard let surname = surname.map(Folding.tidy), !surname.isEmpty else { throw IdentityFailure.fieldNeeded("surname") }
    guard let given = given.map(Folding.tidy), !given.isEmpty else { throw IdentityFailure.fieldNeeded("given-name") }
    for word in [surname, given, patronymic ?? ""] where word.count > 100 || word.unicodeScalars.contains(where: Self.isNoNameScalar) {
      throw IdentityFailure.badName(String(word.prefix(100)))
    }
    let patronymic = patronymic.map(Folding.tidy)
    self.surname = surname
    self.given = given
    self.patronymic = patronymic?.isEmpty == true ? nil : patronymic
  }

  /// Controls, and the marks that turn text round or hide it.
  private static func isNoNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// - Throws: `IdentityFailure.loginTaken` when somebody else has it.
  package static func giveLogin(_ login: String, to person: Int, _ database: Database) throws {
    if let bearer = try database.value("SELECT id FROM person WHERE login = ?", login, as: Int.self), bearer != person {
      throw IdentityFailure.loginTaken(login)
    }
    try database.run("UPDATE person SET login = ?1 WHERE id = ?2 AND login IS NOT ?1", login, person)
  }
}

extension School {
  /// Reads a date of birth: a day that was, not before 1900.
  package func birthDate(_ text: String) throws -> Day {
    let calendar = try schoolCalendar()
    guard let day = DayReader(calendar).day(text) else { throw BadValue(.notADay(text)) }
    guard day <= calendar.today, day.parts.year >= 1900 else { throw BadValue(.birthDateImpossible(text)) }
    return day
  }
}
