import Basics
import SchoolModel
import Tabular

extension Report {
  /// Marks of lessons, by whatever rows are made by.
  package static let quality = Report(
    "quality", Text(en: "Success, quality and degree of learning of marks", ru: "Успеваемость, качество и СОУ по отметкам"),
    by: ReportKey.allCases,
    rule: { _ in
      Text(
        en:
          "Of the marks of lessons: success is the share of 3, 4 and 5, quality of 4 and 5; the degree of learning (СОУ) weighs a 5 as 100, a 4 as 64, a 3 as 36, a 2 as 16. A mark a retake replaced counts nowhere.",
        ru:
          "По отметкам уроков: успеваемость — доля 3, 4 и 5, качество — доля 4 и 5; СОУ берёт «5» за 100, «4» за 64, «3» за 36, «2» за 16. Отметка, которую сменила пересдача, не считается."
      )
    },
    source: Text(
      en: "IRTech, “Сетевой Город. Образование”: formulas of the indicators of success, of marks instead of students",
      ru: "ИРТех, «Сетевой Город. Образование»: формулы показателей успеваемости, по отметкам, а не по ученикам"), views: ["v_mark"],
    chart: .stacked(["n5", "n4", "n3", "n2"], trend: "quality_percent"),
    columns: { keys in Statistics.reportColumns(Statistics.qualityColumns(keys), keys) },
    rows: { try QualityReport($0.reading, $0.keys, courses: $0.courses, span: $0.span).rows() })

  /// How late marks are entered.
  package static let timeliness = Report(
    "timeliness", Text(en: "How late marks are entered", ru: "С каким опозданием вносят отметки"), by: ReportKey.allCases,
    rule: { _ in
      Text(
        en:
          "School days from the lesson to the first operation that entered the mark, by the record; holidays, days on which another stood in, and marks of who was absent are left out.",
        ru:
          "Учебные дни от урока до первого действия, которым внесли отметку, по журналу действий; каникулы, дни замен и отметки отсутствовавших не учитываются."
      )
    },
    source: Text(
      en: "the ministry's letter АП-147/07 of 2012-02-15: entries are made on the day of the lesson",
      ru: "письмо Минобрнауки АП-147/07 от 15.02.2012: записи — в день урока"), views: ["v_mark"], chart: .bars("average_days"),
    columns: { keys in Statistics.reportColumns(Statistics.timelinessColumns(keys), keys) },
    rows: { frame in
      var filter = JournalFilter()
      (filter.form, filter.subject, filter.span) = (frame.request.form, frame.request.subject, frame.request.term ?? frame.request.span)
      return try TimelinessReport(frame.reading, frame.keys, filter).rows()
    })
}

extension Statistics {
  /// Columns that a report of marks has always had, with what they mean.
  package static func reportColumns(_ columns: [Column], _ keys: [ReportKey]) -> [ReportColumn] {
    columns.enumerated().map { index, column in
      let isKey = index < keys.count || column.key.hasSuffix("_login")
      return ReportColumn(column, definitions[column.key] ?? Text(en: column.en, ru: column.ru), isKey: isKey)
    }
  }

  private static let definitions: [String: Text] = [
    "n5": Text(en: "marks worth a 5", ru: "отметок «5»"), "n4": Text(en: "marks worth a 4", ru: "отметок «4»"),
    "n3": Text(en: "marks worth a 3", ru: "отметок «3»"), "n2": Text(en: "marks worth a 2 or a 1", ru: "отметок «2» и «1»"),
    "marks": Text(en: "marks that count", ru: "отметок, которые учитываются"),
    "average": Text(en: "the plain mean", ru: "среднее арифметическое"),
    "weighted_average": Text(en: "the mean by weights", ru: "средневзвешенное"),
    "success_percent": Text(en: "3, 4 and 5 of the marks", ru: "доля 3, 4 и 5"),
    "quality_percent": Text(en: "4 and 5 of the marks", ru: "доля 4 и 5"),
    "sou_percent": Text(en: "degree of learning", ru: "степень обученности"),
    "same_day": Text(en: "entered on the day of the lesson", ru: "внесено в день урока"),
    "days_1_3": Text(en: "entered one to three school days later", ru: "через 1–3 учебных дня"),
    "days_4_7": Text(en: "entered four to seven school days later", ru: "через 4–7 учебных дней"),
    "later": Text(en: "entered later", ru: "позже"), "average_days": Text(en: "school days on average", ru: "учебных дней в среднем"),
    "longest_days": Text(en: "school days at most", ru: "учебных дней самое большее"),
    "same_day_percent": Text(en: "entered on the day of the lesson, of all", ru: "доля внесённых в день урока"),
    "teacher_login": Text(en: "tells namesakes apart", ru: "различает тёзок"),
    "student_login": Text(en: "tells namesakes apart", ru: "различает тёзок"),
  ]
}
