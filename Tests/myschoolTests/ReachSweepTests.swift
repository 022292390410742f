import Basics
import Foundation
import SQLite
import Testing

@testable import SchoolIdentity
@testable import SchoolModel
@testable import myschool

/// Every command, tried by every role on people out of its reach.
///
/// What may be seen is written here once more, as plain SQL on the school of the fixtures, so that no rule of the program
/// vouches for itself.
@Suite("Nobody looks up or touches whom they have no business with")
struct ReachSweepTests {
  private struct Person {
    let id: Int
    let name: String
    let login: String?
    let marks: [String]
  }

  /// Somebody who acts, and by what SQL the persons they may see are known.
  private struct Visitor {
    let user: String
    let login: String
    let role: Role
    let mayMeet: String
    /// The persons whose rows they may write, themselves apart.
    let mayTouch: String
  }

  private static let form = "SELECT id FROM form WHERE name = '5А'"
  private static let inForm = "SELECT person_id FROM enrolment WHERE form_id IN (\(form))"
  private static let staff = "SELECT person_id FROM staff"
  private static func guardians(_ students: String) -> String { "SELECT person_id FROM guardian WHERE student_id IN (\(students))" }
  private static func taught(_ login: String) -> String {
    """
    SELECT e.person_id FROM enrolment e WHERE e.form_id IN (SELECT c.form_id FROM course c JOIN course_teacher t ON t.course_id = c.id
      JOIN person p ON p.id = t.person_id WHERE p.login = '\(login)')
    """
  }

  private static let valeria = "SELECT id FROM person WHERE login = 'aleksandrova.v'"
  private static var visitors: [Visitor] {
    let byTeacher = "\(inForm) UNION \(taught("chernov.l"))"
    return [
      // A student writes to those of the form, a parent to the parents of the form.
      Visitor(
        user: "student", login: "aleksandrova.v", role: .student, mayMeet: "\(inForm) UNION \(guardians(valeria)) UNION \(staff)",
        mayTouch: "\(inForm) UNION \(staff) UNION \(guardians(valeria))"),
      Visitor(
        user: "parent", login: "kira", role: .parent, mayMeet: "\(valeria) UNION \(guardians(inForm)) UNION \(staff)",
        mayTouch: "\(valeria) UNION \(guardians(inForm)) UNION \(staff)"),
      Visitor(
        user: "teacher", login: "chernov.l", role: .teacher, mayMeet: "\(byTeacher) UNION \(guardians(byTeacher)) UNION \(staff)",
        mayTouch: "\(byTeacher) UNION \(guardians(byTeacher)) UNION \(staff)"),
      Visitor(user: "provider", login: "markova.k", role: .provider, mayMeet: staff, mayTouch: staff),
    ]
  }

  private static let secret = "Три-кита-и-черепаха-26"

  private static func stage() throws -> Stage {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write(secret + "\n", to: "secret2")
    let provider = try stage.type("roster list staff --format csv --columns login")
    guard provider.output.contains("markova.k") else { throw Stage.Trouble(text: "no markova.k in \(provider.output)") }
    for line in [
      "account create chernov.l --password-stdin < secret2", "account create markova.k --password-stdin < secret2",
      "account role grant markova.k provider", "account create 'Александрова Кира Артёмовна' --login kira --password-stdin < secret2",
      "account create aleksandrova.v --password-stdin < secret2",
      "journal grade 9А Алгебра 1=5 --date 16.11.2026 --comment 'чужая пометка'",
    ] {
      let result = try stage.type(line)
      guard result.code == 0 || line.hasPrefix("journal") else { throw Stage.Trouble(text: "\(line): \(result.errors)") }
    }
    for visitor in visitors {
      stage.act(as: visitor.user)
      let result = try stage.type("login \(visitor.login) --role \(visitor.role.rawValue) --password-stdin --accept-consent < secret2")
      guard result.code == 0 else { throw Stage.Trouble(text: "\(visitor.login): \(result.errors)") }
    }
    return stage
  }

  private static func open(_ stage: Stage) throws -> Database {
    try Database(path: stage.folder.appendingPathComponent("school.db").path, mode: .readOnly)
  }

  /// The words of a text, and its pairs of words, which a name is.
  private static func told(_ text: String) -> Set<String> {
    let words = text.split { !($0.isLetter || $0.isNumber || ".@+-_".contains($0)) }.map {
      String($0).trimmingCharacters(in: CharacterSet(charactersIn: ".-"))
    }
    return Set(words + zip(words, words.dropFirst()).map { "\($0) \($1)" })
  }

