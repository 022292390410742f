import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolSheets
import Tabular

extension DbCommands {
  private static let infoColumns = [
    Column("property", en: "Property", ru: "Свойство", labels: CodedWords.databaseProperties), Column.value,
  ]

  static let info: Command = Command(
    "info", Text(en: "Show what the file holds", ru: "Показать, что в файле"),
    examples: [Example("myschool db info", Text(en: "size, counts, end of the chain", ru: "размер, количества, конец цепочки"))],
    sections: [Tree.columns(infoColumns)]
  ) { _, session in
    let school = try session.owned()
    let info = try school.record.info()
    var rows: [[Cell]] = [
      [.text("file"), .text(school.path)], [.text("school"), .text(info.school)], [.text("year"), .text(info.year)],
      [.text("schema"), .text(String(info.schema))], [.text("operations"), .text(String(info.operations))],
      [.text("head"), .text(info.head)],
      [.text("bytes"), .text(String(info.bytes))],
    ]
    rows += info.counts.map { [.text($0.table), .text(String($0.rows))] }
    return .table(Table(infoColumns, rows: rows))
  }
}
