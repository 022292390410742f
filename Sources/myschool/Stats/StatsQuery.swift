import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let sql = Operand.optional(
    ValueKind(.text, placeholder: "SQL", mayBeFile: false),
    Text(en: "One SELECT; - is standard input", ru: "Один SELECT; - — стандартный ввод"))
  private static let file = Option.text("from", nil, .file, Text(en: "Read the query from a file", ru: "Прочитать запрос из файла"))
  private static let set = Option.texts(
    "set", nil, ValueKind(.value, placeholder: "NAME=VALUE"), Text(en: "The value of :NAME in the query", ru: "Значение :ИМЯ в запросе"))
  private static let limit = Option<Int>.value(
    "limit", nil, ValueKind(.duration, placeholder: "10s"), default: 10, expected: Text(en: "seconds: 10s", ru: "секунды: 10s"),
    Text(en: "How long it may run; 10s by default", ru: "Сколько ему можно работать; обычно 10s")
  ) { text in Int(text.hasSuffix("s") ? String(text.dropLast()) : text).flatMap { (1...3600).contains($0) ? $0 : nil } }

  static let query: Command = Command(
    "query", Text(en: "Ask in SQL what the reports read", ru: "Спросить на SQL то, что читают сводки"),
    discussion: Text(
      en:
        "One SELECT over views, which hold what lists and reports would show your role; nothing else can be read, and nothing written. Parameters are :form with --set form=7А. The views never change but at their end.",
      ru:
        "Один SELECT по представлениям: в них то, что вашей роли показали бы списки и сводки. Остальное прочитать нельзя, записать нельзя ничего. Параметры: :form и --set form=7А. Представления меняются только добавлением столбцов в конец."
    ),
    needs: [.statsRead], operands: [sql.spec], options: [file.spec, set.spec, limit.spec],
    examples: [
      Example(
        "myschool stats query 'SELECT form, count(*) AS marks FROM v_mark GROUP BY form ORDER BY form' --format csv",
        Text(en: "marks by forms", ru: "отметки по классам")),
      Example(
        "myschool stats query 'SELECT * FROM v_lesson WHERE form = :form' --set form=7А", Text(en: "with a parameter", ru: "с параметром")),
    ],
    sections: [
      HelpSection(
        Text(en: "Views (columns: help views)", ru: "Представления (столбцы: help views)"),
        rows: Statistics.views.map { ($0.name, $0.about) })
    ]
  ) { call, session in
    guard call[Everywhere.at] == nil, call[Everywhere.asOf] == nil else { throw StatisticsFailure.queryPast }
    let text: String
    switch (call[sql], call[file]) {
    case (let sql?, nil): text = sql == "-" ? try session.wholeText("-") : sql
    case (nil, let file?): text = try session.wholeText(file)
    default: throw UsageFailure(.operandNeeded("SQL"))
    }
    var values: [String: String] = [:]
    for pair in call[set] {
      guard let equals = pair.firstIndex(of: "=") else {
        throw UsageFailure(.badValue(option: "--set", value: pair, expected: Text(en: "NAME=VALUE", ru: "ИМЯ=ЗНАЧЕНИЕ")))
      }
      values[":" + pair[..<equals]] = String(pair[pair.index(after: equals)...])
    }
    let table = try session.school().statistics.query(text, values: values, seconds: call[limit])
    return .table(table, note: Text(en: "no rows", ru: "строк нет"))
  }
}
