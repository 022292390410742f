import Basics
import SQLite
import SchoolModel
import Tabular

public enum ChatFailure: Failure, Equatable {
  case toOneself
  case emptyMessage
  case tooLong(limit: Int)
  case noChat(String)
  /// Somebody there is not, or whom one may not write to: nobody is told which.
  case outOfReach(String)
  public var exit: ExitCode {
    if case .noChat = self { .notFound } else { .badData }
  }
  public var key: String {
    switch self {
    case .toOneself: "chat.self"
    case .emptyMessage: "chat.empty"
    case .tooLong: "chat.long"
    case .noChat: "chat.unknown"
    case .outOfReach: "chat.reach"
    }
  }
}

extension Chat {
  package static let messageLimit = 10_000

  public static let chatColumns = [
    Column("chat", .integer, en: "Chat", ru: "Чат"), Column("with", en: "With", ru: "С кем"),
    Column("unread", .integer, en: "Unread", ru: "Новых"),
    Column("last_at", .instant, en: "Last", ru: "Последнее"), Column("last", en: "Message", ru: "Сообщение"),
  ]
  public static let messageColumns = [
    Column("message", .integer, en: "No.", ru: "№"), Column.at,
    Column("from", en: "From", ru: "От кого"),
    Column("body", en: "Message", ru: "Сообщение"),
  ]

  /// Sends a message to one person; the chat of the two comes into being with the first.
  /// - Throws: `ChatFailure.outOfReach` for nobody, and for whom one may not write to (`Permissions.relation`).
  public func sendMessage(to name: String, _ body: String, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let own = writing.actor.personID
      let named = try Self.named(name, writing.database)
      guard named != [own] else { throw ChatFailure.toOneself }
      let correspondence = Correspondence(database: writing.database, access: writing.access, now: writing.now)
      let within = try named.filter { try $0 != own && correspondence.allows($0) }
      guard let person = within.first else { throw ChatFailure.outOfReach(name) }
      guard within.count == 1 else {
        let reading = try writing.reading()
        throw BadValue(.severalPersons(name, among: "", candidates: try within.map { try reading.person(withID: $0).told }))
      }
      let text = Folding.composed(body)
      guard !Folding.tidy(text).isEmpty else { throw ChatFailure.emptyMessage }
      guard text.unicodeScalars.count <= Self.messageLimit else { throw ChatFailure.tooLong(limit: Self.messageLimit) }
      let database = writing.database
      let pair = Self.pair(own, person)
      var chat = try database.value("SELECT id FROM chat WHERE pair = ?", pair, as: Int.self)
      if chat == nil {
        try database.run("INSERT INTO chat (pair, created_at) VALUES (?, ?)", pair, writing.now.milliseconds)
        chat = database.lastInsertedID
        for member in [own, person] { try database.run("INSERT INTO chat_member (chat_id, person_id) VALUES (?, ?)", chat, member) }
      }
      try database.run(
        "INSERT INTO message (chat_id, sender_id, sent_at, body) VALUES (?, ?, ?, ?)", chat, own, writing.now.milliseconds, text)
    }
  }

  /// Who bears a login or a full name, the patronymic left out or not. Nothing less names somebody to write to.
  private static func named(_ text: String, _ database: Database) throws -> [Int] {
    let key = Folding.key(text)
    let sql = """
      SELECT id, surname || ' ' || given_name, name_key, login IS ?1 FROM person WHERE self_declared IS NULL
        AND (login = ?1 OR name_key = ?1 OR (name_key >= ?1 || ' ' AND name_key < ?1 || '!'))
      ORDER BY id
      """
    return try database.rows(sql, key, as: (Int, String, String, Bool).self)
      .filter { $0.3 || (key.contains(" ") && ($0.2 == key || Folding.key($0.1) == key)) }.map(\.0)
  }

  private static func pair(_ a: Int, _ b: Int) -> String { "\(min(a, b)):\(max(a, b))" }

  /// One's chats, the latest first.
  public func chats() throws -> Table {
    try read(.chatUse) { reading in
      let sql = """
        SELECT c.id, coalesce(c.title, \(PersonName.sql)),
          (SELECT count(*) FROM message m WHERE m.chat_id = c.id AND m.sender_id <> ?1
            AND m.id > coalesce((SELECT message_id FROM chat_read r WHERE r.chat_id = c.id AND r.person_id = ?1), 0)),
          last.sent_at, last.body
        FROM main.chat_member own JOIN chat c ON c.id = own.chat_id
        LEFT JOIN chat_member other ON other.chat_id = c.id AND other.person_id <> ?1 LEFT JOIN person p ON p.id = other.person_id
        LEFT JOIN message last ON last.id = (SELECT max(id) FROM message m WHERE m.chat_id = c.id)
        WHERE own.person_id = ?1 ORDER BY last.sent_at DESC, c.id
        """
      let rows = try reading.database.rows(sql, reading.access.actor.personID, as: (Int, String?, Int, Int?, String?).self)
      return Table(
        Self.chatColumns,
        rows: rows.map {
          [.integer($0.0), Cell($0.1), .integer($0.2), $0.3.map { .instant(Instant(milliseconds: $0).iso) } ?? .empty, Cell($0.4)]
        })
    }
  }

  /// The messages of a chat in order; they count as read from then on.
  /// - Parameter chat: its number, or the other one's name.
  public func messages(in chat: String, limit: Int?) throws -> Table {
    let (number, rows) = try read(.chatUse) { reading -> (Int, [(Int, Int, String, String)]) in
      let own = reading.access.actor.personID
      let number = try Self.chatNumber(chat, own, reading)
      let sql = """
        SELECT * FROM (SELECT m.id, m.sent_at, trim(p.surname || ' ' || p.given_name), m.body FROM message m JOIN person p ON p.id = m.sender_id
        WHERE m.chat_id = ? ORDER BY m.id DESC LIMIT ?) ORDER BY 1
        """
      return (number, try reading.database.rows(sql, number, limit ?? -1, as: (Int, Int, String, String).self))
    }
    if let last = rows.last?.0, let own = actor?.personID {
      // Where nothing can be written it is read all the same.
      _ = try? note {
        try $0.run(
          "INSERT INTO chat_read (chat_id, person_id, message_id) VALUES (?, ?, ?) ON CONFLICT (chat_id, person_id) DO UPDATE SET message_id = max(message_id, excluded.message_id)",
          number, own, last)
      }
    }
    return Table(
      Self.messageColumns, rows: rows.map { [.integer($0.0), .instant(Instant(milliseconds: $0.1).iso), .text($0.2), .text($0.3)] })
  }

  private static func chatNumber(_ text: String, _ own: Int, _ reading: Reading) throws -> Int {
    if let number = Int(text) {
      let mine = try reading.database.value("SELECT 1 FROM main.chat_member WHERE chat_id = ? AND person_id = ?", number, own, as: Int.self)
      guard mine != nil else { throw ChatFailure.noChat(text) }
      return number
    }
    // Only those one has a chat with are known here.
    let found = try named(text, reading.database).compactMap {
      try reading.database.value("SELECT id FROM chat WHERE pair = ?", pair(own, $0), as: Int.self)
    }
    guard found.count == 1 else { throw ChatFailure.noChat(text) }
    return found[0]
  }
}
