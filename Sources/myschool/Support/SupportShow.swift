import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolSheets
import SchoolSupport
import Tabular

extension SupportCommands {
  private static let messageColumns = [
    Column.at, Column("person", en: "From", ru: "От кого"), Column.body,
  ]

  static let show: Command = Command(
    "show", Text(en: "Show a ticket with its messages", ru: "Показать обращение с перепиской"), needs: [.supportUse],
    operands: [number.spec],
    examples: [Example("myschool support show 1", Text(en: "the whole ticket", ru: "целиком"))], sections: [Tree.columns(messageColumns)]
  ) { call, session in
    let (ticket, messages) = try session.school().support.ticket(try required(call[number]))
    let rows = messages.map { message -> [Cell] in
      [.instant(message.at.iso), Cell(message.person ?? ticket.contact), .text(message.body)]
    }
    let state = ticket.closedAt == nil ? Text(en: "open", ru: "открыто") : Text(en: "closed", ru: "закрыто")
    return .page(
      [Text(en: "\(ticket.number). \(ticket.subject) (\(state.en))", ru: "\(ticket.number). \(ticket.subject) (\(state.ru))")],
      [("", Table(messageColumns, rows: rows))])
  }
}
