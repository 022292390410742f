import Basics
import SchoolModel
import SchoolStatistics
import Tabular

/// A report as it is shown: a list, a page with a chart, the chart alone.
enum ReportPage {
  /// What is said beside the figures.
  static func notes(_ made: MadeReport) -> [Text] {
    var notes: [Text] = []
    if made.isUnfinished { notes.append(Text(en: "of a span that is not over", ru: "по неоконченному периоду")) }
    if made.report.name == "at-risk" { notes.append(made.rule) }
    if case .school = made.reach { return notes }
    return notes + [reach(made)]
  }

  static func answer(_ made: MadeReport, bars: Bool = false, _ session: Session) throws -> Answer {
    if bars {
      guard session.format == .table, let table = TerminalBars.table(made) else { throw TableFailure.noBars }
      return .table(table, note: Text(en: "nothing to tell", ru: "показывать нечего"))
    }
    if session.format == .svg {
      guard let chart = ReportChartDrawing.chart(made, session.language) else { throw TableFailure.notAChart }
      return .text(chart.text(standalone: true))
    }
    var answer = Answer.printable(made.table) { html(made, $0) }
    answer.title = made.report.title
    answer.note = Text(en: "nothing to tell", ru: "показывать нечего")
    return answer
  }

  private static func reach(_ made: MadeReport) -> Text {
    switch made.reach {
    case .school: Text(en: "the whole school", ru: "вся школа")
    case .forms(let names): Text(en: "forms \(Text.list(names))", ru: "классы: \(Text.list(names))")
    case .courses: Text(en: "the courses within your reach", ru: "доступные вам курсы")
    }
  }

  static func title(_ made: MadeReport, _ language: Language) -> String {
    let days = language == .ru ? "\(made.span.first.russian)–\(made.span.last.russian)" : "\(made.span.first)–\(made.span.last)"
    let against = made.request.against.map(compared)
    return ([made.report.title[language]] + made.limits + [days] + [against?[language]].compactMap(\.self)).joined(separator: ", ")
  }

  private static func compared(with span: String) -> Text {
    switch span {
    case "": Text(en: "against the term before", ru: "в сравнении с предыдущим периодом")
    case "quiz": Text(en: "by tests", ru: "по тестам")
    default: Text(en: "against \(span)", ru: "в сравнении с \(span)")
    }
  }

  /// For whom and after which operation: the same data give the same page on every day.
  static func standing(_ made: MadeReport, _ language: Language) -> String {
    let reach = reach(made)[language]
    return PrintPage.standing("\(made.school); \(reach)", made.operation, made.operationDay)[language]
  }

  static func html(_ made: MadeReport, _ language: Language) -> String {
    var page = PrintPage(
      title: title(made, language), language, style: SVGChart.style + Self.style + (made.columns.count > 9 ? wideStyle : ""))
    page.paragraph(standing(made, language))
    if made.isUnfinished { page.paragraph(language == .ru ? "По неоконченному периоду." : "Of a span that is not over.") }
    if let chart = ReportChartDrawing.chart(made, language) { page.raw(chart.text()) }
    page.raw("<div class=\"wide\">")
    // A column that few schools need stands only where it says something.
    let shown = made.columns.indices.filter { place in !made.columns[place].column.isOptional || made.cells.contains { $0[place] != .empty }
    }
    let table = Table(shown.map { made.columns[$0].column }, rows: made.cells.map { row in shown.map { row[$0] } })
    let isNumber = table.columns.map { $0.type == .integer || $0.type == .decimal }
    page.report(table.columns.map { $0.titles[language] }, SpokenTable.rows(table, russian: language == .ru), numbers: isNumber)
    page.raw("</div>\n<h2>\(language == .ru ? "Что это значит" : "What it means")</h2>\n")
    page.paragraph(made.rule[language])
    page.raw("<dl>")
    for column in shown.map({ made.columns[$0] }) {
      page.raw("<dt>\(PrintPage.escaped(column.column.titles[language]))</dt><dd>\(PrintPage.escaped(column.definition[language]))</dd>")
    }
    page.raw("</dl>\n")
    page.paragraph((language == .ru ? "Источник: " : "Source: ") + made.report.source[language])
    return page.text
  }

  static let style = HTMLPage.listStyle + "dt{font-weight:bold;margin-top:4px}dd{margin:0 0 2px 16px}"

  /// A list of many columns lies on its side on paper.
  private static let wideStyle = "@media print{@page{size:A4 landscape}td,th{font-size:7.5pt;padding:1px 3px}}"
}
