import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// Something that comes with homework.
public enum AttachmentContent: Sendable {
  case link(String)
  case file([UInt8])
  /// An item of the library, by its number.
  case item(Int)
}

public struct Attachment: Sendable {
  /// The name of the file, or what the link is called.
  public let title: String
  public let content: AttachmentContent

  /// Files larger than this belong elsewhere, with a link.
  public static let mostBytes = 4 << 20

  /// - Throws: `AttachmentFailure` for an address that is none, an empty file, one too large, or one without a name.
  public init(title: String, _ content: AttachmentContent) throws {
    let name = Folding.tidy(String(title.split(separator: "/").last ?? "").filter { !$0.isNewline && ($0.asciiValue ?? 32) >= 32 })
    switch content {
    case .link(let address):
      let rest = ["https://", "http://"].first { address.lowercased().hasPrefix($0) }.map { address.dropFirst($0.count) }
      guard let rest, !rest.isEmpty, !address.contains(where: { $0 == " " || $0.isNewline || ($0.asciiValue ?? 32) < 32 }) else {
        throw AttachmentFailure.notAnAddress(address)
      }
      self.title = address
    case .file(let bytes):
      guard !name.isEmpty, name != ".", name != ".." else { throw AttachmentFailure.noName(title) }
      guard !bytes.isEmpty else { throw AttachmentFailure.empty(name) }
      guard bytes.count <= Self.mostBytes else { throw AttachmentFailure.tooLarge(name, bytes: bytes.count) }
      self.title = name
    case .item:
      guard !name.isEmpty else { throw AttachmentFailure.noName(title) }
      self.title = title
    }
    self.content = content
  }
}

public enum AttachmentFailure: Failure, Equatable {
  case notAnAddress(String)
  case noName(String)
  case empty(String)
  case tooLarge(String, bytes: Int)
  case notThere(String, known: [String])

  public var exit: ExitCode {
    switch self {
    case .notThere: .notFound
    case .notAnAddress, .noName, .empty, .tooLarge: .badData
    }
  }
  public var key: String {
    switch self {
    case .notAnAddress: "attachment.address"
    case .noName: "attachment.name"
    case .empty, .tooLarge: "attachment.size"
    case .notThere: "attachment.none"
    }
  }
}

extension Journal {
  /// Adds to what comes with the homework of a lesson, and takes from it; a file of the same name is replaced.
  package static func attach(_ added: [Attachment], removing removed: [String], lesson: Int, _ database: Database) throws {
    for title in removed {
      let gone = try database.run("DELETE FROM homework_attachment WHERE lesson_id = ? AND title = ?", lesson, title)
      if gone == 0 {
        let known = try database.values("SELECT title FROM homework_attachment WHERE lesson_id = ? ORDER BY id", lesson, as: String.self)
        throw AttachmentFailure.notThere(title, known: known)
      }
    }
    for item in added {
      let file: Value =
        switch item.content {
        case .link, .item: .null
        case .file(let bytes): .blob(bytes)
        }
      let number: Int? = if case .item(let number) = item.content { number } else { nil }
      try database.run(
        """
        INSERT INTO homework_attachment (lesson_id, title, content, item_id) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (lesson_id, title) DO UPDATE SET content = ?3, item_id = ?4 WHERE content IS NOT ?3 OR item_id IS NOT ?4
        """, lesson, item.title, file, number)
    }
  }
}
