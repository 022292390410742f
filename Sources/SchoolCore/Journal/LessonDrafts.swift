import Basics
import SQLite
import SchoolModel

/// What somebody typed on a lesson's page and did not write.
public struct LessonDraft: Sendable, Equatable {
  public var cells: [Int: String] = [:]
  public var topic: String?
  public var homework: String?
  public var savedAt = Instant(milliseconds: 0)

  public init() {}

  public var isEmpty: Bool { cells.isEmpty && topic == nil && homework == nil }

  /// One line for each: `144=5 4`, `topic=…`.
  package var content: String {
    var lines = cells.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if let topic { lines.append("topic=" + WeekText.escaped(topic)) }
    if let homework { lines.append("homework=" + WeekText.escaped(homework)) }
    return lines.joined(separator: "\n")
  }

  package init(content: String, savedAt: Instant) {
    self.savedAt = savedAt
    for line in content.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { continue }
      if let student = Int(parts[0]) { cells[student] = parts[1] }
      if parts[0] == "topic" { topic = WeekText.unescaped(parts[1]) }
      if parts[0] == "homework" { homework = WeekText.unescaped(parts[1]) }
    }
  }
}

/// Drafts are nobody's act: outside the record, each its owner's alone, for 14 days.
extension Journal {
  private static let draftDays = 14

  public func draft(of page: LessonPage) throws -> LessonDraft? {
    guard let actor else { return nil }
    let sql = "SELECT content, saved_at FROM lesson_draft WHERE person_id = ? AND course_id = ? AND day = ? AND number = ? AND saved_at > ?"
    let oldest = clock.now().milliseconds - Self.draftDays * 86_400_000
    return try readUnchecked {
      try $0.row(sql, actor.personID, page.courseID, page.day, page.number, oldest, as: (String, Int).self)
    }.map { LessonDraft(content: $0.0, savedAt: Instant(milliseconds: $0.1)) }
  }

  /// Keeps a draft; an empty one takes away what was kept.
  public func keep(_ draft: LessonDraft, of page: LessonPage) throws {
    guard let actor else { return }
    let now = clock.now().milliseconds
    try note { database in
      try database.run("DELETE FROM lesson_draft WHERE saved_at <= ?", now - Self.draftDays * 86_400_000)
      guard !draft.isEmpty else {
        try database.run(
          "DELETE FROM lesson_draft WHERE person_id = ? AND course_id = ? AND day = ? AND number = ?", actor.personID, page.courseID,
          page.day, page.number)
        return
      }
      try database.run(
        """
        INSERT INTO lesson_draft (person_id, course_id, day, number, content, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (person_id, course_id, day, number) DO UPDATE SET content = ?5, saved_at = ?6
        """, actor.personID, page.courseID, page.day, page.number, draft.content, now)
    }
  }
}
