import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

extension StatsCommands {
  private static let listColumns = [
    Column.name,
    Column("about", en: "About", ru: "О чём", labels: Dictionary(uniqueKeysWithValues: Statistics.all.map { ($0.name, $0.title) })),
    Column("title", en: "Title", ru: "Название"), Column("keys", en: "Rows by", ru: "По чему строки"),
  ]

  static let list: Command = Command(
    "list", Text(en: "List the reports", ru: "Показать, какие есть сводки"),
    examples: [Example("myschool stats list", Text(en: "their names", ru: "их имена"))], sections: [Tree.columns(listColumns)]
  ) { _, session in
    let isMachine = session.format.isMachine
    let columns = isMachine ? listColumns : [listColumns[0], listColumns[2], listColumns[3]]
    let rows = Statistics.all.map { report -> [Cell] in
      let keys = Cell.text(report.keys.map(\.rawValue).joined(separator: ","))
      let title = report.title[session.language]
      return isMachine ? [.text(report.name), .text(title), .text(title), keys] : [.text(report.name), .text(title), keys]
    }
    return .table(Table(columns, rows: rows))
  }
}
