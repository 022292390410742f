import Arguments
import Basics
import Record
import SchoolExchange
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum RecordCommands {
  private static let columns = [
    Column("operation", .integer, en: "No.", ru: "№"), Column.at, Column.by,
    Column("command", en: "Command", ru: "Команда"), Column("added", .integer, en: "Added", ru: "Доб."),
    Column("changed", .integer, en: "Changed", ru: "Изм."), Column("removed", .integer, en: "Removed", ru: "Убр."),
    Column("undoes", .integer, en: "Undoes", ru: "Отменяет"), Column("undone_by", .integer, en: "Undone by", ru: "Отменено"),
    Column("note", en: "Note", ru: "Пояснение"), Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.operationKinds),
    Column("redoes", .integer, en: "Redoes", ru: "Возвращает"),
    Column("clock_set", .boolean, en: "Clock set", ru: "Часы заданы"), Column("head", en: "Head", ru: "Конец цепочки"),
    Column("token", en: "By a token", ru: "Ключом", isOptional: true),
  ]

  private static let last = Option<Int?>.value(
    "last", nil, .number, expected: Text(en: "a number", ru: "число"), Text(en: "Only the latest so many", ru: "Только столько последних")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }

  private static func row(_ operation: LoggedOperation) -> [Cell] {
    let header = operation.header
    return [
      .integer(header.number), .instant(header.at.iso), Cell(operation.person), Cell(header.command), .integer(header.tally.added),
      .integer(header.tally.changed), .integer(header.tally.removed), Cell(header.undoes), Cell(operation.undoneBy), Cell(header.note),
      .text(header.kind.rawValue), Cell(header.redoes), .boolean(header.clockSet),
      Cell(operation.head), Cell(operation.token),
    ]
  }

  static let log: Command = Command(
    "log", Text(en: "Show who changed what", ru: "Показать, кто что менял"),
    discussion: Text(
      en: "The latest operation first; the administrator sees everybody's, others their own.",
      ru: "Последнее действие сверху; администратор видит все, остальные — свои."),
    needs: [.logRead], options: [last.spec],
    examples: [Example("myschool log --last 10", Text(en: "the latest ten", ru: "последние десять"))], sections: [Tree.columns(columns)],
    children: { [show] }
  ) { call, session in
    let rows = try session.school().record.log(limit: call[last])
    // On paper and on a terminal the rarely needed columns would crowd out the others.
    let shown =
      session.format.isMachine || session.call.has(Everywhere.columns) || !session.call[Everywhere.sort].isNilOrEmpty
        || !session.call[Everywhere.conditions].isEmpty ? columns.count : 10
    let places = shown == columns.count ? Array(columns.indices) : Array(0..<shown) + [columns.count - 1]
    return .table(
      Table(
        places.map { columns[$0] },
        rows: rows.map { operation in row(operation).enumerated().filter { places.contains($0.offset) }.map(\.element) }),
      note: Text(en: "no operations", ru: "действий нет"))
  }
}
