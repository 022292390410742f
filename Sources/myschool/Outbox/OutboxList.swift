import Arguments
import Basics
import Glibc
import Record
import SchoolExchange
import SchoolModel
import SchoolOutbox
import SchoolSheets
import Tabular

extension OutboxCommands {
  private static let columns = [
    Column.number, Column("at", .instant, en: "Made", ru: "Создано"),
    Column("channel", en: "By", ru: "Чем"),
    Column("to", en: "To", ru: "Кому"), Column("subject", en: "Subject", ru: "Тема"), Column.body,
    Column("sent_at", .instant, en: "Sent", ru: "Отправлено"), Column("tries", .integer, en: "Tries", ru: "Попыток"),
    Column("trouble", en: "Trouble", ru: "Ошибка"), Column("file", en: "File", ru: "Файл"),
    Column("file_sha256", en: "SHA-256 of the file", ru: "SHA-256 файла"),
  ]

  private static let all = Option.flag("all", "a", Text(en: "Sent ones too, without their text", ru: "И отправленные, без текста"))

  static let list: Command = Command(
    "list", Text(en: "List the messages", ru: "Показать сообщения"),
    discussion: Text(
      en: "Where there is no mailer, and for messages to phones, the administrator passes them on. What was sent keeps no text.",
      ru: "Где нет почтовой программы, и для сообщений на телефон, их передаёт администратор. У отправленных текста уже нет."),
    needs: [.outboxRead], options: [all.spec],
    examples: [Example("myschool outbox list", Text(en: "those that wait", ru: "ждущие отправки"))], sections: [Tree.columns(columns)]
  ) { call, session in
    let school = try session.school()
    let rows = try school.outbox.letters(all: call[all]).map { message -> [Cell] in
      let words = message.words(offset: school.utcOffset)
      return [
        .integer(message.number), .instant(message.madeAt.iso), .text(message.channel), .text(message.address),
        Cell(words.subject.isEmpty ? nil : words.subject),
        // Who reads another's code of recovery could be that other; the school has account password for it.
        message.isOfRecovery ? .empty : Cell(words.body), message.sentAt.map { .instant($0.iso) } ?? .empty, .integer(message.tries),
        Cell(message.trouble), Cell(message.attachment?.name), Cell(message.attachment.map { hex(SHA256.digest($0.content)) }),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "nothing waits", ru: "ничего не ждёт"))
  }
}
