import Basics
import SQLite
import Tabular

/// Something that comes with homework.
public enum AttachmentContent: Sendable {
  case link(String)
  case file([UInt8])
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
    default: .badData
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
  public static let attachmentColumns = [
    Column("date", .day, en: "Given", ru: "Задано"), Column("subject", en: "Subject", ru: "Предмет"),
    Column("title", en: "Title", ru: "Название"), Column("kind", en: "What", ru: "Что", labels: CodedWords.attachmentKinds),
    Column("bytes", .integer, en: "Bytes", ru: "Байт", unit: "bytes"),
  ]

  /// Adds to what comes with the homework of a lesson, and takes from it; a file of the same name is replaced.
  static func attach(_ added: [Attachment], removing removed: [String], lesson: Int, _ database: Database) throws {
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
        case .link: .null
        case .file(let bytes): .blob(bytes)
        }
      try database.run(
        """
        INSERT INTO homework_attachment (lesson_id, title, content) VALUES (?1, ?2, ?3)
        ON CONFLICT (lesson_id, title) DO UPDATE SET content = ?3 WHERE content IS NOT ?3
        """, lesson, item.title, file)
    }
  }

  /// What comes with the homework of a student's lessons in the last and the next weeks.
  /// - Parameter subject: its beginning; all by default.
  public func attachments(child: String?, subject: String?, day: String?) throws -> Table {
    try read(.diaryRead) { reading in
      let rows = try Self.attachments(child, subject, day, reading).map { item -> [Cell] in
        [.day(item.day), .text(item.subject), .text(item.title), .text(item.bytes == nil ? "link" : "file"), Cell(item.bytes)]
      }
      return Table(Self.attachmentColumns, rows: rows)
    }
  }

  /// One of them, by its title or the beginning of it.
  public func attachment(child: String?, subject: String, title: String, day: String?) throws -> Attachment {
    try read(.diaryRead) { reading in
      let all = try Self.attachments(child, subject, day, reading)
      let key = Folding.key(title)
      let found = all.filter { $0.title == title } + all.filter { Folding.key($0.title).hasPrefix(key) }
      guard let item = found.first else { throw AttachmentFailure.notThere(title, known: all.map(\.title)) }
      let bytes = try reading.database.value("SELECT content FROM homework_attachment WHERE id = ?", item.id, as: [UInt8]?.self) ?? nil
      return try Attachment(title: item.title, bytes.map { .file($0) } ?? .link(item.title))
    }
  }

  private static func attachments(
    _ child: String?, _ subject: String?, _ day: String?, _ reading: Reading
  ) throws -> [(id: Int, day: String, subject: String, title: String, bytes: Int?)] {
    let student = try reading.diaryStudent(child)
    try reading.access.require(student: student.id, named: student.full, reading.database)
    let wanted = try day.map { try DayReader(reading.calendar).required($0) }
    let today = max(reading.calendar.today, reading.calendar.year.first)
    let sql = """
      SELECT a.id, l.day, s.name, a.title, length(a.content), s.name_key FROM homework_attachment a JOIN lesson l ON l.id = a.lesson_id
      JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id
      WHERE l.course_id IN (\(DiaryPage.ownCourses)) AND l.day BETWEEN ?3 AND ?4 ORDER BY l.day DESC, s.name_key, a.id
      """
    let key = subject.map(Folding.key) ?? ""
    return try reading.database.rows(
      sql, student.id, today, (wanted ?? today - 60), (wanted ?? today + 60),
      as: (Int, String, String, String, Int?, String).self
    ).filter { $0.5.hasPrefix(key) }.map { ($0.0, $0.1, $0.2, $0.3, $0.4) }
  }
}
