import Basics
import SchoolModel
import Tabular

extension Report {
  /// A form's term: who stands how, with success and quality of students.
  package static let formTerm = Report(
    "form-term", Text(en: "Results of forms for a term", ru: "Итоги классов за период"), ofWholeStudents: true, ofTerm: true,
    rule: { _ in
      Text(
        en:
          "A student counts once, in the first group that fits: failing (a 2), not attested (a «н/а», no 2), passing (a 3), good (a 4), excellent (only 5). Success = excellent + good + passing, quality = excellent + good, of the students with a term mark.",
        ru:
          "Ученик считается один раз, в первой подходящей группе: неуспевающие (есть «2»), не аттестованные (есть «н/а», нет «2»), троечники (есть «3»), хорошисты (есть «4»), отличники (только «5»). Успеваемость = отличники + хорошисты + троечники, качество = отличники + хорошисты, от числа учеников с отметкой за период."
      )
    },
    source: Text(
      en: "IRTech, “Сетевой Город. Образование”: formulas of the indicators of success, by students",
      ru: "ИРТех, «Сетевой Город. Образование»: формулы показателей успеваемости, по ученикам"),
    views: ["v_term_mark", "v_student", "v_attendance"],
    chart: .stacked(["excellent", "good", "passing", "failing", "not_attested"], trend: "quality_percent"),
    columns: { _ in
      [
        .key(Column.form, "the form", "класс"),
        .key(Column("teacher", en: "Form teacher", ru: "Кл. руководитель"), "its form teacher", "классный руководитель"),
        .count(
          "students", "Students", "Учеников",
          Text(en: "students with a term mark, in the form to its end", ru: "ученики с отметкой за период, числящиеся до его конца")),
        .count("excellent", "Excellent", "Отличники", Text(en: "only 5", ru: "только «5»")),
        .count("good", "Good", "Хорошисты", Text(en: "nothing below 4", ru: "нет отметок ниже «4»")),
        .count(
          "one_four", "One 4", "С одной «4»", Text(en: "of the good: one 4, otherwise 5", ru: "из хорошистов: одна «4», остальные «5»")),
        .count("passing", "Passing", "Троечники", Text(en: "nothing below 3, a 3", ru: "есть «3», ниже нет")),
        .count(
          "one_three", "One 3", "С одной «3»",
          Text(en: "of the passing: one 3, otherwise 4 and 5", ru: "из троечников: одна «3», остальные «4» и «5»")),
        .count("failing", "Failing", "Неуспевающие", Text(en: "a 2", ru: "есть «2»")),
        .count("not_attested", "Not attested", "Не аттестованы", Text(en: "a «н/а», no 2", ru: "есть «н/а», нет «2»")),
        .percent(
          "success_percent", "Success, %", "Успев., %",
          Text(en: "excellent, good and passing of the students", ru: "доля отличников, хорошистов и троечников")),
        .percent(
          "quality_percent", "Quality, %", "Качество, %", Text(en: "excellent and good of the students", ru: "доля отличников и хорошистов")
        ),
        .decimal("average", "Average", "Ср. отм.", Text(en: "of the term marks 5…2", ru: "средняя отметок за период 5…2")),
      ] + AbsenceCounts.missedColumns + [
        .decimal(
          "missed_per_student", "Missed per student", "На ученика",
          Text(en: "missed lessons per student", ru: "пропущено уроков на одного ученика"))
      ]
    },
    rows: { frame in
      let counts = try frame.termCounts()
      let absences = try frame.absencesByForm()
      return try frame.studentsOfForms().compactMap { form, students -> [ReportValue]? in
        let own = students.compactMap { counts[$0.id] }
        guard !own.isEmpty else { return nil }
        func number(_ words: String...) -> Int { own.filter { words.contains($0.category) }.count }
        let (excellent, good, passing) = (number("excellent"), number("good", "one-four"), number("passing", "one-three"))
        let average = own.map(\.average).reduce(into: MarkFraction()) {
          ($0.points, $0.count) = ($0.points + $1.points, $0.count + $1.count)
        }
        let missed = absences[form] ?? AbsenceCounts()
        return [
          .text(frame.formNames[form]), .text(try frame.formTeacher(form)), .count(own.count), .count(excellent), .count(good),
          .count(number("one-four")), .count(passing), .count(number("one-three")), .count(number("failing")),
          .count(number("not-attested")), .percent(excellent + good + passing, of: own.count), .percent(excellent + good, of: own.count),
          .average(average), .count(missed.missed),
        ] + missed.causes + [.fraction(missed.missed, own.count, places: 2)]
      }
    })
}
