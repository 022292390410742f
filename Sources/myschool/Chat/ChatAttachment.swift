import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let which = Operand.optional(
    ValueKind(.number), Text(en: "Which one; the first without it", ru: "Какое; без номера первое"))

  static let attachment: Command = Command(
    "attachment", Text(en: "Get a file that came with a message", ru: "Получить файл, приложенный к сообщению"), needs: [.chatUse],
    operands: [message.spec, which.spec],
    examples: [Example("myschool chat attachment 12 -o plan.docx", Text(en: "into a file", ru: "в файл"))]
  ) { call, session in
    let found = try session.school().chat.attachment(of: try number(call[message]), try call[which].map(number) ?? 1)
    return .bytes(found.bytes)
  }
}
