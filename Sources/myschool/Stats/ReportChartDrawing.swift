import Basics
import SchoolModel
import SchoolStatistics
import Tabular

/// The chart that shows a report: bars for what stands side by side, a line for time, two marks for before and after.
enum ReportChartDrawing {
  /// As many bars as a reader can take in.
  private static let most = 60
  /// As many lines as can be told apart.
  private static let mostLines = 5

  static func chart(_ made: MadeReport, _ language: Language) -> SVGChart? {
    guard let trend = trend(of: made.report) else { return nil }
    if made.request.over != nil {
      let rows = rows(made, [trend], language)
      if let lines = lines(rows) { return drawn(made, [trend], lines, language, shape: .lines(moments: inOrder(rows.map(\.period)))) }
    }
    if made.request.otherSpan != nil { return dots(made, trend, rows(made, [trend], language), language) }
    let keys = keys(of: made.report)
    let rows = rows(made, keys, language)
    guard !rows.isEmpty else { return nil }
    let bars = rows.prefix(most).map { SVGChart.Bar(label: $0.label, parts: $0.parts) }
    return drawn(made, keys, Array(bars), language, shape: .bars)
  }

  private struct ChartRow {
    let label: String
    /// The period of the row, and what else it is of.
    let period: String
    let group: String
    let parts: [SVGChart.Part]
    let cells: [Cell]
    let words: [String]
  }

  private static func rows(_ made: MadeReport, _ keys: [String], _ language: Language) -> [ChartRow] {
    let spoken = SpokenTable.rows(made.table, russian: language == .ru)
    let places = keys.compactMap { key in made.columns.firstIndex { $0.column.key == key } }
    guard places.count == keys.count else { return [] }
    let labels = made.columns.indices.filter { place in
      let key = made.columns[place].column.key
      // A form's teacher says nothing that the form does not.
      return made.columns[place].isKey && !key.hasSuffix("login") && (key != "teacher" || place == 0 || made.report.keys.contains(.teacher))
    }
    let period = made.columns.firstIndex { $0.column.key == "period" }
    return zip(made.hasTotal ? made.cells.dropLast() : made.cells[...], spoken).map { cells, words in
      func said(_ places: [Int]) -> String { places.map { words[$0] }.filter { !$0.isEmpty }.joined(separator: " ") }
      return ChartRow(
        label: said(labels), period: period.map { words[$0] } ?? "", group: said(labels.filter { $0 != period }),
        parts: places.map { SVGChart.Part(title: made.columns[$0].column.titles[language], value: number(cells[$0]), text: words[$0]) },
        cells: cells, words: words)
    }
  }

  static func keys(of report: Report) -> [String] {
    switch report.chart {
    case .bars(let key): [key]
    case .stacked(let parts, _): parts
    case nil: []
    }
  }

  /// The one column that tells how it went; `nil` for a report that no chart shows.
  static func trend(of report: Report) -> String? {
    switch report.chart {
    case .bars(let key): key
    case .stacked(_, let trend): trend
    case nil: nil
    }
  }

  static func number(_ cell: Cell) -> Double {
    switch cell {
    case .integer(let value): max(0, Double(value))
    case .decimal(let value, let places): max(0, Double(value) / [1, 10, 100][places])
    default: 0
    }
  }

  /// A line for each group over the periods; `nil` where there are more than can be told apart, or no two moments.
  private static func lines(_ rows: [ChartRow]) -> [SVGChart.Bar]? {
    let groups = inOrder(rows.map(\.group))
    guard groups.count <= mostLines, Set(rows.map(\.period)).count > 1 else { return nil }
    return groups.map { group in
      let own = rows.filter { $0.group == group && !$0.parts[0].text.isEmpty }
      return SVGChart.Bar(
        label: group.isEmpty ? rows[0].parts[0].title : group,
        parts: own.map { SVGChart.Part(title: $0.period, value: $0.parts[0].value, text: $0.parts[0].text) })
    }
  }

  /// Each once, in the order they come.
  private static func inOrder(_ names: [String]) -> [String] { names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

  private static func dots(_ made: MadeReport, _ key: String, _ rows: [ChartRow], _ language: Language) -> SVGChart? {
    guard let before = made.columns.firstIndex(where: { $0.column.key == key + "_before" }) else { return nil }
    let earlier = Text(en: "before", ru: "ранее")[language]
    let bars = rows.prefix(most).filter { !$0.words[before].isEmpty && !$0.parts[0].text.isEmpty }.map { row in
      SVGChart.Bar(
        label: row.label,
        parts: [SVGChart.Part(title: earlier, value: number(row.cells[before]), text: row.words[before])] + row.parts)
    }
    guard !bars.isEmpty else { return nil }
    return drawn(made, [key], Array(bars), language, shape: .dots)
  }

  private static func drawn(
    _ made: MadeReport, _ keys: [String], _ bars: [SVGChart.Bar], _ language: Language, shape: SVGChart.Shape
  ) -> SVGChart {
    let titles = keys.compactMap { key in made.columns.first { $0.column.key == key }?.column.titles[language] }
    let parts = bars.flatMap(\.parts)
    let least = parts.min { $0.value < $1.value }?.text ?? ""
    let greatest = parts.max { $0.value < $1.value }?.text ?? ""
    let description = Text(
      en: "\(titles.joined(separator: ", ")); rows: \(bars.count), least value \(least), greatest \(greatest)",
      ru: "\(titles.joined(separator: ", ")); строк: \(bars.count), наименьшее значение \(least), наибольшее \(greatest)")
    let legend: [String] =
      switch shape {
      case .bars: titles.count > 1 ? titles : []
      case .lines: []
      case .dots: bars[0].parts.map(\.title)
      }
    return SVGChart(title: ReportPage.title(made, language), description: description[language], bars: bars, legend: legend, shape: shape)
  }
}

/// The same chart as a column of a list on a terminal.
enum TerminalBars {
  private static let width = 24

  /// The list with a last column of bars.
  /// - Returns: `nil` for a report that no chart shows.
  static func table(_ made: MadeReport) -> Table? {
    guard let key = ReportChartDrawing.trend(of: made.report),
      let place = made.columns.firstIndex(where: { $0.column.key == key })
    else { return nil }
    let counted = made.hasTotal ? made.cells.dropLast() : made.cells[...]
    let most = counted.map { ReportChartDrawing.number($0[place]) }.max() ?? 0
    let column = made.columns[place].column
    let bars = Column("bars", en: column.en, ru: column.ru)
    return Table(
      made.columns.map(\.column) + [bars],
      rows: made.cells.enumerated().map { index, row in
        let share = most > 0 && index < counted.count ? ReportChartDrawing.number(row[place]) / most : 0
        return row + [.text(String(repeating: "█", count: Int((share * Double(width)).rounded())))]
      })
  }
}
