import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let peek = Option.flag("peek", Text(en: "Do not count it as read", ru: "Не считать прочитанным"))

  static let read: Command = Command(
    "read", Text(en: "Read a chat", ru: "Прочитать чат"),
    discussion: Text(
      en:
        "What is shown counts as read, and who wrote it sees that (chat receipts); --peek leaves it unread. What an adult writes to a student under 14 their guardians may read along: chat list --children.",
      ru:
        "Показанное считается прочитанным, и написавший это увидит (chat receipts); с --peek остаётся непрочитанным. Личную переписку взрослого с учеником до 14 лет могут читать его представители: chat list --children."
    ),
    needs: [.chatUse], operands: [chat.spec], options: [last.spec, peek.spec],
    examples: [
      Example("myschool chat read kazakova.t --last 10", Text(en: "the last ten messages", ru: "последние десять сообщений")),
      Example("myschool chat read 5А-родители", Text(en: "the parents' chat of a form", ru: "чат родителей класса")),
    ],
    sections: [Tree.columns(Chat.messageColumns)]
  ) { call, session in
    let page = try session.school().chat.messages(in: call[chat], last: call[last], peek: call[peek])
    var head: [Text] = []
    if page.isReadAlong {
      head.append(
        Text(
          en: "The student's guardians may read this chat, too.", ru: "Этот чат могут читать и представители ученика."))
    }
    if let until = page.silencedUntil {
      let offset = try session.school().identity.displayOffset
      head.append(
        Text(
          en: "You may not write here until \(until.local(offset: offset)).", ru: "До \(until.russian(offset: offset)) писать сюда нельзя.")
      )
    }
    var answer = Answer.page(head, [("", page.table)])
    answer.note = Text(en: "no messages", ru: "сообщений нет")
    answer.forPeople = ["message", "at", "from", "body", "reply", "attachments", "edited_at", "state", "reason", "pinned"]
    return answer
  }
}
