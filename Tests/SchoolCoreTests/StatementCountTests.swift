import Basics
import SQLite
import SchoolCurriculum
import SchoolRoster
import SchoolSheets
import Tabular
import Testing

@testable import SchoolDiary
@testable import SchoolJournal
@testable import SchoolModel

@Suite("How many statements a command asks for")
struct StatementCountTests {
  /// A school with marks on each of some days, by as many operations.
  private func school(pupils: Int, subjects: Int, days: Int) throws -> School {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-10-22T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    let names = (0..<pupils).map { "Ученик\(["а", "б", "в", "г", "д", "е", "ж", "и", "к", "л"][$0])" }
    let students = "Класс;Фамилия;Имя\n" + names.map { "7А;\($0);Иван\n" }.joined()
    let load = "Класс;Предмет;Учитель;Часов в неделю\n" + (0..<subjects).map { "7А;Предмет \($0);;4\n" }.joined()
    _ = try school.roster.importRoster([source(students), source(load)], prune: false, WriteRequest())
    for day in 0..<days {
      for subject in 0..<subjects {
        var options = GradeOptions()
        options.day = (Day(iso: "2026-09-07")! + day).description  // written here
        _ = try school.journal.grade(
          form: "7А", subject: "Предмет \(subject)", pairs: names.map { (student: $0, cell: "4") }, options, WriteRequest())
      }
    }
    return school
  }

  private func count(_ school: School, _ body: () throws -> Void) rethrows -> Int {
    let before = school.database.statementsAsked
    try body()
    return school.database.statementsAsked - before
  }

  private func drain(_ table: Table) throws {
    var options = TableOptions()
    options.format = .tsv
    _ = try TableWriter(options, to: ByteOutput { _ in }).write(table)
  }

  @Test("does not grow with pupils, courses, days or operations")
  func flat() throws {
    let small = try school(pupils: 2, subjects: 2, days: 2)
    let large = try school(pupils: 9, subjects: 5, days: 5)
    let commands: [(name: String, run: (School) throws -> Void)] = [
      ("log", { _ = try $0.record.log() }),
      ("journal show", { try drain(try $0.journal.page(form: "7А", subject: "Предмет 0", span: "q1", showsReplaced: true)) }),
      ("journal form", { try drain(try $0.journal.formSheet(form: "7А", term: "q1")) }),
      ("journal certificate", { _ = try $0.journal.reportCards(form: "7А", student: nil) }),
      ("journal term", { try drain(try $0.journal.termMarks("q1", form: "7А", subject: nil)) }),
      ("journal debts", { try drain(try $0.journal.debts(form: nil, overdue: false)) }),
      (
        "journal history",
        { _ = try $0.journal.history(form: "7А", subject: "Предмет 0", student: "Ученика", day: nil) }
      ),
      ("plan progress", { try drain(try $0.curriculum.progress(form: "7А", teacher: nil)) }),
      ("diary homework", { try drain(try $0.diary.diaryHomework(child: "Ученика", days: 7)) }),
      ("journal", { try drain(try $0.journal.lessons(on: "2026-09-07")) }),
    ]
    for command in commands {
      let (few, many) = (try count(small) { try command.run(small) }, try count(large) { try command.run(large) })
      #expect(few == many, "\(command.name): \(few) statements in a small school, \(many) in a larger one")
    }
    let pupil = try small.read(.rosterRead) { try $0.person("Ученика") }
    // The first look of the day at a pupil makes its note, the later ones count in it.
    _ = try small.diary.pages(child: pupil.full, part: .span("07.09..13.09"))
    let week = try count(small) { _ = try small.diary.pages(child: pupil.full, part: .span("07.09..13.09")) }
    let term = try count(small) { _ = try small.diary.pages(child: pupil.full, part: .span("q1")) }
    #expect(week == term, "diary show: \(week) statements for a week, \(term) for a term")
  }

}
