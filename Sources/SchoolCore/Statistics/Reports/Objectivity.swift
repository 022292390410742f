import Basics
import SQLite
import SchoolModel
import SchoolQuizzes
import Tabular

extension Report {
  /// Works of control against term marks.
  package static let objectivity = Report(
    "objectivity", Text(en: "Works of control against term marks", ru: "Объективность: контрольные и отметка за период"), ofTerm: true,
    ofQuizzes: true,
    rule: { _ in
      Text(
        en:
          "The plain mean of a student's marks of the term in kinds of work that control (journal kind), rounded half up, against the term mark: lower, confirmed and higher say where the control lies. Students without such a mark, or with «н/а», are left out. --against quiz takes the tests handed in here in the span instead, each with the mark of its scale.",
        ru:
          "Среднее отметок ученика за контрольные работы периода (виды с пометкой «контроль», journal kind), округлённое по половине вверх, и отметка за период: ниже, подтверждено, выше — где лежит контроль. Ученики без таких отметок и с «н/а» не входят. --against quiz — вместо контрольных тесты, сданные здесь за период: каждый с отметкой по своей шкале."
      )
    },
    source: Text(en: "the school's own: journal kind --control", ru: "внутренняя оценка качества школы: journal kind --control"),
    views: ["v_mark", "v_term_mark"],
    chart: .stacked(["lower", "confirmed", "higher"], trend: "confirmed_percent"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.subject, "the subject", "предмет"),
        .key(
          Column("group", en: "Group", ru: "Группа", isOptional: true), "the group, where a form is split", "группа, если класс делится"),
        .count("students", "Students", "Учеников", Text(en: "students with both", ru: "учеников с тем и другим")),
        .count("lower", "Lower", "Ниже", Text(en: "the control is lower than the term mark", ru: "контроль ниже отметки за период")),
        .count("confirmed", "Confirmed", "Подтверждено", Text(en: "both are the same", ru: "контроль равен отметке")),
        .count("higher", "Higher", "Выше", Text(en: "the control is higher", ru: "контроль выше отметки")),
        .percent("lower_percent", "Lower, %", "Ниже, %", Text(en: "of the students", ru: "доля учеников")),
        .percent("confirmed_percent", "Confirmed, %", "Подтв., %", Text(en: "of the students", ru: "доля учеников")),
        .percent("higher_percent", "Higher, %", "Выше, %", Text(en: "of the students", ru: "доля учеников")),
      ]
    },
    rows: { frame in
      let sums = try ControlSums(frame).sums
      var counts: [Int: [Int]] = [:]
      for mark in try frame.termMarks() {
        guard let term = mark.points, let sum = sums[ControlSums.Place(course: mark.course.id, student: mark.student)] else { continue }
        let mean = (2 * sum.points + sum.count) / (2 * sum.count)
        counts[mark.course.id, default: [0, 0, 0]][mean < max(2, term) ? 0 : mean == max(2, term) ? 1 : 2] += 1
      }
      return frame.courses.compactMap { course -> [ReportValue]? in
        guard let own = counts[course.id] else { return nil }
        let students = own.reduce(0, +)
        return [.text(course.form.name), .text(course.subject), .text(course.group.isEmpty ? nil : course.group), .count(students)]
          + own.map { .count($0) } + own.map { .percent($0, of: students) }
      }
    })
}

/// What each student got in a course for works of control, or for tests taken here.
private struct ControlSums {
  struct Place: Hashable { let course: Int, student: Int }
  private(set) var sums: [Place: MarkFraction] = [:]

  init(_ frame: ReportFrame) throws {
    if frame.request.isOfQuizzes { try addQuizzes(frame) } else { try addMarks(frame) }
  }

  private mutating func addMarks(_ frame: ReportFrame) throws {
    let ledger = try MarkLedger(frame.reading)
    let control = Set(try frame.database.values(WorkKindControl.sql, as: Int.self))
    try ledger.forEach(.courses(frame.courses.map(\.id)), frame.span.first...max(frame.span.first, frame.span.last)) { mark in
      guard control.contains(mark.kind), let points = ledger.scores.points(mark.sign), points > 0 else { return }
      sums[Place(course: mark.course, student: mark.student), default: MarkFraction()].add(points)
    }
  }

  private mutating func addQuizzes(_ frame: ReportFrame) throws {
    for quiz in try QuizCount.read(frame.reading) {
      guard let course = quiz.course else { continue }
      for attempt in quiz.attempts where (frame.span.first...max(frame.span.first, frame.span.last)).contains(attempt.day) {
        guard let points = attempt.points else { continue }
        sums[Place(course: course, student: attempt.student), default: MarkFraction()].add(points)
      }
    }
  }
}
