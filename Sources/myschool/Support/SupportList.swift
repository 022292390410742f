import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolSheets
import SchoolSupport
import Tabular

extension SupportCommands {
  private static let all = Option.flag("all", "a", Text(en: "Closed ones too", ru: "И закрытые"))

  static let list: Command = Command(
    "list", Text(en: "List the tickets", ru: "Показать обращения"),
    discussion: Text(en: "One's own; an administrator sees the whole school's.", ru: "Свои; администратор видит все."),
    needs: [.supportUse], options: [all.spec],
    examples: [Example("myschool support list", Text(en: "those still open", ru: "открытые"))], sections: [Tree.columns(columns)]
  ) { call, session in
    let rows = try session.school().support.tickets(all: call[all]).map { ticket -> [Cell] in
      [
        .integer(ticket.number), .instant(ticket.openedAt.iso), Cell(ticket.person ?? ticket.contact), .text(ticket.subject),
        .integer(ticket.messages), .instant(ticket.lastAt.iso), ticket.closedAt.map { .instant($0.iso) } ?? .empty, Cell(ticket.contact),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no tickets", ru: "обращений нет"))
  }
}
