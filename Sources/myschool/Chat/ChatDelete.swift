import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let delete: Command = Command(
    "delete", Text(en: "Delete a message", ru: "Удалить сообщение"),
    discussion: Text(
      en:
        "One's own at any time; another's as form teacher in the chats of the form, or as the maker of a group: with --reason, which who wrote it sees in its place. Others see that a message was deleted. Until its text is struck out (rule chat.keep-deleted) undo brings it back.",
      ru:
        "Своё — в любое время; чужое — классный руководитель в чатах класса и создатель группы, с --reason: причину увидит автор на месте сообщения. Остальные видят, что сообщение удалено. Пока текст не стёрт (правило chat.keep-deleted), его вернёт undo."
    ),
    needs: [.chatUse], writes: true, operands: [message.spec], options: [reason.spec],
    examples: [
      Example("myschool chat delete 12", Text(en: "one's own", ru: "своё")),
      Example("myschool chat delete 12 --reason 'Не по теме чата'", Text(en: "as moderator", ru: "ведущий чата")),
    ]
  ) { call, session in
    let number = try number(call[message])
    let performed = try session.school().chat.delete(number, reason: call[reason], session.request)
    return .receipt(Receipt(performed, event: [Text(en: "message \(number) deleted", ru: "сообщение \(number) удалено")]))
  }
}
