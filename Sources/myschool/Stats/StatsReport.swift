import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let by = Option<[ReportKey]>.value(
    "by", nil, ValueKind(.keys, placeholder: "A,B"), default: [.form],
    expected: Text(ReportKey.allCases.map(\.rawValue).joined(separator: ", ")),
    Text(en: "What the rows are made by: form, subject, teacher, student", ru: "По чему строки: form, subject, teacher, student")
  ) { text in
    let keys = text.split(separator: ",").map { ReportKey(rawValue: String($0)) }
    guard !keys.isEmpty, keys.allSatisfy({ $0 != nil }), Set(keys).count == keys.count else { return nil }
    return keys.compactMap { $0 }
  }

  private static let on = Option.text(
    "on", nil, .choice(["marks", "term"], placeholder: "marks|term"),
    Text(
      en: "What is counted: the marks of lessons, or those put for the term", ru: "Что считать: отметки уроков или выставленные за период"))

  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))

  private static let subject = Option.text("subject", nil, .subject, Text(en: "Only this subject", ru: "Только этот предмет"))

  static let report: Command = Command(
    "report", Text(en: "Make a report", ru: "Составить сводку"),
    discussion: Text(
      en:
        "“quality” counts the marks: success is the share of 3, 4 and 5, quality of 4 and 5, СОУ weighs a 5 as 100, a 4 as 64, a 3 as 36, a 2 as 16. Averages have two decimals, percentages one, rounded half up from exact fractions. “timeliness” measures by the record of operations how many school days after the lesson marks were first entered; holidays, days on which another stood in, and marks of those who were absent are left out.",
      ru:
        "«quality» считает отметки: успеваемость — доля 3, 4 и 5, качество — доля 4 и 5, СОУ берёт «5» за 100, «4» за 64, «3» за 36, «2» за 16. Средние — с двумя знаками, проценты — с одним; округляется сразу точное значение, половина — вверх. «timeliness» считает по записям действий (log), через сколько учебных дней после урока отметку внесли впервые; каникулы, дни замен и отметки отсутствовавших не учитываются."
    ),
    needs: [.statsRead], operands: [name.spec],
    options: [by.spec, on.spec, form.spec, subject.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool stats report quality --by form,subject --format csv", Text(en: "for a spreadsheet", ru: "для таблицы")),
      Example(
        "myschool stats report quality --by teacher --term q1", Text(en: "by teachers, first quarter", ru: "по учителям за первую четверть")
      ),
      Example("myschool stats report timeliness --by teacher", Text(en: "who enters marks late", ru: "кто вносит отметки с опозданием")),
    ],
    sections: [
      Tree.columns(Statistics.qualityColumns(ReportKey.allCases)),
      Tree.columns(Statistics.termQualityColumns(ReportKey.allCases), of: "--on term"),
      Tree.columns(Statistics.timelinessColumns(ReportKey.allCases), of: "timeliness"),
    ]
  ) { call, session in
    guard Statistics.reports.contains(where: { $0.name == call[name] }) else {
      throw UsageFailure(
        .badValue(option: "REPORT", value: call[name], expected: Text(Statistics.reports.map(\.name).joined(separator: ", "))))
    }
    var filter = JournalFilter()
    filter.form = call[form]
    filter.subject = call[subject]
    filter.span = call[JournalOptions.term] ?? call[JournalOptions.span]
    if call[name] == "timeliness" {
      return .table(try session.school().statistics.timeliness(by: call[by], filter), note: Text(en: "no marks", ru: "отметок нет"))
    }
    if call[on] == "term" {
      guard let term = call[JournalOptions.term] else { throw UsageFailure(.optionNeeded("--term")) }
      return .table(
        try session.school().statistics.termQuality(by: call[by], term: term, form: call[form], subject: call[subject]),
        note: Text(en: "no term marks", ru: "отметок за период нет"))
    }
    return .table(try session.school().statistics.quality(by: call[by], filter), note: Text(en: "no marks", ru: "отметок нет"))
  }
}
