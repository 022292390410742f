import Arguments
import Basics
import SchoolModel
import SchoolSupport
import Tabular

extension SupportCommands {
  static let close: Command = Command(
    "close", Text(en: "Close a ticket", ru: "Закрыть обращение"), needs: [.supportUse], writes: true, operands: [number.spec],
    examples: [Example("myschool support close 1", Text(en: "when it is settled", ru: "когда вопрос решён"))]
  ) { call, session in
    let performed = try session.school().support.closeSupport(try required(call[number]), session.request)
    return .receipt(Receipt(performed))
  }
}
