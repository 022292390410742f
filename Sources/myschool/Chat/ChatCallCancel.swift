import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCall {
  static let cancel: Command = Command(
    "cancel", Text(en: "Cancel a call", ru: "Отменить видеовстречу"),
    discussion: Text(en: "A message tells the chat of it.", ru: "В чат придёт сообщение об отмене."), needs: [.chatUse], writes: true,
    operands: [ChatCall.call.spec],
    examples: [Example("myschool chat call cancel 1", Text(en: "it does not take place", ru: "встречи не будет"))]
  ) { call, session in
    let school = try session.school()
    let number = try ChatCommands.number(call[ChatCall.call])
    let performed = try school.chat.cancelCall(number, session.request) {
      CallWords.cancellation($0, offset: school.utcOffset)[session.language]
    }
    return .receipt(Receipt(performed, event: [Text(en: "call \(number) cancelled", ru: "встреча \(number) отменена")]))
  }
}
