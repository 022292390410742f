import Basics
import SQLite
import SchoolRoster
import SchoolSheets
import Tabular
import Testing

@testable import Record
@testable import SchoolJournal
@testable import SchoolModel

@Suite("Many rows a statement")
struct BulkInsertTests {
  private static let pupils = ["Белова", "Гусев", "Ежова", "Жуков", "Зуев", "Ильин"]

  private func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }

  private func school() throws -> School {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-10-22T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    let students = "Класс;Фамилия;Имя\n" + Self.pupils.map { "7А;\($0);Иван\n" }.joined()
    let load = "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n"
    _ = try school.roster.importRoster([source(students), source(load)], prune: false, WriteRequest())
    return school
  }

  private func rows(_ school: School) throws -> [String] {
    try school.readUnchecked { database in
      let marks = try database.values(
        "SELECT l.day || ' ' || l.number || ' ' || m.student_id || ' ' || m.kind_id || ' ' || m.value_id || ' ' || coalesce(m.second_id, '') || ' ' || m.weight || coalesce(m.comment, '') FROM mark m JOIN lesson l ON l.id = m.lesson_id",
        as: String.self)
      let absences = try database.values(
        "SELECT l.day || ' ' || l.number || ' ' || a.student_id || a.code || coalesce(a.minutes, '') FROM attendance a JOIN lesson l ON l.id = a.lesson_id",
        as: String.self)
      return (marks + absences).sorted()
    }
  }

  @Test("leave what one at a time leaves, and are undone and put back whole", arguments: [1, 2])
  func same(seed: UInt64) throws {
    var random = Seeded(seed)
    let (bulk, single) = (try school(), try school())
    // Lessons come back after hundreds of others, when what was known of them is forgotten and rows of theirs wait.
    var lines: [(day: String, number: Int, pupil: String, cell: String, kind: String)] = []
    var taken: Set<String> = []
    for _ in 0..<900 {
      let day = (Day(iso: "2026-09-01")! + Int.random(in: 0..<40, using: &random)).description  // written here
      let pupil = Self.pupils.randomElement(using: &random)!  // never empty
      let cell = ["5", "4", "4 3", "н", "оп5", "н/4", "зач"].randomElement(using: &random)!  // never empty
      let kind = ["Тест", "Проект"].randomElement(using: &random)!  // never empty
      let number = Int.random(in: 1...8, using: &random)
      if taken.insert("\(day) \(number) \(pupil)").inserted { lines.append((day, number, pupil, cell, kind)) }
    }
    let file =
      "Класс,Предмет,Дата,Урок,Ученик,Отметка,Вид работы\n"
      + lines.map { "7А,Алгебра,\($0.day),\($0.number),\($0.pupil),\($0.cell),\($0.kind)\n" }.joined()
    var options = GradeOptions()
    options.extraLesson = true
    let operation = try #require(try bulk.journal.grade(from: source(file), options, WriteRequest()).operation)
    for line in lines {
      options.day = line.day
      options.lesson = line.number
      options.kind = line.kind
      _ = try single.journal.grade(
        form: "7А", subject: "Алгебра", pairs: [(student: line.pupil, cell: line.cell)], options, WriteRequest())
    }
    let entered = try rows(bulk)
    #expect(Set(lines.map { "\($0.day) \($0.number)" }).count > 256)
    #expect(entered.count > 500)
    #expect(try rows(single) == entered)
    #expect(try bulk.record.check(full: true).findings.isEmpty)
    _ = try bulk.record.undo(operation...operation, WriteRequest())
    #expect(try rows(bulk).isEmpty)
    _ = try bulk.record.redo(operation...operation, WriteRequest())
    #expect(try rows(bulk) == entered)
    #expect(try bulk.record.check(full: true).findings.isEmpty)
  }

  @Test("are recorded as SQLite's session records them", arguments: 1...20)
  func bytes(seed: UInt64) throws {
    var random = Seeded(seed)
    let toy = try ToyRecord(limit: .init(bytes: seed.isMultiple(of: 2) ? 2_000 : 1 << 20))
    try toy.run("INSERT INTO tree (name) VALUES ('дуб'), ('ель'), ('клён')")
    let tree = Int.random(in: 1...3, using: &random)
    // A session of the test's own sees every row.
    let session = try ChangeRecorder(toy.database, tables: ["leaf", "tree"])
    let made = try #require(
      try toy.perform { writer in
        let leaves = BulkInsert(writer, ToyRecord.leaf, ["shade", "value", "place"], common: [("tree", .integer(tree))])
        for place in 1...Int.random(in: 1...300, using: &random) {
          let length = [0, 1, 126, 127, 128, 129, 20_000].randomElement(using: &random)!  // never empty
          let value: BulkInsert.Field =
            Bool.random(using: &random) ? .text(String(repeating: "ж", count: length / 2) + (length % 2 == 0 ? "" : "x")) : .null
          let key = try leaves.add([Bool.random(using: &random) ? .integer(2) : .null, value, .integer(place)])
          if Int.random(in: 0..<20, using: &random) == 0 {
            let older = Int.random(in: max(1, key - 60)...key, using: &random)
            try leaves.prepareToChange(older)
            try toy.database.run("UPDATE leaf SET value = 'заново' WHERE id = ?", older)
          }
          if Int.random(in: 0..<20, using: &random) == 0 { try toy.database.run("INSERT INTO tree (parent) VALUES (?)", tree) }
          try writer.cutIfFull()
        }
        try leaves.flush()
      })
    let recorded = try toy.store.partNumbers(made).map { try toy.store.part(made, $0) }
    let together = try Changeset.joined(recorded)
    #expect(try Changeset.cancelOut(together, Changeset.invert(session.changeset())))
    let state = try toy.state()
    #expect(try toy.check().findings.isEmpty)
    try toy.replay(made, backwards: true)
    #expect(try toy.database.value("SELECT count(*) FROM leaf", as: Int.self) == 0)
    try toy.replay(made, backwards: false)
    #expect(try toy.state() == state)
    #expect(try toy.check().findings.isEmpty)
  }
}
