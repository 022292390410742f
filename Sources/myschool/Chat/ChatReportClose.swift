import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatReport {
  static let close: Command = Command(
    "close", Text(en: "Close a report", ru: "Закрыть жалобу"), needs: [.chatReportRead], writes: true, operands: [number.spec],
    examples: [Example("myschool chat report close 1", Text(en: "it was seen to", ru: "рассмотрена"))]
  ) { call, session in
    let number = try ChatCommands.number(call[number])
    let performed = try session.school().chat.closeReport(number, session.request)
    return .receipt(Receipt(performed, event: [Text(en: "report \(number) closed", ru: "жалоба \(number) рассмотрена")]))
  }
}
