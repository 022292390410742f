import Basics
import SchoolModel
import Tabular

extension Report {
  /// A teacher's term: each course with its marks.
  package static let teacherTerm = Report(
    "teacher-term", Text(en: "Teachers' report for a term", ru: "Отчёт учителя за период"), ofTerm: true,
    rule: { _ in
      Text(
        en:
          "Of the term marks of a course: success is the share of 3, 4 and 5, quality of 4 and 5; the degree of learning (СОУ) weighs a 5 as 100, a 4 as 64, a 3 as 36, a 2 as 16, «н/а» as 7.",
        ru:
          "По отметкам курса за период: успеваемость — доля 3, 4 и 5, качество — доля 4 и 5; СОУ берёт «5» за 100, «4» за 64, «3» за 36, «2» за 16, «н/а» за 7."
      )
    },
    source: Text(
      en: "IRTech, “Сетевой Город. Образование”: formulas of the indicators of success",
      ru: "ИРТех, «Сетевой Город. Образование»: формулы показателей успеваемости"), views: ["v_term_mark", "v_course", "v_lesson"],
    chart: .stacked(["n5", "n4", "n3", "n2", "n_na"], trend: "quality_percent"),
    columns: { _ in
      [
        .key(Column.teacher, "who gives the course", "кто ведёт курс"), .key(Column.form, "the form", "класс"),
        .key(Column.subject, "the subject", "предмет"),
        .key(
          Column("group", en: "Group", ru: "Группа", isOptional: true), "the group, where a form is split", "группа, если класс делится"),
        .init(
          Column("weekly_hours", .decimal, en: "Hours a week", ru: "Часов в нед.", unit: "hours"),
          Text(en: "by the load", ru: "по нагрузке")),
        .count(
          "lessons", "Lessons", "Уроков", unit: "lessons", Text(en: "lessons of the term held so far", ru: "проведено уроков за период")),
        .count("students", "Students", "Учеников", Text(en: "students with a term mark", ru: "учеников с отметкой за период")),
        .count("n5", "5", "«5»", Text(en: "term marks 5", ru: "отметок «5»")),
        .count("n4", "4", "«4»", Text(en: "term marks 4", ru: "отметок «4»")),
        .count("n3", "3", "«3»", Text(en: "term marks 3", ru: "отметок «3»")),
        .count("n2", "2", "«2»", Text(en: "term marks 2", ru: "отметок «2»")),
        .count("n_na", "n/a", "н/а", Text(en: "not attested", ru: "не аттестованы")),
        .percent("success_percent", "Success, %", "Успев., %", Text(en: "3, 4 and 5 of the term marks", ru: "доля 3, 4 и 5")),
        .percent("quality_percent", "Quality, %", "Качество, %", Text(en: "4 and 5 of the term marks", ru: "доля 4 и 5")),
        .percent("sou_percent", "Learning, %", "СОУ, %", Text(en: "degree of learning (СОУ)", ru: "степень обученности")),
        .decimal("average", "Average", "Ср. отм.", Text(en: "of the term marks 5…2", ru: "средняя отметок 5…2")),
      ]
    },
    rows: { frame in
      var counts: [Int: TermMarkCounts] = [:]
      for mark in try frame.termMarks() {
        counts[mark.course.id, default: TermMarkCounts()].add(points: mark.points, code: mark.code, of: mark.student)
      }
      let rows = frame.courses.compactMap { course -> (String, [ReportValue])? in
        guard let own = counts[course.id], !own.isEmpty else { return nil }
        let (m, n) = (own.marks, own.count)
        let teacher = frame.teacher(course) ?? ""
        return (
          teacher,
          [
            .text(teacher), .text(course.form.name), .text(course.subject), .text(course.group.isEmpty ? nil : course.group),
            frame.hours(course), .count(frame.held[course.id]?.count ?? 0), .count(own.students.count), .count(m[5]), .count(m[4]),
            .count(m[3]), .count(m[2]), .count(own.notAttested), .percent(m[5] + m[4] + m[3], of: n), .percent(m[5] + m[4], of: n),
            .fraction(m[5] * 100 + m[4] * 64 + m[3] * 36 + m[2] * 16 + own.notAttested * 7, n, places: 1), .average(own.average),
          ]
        )
      }
      return rows.enumerated().sorted { a, b in
        let order = RussianOrder.compare(a.element.0, b.element.0)
        return order != 0 ? order < 0 : a.offset < b.offset
      }.map(\.element.1)
    })
}
