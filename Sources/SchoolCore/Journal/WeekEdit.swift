import Basics
import SchoolModel
import SchoolSheets

/// What an editor did to the text of a week.
///
/// Lines that were left as they are say nothing: they must not undo what somebody else has entered meanwhile. A lesson whose
/// own line was taken out is left alone with all that is in it.
public struct WeekEdit {
  /// The lines that are new or changed, each on the line of the text it stands on.
  public let added: String
  /// The lines that are there no more, under their courses and lessons.
  public let removed: String
  public var isEmpty: Bool { added.split(separator: "\n").allSatisfy(Self.isPlace) && removed.isEmpty }

  public init(from before: String, to after: String) {
    let (old, new) = (Self.lines(before), Self.lines(after))
    let (known, kept) = (Set(old.map(\.inPlace)), Set(new.map(\.inPlace)))
    added = new.map { line in
      if !known.contains(line.inPlace) { return line.text }
      // Where a line is has to be said all the same.
      return line.text.hasPrefix(WeekText.courseSign) ? line.text : line.isLesson ? line.lesson : ""
    }.joined(separator: "\n")
    let places = Set(new.filter(\.isLesson).map(\.place))
    var result: [String] = []
    var place = ""
    for line in old where !line.text.isEmpty && places.contains(line.place) && !kept.contains(line.inPlace) {
      if line.place != place { result += line.isLesson ? [line.course] : [line.course, line.lesson] }
      place = line.place
      result.append(line.text)
    }
    removed = result.joined(separator: "\n")
  }

  private struct Line {
    let text: String
    let course: String
    /// `07.09.2026 №1`; empty before the first lesson of a course.
    let lesson: String
    let isLesson: Bool
    var place: String { course + "\n" + lesson }
    var inPlace: String { place + "\n" + text }
  }

  private static func lines(_ text: String) -> [Line] {
    var (course, lesson) = ("", "")
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { raw in
      let line = Folding.tidy(String(raw))
      let isLesson = line.first?.isNumber ?? false
      if line.hasPrefix(WeekText.courseSign) {
        (course, lesson) = (line, "")
      } else if isLesson {
        lesson = line.split(separator: " ").prefix { $0.first?.isNumber ?? false || $0.hasPrefix("№") }.joined(separator: " ")
      }
      return Line(text: line, course: course, lesson: lesson, isLesson: isLesson)
    }
  }

  private static func isPlace(_ line: Substring) -> Bool {
    line.hasPrefix(WeekText.courseSign) || line.split(separator: " ").allSatisfy { $0.first?.isNumber ?? false || $0.hasPrefix("№") }
  }
}
