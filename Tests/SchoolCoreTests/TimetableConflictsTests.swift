import Basics
import SchoolRoster
import SchoolSheets
import SchoolTimetable
import Tabular
import Testing

@testable import SchoolModel

@Suite("Conflicts of the timetable, and spans of days")
struct TimetableConflictsTests {
  private func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }

  private func school() throws -> School {
    let clock = TestClock()
    clock.now = Instant(iso: "2026-10-22T12:00:00+03:00")!  // written here
    let school = try smallSchool(clock)
    let staff = "Фамилия;Имя;Должность;Логин\nПетров;Олег;учитель;petrov.1\nПетров;Олег;учитель;petrov.2\nСидорова;Нина;учитель;sidorova\n"
    let students = "Класс;Фамилия;Имя\n7А;Белова;Анна\n7Б;Гусев;Иван\n"
    let load =
      "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;sidorova;4\n7Б;Алгебра;sidorova;4\n7А;Физика;petrov.1;2\n7Б;Химия;petrov.2;2\n"
    _ = try school.roster.importRoster([source(students), source(staff), source(load)], prune: false, WriteRequest())
    return school
  }

  private func conflicts(_ rows: String) throws -> [String] {
    let school = try school()
    _ = try school.timetable.importTimetable(
      source("Класс;День недели;Номер урока;Предмет;Учитель;Кабинет\n" + rows), from: nil, WriteRequest())
    return try school.timetable.timetableConflicts(on: nil).map { row in
      "\(row[0]) \(row[3]) \(row[4])".replacing(/text\("([^"]*)"\)/) { "\($0.output.1)" }
    }
  }

  @Test("a teacher, a room, a form in two places at once; odd and even weeks do not meet")
  func found() throws {
    let teacher = try conflicts("7А;Пн;1;Алгебра;sidorova;1\n7Б;Пн;1;Алгебра;sidorova;2\n")
    #expect(teacher.count == 1 && teacher[0].contains("teacher"), "\(teacher)")
    let room = try conflicts("7А;Пн;1;Алгебра;sidorova;1\n7Б;Пн;1;Химия;petrov.2;1\n")
    #expect(room.count == 1 && room[0].contains("room"), "\(room)")
    let form = try conflicts("7А;Пн;1;Алгебра;sidorova;1\n7А;Пн;1;Физика;petrov.1;2\n")
    #expect(form.count == 1 && form[0].contains("form"), "\(form)")
    #expect(try conflicts("7А;Пн;1;Алгебра;sidorova;1\n7Б;Пн;2;Алгебра;sidorova;1\n").isEmpty)
  }

  @Test("a lesson of odd weeks meets those of every week, and none of even ones")
  func weeks() throws {
    let school = try school()
    _ = try school.timetable.importTimetable(
      source("Класс;День недели;Номер урока;Предмет;Учитель;Кабинет\n7А;Пн;1;Алгебра;sidorova;1\n7Б;Пн;1;Алгебра;sidorova;2\n"), from: nil,
      WriteRequest())
    for (weeks, count) in [((1, 2), 0), ((1, 1), 1), ((1, nil), 1), ((nil, nil), 1)] as [((Int?, Int?), Int)] {
      for (room, week) in [("1", weeks.0), ("2", weeks.1)] {
        try school.database.run("UPDATE timetable_entry SET week = ? WHERE room = ?", week, room)
      }
      #expect(try school.timetable.timetableConflicts(on: nil).count == count, "\(weeks)")
    }
  }

  @Test("namesakes are two teachers")
  func namesakes() throws {
    #expect(try conflicts("7А;Пн;1;Физика;petrov.1;1\n7Б;Пн;1;Химия;petrov.2;2\n").isEmpty)
  }

  @Test(
    "a span is read as people say it",
    arguments: [
      ("01.09..05.09", "2026-09-01", "2026-09-05"), ("..05.09", "2026-09-01", "2026-09-05"), ("22.10", "2026-10-22", "2026-10-22"),
      ("today", "2026-10-22", "2026-10-22"), ("week", "2026-10-19", "2026-10-25"), ("last-week", "2026-10-12", "2026-10-18"),
      ("month", "2026-10-01", "2026-10-31"), ("last-month", "2026-09-01", "2026-09-30"), ("прошлая-неделя", "2026-10-12", "2026-10-18"),
    ])
  func spans(text: String, first: String, last: String) throws {
    let span = try school().read(.journalRead) { try SpanReader($0.calendar).span(text) }
    #expect(span.first.description == first && span.last.description == last)
  }

  @Test("a term is read by its code in both languages, or by where it stands", arguments: ["q1", "1ч", "this", "эта", "Q1"])
  func terms(text: String) throws {
    let calendar = try school().read(.journalRead) { $0.calendar }
    let term = try #require(SpanReader(calendar).term(text))
    #expect(term.code == .quarter(1))
    #expect(SpanReader(calendar).term("last") == nil)
    for wrong in ["q9", "31.02", "завтрак", "05.09..01.13"] {
      #expect(throws: (any Error).self) { try SpanReader(calendar).span(wrong) }
    }
  }
}
