import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolSheets
import Tabular

extension ConfigCommands {
  private static let origin = Option.flag("origin", Text(en: "Show where each value comes from", ru: "Показать, откуда взято значение"))

  private static let columns = [
    Column("key", en: "Setting", ru: "Настройка"), Column.value, Column("origin", en: "From", ru: "Откуда"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List the settings", ru: "Показать настройки"), options: [origin.spec],
    examples: [Example("myschool config list --origin", Text(en: "with their places", ru: "вместе с местами"))],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let configuration = Configuration(session.console)
    let rows = configuration.entries().map { [Cell.text($0.key), .text($0.value), .text("\(configuration.path):\($0.line)")] }
    let width = call[origin] ? 3 : 2
    return .table(
      Table(Array(columns.prefix(width)), rows: rows.map { Array($0.prefix(width)) }),
      note: Text(en: "nothing is set", ru: "ничего не задано"))
  }
}
