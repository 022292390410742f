import Basics
import Record
import SQLite

/// What people write in chats: it lies outside the record, and the recorded row has no more of it than a salted digest and the
/// number of characters. What is struck out here is gone.
package enum MessageTexts {
  /// What a recorded row keeps of a text.
  package struct Kept {
    package let id: Int
    package let digest: String
    package let characters: Int
  }

  package static func put(_ text: String, by person: Int, _ database: Database, _ chance: Chance) throws -> Kept {
    let salt = chance.bytes(16)
    try database.run("INSERT INTO message_text (person_id, salt, text) VALUES (?, ?, ?)", person, salt, text)
    return Kept(id: database.lastInsertedID, digest: digest(salt, text), characters: text.count)
  }

  /// SHA-256 of the salt and the text's bytes.
  package static func digest(_ salt: [UInt8], _ text: String) -> String { hex(SHA256.digest(salt + Array(text.utf8))) }

  /// The words of a message `m`, as SQL: those it shows now, whatever moment is looked at.
  package static let ofMessage = """
    (SELECT t.text FROM main.message_text t JOIN main.message n ON n.id = m.id AND n.text_id = m.text_id AND n.deleted_at IS NULL
      WHERE t.id = m.text_id)
    """

  /// The columns of recorded rows that say which text is meant, each with that of its digest, and when the text is shown; ?1 is
  /// the moment before which a report must have been closed to be let go of.
  private static let places = [
    (table: "message", text: "text_id", digest: "digest", isShown: "deleted_at IS NULL"),
    (table: "message", text: "reason_id", digest: "reason_digest", isShown: "1"),
    (table: "chat_report", text: "reason_id", digest: "reason_digest", isShown: "closed_at IS NULL OR closed_at >= ?1"),
    (
      table: "chat_report_text", text: "text_id", digest: "digest",
      isShown: "report_id IN (SELECT id FROM main.chat_report WHERE closed_at IS NULL OR closed_at >= ?1)"
    ),
    (table: "call", text: "title_id", digest: "title_digest", isShown: "1"),
    // Former texts are shown to nobody; a report has its own note of them.
    (table: "message_version", text: "text_id", digest: "digest", isShown: "0"),
  ]

  // MARK: striking out

  /// How long a text lies on that nothing shows any more, in milliseconds.
  package static func kept(_ rules: JournalRules) -> Int { (ChatSpan(rules.value(.chatKeepDeleted))?.minutes ?? 0) * 60_000 }

  /// Notes which texts nothing shows any more, and takes those out for good that were so for the time the school keeps them.
  /// - Returns: how many were taken out.
  package static func sweep(_ database: Database, now: Instant) throws -> Int {
    let closed = now.milliseconds - reportKept
    try database.run("UPDATE message_text SET unshown_at = NULL WHERE unshown_at IS NOT NULL AND id IN (\(shown))", closed)
    try database.run("UPDATE message_text SET unshown_at = ?2 WHERE unshown_at IS NULL AND id NOT IN (\(shown))", closed, now.milliseconds)
    let limit = now.milliseconds - kept(try JournalRules(database))
    // The bytes go with the row.
    try database.script("PRAGMA secure_delete = ON")
    defer { try? database.script("PRAGMA secure_delete = OFF") }
    return try database.run("DELETE FROM message_text WHERE unshown_at <= ?", limit)
  }

  /// Whether a sweep would find anything: most of the time nothing was taken back.
  package static func hasUnshown(_ database: Database, now: Instant) throws -> Bool {
    let sql = "SELECT 1 WHERE EXISTS (SELECT 1 FROM message_text WHERE unshown_at IS NOT NULL OR id NOT IN (\(shown)))"
    return try database.value(sql, now.milliseconds - reportKept, as: Int.self) != nil
  }

  private static let shown = places.map { "SELECT \($0.text) FROM main.\($0.table) WHERE \($0.text) IS NOT NULL AND (\($0.isShown))" }
    .joined(separator: " UNION ")

  /// How long what a report shows is kept after it was closed: thirty days, in milliseconds.
  private static let reportKept = 30 * 86_400_000

  // MARK: checking

  /// The recorded rows whose text is not the one that was written.
  package static func altered(_ database: Database) throws -> [(table: String, key: Int)] {
    var found: [(table: String, key: Int)] = []
    for place in places {
      let sql = """
        SELECT r.id, r.\(place.digest), t.salt, t.text FROM main.\(place.table) r JOIN message_text t ON t.id = r.\(place.text) ORDER BY r.id
        """
      try database.forEach(sql, []) { row in
        if digest(try row.get(2), try row.get(3)) != (try row.get(1, as: String.self)) { found.append((place.table, row.integer(0))) }
      }
    }
    return found
  }

  /// Puts another wording in the place of a text, as the erasure of somebody named in it does, with its new digest wherever it
  /// is referred to.
  package static func reword(_ id: Int, _ text: String, _ database: Database) throws {
    guard let salt = try database.value("SELECT salt FROM message_text WHERE id = ?", id, as: [UInt8].self) else { return }
    try database.run("UPDATE message_text SET text = ? WHERE id = ?", text, id)
    for place in places {
      try database.run("UPDATE main.\(place.table) SET \(place.digest) = ? WHERE \(place.text) = ?", digest(salt, text), id)
    }
  }

  // MARK: the eleventh schema

  /// Moves the words of older messages out of the rows, and strikes them out of what was recorded of them.
  package static func moveOver(_ database: Database, _ writer: OperationWriter, _ chance: Chance) throws {
    let striker = TextStriker(table: "message", column: 4, command: "myschool chat send ")
    writer.striker = striker
    for (id, person, body) in try database.rows("SELECT id, sender_id, body FROM message ORDER BY id", as: (Int, Int, String).self) {
      let kept = try put(body, by: person, database, chance)
      try database.run(
        "UPDATE message SET body = '', text_id = ?, digest = ?, characters = ? WHERE id = ?", kept.id, kept.digest, kept.characters, id)
      try writer.cutIfFull()
    }
    try writer.cut()
    _ = try writer.strikeOutThePast(striker, OperationStore(database: database, schema: Migrations.recorded))
  }
}
