import Basics
import SQLite
import SchoolJournal
import SchoolRoster
import SchoolSheets
import Tabular
import Testing

@testable import SchoolModel

@Suite("The first mark of a lesson")
struct BareLessonTests {
  private let school: School

  init() throws {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-10-22T12:00:00+03:00")!  // written here
    school = try smallSchool(clock)
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    let students = "Класс;Фамилия;Имя\n7А;Белова;Анна\n7А;Гусев;Пётр\n"
    let load = "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n"
    _ = try school.roster.importRoster([source(students), source(load)], prune: false, WriteRequest())
  }

  private func grade(_ student: String, _ mark: String, on day: String) throws -> Int {
    var options = GradeOptions()
    options.day = day
    let done = try school.journal.grade(
      form: "7А", subject: "алгебра", pairs: [(student: student, cell: mark)], options, WriteRequest())
    return try #require(done.operation)
  }

  private func count(_ table: String) throws -> Int {
    try school.readUnchecked { try $0.value("SELECT count(*) FROM \(table)", as: Int.self) ?? 0 }
  }

  @Test("is undone although others wrote to the lesson since; a bare lesson stays")
  func undoneAlone() throws {
    let first = try grade("Белова", "5", on: "2026-10-05")
    _ = try grade("Гусев", "4", on: "2026-10-05")
    _ = try school.record.undo(first...first, WriteRequest())
    #expect(try count("mark") == 1)
    #expect(try count("lesson") == 1)
    _ = try school.record.redo(first...first, WriteRequest())
    #expect(try count("mark") == 2)
    #expect(try count("lesson") == 1)
    #expect(try school.record.check(full: true).findings.isEmpty)
  }

  @Test("goes with its lesson when the course that was made before is undone, and all comes back")
  func allUndone() throws {
    let imported = try #require(try school.record.log().first?.header.number)
    let first = try grade("Белова", "5", on: "2026-10-05")
    let second = try grade("Гусев", "4", on: "2026-10-06")
    for number in [first, second] { _ = try school.record.undo(number...number, WriteRequest()) }
    #expect(try count("lesson") == 2)
    _ = try school.record.undo(imported...imported, WriteRequest())
    #expect(try count("lesson") + count("course") == 0)
    for number in [imported, first, second] { _ = try school.record.redo(number...number, WriteRequest()) }
    #expect(try count("mark") == 2)
    #expect(try school.record.check(full: true).findings.isEmpty)
  }

  @Test("a lesson with a topic is undone like any row")
  func topicUndone() throws {
    _ = try school.journal.setLesson(
      .topic, form: "7А", subject: "алгебра", day: "2026-10-05", lesson: nil, text: "Дроби", replace: false, WriteRequest())
    _ = try school.record.undo(nil, WriteRequest())
    #expect(try count("lesson") == 0)
  }
}
