import Arguments
import SchoolCore
import Tabular

enum ChatCommands {
  static let noun: Command = Command(
    "chat", Text(en: "Messages between people of the school", ru: "Переписка"), children: { [send, list, read] })

  private static let person = Operand.one(
    0, .person, Text(en: "Full name or login of the other one", ru: "Полное имя или логин собеседника"))
  /// What people write to one another is theirs: the record keeps no word of it.
  private static let text = Operand.optional(
    1, ValueKind("message", placeholder: "TEXT", isSecret: true),
    Text(en: "The message; without it standard input is read", ru: "Сообщение; без него читается стандартный ввод"))

  static let send: Command = Command(
    "send", Text(en: "Send a message to a person", ru: "Отправить сообщение"), operands: [person.spec, text.spec],
    options: Everywhere.writing,
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
    let performed = try session.school().sendMessage(to: call[person], body, session.request)
    return .receipt(
      Receipt(
        performed, dryRun: call[Everywhere.dryRun], extra: [Text(en: "sent: \(call[person])", ru: "отправлено: \(call[person])")]))
  }

  static let list: Command = Command(
    "list", Text(en: "List one's chats", ru: "Показать свои чаты"),
    examples: [Example("myschool chat list", Text(en: "the latest first", ru: "последние сверху"))],
    sections: [Tree.columns(School.chatColumns)]
  ) { _, session in .table(try session.school().chats(), note: Text(en: "no chats", ru: "чатов нет")) }

  private static let chat = Operand.one(
    0, ValueKind("chat"), Text(en: "The number of the chat, or the other one's name", ru: "Номер чата или имя собеседника"))
  private static let last = Option<Int?>.value(
    "last", nil, .number, expected: Text(en: "a number", ru: "число"), Text(en: "Only the last so many", ru: "Только столько последних")
  ) { Int($0).flatMap { $0 > 0 ? $0 : nil } }

  static let read: Command = Command(
    "read", Text(en: "Read a chat", ru: "Прочитать чат"), operands: [chat.spec], options: [last.spec],
    examples: [Example("myschool chat read kazakova.t --last 10", Text(en: "the last ten messages", ru: "последние десять сообщений"))],
    sections: [Tree.columns(School.messageColumns)]
  ) { call, session in
    .table(try session.school().messages(in: call[chat], limit: call[last]), note: Text(en: "no messages", ru: "сообщений нет"))
  }
}
