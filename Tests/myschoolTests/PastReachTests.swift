import Basics
import Foundation
import SQLite
import Testing

@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolSheets
@testable import myschool

/// What one may see is decided by the present, whatever moment one looks at.
@Suite("The reach of a look into the past")
struct PastReachTests {
  private struct Scene {
    let stage: Stage
    /// The moment before things were taken away.
    let before: String
    /// Names of form 5А that nobody in another form bears.
    let strangers: [String]
  }

  private static let later = Instant(iso: "2026-11-23T10:00:00+03:00")!  // written here
  private static let secret = "Три-кита-и-черепаха-26"

  /// Form 5А with its form teacher and the mother of one of its students, before and after both lost it.
  private static func scene() throws -> Scene {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write(secret + "\n", to: "secret2")
    for line in [
      "account create chernov.l --password-stdin < secret2",
      "account create 'Александрова Кира Артёмовна' --login kira --password-stdin < secret2",
      "account create aleksandrova.v --password-stdin < secret2",
      "journal grade 5А Математика aleksandrova.v=5 baranova.k=4 --date 16.11.2026 --comment 'о занятии' --kind Тест",
    ] {
      let result = try stage.type(line)
      guard result.code == 0 else { throw Stage.Trouble(text: "\(line): \(result.errors)") }
    }
    for (user, name, role) in [("teacher", "chernov.l", "teacher"), ("parent", "kira", "parent"), ("student", "aleksandrova.v", "student")]
    {
      stage.act(as: user)
      let result = try stage.type("login \(name) --role \(role) --password-stdin --accept-consent < secret2")
      guard result.code == 0 else { throw Stage.Trouble(text: result.errors) }
    }
    let path = stage.folder.appendingPathComponent("school.db").path
    let school = try School(path: path, clock: .fixed(later))
    defer { school.close() }
    try school.identity.act(as: "komarova.l", role: .admin)
    let before = try school.record.log(limit: 1).first?.header.number ?? 0
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      let database = writing.database
      func person(_ login: String) throws -> Int { try database.value("SELECT id FROM person WHERE login = ?", login, as: Int.self) ?? 0 }
      let (teacher, parent, other) = (try person("chernov.l"), try person("kira"), try person("kazakova.t"))
      try database.run("UPDATE form SET teacher_id = ? WHERE name = '5А'", other)
      try database.run(
        """
        UPDATE course_teacher SET person_id = ?1 WHERE person_id = ?2
          AND course_id IN (SELECT c.id FROM course c JOIN form f ON f.id = c.form_id WHERE f.name = '5А')
        """, other, teacher)
      try database.run("DELETE FROM guardian WHERE person_id = ?", parent)
      // A parent and a teacher they both stay.
      try database.run(
        "INSERT INTO guardian (student_id, person_id, relation) SELECT id, ?, 'мать' FROM person WHERE login = 'alekseeva.z'", parent)
      try database.run(
        "INSERT INTO course_teacher (course_id, person_id) SELECT c.id, ? FROM course c JOIN form f ON f.id = c.form_id WHERE f.name = '8А' LIMIT 1",
        teacher)
    }
    let strangers = try school.readUnchecked { database in
      try database.values(
        """
        SELECT p.surname || ' ' || p.given_name FROM enrolment e JOIN person p ON p.id = e.person_id JOIN form f ON f.id = e.form_id
        WHERE f.name = '5А' AND NOT EXISTS (SELECT 1 FROM person o WHERE o.id <> p.id AND o.surname = p.surname AND o.given_name = p.given_name)
        """, as: String.self)
    }
    return Scene(stage: stage, before: String(before), strangers: strangers)
  }

  @Test("every reading command, with --at, shows a former form teacher and a former guardian no name of the form they lost")
  func sweep() throws {
    let scene = try Self.scene()
    #expect(scene.strangers.count > 15)
    let sweep = Sweep(values: [
      "form": ["5А"], "subject": ["Математика"], "student": ["baranova.k", "Александрова Валерия"], "person": ["baranova.k", "chernov.l"],
      "day": ["16.11.2026"], "span": ["q2"], "term": ["q1"], "operation": [scene.before], "chat": ["baranova.k"], "number": ["1"],
      "kind": ["Тест"], "item": ["1"], "attachment": ["x"],
    ])
    var runs = 0
    for user in ["teacher", "parent"] {
      scene.stage.act(as: user)
      for (path, command) in Sweep.readingCommands {
        for line in sweep.lines(path, command) {
          let result = try scene.stage.run(line + ["--at", scene.before])
          runs += 1
          // What was typed may be said again; what was not typed may not be shown.
          let typed = line.joined(separator: " ")
          for name in scene.strangers where !typed.contains(name) {
            #expect(!result.output.contains(name) && !result.errors.contains(name), "\(user): \(typed): \(name) in \(result)")
          }
          #expect(typed.contains("baranova.k") || !result.output.contains("baranova.k"), "\(user): \(typed): \(result.output.prefix(200))")
        }
      }
    }
    #expect(runs > 150)
  }

  @Test("a student sees the own diary of then, and a look of the staff into the past is written down")
  func ownPast() throws {
    let scene = try Self.scene()
    scene.stage.act(as: "student")
    let own = try scene.stage.type("diary show --week 16.11.2026 --at \(scene.before) --format csv")
    #expect(own.code == 0 && own.output.contains("Математика"))
    scene.stage.act(as: "admin")
    for line in [
      "roster show aleksandrova.v --at \(scene.before)", "diary show --child aleksandrova.v --week 16.11.2026 --as-of 22.11.2026",
    ] {
      let result = try scene.stage.type(line)
      #expect(result.code == 0 || line.hasPrefix("diary"), "\(line): \(result.errors)")
    }
    scene.stage.act(as: "student")
    let log = try scene.stage.type("account access-log --format csv")
    #expect(log.output.contains("roster show"), "\(log)")
  }

  @Test("what the family is not shown any more, it is not shown by a look into the past either")
  func hiddenSince() throws {
    let scene = try Self.scene()
    let school = try School(
      path: scene.stage.folder.appendingPathComponent("school.db").path, clock: .fixed(Self.later))
    try school.identity.act(as: "komarova.l", role: .admin)
    _ = try school.perform(.journalWrite, WriteRequest()) {
      try $0.database.run("UPDATE mark SET is_private = 1, shown_from = '2026-12-01'")
    }
    school.close()
    scene.stage.act(as: "student")
    let result = try scene.stage.type("diary show --week 16.11.2026 --at \(scene.before)")
    #expect(result.code == 0 && !result.output.contains("о занятии"))
    let list = try scene.stage.type("diary show --week 16.11.2026 --at \(scene.before) --format csv --columns subject,mark")
    #expect(!list.output.contains("Математика,5"), "\(list.output)")
  }
}
