import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let pin: Command = Command(
    "pin", Text(en: "Pin a message", ru: "Закрепить сообщение"),
    discussion: Text(
      en: "For who moderates the chat; in a chat of two for both.", ru: "Для ведущего чата; в личном чате — для обоих."),
    needs: [.chatUse], writes: true, operands: [message.spec], options: [off.spec],
    examples: [Example("myschool chat pin 12", Text(en: "and --off takes it down", ru: "а --off снимает"))]
  ) { call, session in
    let number = try number(call[message])
    let performed = try session.school().chat.pin(number, off: call[off], session.request)
    let line =
      call[off]
      ? Text(en: "message \(number) is pinned no more", ru: "сообщение \(number) откреплено")
      : Text(en: "message \(number) pinned", ru: "сообщение \(number) закреплено")
    return .receipt(Receipt(performed, event: [line]))
  }
}
