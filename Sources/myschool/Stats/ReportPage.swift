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

  static func answer(_ made: MadeReport, _ session: Session) throws -> Answer {
    if session.format == .svg {
      guard let chart = chart(made, session.language) else { throw TableFailure.notAChart }
      return .text(chart.text(standalone: true))
    }
    var answer = Answer.printable(made.table) { html(made, $0) }
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
    return ([made.report.title[language]] + made.limits + [days]).joined(separator: ", ")
  }

  /// For whom and after which operation: the same data give the same page on every day.
  static func standing(_ made: MadeReport, _ language: Language) -> String {
    let reach = reach(made)[language]
    return language == .ru
      ? "\(made.school); \(reach). По состоянию на действие № \(made.operation) от \(made.operationDay.russian)."
      : "\(made.school); \(reach). As of operation \(made.operation) of \(made.operationDay)."
  }

  static func chart(_ made: MadeReport, _ language: Language) -> SVGChart? {
    guard let chart = made.report.chart, !made.cells.isEmpty else { return nil }
    let spoken = SpokenTable.rows(made.table, russian: language == .ru)
    func place(_ key: String) -> Int? { made.columns.firstIndex { $0.column.key == key } }
    func number(_ cell: Cell) -> Double {
      switch cell {
      case .integer(let value): Double(value)
      case .decimal(let value, let places): Double(value) / [1, 10, 100][places]
      default: 0
      }
    }
    let labels = made.columns.indices.filter { place in
      let key = made.columns[place].column.key
      // A form's teacher says nothing that the form does not.
      return made.columns[place].isKey && !key.hasSuffix("login") && (key != "teacher" || place == 0 || made.report.keys.contains(.teacher))
    }
    let keys: [String]
    switch chart {
    case .bars(let key): keys = [key]
    case .stacked(let parts): keys = parts
    }
    let places = keys.compactMap(place)
    guard places.count == keys.count else { return nil }
    let titles = places.map { made.columns[$0].column.titles[language] }
    let bars = zip(made.hasTotal ? made.cells.dropLast() : made.cells[...], spoken).prefix(60).map { cells, words in
      SVGChart.Bar(
        label: labels.map { words[$0] }.filter { !$0.isEmpty }.joined(separator: " "),
        parts: zip(places, titles).map { SVGChart.Part(title: $1, value: max(0, number(cells[$0])), text: words[$0]) })
    }
    let values = bars.flatMap(\.parts).map(\.value)
    let range = values.isEmpty ? (0, 0) : (values.min() ?? 0, values.max() ?? 0)
    func said(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10)\(language == .ru ? "," : ".")\(tenths % 10)"
    }
    let description =
      language == .ru
      ? "\(titles.joined(separator: ", ")); строк: \(bars.count), наименьшее значение \(said(range.0)), наибольшее \(said(range.1))"
      : "\(titles.joined(separator: ", ")); rows: \(bars.count), least value \(said(range.0)), greatest \(said(range.1))"
    return SVGChart(title: title(made, language), description: description, bars: Array(bars), legend: keys.count > 1 ? titles : [])
  }

  static func html(_ made: MadeReport, _ language: Language) -> String {
    var page = PrintPage(
      title: title(made, language), language, style: SVGChart.style + Self.style + (made.columns.count > 9 ? wideStyle : ""))
    page.paragraph(standing(made, language))
    if made.isUnfinished { page.paragraph(language == .ru ? "По неоконченному периоду." : "Of a span that is not over.") }
    if let chart = chart(made, language) { page.raw(chart.text()) }
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

  static let style = """
    .wide{overflow-x:auto}th{white-space:nowrap}td.n{text-align:right}thead{display:table-header-group}tr{break-inside:avoid}
    dt{font-weight:bold;margin-top:4px}dd{margin:0 0 2px 16px}
    @media (prefers-color-scheme:dark){body{background:#161616;color:#eee}th,td{border-color:#777}}
    @media print{@page{size:A4}body{background:#fff;color:#000}.wide{overflow:visible}th{white-space:normal}}
    """

  /// A list of many columns lies on its side on paper.
  private static let wideStyle = "@media print{@page{size:A4 landscape}td,th{font-size:7.5pt;padding:1px 3px}}"
}
