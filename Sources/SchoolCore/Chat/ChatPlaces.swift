import Basics
import SQLite
import SchoolModel

/// Where messages go: a chat comes into being with the first of them, and is nobody's work.
struct ChatPlaces {
  let writing: Writing
  let directory: ChatDirectory

  init(_ writing: Writing) throws {
    self.writing = writing
    directory = try writing.chats()
  }

  /// The chat one writes in.
  /// - Throws: `ChatFailure`, for all that is out of reach the same.
  func target(_ text: String) throws -> FoundChat {
    if let chat = try directory.known(text), chat.kind != .direct {
      guard chat.sight.isMember else { throw ChatFailure.outOfReach(text) }
      guard chat.canWrite else { throw ChatFailure.readOnly(text) }
      try refuseSilenced(chat)
      return chat
    }
    // A chat of two by its number is one with whoever the other one is; whether that goes on is asked at every message.
    if let number = Int(text) {
      guard let chat = try directory.numbered(number), let other = chat.other else { throw ChatFailure.outOfReach(text) }
      let correspondence = Correspondence(database: writing.database, access: writing.access, now: writing.now)
      guard try correspondence.allows(other) else { throw ChatFailure.outOfReach(text) }
      return chat
    }
    if StandingName(text) != nil { throw ChatFailure.outOfReach(text) }
    return try between(try directory.person(text))
  }

  private func between(_ other: Int) throws -> FoundChat {
    let id = try writing.database.value("SELECT id FROM chat WHERE pair = ?", ChatDirectory.pair(directory.person, other), as: Int.self)
    return FoundChat(id: id, kind: .direct, form: nil, other: other, title: nil, sight: .whole, isOpen: true)
  }

  func refuseSilenced(_ chat: FoundChat) throws {
    guard let id = chat.id else { return }
    let until = try writing.database.value(
      "SELECT until_at FROM chat_silence WHERE chat_id = ? AND person_id = ? AND until_at > ?", id, directory.person,
      writing.now.milliseconds, as: Int.self)
    if let until {
      throw ChatFailure.silenced(until: LocalTime(Instant(milliseconds: until), offset: directory.calendar.utcOffset))
    }
  }

  /// The key of a chat, which is made now if it is not there.
  func open(_ chat: FoundChat) throws -> Int {
    if let id = chat.id { return id }
    let database = writing.database
    guard let other = chat.other else {
      try database.run(
        "INSERT INTO chat (created_at, kind, form_id) VALUES (?, ?, ?)", writing.now.milliseconds, chat.kind.rawValue, chat.form)
      return database.lastInsertedID
    }
    try database.run(
      "INSERT INTO chat (pair, created_at) VALUES (?, ?)", ChatDirectory.pair(directory.person, other), writing.now.milliseconds)
    let id = database.lastInsertedID
    for member in [directory.person, other] { try database.run("INSERT INTO chat_member (chat_id, person_id) VALUES (?, ?)", id, member) }
    return id
  }
}
