import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let reply: Command = Command(
    "reply", Text(en: "Answer a message in its chat", ru: "Ответить на сообщение в его чате"), needs: [.chatUse], writes: true,
    operands: [message.spec, MessageInput.text.spec], options: [MessageInput.editor.spec, MessageInput.attach.spec],
    examples: [Example("myschool chat reply 12 'Спасибо, будем'", Text(en: "an answer", ru: "ответ"))]
  ) { call, session in
    let number = try number(call[message])
    return try MessageInput.send(call, session) { draft in
      .receipt(receipt(try session.school().chat.reply(to: number, draft, session.request)))
    }
  }
}
