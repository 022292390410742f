import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let state = Option.text(
    "state", nil, .file,
    Text(en: "What was seen the last time; made when it is not there", ru: "Что было в прошлый раз; нет файла — будет создан"))
  private static let failNew = Option.flag(
    "fail-new", Text(en: "Exit 1 when there is anything", ru: "Код возврата 1, если есть что показать"))
  private static let newsColumn = Column(
    "news", en: "News", ru: "Что",
    labels: [
      "new": Text(en: "new", ru: "новая"), "gone": Text(en: "gone", ru: "ушла"), "changed": Text(en: "changed", ru: "изменилась"),
    ])

  static let watchList: Command = Command(
    "watch-list", Text(en: "Show what is new in a report", ru: "Показать, что в сводке нового"),
    discussion: Text(
      en:
        "Rows that are new, gone or changed since the last time, with what it is in the first column; the first time all of them. What was seen is kept in the file of --state once it was shown.",
      ru:
        "Строки, которых с прошлого раза прибавилось, не стало или которые изменились; что именно — в первом столбце. В первый раз — все. Увиденное запоминается в файле --state после того, как показано."
    ),
    needs: [.statsRead], operands: [name.spec],
    options: ReportOptions.all.filter { ![ReportOptions.on.spec.name, ReportOptions.explain.spec.name].contains($0.name) } + [
      state.spec, failNew.spec,
    ],
    examples: [
      Example("myschool stats watch-list at-risk --term q1 --state risk.state", Text(en: "who came into it", ru: "кто в неё попал"))
    ],
    sections: [
      HelpSection(
        Text(en: "The first column", ru: "Первый столбец"),
        rows: [("news", Text(en: "new, gone or changed", ru: "new — новая, gone — ушла, changed — изменилась"))], areColumns: true)
    ]
      + Statistics.all.map { Tree.columns($0.columns($0.keys).map(\.column), of: $0.name) }, local: true
  ) { call, session in
    guard let file = call[state] else { throw UsageFailure(.optionNeeded("--state")) }
    try session.refuseOwnFiles(file)
    let request = ReportOptions.request(call)
    let made = try session.school().statistics.make(try Statistics.report(named: call[name]), request)
    let before = try earlier(file, made, request, session)
    let changes = ReportState.changes(from: before, to: made, request)
    let table = Table([newsColumn] + made.columns.map(\.column), rows: changes.map { [.text($0.news.rawValue)] + $0.row })
    var answer = Answer.table(table, note: Text(en: "nothing new", ru: "нового нет"))
    if call[failNew], !changes.isEmpty { answer.code = ExitCode.no.rawValue }
    // Last of all: what could not be shown is shown the next time.
    answer.afterShown = {
      if let before, before.text == ReportState(made, request).text { return }
      try OutputFile.write(ReportState(made, request).text, to: session.console.path(file))
    }
    return answer
  }

  /// - Returns: `nil` the first time.
  private static func earlier(_ file: String, _ made: MadeReport, _ request: ReportRequest, _ session: Session) throws -> ReportState? {
    do { return try ReportState(session.wholeText(file), file: file, of: made, request) } catch BadFile.notFound { return nil }
  }
}
