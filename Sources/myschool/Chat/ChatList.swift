import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let list: Command = Command(
    "list", Text(en: "List one's chats", ru: "Показать свои чаты"),
    needs: [.chatUse], examples: [Example("myschool chat list", Text(en: "the latest first", ru: "последние сверху"))],
    sections: [Tree.columns(Chat.chatColumns)]
  ) { _, session in .table(try session.school().chat.chats(), note: Text(en: "no chats", ru: "чатов нет")) }
}
