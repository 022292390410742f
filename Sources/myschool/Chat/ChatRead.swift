import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let last = Option<Int?>.value(
    "last", nil, .number, expected: Text(en: "a number", ru: "число"), Text(en: "Only the last so many", ru: "Только столько последних")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }

  static let read: Command = Command(
    "read", Text(en: "Read a chat", ru: "Прочитать чат"), needs: [.chatUse], operands: [chat.spec], options: [last.spec],
    examples: [Example("myschool chat read kazakova.t --last 10", Text(en: "the last ten messages", ru: "последние десять сообщений"))],
    sections: [Tree.columns(Chat.messageColumns)]
  ) { call, session in
    .table(try session.school().chat.messages(in: call[chat], limit: call[last]), note: Text(en: "no messages", ru: "сообщений нет"))
  }
}
