import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

enum AccountSessions {
  private static let end = Option.texts(
    "end", nil, .number, Text(en: "End this session; may be repeated", ru: "Завершить этот сеанс; можно повторять"))
  private static let endOthers = Option.flag(
    "end-others", Text(en: "End all sessions but this one", ru: "Завершить все сеансы, кроме этого"))
  private static let columns = [
    Column.number, Column("place", en: "Place", ru: "Откуда"),
    Column.role,
    Column("begun_at", .instant, en: "Begun", ru: "Начат"), Column.usedAt,
    Column("ends_at", .instant, en: "Ends", ru: "До"), Column("is_this", .boolean, en: "This one", ru: "Этот"),
  ]

  static let command: Command = Command(
    "sessions", Text(en: "List and end one's sign-ins", ru: "Показать и завершить свои сеансы"), needs: [.accountRead, .accountOwn],
    options: [end.spec, endOthers.spec],
    examples: [
      Example("myschool account sessions", Text(en: "where one is signed in", ru: "где открыт вход")),
      Example("myschool account sessions --end-others", Text(en: "after a lost laptop", ru: "если потерян ноутбук")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let school = try session.school()
    if call[endOthers] || !call[end].isEmpty {
      let numbers = try call[end].map { text in
        guard let number = Int(text) else {
          throw UsageFailure(.badValue(option: "--end", value: text, expected: Text(en: "a number of the list", ru: "номер из списка")))
        }
        return number
      }
      let ended = try school.identity.endSessions(call[endOthers] ? nil : numbers, keeping: try session.sessionToken(), session.request)
      return .receipt(
        Receipt(lines: [Text(en: "sessions ended: \(ended)", ru: "завершено: \(Counting.plural(ended, "сеанс", "сеанса", "сеансов"))")]))
    }
    let own = try school.identity.session(of: session.sessionToken())
    let rows = try school.identity.sessions().map { item -> [Cell] in
      [
        .integer(item.number), .text(item.place), Cell(item.role?.rawValue), .instant(item.begunAt.iso), .instant(item.usedAt.iso),
        .instant(item.endsAt.iso), .boolean(item.number == own),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no sessions", ru: "сеансов нет"))
  }
}
