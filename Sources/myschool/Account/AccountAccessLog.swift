import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum AccountAccessLog {
  private static let columns = [
    Column.date, Column("person", en: "Whose data", ru: "Чьи данные"),
    Column("actor", en: "Who", ru: "Кто"),
    Column.role, Column("what", en: "What", ru: "Что"),
    Column("times", .integer, en: "Times", ru: "Раз"),
    Column("last_at", .instant, en: "Last", ru: "Последний раз"),
  ]

  static let command: Command = Command(
    "access-log", Text(en: "Who of the staff looked at one's data", ru: "Кто из сотрудников смотрел ваши данные"),
    discussion: Text(
      en: "One's own and one's children's: each look at one person's data by command and day.",
      ru: "О вас и ваших детях: каждое обращение к данным одного человека, по командам и дням."),
    needs: [.accountRead], examples: [Example("myschool account access-log", Text(en: "latest first", ru: "сначала последние"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let rows = try session.school().identity.accessLog().map { item -> [Cell] in
      [
        .day(item.day.description), .text(item.person), .text(item.actor), Cell(item.role?.rawValue), .text(item.what),
        .integer(item.times),
        .instant(item.lastAt.iso),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "nobody looked", ru: "никто не смотрел"))
  }
}
