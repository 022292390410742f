import Basics
import SchoolRoster
import SchoolSheets
import Tabular
import Testing

@testable import SchoolJournal
@testable import SchoolModel

@Suite("A week as plain text")
struct WeekTextTests {
  private func school(_ random: inout Seeded, filled: Bool) throws -> School {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-09-18T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    let pupils = ["Белова;Анна", "Гусев;Иван", "Ежова;Нина", "Ежова;Ольга"]
    let students = "Класс;Фамилия;Имя\n" + pupils.map { "7А;\($0)\n" }.joined()
    let load = "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n"
    _ = try school.roster.importRoster([source(students), source(load)], prune: false, WriteRequest())
    for _ in 0..<(filled ? 25 : 0) {
      var options = GradeOptions()
      options.extraLesson = true
      options.lesson = Int.random(in: 1...3, using: &random)
      options.day = (Day(iso: "2026-09-14")! + Int.random(in: 0..<5, using: &random)).description  // written here
      options.kind = ["Тест", "Работа на уроке", "Контрольная работа"].randomElement(using: &random)
      let pupil = pupils.randomElement(using: &random)!.replacing(";", with: " ")  // never empty
      let cell = ["5", "4 3", "н", "оп5", "н/4", "зач", "."].randomElement(using: &random)!  // never empty
      // The same work twice, or a mark beside an absence, is refused: another try follows.
      _ = try? school.journal.grade(form: "7А", subject: "Алгебра", pairs: [(student: pupil, cell: cell)], options, WriteRequest())
    }
    return school
  }

  private func text(_ school: School) throws -> String {
    var filter = JournalFilter()
    (filter.form, filter.subject, filter.span) = ("7А", "Алгебра", "14.09..18.09")
    return try school.journal.weekText(filter)
  }

  @Test("given back it changes nothing, and in an empty journal it makes the same page", arguments: 1...20)
  func roundTrip(seed: UInt64) throws {
    var random = Seeded(seed)
    let full = try school(&random, filled: true)
    let written = try text(full)
    #expect(written.split(separator: "\n").count > 5)
    #expect(try full.journal.enterWeek(written, named: "week.txt", GradeOptions(), WriteRequest()).operation == nil)
    let empty = try school(&random, filled: false)
    var options = GradeOptions()
    options.extraLesson = true
    _ = try empty.journal.enterWeek(written, named: "week.txt", options, WriteRequest())
    #expect(try text(empty) == written)
  }
}
