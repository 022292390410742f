import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let someMessage = Operand.optional(
    ValueKind(.number), Text(en: "The message; one's own last one without it", ru: "Сообщение; без номера — своё последнее"))

  static let receipts: Command = Command(
    "receipts", Text(en: "Who has read a message", ru: "Кто прочитал сообщение"),
    discussion: Text(en: "For who wrote it, and who moderates the chat.", ru: "Для автора сообщения и ведущего чата."), needs: [.chatUse],
    operands: [chat.spec, someMessage.spec],
    examples: [
      Example(
        "myschool chat receipts 5А-родители --where read_at=", Text(en: "who has not read the last one", ru: "кто не прочитал последнее"))
    ],
    sections: [Tree.columns(Chat.receiptColumns)]
  ) { call, session in
    .table(try session.school().chat.receipts(call[chat], try call[someMessage].map(number)))
  }
}
