import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolSheets
import Tabular

extension ConfigCommands {
  private static let columns = [
    Column("key", en: "Setting", ru: "Настройка"), Column.value,
    Column("origin", en: "From", ru: "Откуда", labels: ["default": Text(en: "default", ru: "обычное")]),
  ]

  /// Earlier it chose the column that is always there now.
  private static let origin = Option.flag(
    "origin", nil, hidden: true, Text(en: "Show where each value comes from", ru: "Показать, откуда взято"))

  static let list: Command = Command(
    "list", Text(en: "List the settings", ru: "Показать настройки"),
    discussion: Text(
      en: "Every setting with its value and where it comes from: the environment, the file of settings, or the default.",
      ru: "Все настройки: значение и откуда оно — из окружения, из файла настроек или обычное."),
    options: [origin.spec], examples: [Example("myschool config list", Text(en: "what holds now", ru: "что действует сейчас"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let configuration = Configuration(session.console)
    let entries = configuration.entries()
    try configuration.checkLines()
    let rows = Configuration.keys.map { key -> [Cell] in
      if let variable = Configuration.variables[key], let value = session.console.variable(variable) {
        return [.text(key), .text(value), .text(variable)]
      }
      if let entry = entries.last(where: { $0.key == key }) {
        return [.text(key), .text(entry.value), .text("\(configuration.path):\(entry.line)")]
      }
      return [.text(key), Cell(standard(key, session)), .text("default")]
    }
    return .table(Table(columns, rows: rows))
  }

  /// What holds when nothing is set.
  private static func standard(_ key: String, _ session: Session) -> String? {
    switch key {
    case "db": session.databasePath
    case "lang": session.console.language == .ru ? "ru" : "en"
    case "pager": session.console.variable("PAGER") ?? "less"
    case "sendmail": OutboxCommands.usualMailer
    case "mail-from": OutboxCommands.usualSender
    default: nil
    }
  }
}
