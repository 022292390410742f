import Basics
import SQLite
import SchoolModel
import Tabular

// Who has read what, who is silent for a while, and what one does not want to hear.
extension Chat {
  public static let receiptColumns = [
    Column("person", en: "Name", ru: "Имя"), Column("read_at", .instant, en: "Read", ru: "Прочитано"),
  ]

  /// Who of a chat has read a message, and when; for who wrote it and who moderates the chat.
  /// - Parameter message: one's own last one without it.
  public func receipts(_ chat: String, _ message: Int?) throws -> Table {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let found = try directory.chat(chat)
      let database = reading.database
      let own =
        try message ?? database.value(
          "SELECT max(id) FROM main.message WHERE chat_id = ? AND sender_id = ? AND deleted_at IS NULL", found.id, directory.person,
          as: Int?.self) ?? nil
      guard let own else { throw ChatFailure.noLastMessage(chat) }
      let seen = try SeenMessage(own, directory)
      guard seen.chatID == found.id else { throw ChatFailure.noMessage(String(own)) }
      guard try seen.sender == directory.person || directory.moderator(of: found) == directory.person else {
        throw ChatFailure.notOwnMessage(own)
      }
      let read = Dictionary(
        uniqueKeysWithValues: try database.rows(
          "SELECT person_id, min(read_at) FROM main.chat_reading WHERE chat_id = ? AND message_id >= ? GROUP BY person_id", seen.chatID,
          own,
          as: (Int, Int?).self))
      let titles = try ChatTitles(directory)
      let members = try directory.members(of: found).filter { $0 != seen.sender }
      try titles.names.learn(members)
      let rows = try members.map { id -> (String, [Cell]) in
        let at = (read[id] ?? nil).map { Cell.instant(Instant(milliseconds: $0).iso) } ?? .empty
        let name = try titles.name(id)
        return (name, [.text(name), at])
      }
      return Table(Self.receiptColumns, rows: rows.sorted { RussianOrder.compare($0.0, $1.0) < 0 }.map(\.1))
    }
  }

  /// Lets a member only read for a while, who sees until when; for who moderates the chat. `nil` lets them write again.
  public func silence(_ name: String, in chat: String, for span: ChatSpan?, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let places = try ChatPlaces(writing)
      let directory = places.directory
      let found = try directory.chat(chat)
      guard found.kind != .direct else { throw ChatFailure.notAGroup(chat) }
      try Self.requireModerator(of: found, directory)
      let members = try directory.members(of: found)
      let named = try directory.persons(name).filter { members.contains($0) && $0 != directory.person }
      guard named.count == 1 else { throw ChatFailure.notAMember(name, chat: try ChatTitles(directory).title(found)) }
      let id = try places.open(found)
      guard let span else {
        try writing.database.run("DELETE FROM chat_silence WHERE chat_id = ? AND person_id = ?", id, named[0])
        return
      }
      try writing.database.run(
        """
        INSERT INTO chat_silence (chat_id, person_id, until_at, made_by) VALUES (?, ?, ?, ?)
        ON CONFLICT (chat_id, person_id) DO UPDATE SET until_at = excluded.until_at, made_by = excluded.made_by
        """, id, named[0], (writing.now + span.minutes * 60).milliseconds, directory.person)
    }
  }

  /// Keeps a chat quiet for oneself: no bell of `watch`, no notice.
  public func mute(_ chat: String, off: Bool) throws {
    let id = try read(.chatUse) { reading -> Int? in try reading.chats.chat(chat).id }
    guard let own = actor?.personID else { return }
    guard let id else { throw ChatFailure.noMessagesYet(chat) }
    try note {
      if off {
        try $0.run("DELETE FROM chat_mute WHERE chat_id = ? AND person_id = ?", id, own)
      } else {
        try $0.run("INSERT INTO chat_mute (chat_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", id, own)
      }
    }
  }

  /// The messages of one's chats that have some words, the latest first.
  public func search(_ words: String, in chat: String?, last limit: Int?) throws -> Table {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let chats = try chat.map { [try directory.chat($0)] } ?? directory.all()
      let wanted = Folding.key(words).split(separator: " ").map(String.init)
      guard !wanted.isEmpty else { throw ChatFailure.emptyMessage }
      let rows = try MessageRows(reading, directory)
      var found: [(Int, [Cell])] = []
      for chat in chats {
        guard let id = chat.id else { continue }
        let sql = "SELECT \(MessageRows.columns) FROM message m WHERE m.chat_id = ? AND \(chat.sight.condition) ORDER BY m.id DESC"
        try reading.database.forEach(sql, [id]) { row in
          guard let text = try row.get(3) as String? else { return }
          let key = Folding.key(text)
          if wanted.allSatisfy(key.contains) { found.append((row.integer(0), try rows.cells(row))) }
        }
      }
      let sorted = found.sorted { $0.0 > $1.0 }
      return Table(Self.messageColumns, rows: (limit.map { Array(sorted.prefix($0)) } ?? sorted).map(\.1))
    }
  }
}
