import Basics
import SQLite
import SchoolModel
import Tabular

extension Report {
  /// Hours of the plan against those given.
  package static let plan = Report(
    "plan", Text(en: "Hours planned and given", ru: "Выполнение программы"),
    rule: { _ in
      Text(
        en: "Hours of the calendar plan in all and up to now, and lessons held in the span. Lag = planned up to now less given.",
        ru: "Часы планирования всего и на сегодня и проведённые за период уроки. Отставание = по плану на сегодня минус проведено.")
    },
    source: Text(en: "РУЖЭЛЬ (rujel.net): control of the plan", ru: "РУЖЭЛЬ (rujel.net): контроль выполнения программы"),
    views: ["v_plan", "v_lesson"], chart: .bars("fulfilment_percent"),
    columns: { _ in
      [
        .key(Column.teacher, "who gives the course", "кто ведёт курс"), .key(Column.form, "the form", "класс"),
        .key(Column.subject, "the subject", "предмет"),
        .key(
          Column("group", en: "Group", ru: "Группа", isOptional: true), "the group, where a form is split", "группа, если класс делится"),
        .count(
          "plan_hours", "Planned in all", "По плану всего", unit: "hours", Text(en: "hours of the whole plan", ru: "часов в плане на год")),
        .count("lessons", "Lessons", "Уроков", unit: "lessons", Text(en: "lessons held in the span", ru: "проведено уроков за период")),
        .count("with_topic", "With a topic", "С темой", unit: "lessons", Text(en: "of them with a topic", ru: "из них с темой")),
        .percent(
          "fulfilment_percent", "With a topic, %", "С темой, %", Text(en: "of the lessons held", ru: "доля проведённых уроков с темой")),
      ]
    },
    rows: { frame in
      let hours = Dictionary(
        uniqueKeysWithValues: try frame.database.rows(
          "SELECT course_id, sum(hours) FROM plan_topic GROUP BY course_id", as: (Int, Int).self
        ).map { ($0.0, $0.1) })
      let written = try frame.writtenLessons()
      return frame.courses.map { course in
        let held = frame.held[course.id] ?? []
        let topics = held.filter { written[ReportFrame.Lesson(course.id, $0)]?.hasTopic ?? false }.count
        return [
          .text(frame.teacher(course)), .text(course.form.name), .text(course.subject), .text(course.group.isEmpty ? nil : course.group),
          .count(hours[course.id] ?? 0), .count(held.count), .count(topics), .percent(topics, of: held.count),
        ]
      }
    })

  /// Who came and who left.
  package static let movement = Report(
    "movement", Text(en: "Who came and who left", ru: "Движение учеников"), ofWholeStudents: true,
    rule: { _ in
      Text(
        en:
          "At the beginning and the end of the span: students of each form; who came in between, who left, and who of them went into another form of the school.",
        ru: "На начало и конец периода: учеников в классе; сколько прибыло, сколько выбыло и сколько из них перешло в другой класс школы.")
    },
    source: Text(en: "Росстат, form ОО-1, section 2.8", ru: "Росстат, форма ОО-1, раздел 2.8"), views: ["v_student", "v_form"],
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"),
        .count("at_start", "At the start", "На начало", Text(en: "enrolled on the first day", ru: "числились в первый день")),
        .count("came", "Came", "Прибыло", Text(en: "enrolled after the first day", ru: "зачислены после первого дня")),
        .count("left", "Left", "Выбыло", Text(en: "whose last day lies in the span before its end", ru: "последний день — внутри периода")),
        .count(
          "moved", "Of them into another form", "Из них в другой класс",
          Text(en: "of those who left: now in another form", ru: "из выбывших: теперь в другом классе")),
        .count("at_end", "At the end", "На конец", Text(en: "enrolled on the last day", ru: "числятся в последний день")),
      ]
    },
    rows: { frame in
      let sql = "SELECT form_id, person_id, first_day, last_day FROM enrolment WHERE form_id IN (\(keyList(frame.forms)))"
      let rows = try frame.database.rows(sql, as: (Int, Int, Day, Day?).self)
      let (first, last) = (frame.span.first, max(frame.span.first, frame.until))
      func isIn(_ row: (Int, Int, Day, Day?), _ day: Day) -> Bool { row.2 <= day && day <= row.3 ?? day }
      return frame.orderedForms.map { form in
        let own = rows.filter { $0.0 == form }
        let left = own.filter { row in row.3.map { first <= $0 && $0 < last } ?? false }
        let moved = left.filter { gone in rows.contains { $0.1 == gone.1 && $0.0 != form && $0.2 > gone.2 } }
        return [
          .text(frame.formNames[form]), .count(own.filter { isIn($0, first) }.count),
          .count(own.filter { first < $0.2 && $0.2 <= last }.count),
          .count(left.count), .count(moved.count), .count(own.filter { isIn($0, last) }.count),
        ]
      }
    })
}
