import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let edit: Command = Command(
    "edit", Text(en: "Change one's own message", ru: "Изменить своё сообщение"),
    discussion: Text(
      en: "Within 24 hours, or as long as the rule chat.edit-window says. Others see that it was changed, not what stood there before.",
      ru: "В течение 24 часов или срока из правила chat.edit-window. Остальные видят, что сообщение изменено, но не прежний текст."),
    needs: [.chatUse], writes: true, operands: [message.spec, MessageInput.text.spec], options: [MessageInput.editor.spec],
    examples: [
      Example("myschool chat edit 12 'Собрание 30 октября в 18:00'", Text(en: "other words", ru: "другой текст")),
      Example("myschool chat edit 12 -e", Text(en: "in the editor", ru: "в редакторе")),
    ]
  ) { call, session in
    let number = try number(call[message])
    let room = try session.school().chat
    let before = call[MessageInput.editor] ? try room.ownText(of: number) : ""
    return try MessageInput.send(call, session, draft: before) { draft in
      let performed = try room.edit(number, draft, session.request)
      return .receipt(
        Receipt(performed, event: [Text(en: "message \(number) changed", ru: "сообщение \(number) изменено")]))
    }
  }
}
