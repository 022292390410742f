import Basics
import SQLite
import SchoolModel

/// What somebody has not read yet in their chats, for notices.
package struct ChatNews {
  package struct Message {
    package let number: Int
    package let at: Instant
    package let sender: Int
    package let chat: String
    package let text: String
  }

  package struct Meeting {
    package let number: Int
    package let at: Instant
    package let start: Instant
    package let chat: String
    package let title: String
    package let isCancelled: Bool
  }

  private let database: Database
  private let calendar: SchoolCalendar
  private let now: Instant

  package init(_ database: Database, _ calendar: SchoolCalendar, now: Instant) {
    (self.database, self.calendar, self.now) = (database, calendar, now)
  }

  private func directory(_ person: Int, _ roles: [Role]) throws -> ChatDirectory {
    let actor = Actor(personID: person, accountID: nil, name: "", roles: roles, role: nil)
    return try ChatDirectory(
      database, Access(action: .inboxRead, actor: actor, scopes: [.own], now: now), calendar, now: now)
  }

  /// Everybody who is in a chat that has messages after one of them.
  package func readers(after message: Int) throws -> Set<Int> {
    var readers: Set<Int> = []
    let anybody = try directory(0, [])
    for (id, kind, form) in try database.rows(
      "SELECT c.id, c.kind, c.form_id FROM main.chat c WHERE EXISTS (SELECT 1 FROM main.message m WHERE m.chat_id = c.id AND m.id > ?)",
      message, as: (Int, String?, Int?).self)
    {
      let chat = FoundChat(
        id: id, kind: kind.flatMap(ChatKind.init) ?? .direct, form: form, other: nil, title: nil, sight: ChatSight(), isOpen: true)
      readers.formUnion(try anybody.members(of: chat))
    }
    return readers
  }

  /// The messages to a person that come after one and after all that was read, muted chats left out.
  package func unread(by person: Int, _ roles: [Role], after message: Int) throws -> [Message] {
    let directory = try directory(person, roles)
    let titles = try ChatTitles(directory)
    var found: [Message] = []
    for chat in try directory.all() {
      guard let id = chat.id else { continue }
      let sql = """
        SELECT m.id, m.sent_at, m.sender_id, coalesce(\(MessageTexts.ofMessage), '') FROM main.message m
        WHERE m.chat_id = ?1 AND m.id > max(?3, coalesce((SELECT max(message_id) FROM main.chat_reading r
            WHERE r.chat_id = ?1 AND r.person_id = ?2), 0))
          AND m.sender_id <> ?2 AND m.deleted_at IS NULL AND \(chat.sight.condition)
          AND NOT EXISTS (SELECT 1 FROM main.chat_mute x WHERE x.chat_id = ?1 AND x.person_id = ?2) ORDER BY m.id
        """
      let rows = try database.rows(sql, id, person, message, as: (Int, Int, Int, String).self)
      guard !rows.isEmpty else { continue }
      let title = try titles.title(chat)
      found += rows.map { Message(number: $0.0, at: Instant(milliseconds: $0.1), sender: $0.2, chat: title, text: $0.3) }
    }
    return found.sorted { $0.number < $1.number }
  }

  /// The calls among some that are a person's to join, those of muted chats left out.
  package func meetings(of person: Int, _ roles: [Role], among calls: [Int: Instant]) throws -> [Meeting] {
    guard !calls.isEmpty else { return [] }
    let directory = try directory(person, roles)
    let titles = try ChatTitles(directory)
    return try calls.sorted { $0.key < $1.key }.compactMap { number, at in
      guard let call = try? SeenCall(number, directory), call.maker != person else { return nil }
      let isMuted = "SELECT 1 FROM main.chat_mute WHERE chat_id = ? AND person_id = ?"
      guard try database.value(isMuted, call.chatID, person, as: Int.self) == nil else { return nil }
      let title = try database.value("SELECT text FROM main.message_text WHERE id = ?", call.title, as: String.self) ?? ""
      return Meeting(
        number: number, at: at, start: call.start, chat: try titles.title(call.chat), title: title, isCancelled: call.isCancelled)
    }
  }

  /// Names as a person reads them.
  package func names(for person: Int, _ roles: [Role]) throws -> (Int) throws -> (name: String, from: String) {
    let names = try ChatNames(database, for: try directory(person, roles).access.actor)
    return { (try names.name($0), try names.shortGenitive($0)) }
  }
}
