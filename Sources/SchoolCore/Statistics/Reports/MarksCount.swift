import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// How many marks there are, and who has too few (накопляемость).
  package static let marksCount = Report(
    "marks-count", Text(en: "Whether there are marks enough", ru: "Накопляемость отметок"),
    rule: { value in
      let fewest = value(.fewest)
      return Text(
        en:
          "Needed are as many as a term mark wants by the hours a week: \(fewest) a quarter, twice as many a half-year. Below counts students with fewer, those with none too.",
        ru:
          "Нужно столько, сколько требует отметка за период при данных часах: \(fewest) за четверть, за полугодие вдвое больше. «Мало» — ученики, у которых отметок меньше, в том числе ни одной."
      )
    },
    source: Text(en: "the school's own act: journal rule fewest", ru: "положение школы: journal rule fewest"),
    views: ["v_mark", "v_course"], chart: .bars("per_student"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"), .key(Column.subject, "the subject", "предмет"),
        .key(
          Column("group", en: "Group", ru: "Группа", isOptional: true), "the group, where a form is split", "группа, если класс делится"),
        .init(Column.teacher, Text(en: "who gives the course", ru: "кто ведёт курс")),
        .init(
          Column("weekly_hours", .decimal, en: "Hours a week", ru: "Часов в нед.", unit: "hours"),
          Text(en: "by the load", ru: "по нагрузке")),
        .count("lessons", "Lessons", "Уроков", unit: "lessons", Text(en: "lessons held so far", ru: "проведено уроков")),
        .count("students", "Students", "Учеников", Text(en: "enrolled on the last day", ru: "числятся в последний день")),
        .count("marks", "Marks", "Отметок", Text(en: "marks that count", ru: "отметок, которые учитываются")),
        .decimal("per_student", "Per student", "На ученика", Text(en: "marks per student", ru: "отметок на ученика")),
        .count("needed", "Needed", "Нужно", Text(en: "marks a term mark wants", ru: "сколько нужно для отметки за период")).withoutTotal,
        .count("below", "Below", "Мало", Text(en: "students with fewer", ru: "учеников, у кого меньше")),
        .count("without", "Without", "Без отметок", Text(en: "students with none", ru: "учеников без отметок")),
        .percent("below_percent", "Below, %", "Мало, %", Text(en: "of the students", ru: "доля учеников")),
      ]
    },
    rows: { frame in
      let ledger = try MarkLedger(frame.reading)
      var counts: [Int: [Int: Int]] = [:]
      try ledger.forEach(.courses(frame.courses.map(\.id)), frame.span.first...max(frame.span.first, frame.span.last)) { mark in
        guard ledger.scores.score(mark.sign) != nil else { return }
        counts[mark.course, default: [:]][mark.student, default: 0] += 1
      }
      let changed = try frame.countsOfThoseWhoChangedForms(ledger)
      return try frame.courses.compactMap { course -> [ReportValue]? in
        guard !frame.rules.isUnmarked(grade: course.form.grade) else { return nil }
        try frame.index.loadMembers(course)
        let students = course.students.people.filter { course.isEnrolled($0.id, on: frame.closingDay) }
        var own = counts[course.id] ?? [:]
        let needed = frame.rules.fewest(
          course.subject, weeklyHours: frame.weeklyHours[course.id], isHalfYear: frame.span.code?.isHalfYear ?? false)
        let marks = own.values.reduce(0, +)
        // A term mark is made of what the student has in the subject, in whatever form it was entered.
        for (student, subjects) in changed { own[student] = subjects[course.subjectID] }
        let below = students.filter { own[$0.id] ?? 0 < needed }.count
        return [
          .text(course.form.name), .text(course.subject), .text(course.group.isEmpty ? nil : course.group), .text(frame.teacher(course)),
          frame.hours(course), .count(frame.held[course.id]?.count ?? 0), .count(students.count), .count(marks),
          .fraction(marks, students.count, places: 2), .count(needed), .count(below), .count(students.filter { own[$0.id] == nil }.count),
          .percent(below, of: students.count),
        ]
      }
    })
}

extension ReportFrame {
  /// Marks by subject of the students who were in more than one form of the year, wherever they were entered.
  fileprivate func countsOfThoseWhoChangedForms(_ ledger: MarkLedger) throws -> [Int: [Int: Int]] {
    let moved = try database.values(
      """
      SELECT e.person_id FROM enrolment e JOIN form f ON f.id = e.form_id WHERE f.year_id = ?
      GROUP BY e.person_id HAVING count(DISTINCT e.form_id) > 1
      """, calendar.yearID, as: Int.self)
    var counts: [Int: [Int: Int]] = [:]
    guard !moved.isEmpty else { return counts }
    for student in moved { counts[student] = [:] }
    try ledger.forEach(.students(keyList(moved)), span.first...max(span.first, span.last)) { mark in
      guard ledger.scores.score(mark.sign) != nil else { return }
      counts[mark.student, default: [:]][mark.subject, default: 0] += 1
    }
    return counts
  }
}
