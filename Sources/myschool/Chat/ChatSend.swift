import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let to = Operand.one(
    ValueKind(.chat, placeholder: "CHAT|PERSON"),
    Text(en: "A person's full name or login, or a chat", ru: "Полное имя или логин человека, или чат"))

  static let send: Command = Command(
    "send", Text(en: "Send a message to a person or a chat", ru: "Отправить сообщение человеку или в чат"), needs: [.chatUse],
    writes: true, operands: [to.spec, MessageInput.text.spec], options: [MessageInput.editor.spec, MessageInput.attach.spec],
    examples: [
      Example("myschool chat send kazakova.t 'Завтра Валерия будет после второго урока'", Text(en: "to a teacher", ru: "учителю")),
      Example(
        "myschool chat send 5А-родители 'Собрание 29 октября в 18:00'", Text(en: "to all parents of a form", ru: "всем родителям класса")),
    ]
  ) { call, session in
    try MessageInput.send(call, session) { draft in
      .receipt(receipt(try session.school().chat.send(to: call[to], draft, session.request)))
    }
  }

  static func receipt(_ performed: Performed<SentMessage>) -> Receipt {
    let sent = performed.value
    let line =
      performed.isTrial
      ? Text(en: "would be sent: \(sent.to)", ru: "будет отправлено: \(sent.to)")
      : Text(en: "sent: \(sent.to), message \(sent.number)", ru: "отправлено: \(sent.to), сообщение \(sent.number)")
    var receipt = Receipt(performed, event: [line])
    receipt.facts = performed.operation == nil ? [] : [("message", sent.number), ("chat", sent.chat)]
    return receipt
  }
}