  private static func people(_ database: Database, where condition: String) throws -> [Person] {
    let sql = """
      SELECT id, surname || ' ' || given_name, login, phone, email, snils FROM person
      WHERE self_declared IS NULL AND surname <> '' AND \(condition) ORDER BY id
      """
    return try database.rows(sql, as: (Int, String, String?, String?, String?, String?).self).map {
      Person(id: $0.0, name: $0.1, login: $0.2, marks: [$0.2, $0.3, $0.4, $0.5].compactMap { $0 }.filter { $0.count > 5 })
    }
  }

  /// The values a curious person types: a student and a parent of another form by all they are called.
  private static func sweep(_ database: Database) throws -> Sweep {
    let stranger = "p.id IN (SELECT person_id FROM enrolment WHERE form_id = (SELECT id FROM form WHERE name = '9А'))"
    guard
      let student = try database.rows(
        "SELECT id, login, surname || ' ' || given_name FROM person p WHERE \(stranger) ORDER BY id", as: (Int, String, String).self
      ).first,
      let mother = try database.rows(
        "SELECT surname, phone, email FROM person WHERE id IN (SELECT person_id FROM guardian WHERE student_id = ?) AND phone IS NOT NULL",
        student.0, as: (String, String, String?).self
      ).first
    else { throw Stage.Trouble(text: "form 9А is empty") }
    let people = [student.1, String(student.2.dropLast(1)) + "я", mother.1, "№\(student.0)"]
    return Sweep(values: [
      "student": people, "person": people, "chat": people, "name": people, "login": [student.1], "form": ["9А"], "subject": ["Алгебра"],
      "mark": ["\(student.2)=5"], "phone": [mother.1], "address": [mother.2 ?? "x@example.org"], "day": ["16.11.2026"], "span": ["q2"],
      "term": ["q1"], "operation": ["6"], "number": ["1"], "item": ["1"], "message": ["1"], "file": ["list.csv"], "text": ["слово"],
    ])
  }

  @Test("each command by each role on others' names, phones, logins and numbers: no name comes back, no row of theirs is written")
  func sweep() throws {
    let stage = try Self.stage()
    let database = try Self.open(stage)
    let values = try Self.sweep(database)
    try stage.write("Ученик;Отметка\n\(values.values["student"]![1]);5\n", to: "list.csv")  // filled above
    let past = String(try #require(try database.value("SELECT max(number) FROM operation", as: Int.self)) - 1)
    var runs = 0
    for visitor in Self.visitors {
      stage.act(as: visitor.user)
      let first = try #require(try database.value("SELECT max(number) FROM operation", as: Int.self))
      let own = try #require(try database.value("SELECT id FROM person WHERE login = ?", visitor.login, as: Int.self))
      let strangers = try Self.people(database, where: "id <> \(own) AND id NOT IN (\(visitor.mayMeet))")
      // Who shares a name with somebody who may be met cannot be told from them.
      let met = Set(try Self.people(database, where: "id = \(own) OR id IN (\(visitor.mayMeet))").map(\.name))
      let hidden = strangers.filter { !met.contains($0.name) }
      #expect(hidden.count > 50)
      // What they typed they know.
      var known: Set<String> = []
      let secrets = Set(hidden.flatMap { [$0.name] + $0.marks })
      for (path, command) in Sweep.commandsOfAll {
        let reads = !command.options.contains { $0.name == "dry-run" }
        for line in values.lines(path, command) {
          for more in reads ? [[], ["--at", past]] : [["-n"], []] {
            // The real write of each is enough with one of the names.
            if more.isEmpty, !reads, runs % 3 != 0 { runs += 1; continue }
            let result = try stage.run(line + more)
            runs += 1
            let typed = line.joined(separator: " ")
            let said = result.output + result.errors
            #expect(![70, 132, 134, 139].contains(result.code), "\(visitor.user): \(typed): \(said.prefix(300))")
            known.formUnion(Self.told(typed))
            let told = Self.told(said).subtracting(known).intersection(secrets)
            if !told.isEmpty { Issue.record("\(visitor.user): \(typed) \(more): \(told.sorted()) in \(said.prefix(300))") }
          }
        }
      }
      let touched = """
        SELECT o.number || ' ' || coalesce(o.command, '') || ' → ' || p.surname FROM operation o
        JOIN operation_person x ON x.operation = o.number JOIN person p ON p.id = x.person
        WHERE o.number > ? AND x.person <> ? AND x.person NOT IN (\(visitor.mayTouch)) AND p.self_declared IS NULL
        """
      #expect(try database.values(touched, first, own, as: String.self) == [])
    }
    print("swept: \(runs) runs")
    #expect(runs > 3000)
  }
}
