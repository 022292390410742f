import Basics
import Record
import Tabular

/// What people write to one another.
extension SchoolTable {
  /// A chat without a maker is a place, not work, and so are the members of a chat of two.
  package static let chat = SchoolTable(
    "chat", Text(en: "chat", ru: "чат"), counted: .chat, countedBy: ["made_by"], bareWithout: ["made_by"],
    about: [.of("title"), .of("form_id")],
    columns: [
      .key, .code("pair"), .text("title"), .instant("created_at"), .code("kind"), .reference("form_id", .form),
      .person("made_by", .author),
    ])
  package static let chatMember = SchoolTable(
    "chat_member", Text(en: "chat member", ru: "участник чата"), many: Text(en: "chats", ru: "участие в чатах"),
    bareWithout: ["added_by"], about: [.of("person_id")],
    columns: [
      .key, .number("chat_id"), .person("person_id", .subject), .instant("joined_at"), .instant("left_at"), .person("added_by", .author),
    ], erasure: .removed)
  package static let message = SchoolTable(
    "message", Text(en: "message", ru: "сообщение"), many: Text(en: "messages", ru: "сообщения"), counted: .message,
    about: [.of("sender_id")],
    columns: [
      .key, .number("chat_id"), .person("sender_id", .subject), .instant("sent_at"), .letter("body"), .secret("text_id"),
      .secret("digest"), .number("characters"), .number("reply_to"), .instant("edited_at"), .instant("deleted_at"),
      .person("deleted_by", .author), .secret("reason_id"), .secret("reason_digest"), .instant("pinned_at"),
      .person("pinned_by", .author),
    ], erasure: .kept)
  package static let messageVersion = SchoolTable(
    "message_version", Text(en: "former text of a message", ru: "прежний текст сообщения"), about: [.number("message_id")],
    columns: [
      .key, .number("message_id"), .secret("text_id"), .secret("digest"), .number("characters"), .instant("replaced_at"),
    ])
  package static let messageFile = SchoolTable(
    "message_file", Text(en: "attachment of a message", ru: "вложение сообщения"), counted: .attachment, about: [.of("name")],
    columns: [.key, .number("message_id"), .number("position"), .text("name"), .number("bytes"), .secret("hash")])
  package static let chatSilence = SchoolTable(
    "chat_silence", Text(en: "silence in a chat", ru: "запрет писать в чат"), many: Text(en: "silences", ru: "запреты писать в чаты"),
    about: [.of("person_id")],
    columns: [
      .key, .number("chat_id"), .person("person_id", .subject), .instant("until_at"), .person("made_by", .author),
    ], erasure: .removed)
  package static let chatReport = SchoolTable(
    "chat_report", Text(en: "report of a message", ru: "жалоба на сообщение"),
    many: Text(en: "reports of messages", ru: "жалобы на сообщения"), counted: .complaint, about: [.number("message_id")],
    columns: [
      .key, .number("message_id"), .number("chat_id"), .person("reporter_id", .subject), .instant("made_at"), .secret("reason_id"),
      .secret("reason_digest"), .instant("closed_at"), .person("closed_by", .author),
    ], erasure: .kept)
  package static let chatReportText = SchoolTable(
    "chat_report_text", Text(en: "message shown with a report", ru: "сообщение при жалобе"),
    many: Text(en: "messages shown with reports", ru: "сообщения при жалобах"), about: [.number("message_id")],
    columns: [
      .key, .number("report_id"), .number("message_id"), .person("sender_id", .subject), .instant("sent_at"), .secret("text_id"),
      .secret("digest"), .code("state"),
    ], erasure: .kept)
  package static let call = SchoolTable(
    "call", Text(en: "call", ru: "видеовстреча"), counted: .call, about: [.of("starts_at")],
    columns: [
      .key, .number("chat_id"), .person("made_by", .author), .instant("made_at"), .instant("starts_at"), .number("minutes"),
      .secret("title_id"), .secret("title_digest"), .number("message_id"), .instant("cancelled_at"),
    ], erasure: .kept)
  /// What people wrote: in no changeset, so that nothing of it is left once it is struck out.
  package static let messageText = SchoolTable(
    "message_text", Text(en: "text of a message", ru: "текст сообщения"), keeping: .note,
    many: Text(en: "texts of messages", ru: "тексты сообщений"), about: [],
    columns: [.key, .person("person_id", .subject), .secret("salt"), .letter("text"), .instant("unshown_at")], erasure: .removed)
  package static let chatReading = SchoolTable(
    "chat_reading", Text(en: "note of a message read", ru: "отметка о прочтении"), keeping: .note,
    many: Text(en: "notes of messages read", ru: "отметки о прочтении сообщений"), about: [],
    columns: [.number("chat_id"), .person("person_id", .subject), .number("message_id"), .instant("read_at")], erasure: .removed)
  package static let chatMute = SchoolTable(
    "chat_mute", Text(en: "muted chat", ru: "чат без звука"), keeping: .note, many: Text(en: "muted chats", ru: "чаты без звука"),
    about: [], columns: [.number("chat_id"), .person("person_id", .subject)], erasure: .removed)
  package static let callRoom = SchoolTable(
    "call_room", Text(en: "letters of a call's room", ru: "буквы комнаты видеовстречи"), keeping: .security, about: [],
    columns: [.number("call_id"), .secret("letters")])
  package static let callServer = SchoolTable(
    "call_server", Text(en: "server of calls", ru: "сервер видеовстреч"), keeping: .security, about: [.of("address")],
    columns: [.key, .code("kind"), .text("address"), .text("issuer"), .secret("sealed"), .instant("set_at")])
  package static let callLink = SchoolTable(
    "call_link", Text(en: "link to a call", ru: "ссылка на видеовстречу"), keeping: .note,
    many: Text(en: "links to calls", ru: "ссылки на видеовстречи"), about: [],
    columns: [.number("call_id"), .person("person_id", .subject), .instant("taken_at")], erasure: .removed)
  package static let newsPlace = SchoolTable(
    "news_place", Text(en: "place in the news", ru: "место в новостях"), keeping: .note,
    many: Text(en: "places in the news", ru: "место в новостях"), about: [],
    columns: [
      .person("person_id", .subject), .code("way"), .number("operation"), .day("day"), .number("message_id"), .instant("digest_at"),
    ], erasure: .removed)
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
