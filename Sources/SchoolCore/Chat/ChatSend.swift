import Basics
import SQLite
import SchoolModel

/// What is written.
public struct MessageDraft: Sendable {
  package let text: String
  /// Files that go with it, staged beside the school.
  package var files: [StagedFile] = []

  /// A file on its way.
  package struct StagedFile: Sendable {
    package let name: String
    package let body: FileStore.Staged
  }

  /// How many characters a message has at most.
  public static let limit = 10_000

  /// Takes a text as it was typed, but for one line end at its end.
  /// - Throws: `ChatFailure` for one that is empty or too long.
  public init(_ typed: String) throws(ChatFailure) {
    var text = typed
    if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && !Self.isInvisible($0) }) else {
      throw ChatFailure.emptyMessage
    }
    guard text.unicodeScalars.count <= Self.limit else { throw ChatFailure.tooLong(limit: Self.limit) }
    self.text = text
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format: true
    default: false
    }
  }
}

/// A message that was sent.
public struct SentMessage: Sendable {
  public let number: Int
  public let chat: Int
  /// How the chat is called by who wrote.
  public let to: String
}

extension Chat {
  /// Sends a message to a person, a standing chat or a group one is in; the chat of two comes into being with the first.
  /// - Parameter name: a full name or a login, `5А-родители`, the title of a group, or the number of a chat.
  /// - Throws: `ChatFailure.outOfReach` for nobody, and for whom one may not write to (`Permissions.relation`).
  public func send(to name: String, _ draft: MessageDraft, _ request: WriteRequest) throws -> Performed<SentMessage> {
    try perform(.chatUse, request) { writing in
      let places = try ChatPlaces(writing)
      let target = try places.target(name)
      let chat = try places.open(target)
      return SentMessage(number: try put(draft, in: chat, answering: nil, writing), chat: chat, to: name)
    }
  }

  /// Answers a message in its chat.
  /// - Throws: `ChatFailure.noMessage` for one that is not one's own to see.
  public func reply(to message: Int, _ draft: MessageDraft, _ request: WriteRequest) throws -> Performed<SentMessage> {
    try perform(.chatUse, request) { writing in
      let places = try ChatPlaces(writing)
      let seen = try SeenMessage(message, places.directory)
      let chat = seen.chat
      // A message of a chat of two is answered to the other one, whoever wrote it.
      if let other = chat.other {
        let correspondence = Correspondence(database: writing.database, access: writing.access, now: writing.now)
        guard chat.ward == nil, try correspondence.allows(other) else { throw ChatFailure.readOnly(String(message)) }
      } else {
        guard chat.canWrite else { throw ChatFailure.readOnly(String(message)) }
        try places.refuseSilenced(chat)
      }
      let number = try put(draft, in: seen.chatID, answering: message, writing)
      return SentMessage(number: number, chat: seen.chatID, to: try ChatTitles(places.directory).title(chat))
    }
  }

  func put(_ draft: MessageDraft, in chat: Int, answering message: Int?, _ writing: Writing) throws -> Int {
    let database = writing.database
    let kept = try MessageTexts.put(draft.text, by: writing.actor.personID, database, school.chance)
    try database.run(
      """
      INSERT INTO message (chat_id, sender_id, sent_at, body, text_id, digest, characters, reply_to) VALUES (?, ?, ?, '', ?, ?, ?, ?)
      """, chat, writing.actor.personID, writing.now.milliseconds, kept.id, kept.digest, kept.characters, message)
    let number = database.lastInsertedID
    try MessageFiles.put(draft.files, of: number, database)
    return number
  }
}

/// A message that who acts may see, with its chat.
struct SeenMessage {
  let number: Int
  let chatID: Int
  let chat: FoundChat
  let sender: Int
  let sentAt: Instant
  let textID: Int?
  let digest: String?
  let characters: Int
  let isDeleted: Bool

  init(_ number: Int, _ directory: ChatDirectory) throws {
    let row = try directory.database.row(
      "SELECT chat_id, sender_id, sent_at, text_id, digest, characters, deleted_at IS NOT NULL FROM main.message WHERE id = ?", number,
      as: (Int, Int, Int, Int?, String?, Int?, Bool).self)
    // Whoever may not see it is told what is told of none.
    guard let row, let chat = try directory.numbered(row.0) ?? directory.ofWard(String(row.0)),
      chat.sight.sees(Instant(milliseconds: row.2))
    else { throw ChatFailure.noMessage(String(number)) }
    self.number = number
    (chatID, sender, sentAt, textID, digest) = (row.0, row.1, Instant(milliseconds: row.2), row.3, row.4)
    (characters, isDeleted) = (row.5 ?? 0, row.6)
    self.chat = chat
  }
}

/// What chats are called.
struct ChatTitles {
  let names: ChatNames

  init(_ directory: ChatDirectory) throws { names = try ChatNames(directory.database, for: directory.access.actor) }

  func title(_ chat: FoundChat) throws -> String {
    if let title = chat.title { return title }
    let other = try chat.other.map { try names.name($0) } ?? ""
    return try chat.ward.map { "\(try names.name($0)) — \(other)" } ?? other
  }

  func name(_ person: Int) throws -> String { try names.name(person) }
}
