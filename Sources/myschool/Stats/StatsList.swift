import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let listColumns = [Column.name, Column("about", en: "About", ru: "О чём")]

  static let list: Command = Command(
    "list", Text(en: "List the reports", ru: "Показать, какие есть сводки"),
    examples: [Example("myschool stats list", Text(en: "their names", ru: "их имена"))], sections: [Tree.columns(listColumns)]
  ) { _, session in
    .table(Table(listColumns, rows: Statistics.reports.map { [.text($0.name), .text(session.language == .ru ? $0.ru : $0.en)] }))
  }
}
