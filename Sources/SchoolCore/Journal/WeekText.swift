import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The week of a journal as plain text: `== 7А Алгебра`, a line for a lesson, `дз:` for its homework, then marks by surname.
///
/// ```
/// == 7А Алгебра
/// 07.09 №2 Порядок действий
/// дз: № 31, 33
/// Петров 5 4к
/// Цой н
/// ```
/// A letter after a mark is the kind of work, `*2` a weight that is not the usual one, `(…)` a comment.
public enum WeekText {
  package static let courseSign = "=="
  package static let homeworkSigns = ["дз:", "д/з:", "hw:"]

  /// The shortest beginnings of the kinds' names that no earlier kind has; the usual kind of work needs none.
  package static func abbreviations(_ vocabulary: MarkVocabulary) -> [Int: String] {
    var taken: Set<String> = []
    var result: [Int: String] = [:]
    for (id, name) in vocabulary.kindNames.sorted(by: { $0.key < $1.key }) {
      if id == vocabulary.standardKind {
        result[id] = ""
        continue
      }
      let letters = Array(Folding.key(name).filter(\.isLetter))
      for count in 1...max(letters.count, 1) {
        let text = String(letters.prefix(count))
        guard !text.isEmpty, taken.insert(text).inserted else { continue }
        result[id] = text
        break
      }
      if result[id] == nil { result[id] = "к\(id)" }
    }
    return result
  }

  /// One line of text within the format: line ends become `\n`.
  package static func escaped(_ text: String) -> String {
    text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
      .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
  }

  package static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

extension Journal {
  /// The lessons of a span with their marks as text that `enterWeek` takes back without loss.
  /// - Parameter naming: whether all students are named in lessons that have been, for an editor to add to.
  public func weekText(_ filter: JournalFilter, naming: Bool = false) throws -> String {
    try read(.journalRead) { reading in
      let index = try CourseIndex(reading.database, reading.calendar, only: filter.form)
      let span =
        try filter.span.map { try SpanReader(reading.calendar).span($0) } ?? Self.thisWeek(reading.calendar)
      let writer = try WeekTextWriter(reading, span, naming: naming)
      return try reading.courses(filter, of: index).map { course in
        try index.load(course)
        return try writer.text(of: course)
      }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
  }

  private static func thisWeek(_ calendar: SchoolCalendar) throws -> DaySpan {
    let monday = calendar.today.monday
    return try SpanReader(calendar).span("\(monday)..\(monday + 6)")
  }
}

private struct WeekTextWriter {
  package let reading: Reading
  package let span: DaySpan
  private let vocabulary: MarkVocabulary
  private let abbreviations: [Int: String]

  private let naming: Bool

  package init(_ reading: Reading, _ span: DaySpan, naming: Bool) throws {
    (self.reading, self.span, self.naming) = (reading, span, naming)
    vocabulary = try MarkVocabulary(reading.database)
    abbreviations = WeekText.abbreviations(vocabulary)
  }

  package func text(of course: CourseState) throws -> String {
    var lines: [String] = []
    let lessons = try reading.database.rows(
      "SELECT id, day, number, topic, homework FROM lesson WHERE course_id = ? AND day BETWEEN ? AND ? ORDER BY day, number", course.id,
      span.first, span.last, as: (Int, String, Int, String?, String?).self)
    var known: [CourseState.LessonKey: (id: Int, topic: String?, homework: String?)] = [:]
    for (id, day, number, topic, homework) in lessons {
      if let day = Day(iso: day) { known[.init(day: day.number, number: number)] = (id, topic, homework) }
    }
    let keys = Set(known.keys).union(course.scheduled(span.first, span.last)).sorted { ($0.day, $0.number) < ($1.day, $1.number) }
    let names = names(course)
    for key in keys {
      let lesson = known[key]
      let topic = lesson?.topic.map { " " + WeekText.escaped($0) } ?? ""
      lines.append("\(Day(number: key.day).russian) №\(key.number)\(topic)")
      if let homework = lesson?.homework { lines.append("дз: " + WeekText.escaped(homework)) }
      var entered = try (lesson?.id).map { try entries(of: $0, names) } ?? [:]
      if naming, Day(number: key.day) <= reading.calendar.today {
        for person in course.students.people where course.isEnrolled(person.id, on: Day(number: key.day)) {
          entered[person.id, default: names[person.id] ?? ""] += ""
        }
      }
      lines += entered.values.sorted { RussianOrder.compare($0, $1) < 0 }
      lines.append("")
    }
    guard !lines.isEmpty else { return "" }
    let group = course.group.isEmpty ? "" : " (\(course.group))"
    return (["\(WeekText.courseSign) \(course.form.name) \(course.subject)\(group)"] + lines).joined(separator: "\n")
  }

  /// The shortest way to write each student that fits nobody else.
  private func names(_ course: CourseState) -> [Int: String] {
    var result: [Int: String] = [:]
    for person in course.students.people {
      let ways = [
        person.surname, "\(person.surname) \(person.givenName.prefix(1)).", person.short, person.full, person.login ?? person.full,
      ]
      result[person.id] = ways.first { course.students.matches($0).map(\.id) == [person.id] } ?? person.full
    }
    return result
  }

  /// The line of each student who has something in a lesson.
  private func entries(of lesson: Int, _ names: [Int: String]) throws -> [Int: String] {
    var words: [Int: [String]] = [:]
    for (student, code, minutes) in try reading.database.rows(
      "SELECT student_id, code, minutes FROM attendance WHERE lesson_id = ?", lesson, as: (Int, String, Int?).self)
    {
      words[student, default: []].append(code + (minutes.map(String.init) ?? ""))
    }
    let marks =
      "SELECT student_id, kind_id, value_id, second_id, weight, comment, coalesce(is_private, 0) FROM mark WHERE lesson_id = ? ORDER BY kind_id"
    for (student, kind, value, second, weight, comment, isPrivate) in try reading.database.rows(
      marks, lesson, as: (Int, Int, Int, Int?, Int, String?, Int).self)
    {
      var word = ([value] + (second.map { [$0] } ?? [])).map { vocabulary.codes[$0] ?? "?" }.joined(separator: "/")
      word += abbreviations[kind] ?? ""
      if weight != vocabulary.usualWeight(kind) { word += "*\(weight)" }
      if let comment {
        // A bracket within would end the comment.
        let sign = isPrivate == 1 ? "!" : comment.hasPrefix("!") ? "\\" : ""
        word +=
          " (" + sign + WeekText.escaped(comment).split(separator: ")", omittingEmptySubsequences: false).joined(separator: "\\)") + ")"
      }
      words[student, default: []].append(word)
    }
    return Dictionary(uniqueKeysWithValues: words.map { ($0, ([names[$0] ?? String($0)] + $1).joined(separator: " ")) })
  }
}
