import Basics
import SQLite
import SchoolModel

extension Chat {
  /// Strikes out the texts and files that nothing shows any more, once the school has kept them long enough; for the owner of the
  /// file, from cron.
  /// - Returns: how many texts were taken out.
  public func sweep() throws -> Int {
    let now = clock.now()
    let isNeeded = try readUnchecked { try MessageTexts.hasUnshown($0, now: now) }
    let removed = isNeeded ? try note { try MessageTexts.sweep($0, now: now) } : 0
    if removed > 0, path != ":memory:" {
      _ = try locked { try School.translating(path) { try database.rows("PRAGMA wal_checkpoint(TRUNCATE)", as: (Int, Int, Int).self) } }
    }
    try sweepFiles(now)
    return removed
  }

  /// Bodies that no message names any more, and those of deleted ones.
  private func sweepFiles(_ now: Instant) throws {
    let (named, limit) = try readUnchecked { database -> (Set<String>, Instant) in
      // What is being sent right now is named in a moment.
      let kept = max(3_600_000, MessageTexts.kept(try JournalRules(database)))
      let limit = now.milliseconds - kept
      let deleted = try database.values(
        "SELECT f.hash FROM message_file f JOIN message m ON m.id = f.message_id WHERE m.deleted_at >= ?", limit, as: String.self)
      return (Set(try FileCheck.named(database) + deleted), Instant(milliseconds: limit))
    }
    school.files.remove(school.files.hashes().filter { !named.contains($0) }, olderThan: limit)
  }

  /// The words of one's own message, to be edited.
  /// - Throws: `ChatFailure.notOwnMessage`, `.tooLateToEdit`, `.deletedAlready`.
  public func ownText(of message: Int) throws -> String {
    try read(.chatUse) { reading in
      let seen = try Self.editable(message, try reading.chats, reading.now)
      return try reading.database.value("SELECT text FROM main.message_text WHERE id = ?", seen.textID, as: String.self) ?? ""
    }
  }

  /// Puts other words in the place of one's own message, within the window the school has set; the former ones are shown to
  /// nobody, unless a report holds them.
  public func edit(_ message: Int, _ draft: MessageDraft, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let places = try ChatPlaces(writing)
      let seen = try Self.editable(message, places.directory, writing.now)
      try places.refuseSilenced(seen.chat)
      let database = writing.database
      let before = try database.value("SELECT text FROM message_text WHERE id = ?", seen.textID, as: String.self)
      guard before != draft.text else { return }
      if let text = seen.textID, let digest = seen.digest {
        try database.run(
          "INSERT INTO message_version (message_id, text_id, digest, characters, replaced_at) VALUES (?, ?, ?, ?, ?)", message, text,
          digest,
          seen.characters, writing.now.milliseconds)
      }
      let kept = try MessageTexts.put(draft.text, by: writing.actor.personID, database, school.chance)
      try database.run(
        "UPDATE message SET text_id = ?, digest = ?, characters = ?, edited_at = ? WHERE id = ?", kept.id, kept.digest, kept.characters,
        writing.now.milliseconds, message)
    }
  }

  private static func editable(_ message: Int, _ directory: ChatDirectory, _ now: Instant) throws -> SeenMessage {
    let seen = try SeenMessage(message, directory)
    guard seen.sender == directory.person else { throw ChatFailure.notOwnMessage(message) }
    guard !seen.isDeleted else { throw ChatFailure.deletedAlready(message) }
    let minutes = ChatSpan(try JournalRules(directory.database).value(.chatEditWindow))?.minutes ?? 0
    guard now.milliseconds - seen.sentAt.milliseconds <= minutes * 60_000 else {
      throw ChatFailure.tooLateToEdit(message, minutes: minutes)
    }
    return seen
  }

  /// Deletes one's own message, at any time, or as moderator another's, for a reason that is shown to who wrote it in its place.
  public func delete(_ message: Int, reason: String?, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let seen = try SeenMessage(message, directory)
      guard !seen.isDeleted else { throw ChatFailure.deletedAlready(message) }
      var kept: MessageTexts.Kept?
      if seen.sender != directory.person {
        guard try directory.moderator(of: seen.chat) == directory.person else { throw ChatFailure.notOwnMessage(message) }
        guard let reason, !Folding.tidy(reason).isEmpty else { throw ChatFailure.reasonNeeded }
        kept = try MessageTexts.put(try MessageDraft(reason).text, by: directory.person, writing.database, school.chance)
      }
      try writing.database.run(
        "UPDATE message SET deleted_at = ?, deleted_by = ?, reason_id = ?, reason_digest = ?, pinned_at = NULL, pinned_by = NULL WHERE id = ?",
        writing.now.milliseconds, directory.person, kept?.id, kept?.digest, message)
    }
  }

  /// Pins a message at the head of its chat, or takes the pin off; for who moderates the chat.
  public func pin(_ message: Int, off: Bool, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let seen = try SeenMessage(message, directory)
      try Self.requireModerator(of: seen.chat, directory)
      guard !seen.isDeleted else { throw ChatFailure.deletedAlready(message) }
      if off {
        try writing.database.run("UPDATE message SET pinned_at = NULL, pinned_by = NULL WHERE id = ? AND pinned_at IS NOT NULL", message)
      } else {
        try writing.database.run(
          "UPDATE message SET pinned_at = ?, pinned_by = ? WHERE id = ? AND pinned_at IS NULL", writing.now.milliseconds, directory.person,
          message)
      }
    }
  }

  /// In a chat of two both may pin.
  static func requireModerator(of chat: FoundChat, _ directory: ChatDirectory) throws {
    if chat.kind == .direct, chat.ward == nil { return }
    guard try directory.moderator(of: chat) == directory.person else {
      throw ChatFailure.notModerator(try ChatTitles(directory).title(chat))
    }
  }
}
