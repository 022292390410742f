import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// How long homework takes against what it may.
  package static let homework = Report(
    "homework", Text(en: "Minutes of homework against the norm", ru: "Время на домашние задания и норма"), ofWholeStudents: true,
    rule: { _ in
      Text(
        en:
          "By the day homework is due, of each form: the minutes teachers estimated (journal homework --minutes). Works without an estimate are counted apart and never guessed; of the groups of a subject the one with most minutes counts.",
        ru:
          "По дню, к которому задано, для каждого класса: минуты по оценке учителя (journal homework --minutes). Задания без оценки считаются отдельно; из групп одного предмета берётся та, где минут больше."
      )
    },
    source: Text(
      en: "СанПиН 1.2.3685-21: 1 hour in the first form, 1.5 in 2–3, 2 in 4–5, 2.5 in 6–8, 3.5 in 9–11",
      ru: "СанПиН 1.2.3685-21: в 1 классе 1 час, во 2–3 — 1,5, в 4–5 — 2, в 6–8 — 2,5, в 9–11 — 3,5"), views: ["v_homework"],
    chart: .bars("minutes"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"),
        .key(Column("due", .day, en: "Due", ru: "К какому дню"), "the day it is due", "к какому дню"),
        .count("works", "Works", "Заданий", Text(en: "subjects with homework due", ru: "предметов, по которым задано")),
        .count("minutes", "Minutes", "Минут", unit: "minutes", Text(en: "estimated, all together", ru: "по оценке, всего")),
        .count("without_estimate", "Not estimated", "Без оценки", Text(en: "works whose minutes nobody said", ru: "заданий без оценки")),
        ReportColumn.count("norm", "Norm", "Норма", unit: "minutes", Text(en: "the most a day may have", ru: "наибольшее время в день"))
          .withoutTotal,
        .count("over", "Over", "Сверх нормы", unit: "minutes", Text(en: "minutes over the norm", ru: "минут сверх нормы")),
      ]
    },
    rows: { frame in
      var due: [Int: [Day: [Int: HomeworkEstimate]]] = [:]
      let courses = Dictionary(uniqueKeysWithValues: frame.courses.map { ($0.id, $0) })
      let sql = """
        SELECT course_id, day, homework_minutes FROM lesson
        WHERE homework IS NOT NULL AND day BETWEEN ? AND ? AND course_id IN (\(keyList(courses.keys.sorted())))
        """
      for (key, given, minutes) in try frame.database.rows(sql, frame.span.first - 30, frame.span.last, as: (Int, Day, Int?).self) {
        guard let course = courses[key] else { continue }
        let day = course.homeworkDue(given)
        guard frame.span.contains(day) else { continue }
        due[course.formID, default: [:]][day, default: [:]][course.subjectID, default: HomeworkEstimate()].add(minutes)
      }
      return frame.orderedForms.flatMap { form in
        (due[form] ?? [:]).sorted { $0.key < $1.key }.map { day, subjects -> [ReportValue] in
          let minutes = subjects.values.reduce(0) { $0 + ($1.minutes ?? 0) }
          let norm = HomeworkNorm.minutes(grade: frame.grade(ofForm: form))
          return [
            .text(frame.formNames[form]), .cell(.day(day.description)), .count(subjects.count), .count(minutes),
            .count(subjects.values.filter { $0.minutes == nil }.count), norm.map { .count($0) } ?? .cell(.empty),
            norm.map { .count(max(0, minutes - $0)) } ?? .cell(.empty),
          ]
        }
      }
    })
}

/// What the homework of a subject takes by the group that has most of it.
private struct HomeworkEstimate {
  private(set) var minutes: Int?
  mutating func add(_ other: Int?) { if let other { minutes = max(minutes ?? 0, other) } }
}

/// The most homework of a day may take, all subjects together: СанПиН 1.2.3685-21.
package enum HomeworkNorm {
  package static func minutes(grade: Int) -> Int? {
    switch grade {
    case 1: 60
    case 2...3: 90
    case 4...5: 120
    case 6...8: 150
    case 9...11: 210
    default: nil
    }
  }
}
