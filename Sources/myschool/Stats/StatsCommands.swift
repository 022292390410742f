import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

enum StatsCommands {
  static let noun: Command = Command("stats", Text(en: "Reports", ru: "Сводки"), children: { [list, report, query, run, watchList] })

  static let name = Operand.one(
    .choice(Statistics.all.map(\.name), placeholder: "REPORT"), Text(en: "The report: stats list", ru: "Сводка: stats list"))
}
