import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let words = Operand.some(ValueKind(.word, isSecret: true), Text(en: "Words to look for", ru: "Что искать"))
  private static let inChat = Option.text("chat", nil, ValueKind(.chat), Text(en: "In this chat alone", ru: "Только в этом чате"))

  static let search: Command = Command(
    "search", Text(en: "Look for messages", ru: "Найти сообщения"), needs: [.chatUse], operands: [words.spec],
    options: [inChat.spec, last.spec],
    examples: [Example("myschool chat search собрание", Text(en: "in all one's chats", ru: "во всех своих чатах"))],
    sections: [Tree.columns(Chat.messageColumns)]
  ) { call, session in
    .table(
      try session.school().chat.search(call[words].joined(separator: " "), in: call[inChat], last: call[last]),
      note: Text(en: "nothing found", ru: "ничего не найдено"))
  }
}
