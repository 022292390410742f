import Arguments
import Basics
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  static let export: Command = Command(
    "export", Text(en: "Write a chat to a file", ru: "Выгрузить чат в файл"),
    discussion: Text(
      en: "The messages one may see, as NDJSON, or as a page: --format html. It does not count as reading.",
      ru: "Доступные сообщения в NDJSON или страницей: --format html. Прочитанными они не становятся."), needs: [.chatUse],
    operands: [chat.spec],
    examples: [
      Example("myschool chat export 5А-родители -o chat.ndjson", Text(en: "for a program", ru: "для программы")),
      Example("myschool chat export 5А-родители --format html -o chat.html", Text(en: "to read", ru: "для чтения")),
    ],
    sections: [Tree.columns(Chat.messageColumns)]
  ) { call, session in
    let page = try session.school().chat.messages(in: call[chat], last: nil, peek: true)
    guard !session.isFormatChosen else { return .table(page.table, note: Text(en: "no messages", ru: "сообщений нет")) }
    var options = TableOptions()
    options.format = .ndjson
    var bytes: [UInt8] = []
    try TableWriter(options, to: ByteOutput { bytes += $0 }).write(page.table)
    return .text(String(decoding: bytes, as: UTF8.self))
  }
}
