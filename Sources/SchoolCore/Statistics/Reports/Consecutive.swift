import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Who has been absent for days on end, and still is.
  package static let consecutive = Report(
    "consecutive", Text(en: "Absent for days on end", ru: "Пропускают подряд"), ofWholeStudents: true,
    rule: { value in
      let days = value(.consecutiveDays)
      return Text(
        en:
          "\(days) school days or more, up to the last one, of which every lesson that somebody has entered anything in was missed. A day on which nothing was entered yet says nothing.",
        ru:
          "\(days) учебных дня и более подряд, до последнего, в которые пропущены все уроки, где в журнале что-то записано. День, за который ещё ничего не внесено, ни о чём не говорит."
      )
    },
    source: Text(
      en: "the school's settings: journal rule stats.consecutive.days", ru: "настройки школы: journal rule stats.consecutive.days"),
    views: ["v_attendance", "v_lesson", "v_student"], chart: .bars("days"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.student, "the student", "ученик"),
        .key(Column.login, "tells namesakes apart", "различает тёзок"),
        .count("days", "Days", "Дней", unit: "days", Text(en: "school days running", ru: "учебных дней подряд")),
        .init(Column("since", .day, en: "Since", ru: "С какого дня"), Text(en: "the first of them", ru: "первый из этих дней")),
      ] + AbsenceCounts.missedColumns
    },
    rows: { frame in
      let least = Int(frame.rules.value(.consecutiveDays)) ?? 3
      let streaks = try AbsenceStreaks(frame).streaks()
      var found: [(days: Int, row: [ReportValue])] = []
      for (form, students) in try frame.studentsOfForms() {
        for student in students {
          guard let streak = streaks[student.id], streak.days >= least else { continue }
          let row: [ReportValue] =
            [
              .text(frame.formNames[form]), .text(student.full), .text(student.login), .count(streak.days),
              .cell(.day(streak.since.description)), .count(streak.counts.missed),
            ] + streak.counts.causes
          found.append((streak.days, row))
        }
      }
      return found.enumerated().sorted { ($1.element.days, $0.offset) < ($0.element.days, $1.offset) }.map(\.element.row)
    })
}

/// For each student the days missed as a whole that run up to the last day of the report.
private struct AbsenceStreaks {
  struct Streak {
    var days = 0
    var since: Day
    var counts = AbsenceCounts()
  }

  private let frame: ReportFrame

  init(_ frame: ReportFrame) { self.frame = frame }

  func streaks() throws -> [Int: Streak] {
    let entered = try enteredLessons()
    let codes = try absences()
    var days: [Int: [Int: (lessons: Int, missed: AbsenceCounts)]] = [:]
    for course in frame.courses {
      try frame.index.loadMembers(course)
      for key in frame.held[course.id] ?? [] where entered.contains(.init(course.id, key)) {
        let day = Day(number: key.day)
        for person in course.students.people where course.isEnrolled(person.id, on: day) && !frame.isExempt(person.id, course, on: day) {
          var own = days[person.id]?[key.day] ?? (0, AbsenceCounts())
          own.lessons += 1
          if let code = codes[.init(course.id, key)]?[person.id] { own.missed.add(code) }
          days[person.id, default: [:]][key.day] = own
        }
      }
    }
    return days.compactMapValues { own in
      var streak: Streak?
      for (day, of) in own.sorted(by: { $0.key > $1.key }) {
        guard of.missed.missed == of.lessons else { break }
        streak = Streak(days: (streak?.days ?? 0) + 1, since: Day(number: day), counts: streak?.counts ?? AbsenceCounts())
        streak?.counts.add(of.missed)
      }
      return streak
    }
  }

  /// Lessons in which a mark or an absence stands.
  private func enteredLessons() throws -> Set<ReportFrame.Lesson> {
    let sql = """
      SELECT l.course_id, l.day, l.number FROM lesson l WHERE l.day BETWEEN ? AND ? AND (
        EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id))
      """
    return Set(
      try frame.database.rows(sql, frame.span.first, frame.until, as: (Int, Day, Int).self).map {
        .init($0, .init(day: $1.number, number: $2))
      })
  }

  private func absences() throws -> [ReportFrame.Lesson: [Int: AttendanceCode]] {
    let sql = """
      SELECT l.course_id, l.day, l.number, a.student_id, a.code FROM lesson l JOIN attendance a ON a.lesson_id = l.id
      WHERE l.day BETWEEN ? AND ?
      """
    var found: [ReportFrame.Lesson: [Int: AttendanceCode]] = [:]
    for (course, day, number, student, text) in try frame.database.rows(
      sql, frame.span.first, frame.until, as: (Int, Day, Int, Int, String).self)
    {
      found[.init(course, .init(day: day.number, number: number)), default: [:]][student] = AttendanceCode(rawValue: text)
    }
    return found
  }
}
