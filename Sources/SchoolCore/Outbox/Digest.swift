import Basics

/// What a digest tells one adult, line by line; worded in their language where it is listed or sent.
public struct Digest: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    /// A word of `NewsKind`, or `older`: so many lessons longer ago.
    public let kind: String
    /// `Александрова Валерия`; empty for what is to the person.
    public let student: String
    public let subject: String
    /// `YYYY-MM-DD`, or empty.
    public let day: String
    public let text: String
    public let before: String
    public let isGone: Bool
    public let detail: String

    public init(kind: String, student: String, subject: String, day: String, text: String, before: String, isGone: Bool, detail: String) {
      (self.kind, self.student, self.subject, self.day) = (kind, student, subject, day)
      (self.text, self.before, self.isGone, self.detail) = (text, before, isGone, detail)
    }

    fileprivate var fields: [String] { [kind, student, subject, day, text, before, isGone ? "1" : "", detail] }
  }

  public let lines: [Line]

  public init(lines: [Line]) { self.lines = lines }

  /// One line a line, its fields between tabs, of which a text has none.
  var stored: String {
    lines.map { line in
      line.fields.map { field in String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 }) }.joined(separator: "\t")
    }.joined(separator: "\n")
  }

  init(stored: String) {
    lines = stored.split(separator: "\n").compactMap { line in
      let f = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard f.count == 8 else { return nil }
      return Line(kind: f[0], student: f[1], subject: f[2], day: f[3], text: f[4], before: f[5], isGone: f[6] == "1", detail: f[7])
    }
  }
}
