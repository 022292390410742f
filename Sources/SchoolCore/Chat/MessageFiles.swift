import Basics
import SQLite
import SchoolModel

/// The files of messages: their bodies lie beside the school, each after sixteen random bytes, so that no two messages show that
/// they carry the same file.
enum MessageFiles {
  static let saltLength = 16

  static func put(_ files: [MessageDraft.StagedFile], of message: Int, _ database: Database) throws {
    for (index, file) in files.enumerated() {
      try database.run(
        "INSERT INTO message_file (message_id, position, name, bytes, hash) VALUES (?, ?, ?, ?, ?)", message, index + 1, file.name,
        file.body.bytes - saltLength, file.body.hash)
    }
  }

  static func names(_ message: Int, _ database: Database) throws -> [String] {
    try database.values("SELECT name FROM message_file WHERE message_id = ? ORDER BY position", message, as: String.self)
  }
}

extension Chat {
  /// The most bytes of one attachment.
  public static let attachmentLimit = 10 << 20
  /// The most attachments of one message.
  public static let mostAttachments = 10

  /// Takes in a file that is to go with a message, piece by piece; nothing is sent yet.
  /// - Throws: `ChatFailure.attachmentTooLarge` as soon as there is more than may be.
  public func attach(_ name: String, to draft: inout MessageDraft, _ next: () throws -> [UInt8]) throws {
    guard draft.files.count < Self.mostAttachments else { throw ChatFailure.tooManyAttachments(limit: Self.mostAttachments) }
    var salt: [UInt8]? = school.chance.bytes(MessageFiles.saltLength)
    let staged = try school.files.stage(limit: Self.attachmentLimit + MessageFiles.saltLength) {
      if let first = salt {
        salt = nil
        return first
      }
      return try next()
    }
    guard let staged else { throw ChatFailure.attachmentTooLarge(name: name, limit: Self.attachmentLimit) }
    draft.files.append(.init(name: Self.plainName(name), body: staged))
  }

  /// The name of a file without its folder.
  private static func plainName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(200).map(Character.init))
  }

  /// Puts the bodies of a draft's files in their places, to be called before it is sent.
  public func settle(_ draft: MessageDraft) throws { for file in draft.files { try school.files.settle(file.body) } }

  /// Lets go of what was taken in.
  public func discard(_ draft: MessageDraft) { for file in draft.files { school.files.discard(file.body) } }

  /// An attachment that one may see.
  /// - Returns: its name and its bytes.
  public func attachment(of message: Int, _ number: Int) throws -> (name: String, bytes: [UInt8]) {
    let (name, hash) = try read(.chatUse) { reading -> (String, String) in
      let seen = try SeenMessage(message, try reading.chats)
      let found = try reading.database.row(
        "SELECT name, hash FROM main.message_file WHERE message_id = ? AND position = ?", message, number, as: (String, String).self)
      guard let found, !seen.isDeleted else { throw ChatFailure.noAttachment(message: message, number: number) }
      return found
    }
    guard let body = school.files.bytes(hash), body.count >= MessageFiles.saltLength else {
      throw ChatFailure.noAttachment(message: message, number: number)
    }
    return (name, Array(body.dropFirst(MessageFiles.saltLength)))
  }
}
