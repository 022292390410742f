import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatReport {
  static let add: Command = Command(
    "add", Text(en: "Report a message", ru: "Пожаловаться на сообщение"), needs: [.chatUse], writes: true,
    operands: [ChatCommands.message.spec], options: [ChatCommands.reason.spec],
    examples: [Example("myschool chat report add 12 --reason 'Оскорбление'", Text(en: "as a member", ru: "как участник"))]
  ) { call, session in
    guard let reason = call[ChatCommands.reason] else { throw UsageFailure(.operandNeeded("--reason TEXT")) }
    let performed = try session.school().chat.report(try ChatCommands.number(call[ChatCommands.message]), reason: reason, session.request)
    return .receipt(
      Receipt(
        performed, event: [Text(en: "report \(performed.value)", ru: "жалоба \(performed.value)")]))
  }
}
