import Arguments
import Basics
import SchoolModel
import SchoolStatistics
import Tabular

enum StatsCommands {
  static let noun: Command = Command("stats", Text(en: "Reports", ru: "Сводки"), children: { [list, report] })

  static let name = Operand.one(
    .choice(Statistics.reports.map(\.name), placeholder: "REPORT"),
    Text(en: "The report: quality, timeliness", ru: "Сводка: quality, timeliness"))
}
