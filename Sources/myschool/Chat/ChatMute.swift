import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let mute: Command = Command(
    "mute", Text(en: "Keep a chat quiet for oneself", ru: "Отключить уведомления чата для себя"),
    discussion: Text(
      en: "No bell of chat watch, no notice in the digest; the messages are there to be read.",
      ru: "Ни звонка в chat watch, ни извещения в подборке новостей; сами сообщения на месте."), needs: [.chatUse],
    operands: [chat.spec], options: [off.spec],
    examples: [Example("myschool chat mute 5А-родители", Text(en: "and --off to hear it again", ru: "а с --off — включить снова"))]
  ) { call, session in
    try session.school().chat.mute(call[chat], off: call[off])
    return .receipt(
      Receipt(lines: [
        call[off]
          ? Text(en: "heard again: \(call[chat])", ru: "уведомления включены: \(call[chat])")
          : Text(en: "quiet: \(call[chat])", ru: "уведомления отключены: \(call[chat])")
      ]))
  }
}
