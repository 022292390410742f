import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  static let report: Command = Command(
    "report", Text(en: "Make a report", ru: "Составить сводку"),
    discussion: Text(
      en:
        "What each report tells, its columns, its rule with the school's settings and the source of its formula: --explain. Averages have two decimals, percentages one, rounded once from exact fractions, halves away from zero. --against compares with another span, without a value in a run file with the term before.",
      ru:
        "Что показывает сводка, её столбцы, правило с настройками школы и источник формулы — --explain. Средние — с двумя знаками, проценты — с одним; округляется один раз, точное значение, половина — от нуля. --against сравнивает с другим периодом."
    ),
    needs: [.statsRead], operands: [name.spec], options: ReportOptions.all,
    examples: [
      Example(
        "myschool stats report form-term --term q1 --format html -o form.html", Text(en: "a page with a chart", ru: "страница с диаграммой")
      ),
      Example("myschool stats report quality --by form,subject --format csv", Text(en: "for a spreadsheet", ru: "для таблицы")),
      Example(
        "myschool stats report quality --by form --span 01.10..23.10 --against 01.09..30.09",
        Text(en: "October against September", ru: "октябрь против сентября")),
      Example("myschool stats report attendance --by form --over month", Text(en: "month by month", ru: "по месяцам")),
      Example("myschool stats report at-risk --term q1 --explain", Text(en: "what decides it", ru: "по какому правилу")),
    ],
    sections: Statistics.all.map { Tree.columns($0.columns($0.keys).map(\.column), of: $0.name) }
      + [Tree.columns(Statistics.termQualityColumns(ReportKey.allCases), of: "--on term")]
  ) { call, session in
    let report = try Statistics.report(named: call[name])
    if call[ReportOptions.explain] {
      return .text(try Explanation.text(report, ReportOptions.request(call), try session.school(), session.language))
    }
    if call[ReportOptions.on] == "term" {
      guard report.name == "quality" else { throw UsageFailure(.unknownOption("--on", suggestion: nil)) }
      guard let term = call[JournalOptions.term] else { throw UsageFailure(.optionNeeded("--term")) }
      let keys = call[ReportOptions.by]
      return .table(
        try session.school().statistics.termQuality(
          by: keys.isEmpty ? [.form] : keys, term: term, form: call[ReportOptions.form], subject: call[ReportOptions.subject]),
        note: Text(en: "no term marks", ru: "отметок за период нет"))
    }
    let made = try session.school().statistics.make(report, ReportOptions.request(call))
    for line in ReportPage.notes(made) { session.say(line) }
    return try ReportPage.answer(made, bars: call[ReportOptions.bars], session)
  }
}

/// The options that all reports share.
enum ReportOptions {
  static let by = Option<[ReportKey]>.value(
    "by", nil, ValueKind(.keys, placeholder: "A,B"), default: [],
    expected: Text(ReportKey.allCases.map(\.rawValue).joined(separator: ", ")),
    Text(en: "What the rows are made by: form, subject, teacher, student", ru: "По чему строки: form, subject, teacher, student")
  ) { text in
    let keys = text.split(separator: ",").map { ReportKey(rawValue: String($0)) }
    guard !keys.isEmpty, keys.allSatisfy({ $0 != nil }), Set(keys).count == keys.count else { return nil }
    return keys.compactMap { $0 }
  }

  static let on = Option.text(
    "on", nil, .choice(["marks", "term"], placeholder: "marks|term"),
    Text(
      en: "quality: of the marks of lessons, or those put for the term", ru: "quality: по отметкам уроков или выставленным за период"))
  static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  static let subject = Option.text("subject", nil, .subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  static let teacher = Option.text("teacher", nil, .person, Text(en: "Only this teacher", ru: "Только этот учитель"))
  static let day = Option.text("date", nil, .day, Text(en: "oo1: as of this day", ru: "oo1: на этот день"))
  static let against = Option.text(
    "against", nil, .span,
    Text(
      en: "Compare with this span; previous: the term before; objectivity: quiz",
      ru: "Сравнить с этим периодом; previous — с предыдущим; objectivity: quiz"))
  static let over = Option.text(
    "over", nil, .choice(ReportPeriod.allCases.map(\.rawValue), placeholder: "term|month|week"),
    Text(en: "Rows for each term, month or week of the span", ru: "Строки за каждую четверть, месяц или неделю"))
  static let total = Option.flag("total", Text(en: "A last row of the sums", ru: "Последней строкой — итог по суммам"))
  static let bars = Option.flag("bars", Text(en: "A column of bars, for people", ru: "Столбец с полосками, для людей"))
  static let explain = Option.flag(
    "explain", Text(en: "Tell what the report means, instead of making it", ru: "Объяснить сводку вместо того, чтобы составить"))

  static let all: [OptionSpec] = [
    by.spec, on.spec, form.spec, subject.spec, teacher.spec, JournalOptions.term.spec, JournalOptions.span.spec, day.spec, against.spec,
    over.spec, total.spec, bars.spec, explain.spec,
  ]

  static func request(_ call: Call) -> ReportRequest {
    var request = ReportRequest()
    request.keys = call[by]
    request.term = call[JournalOptions.term]
    request.span = call[JournalOptions.span]
    request.form = call[form]
    request.subject = call[subject]
    request.teacher = call[teacher]
    request.day = call[day]
    request.total = call[total]
    request.over = call[over].flatMap(ReportPeriod.init)
    request.against = call[against].map { $0 == "previous" ? "" : $0 }
    return request
  }
}

/// What a report means, from its declaration.
enum Explanation {
  static func text(_ report: Report, _ request: ReportRequest, _ school: School, _ language: Language) throws -> String {
    var request = request
    if request.keys.isEmpty { request.keys = Array(report.keys.prefix(1)) }
    return text(report, report.columns(request), try school.statistics.rule(of: report), language)
  }

  static func text(_ report: Report, _ columns: [ReportColumn], _ rule: Text, _ language: Language) -> String {
    let ru = language == .ru
    var out = "\(report.name) — \(report.title[language])\n\n\(rule[language])\n\n"
    if !report.keys.isEmpty {
      out += (ru ? "По чему строки: " : "Rows by: ") + report.keys.map(\.rawValue).joined(separator: ", ") + "\n\n"
    }
    out += ru ? "Столбцы:\n" : "Columns:\n"
    for column in columns {
      let unit = column.column.unit.map { " [\($0)]" } ?? ""
      out += "  \(column.column.key)\(unit) — \(column.definition[language])\n"
    }
    out += "\n" + (ru ? "Источник: " : "Source: ") + report.source[language] + "\n"
    out += (ru ? "Представления для stats query: " : "Views of stats query: ") + report.views.joined(separator: ", ") + "\n"
    return out
  }
}
