import Basics
import SQLite

/// What becomes of the chats of two records that turn out to be of one person: those with one other person are one from then on.
struct ChatMerge {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func join(_ from: Int, into target: Int) throws {
    let pairs = try database.rows(
      "SELECT c.id, c.pair FROM chat c JOIN chat_member m ON m.chat_id = c.id WHERE m.person_id = ? AND c.pair IS NOT NULL ORDER BY c.id",
      from,
      as: (Int, String).self)
    for (chat, pair) in pairs {
      let other = pair.split(separator: ":").compactMap { Int($0) }.first { $0 != from } ?? from
      let joined = "\(min(target, other)):\(max(target, other))"
      guard let kept = try database.value("SELECT id FROM chat WHERE pair = ?", joined, as: Int.self) else {
        try database.run("UPDATE chat SET pair = ? WHERE id = ?", joined, chat)
        continue
      }
      for table in ["message", "call", "chat_report"] { try database.run("UPDATE \(table) SET chat_id = ? WHERE chat_id = ?", kept, chat) }
      // What was read and muted is of the person, and goes with them: the later stays.
      for table in ["chat_reading", "chat_mute"] {
        try database.run("UPDATE OR IGNORE \(table) SET chat_id = ? WHERE chat_id = ?", kept, chat)
      }
      try database.run("DELETE FROM chat WHERE id = ?", chat)
    }
  }
}
