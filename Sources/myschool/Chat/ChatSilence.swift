import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let person = Operand.one(.person, Text(en: "Who", ru: "Кто"))
  private static let span = Option<ChatSpan?>.value(
    "for", nil, ValueKind(.duration, placeholder: "2d"), expected: Text(en: "30m, 12h or 2d", ru: "30m, 12h или 2d"),
    Text(en: "For how long: 30m, 12h, 2d", ru: "На сколько: 30m, 12h, 2d")
  ) { ChatSpan($0).flatMap { $0.minutes > 0 ? $0 : nil } }

  static let silence: Command = Command(
    "silence", Text(en: "Let a member only read for a while", ru: "На время запретить участнику писать"),
    discussion: Text(
      en: "For who moderates the chat. The member reads on and sees until when.",
      ru: "Для ведущего чата. Участник по-прежнему читает и видит, до какого времени запрет."), needs: [.chatUse], writes: true,
    operands: [person.spec, chat.spec], options: [span.spec, off.spec],
    examples: [Example("myschool chat silence aleksandrova.v 5А --for 2d", Text(en: "two days", ru: "на два дня"))]
  ) { call, session in
    if call[off], call[span] != nil { throw UsageFailure(.exclusive("--off", "--for")) }
    guard call[off] || call[span] != nil else { throw UsageFailure(.operandNeeded("--for 2d")) }
    let performed = try session.school().chat.silence(call[person], in: call[chat], for: call[off] ? nil : call[span], session.request)
    let until = try session.clock().now() + (call[span]?.minutes ?? 0) * 60
    let line =
      call[off]
      ? Text(en: "may write again: \(call[person])", ru: "снова может писать: \(call[person])")
      : Text(
        en: "only reads until \(until.local(offset: session.displayOffset)): \(call[person])",
        ru: "только читает до \(until.russian(offset: session.displayOffset)): \(call[person])")
    return .receipt(Receipt(performed, event: [line]))
  }
}
