import Basics
import SchoolModel

/// What can be somebody's news.
public enum NewsKind: String, Sendable, CaseIterable {
  case mark, absence, homework, work
  case termMark = "term-mark"
  case message, call

  /// How a person gets to know of it: not at all, with the digest, or by a letter at the next run.
  public enum Way: String, Sendable, CaseIterable {
    case off, digest, mail
  }

  /// What a person has chosen, of `mark=mail,homework=off`.
  package static func ways(_ chosen: String?) -> [NewsKind: Way] {
    var ways: [NewsKind: Way] = [:]
    for pair in (chosen ?? "").split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, let kind = NewsKind(rawValue: parts[0]), let way = Way(rawValue: parts[1]) { ways[kind] = way }
    }
    return ways
  }
}

/// The tables whose rows are somebody's news, and the columns a change of which is one.
struct NewsTable {
  let table: String
  let kind: NewsKind
  let watched: [String]

  static let all = [
    NewsTable(table: "mark", kind: .mark, watched: ["value_id", "second_id", "comment"]),
    NewsTable(table: "attendance", kind: .absence, watched: ["code", "minutes"]),
    NewsTable(table: "lesson", kind: .homework, watched: ["homework"]),
    NewsTable(table: "announced_work", kind: .work, watched: ["day", "kind_id", "title"]),
    NewsTable(table: "term_mark", kind: .termMark, watched: ["value_id"]),
    NewsTable(table: "call", kind: .call, watched: ["starts_at", "minutes", "cancelled_at"]),
  ]
}

/// One thing that happened.
public struct NewsItem: Sendable, Equatable {
  public let kind: NewsKind
  public let at: Instant
  /// Whom it is about; `nil` for messages and calls, which are to the person.
  public let student: Int?
  /// The subject, or the chat.
  public let subject: String
  /// The day of the lesson, or of the work.
  public let day: Day?
  /// The mark, the code of the absence, the homework, the title, the message.
  public let text: String
  /// What stood there before, where something did.
  public let before: String?
  /// It was taken away.
  public let isGone: Bool
  /// A word beside it: the kind of work, the comment, the term.
  public let detail: String?
  /// What it is opened by: the number of a message or a call, the day of a lesson.
  public let ref: String
}
