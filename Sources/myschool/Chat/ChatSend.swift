import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let person = Operand.one(.person, Text(en: "Full name or login of the other one", ru: "Полное имя или логин собеседника"))

  /// What people write to one another is theirs: the record keeps no word of it.
  private static let text = Operand.optional(
    ValueKind(.message, placeholder: "TEXT", isSecret: true),
    Text(en: "The message; without it standard input is read", ru: "Сообщение; без него читается стандартный ввод"))

  static let send: Command = Command(
    "send", Text(en: "Send a message to a person", ru: "Отправить сообщение"), needs: [.chatUse], writes: true,
    operands: [person.spec, text.spec],
    examples: [Example("myschool chat send kazakova.t 'Завтра Валерия будет после второго урока'", Text(en: "to a teacher", ru: "учителю"))]
  ) { call, session in
    let body: String
    if let given = call[text], given != "-" {
      body = given
    } else {
      guard let bytes = try ByteInput(descriptor: session.console.input).readAll(limit: 1 << 20) else {
        throw ChatFailure.tooLong(limit: 10_000)
      }
      body = String(decoding: bytes, as: UTF8.self)
    }
    let performed = try session.school().chat.sendMessage(to: call[person], body, session.request)
    return .receipt(
      Receipt(
        performed, extra: [Text(en: "sent: \(call[person])", ru: "отправлено: \(call[person])")]))
  }
}
