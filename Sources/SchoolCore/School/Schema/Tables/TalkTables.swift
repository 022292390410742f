import Basics
import Record
import Tabular

/// What people write to one another.
extension SchoolTable {
  package static let chat = SchoolTable(
    "chat", Text(en: "chat", ru: "чат"), counted: .chat, about: [.of("title")],
    columns: [.key, .code("pair"), .text("title"), .instant("created_at")])
  package static let chatMember = SchoolTable(
    "chat_member", Text(en: "chat member", ru: "участник чата"), many: Text(en: "chats", ru: "участие в чатах"),
    about: [.of("person_id")], columns: [.key, .number("chat_id"), .person("person_id", .subject)], erasure: .removed)
  package static let message = SchoolTable(
    "message", Text(en: "message", ru: "сообщение"), many: Text(en: "messages", ru: "сообщения"), counted: .message,
    about: [.of("sender_id")],
    columns: [.key, .number("chat_id"), .person("sender_id", .subject), .instant("sent_at"), .letter("body")], erasure: .removed)
  package static let chatRead = SchoolTable(
    "chat_read", Text(en: "note of a message read", ru: "отметка о прочтении"), keeping: .note,
    many: Text(en: "notes of messages read", ru: "отметки о прочтении сообщений"), about: [],
    columns: [.number("chat_id"), .person("person_id", .subject), .number("message_id")], erasure: .removed)
  package static let supportTicket = SchoolTable(
    "support_ticket", Text(en: "ticket", ru: "обращение"), many: Text(en: "tickets", ru: "обращения"), counted: .supportTicket,
    about: [.of("subject")],
    columns: [
      .key, .person("person_id", .subject), .textAboutSubject("contact"), .textAboutSubject("subject"), .instant("opened_at"),
      .instant("closed_at"),
    ], erasure: .removed)
  package static let supportMessage = SchoolTable(
    "support_message", Text(en: "message", ru: "сообщение"), many: Text(en: "messages to support", ru: "сообщения в поддержку"),
    counted: .supportMessage, about: [.of("person_id")],
    columns: [
      .key, .number("ticket_id"), .person("person_id", .subject), .instant("sent_at"), .textAboutSubject("body"),
    ], erasure: .removed)
  package static let outbox = SchoolTable(
    "outbox", Text(en: "letter", ru: "письмо"), keeping: .note, many: Text(en: "letters", ru: "письма"), about: [.of("subject")],
    columns: [
      .key, .instant("made_at"), .code("channel"), .person("person_id", .subject), .textAboutSubject("address"), .text("subject"),
      .secret("body"), .instant("expires_at"), .instant("sent_at"), .number("tries"), .text("trouble"), .number("answer_id"),
      .code("kind"), .secret("data"),
    ], erasure: .removed)
}
