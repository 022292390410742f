import Basics
import SQLite
import Tabular
import Testing

@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets
@testable import SchoolTimetable

@Suite("Codes that have a type")
struct CodeTests {
  @Test(
    "a term is typed in several ways and is one code",
    arguments: [
      ("q1", TermCode.quarter(1)), ("1ч", .quarter(1)), ("1 четверть", .quarter(1)), ("1-я четв.", .quarter(1)), ("t3", .trimester(3)),
      ("3т", .trimester(3)), ("2 трим", .trimester(2)), ("h2", .halfYear(2)), ("1п", .halfYear(1)), ("2-е полугодие", .halfYear(2)),
      ("year", .year), ("год", .year), ("экз", .exam), ("итог", .final), ("Q4", .quarter(4)),
    ])
  func terms(text: String, code: TermCode) { #expect(TermCode(typed: text) == code, "\(text)") }

  @Test("what is no term is none", arguments: ["q5", "5ч", "4т", "3п", "", "ч", "1", "1x", "t0", "четверть"])
  func noTerms(text: String) { #expect(TermCode(typed: text) == nil, "\(text)") }

  @Test("every term has its word, its title and its code back")
  func words() {
    #expect(TermCode.all.count == 12 && Set(TermCode.all.map(\.rawValue)).count == 12)
    for term in TermCode.all {
      #expect(TermCode(rawValue: term.rawValue) == term && !term.name.ru.isEmpty && !term.title.ru.isEmpty)
    }
  }

  @Test("codes of attendance are read with what looks like them")
  func attendance() {
    #expect(AttendanceCode.read("н")?.code == .unknown && AttendanceCode.read("H")?.code == .unknown)
    #expect(AttendanceCode.read("оп10").map { $0.minutes == 10 && $0.code == .late } ?? false)
    #expect(AttendanceCode.read("н10") == nil && AttendanceCode.read("оп0") == nil && AttendanceCode.read("х") == nil)
    #expect(AttendanceCode.allCases.filter(\.isAbsence).map(\.rawValue) == ["н", "б", "у", "п"])
  }

  @Test("a school of trimesters: they are set, typed, closed and put marks for")
  func trimesters() throws {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-11-16T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    for (term, span) in [("t1", "01.09.2026..14.11.2026"), ("2т", "16.11.2026..20.02.2027"), ("t3", "22.02.2027..26.05.2027")] {
      _ = try school.timetable.setCalendar(.term(code: term, span: span), WriteRequest())
    }
    let calendar = try school.schoolCalendar()
    #expect(calendar.terms(ofHalfYears: false).compactMap(\.code) == [.trimester(1), .trimester(2), .trimester(3)])
    #expect(try SpanReader(calendar).span("1т").last == Day(iso: "2026-11-14"))
    #expect(throws: JournalFailure.self) { try SpanReader(calendar).span("1ч") }
    #expect(throws: CalendarFailure.overlaps("t2", "t1")) {
      try school.timetable.setCalendar(.term(code: "t2", span: "01.11.2026..20.02.2027"), WriteRequest())
    }
    _ = try school.journal.closeTerm("1 триместр", strict: false, WriteRequest())
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    _ = try school.roster.importRoster(
      [source("Класс;Фамилия;Имя\n7А;Белова;Анна\n"), source("Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n")], prune: false,
      WriteRequest())
    var options = GradeOptions()
    options.day = "2026-09-07"
    #expect(throws: JournalFailure.termClosed(.trimester(1))) {
      try school.journal.grade(form: "7А", subject: "Алгебра", pairs: [("Белова", "5")], options, WriteRequest())
    }
  }

  @Test("two kinds of work are two, however many the school has")
  func manyKinds() throws {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-09-21T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }
    _ = try school.roster.importRoster(
      [source("Класс;Фамилия;Имя\n7А;Белова;Анна\n"), source("Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;;4\n")], prune: false,
      WriteRequest())
    for number in 14...257 { _ = try school.journal.setWorkKind("Вид \(number)", weight: "1", isControl: nil, WriteRequest()) }
    let first = try #require(try school.database.value("SELECT name FROM work_kind WHERE id = 1", as: String.self))
    let last = try #require(try school.database.value("SELECT name FROM work_kind WHERE id = 257", as: String.self))
    let rows =
      "Класс;Предмет;Дата;Ученик;Отметка;Вид работы\n7А;Алгебра;21.09.2026;Белова Анна;5;\(first)\n7А;Алгебра;21.09.2026;Белова Анна;4;\(last)\n"
    #expect(try school.journal.grade(from: source(rows), GradeOptions(), WriteRequest()).value.count.marksAdded == 2)
  }
}
