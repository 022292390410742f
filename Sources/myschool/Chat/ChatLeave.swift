import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let leave: Command = Command(
    "leave", Text(en: "Leave a group", ru: "Выйти из группы"), needs: [.chatUse], writes: true, operands: [chat.spec],
    examples: [
      Example("myschool chat leave 'Олимпиада'", Text(en: "what was written stays to be read", ru: "написанное можно читать и дальше"))
    ]
  ) { call, session in
    let performed = try session.school().chat.leave(call[chat], session.request)
    return .receipt(Receipt(performed, event: [Text(en: "left: \(call[chat])", ru: "вы вышли из группы: \(call[chat])")]))
  }
}
