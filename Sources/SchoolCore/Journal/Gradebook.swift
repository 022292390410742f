import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The gradebook files of other systems that are written and read here (facts.md, section 7).
public enum GradebookForm: String, Sendable, CaseIterable {
  case canvas, moodle, page, oneroster
}

/// A column of a gradebook: one kind of work in one lesson.
package struct GradebookWork: Hashable {
  package let day: Day
  package let number: Int
  package let kind: String
  /// A second mark in the same cell has a column of its own.
  package var isSecond = false

  package init(day: Day, number: Int, kind: String, isSecond: Bool = false) {
    self.day = day
    self.number = number
    self.kind = kind
    self.isSecond = isSecond
  }

  /// `2026-09-07 №2 Контрольная работа`, with `/2` for the second mark.
  package var title: String { "\(day) №\(number) \(kind)\(isSecond ? "/2" : "")" }

  /// The day, the number and the kind that a title or a rule names; the last two may be left out.
  package struct Named: Equatable {
    package var day: String
    package var number: Int?
    package var kind: String?
    package var isSecond = false
  }

  /// - Returns: `nil` for a title that does not begin with a day.
  package static func parse(_ title: String) -> Named? {
    var words = title.split(separator: " ").map(String.init)
    guard let first = words.first, first.first?.isNumber ?? false, first.contains(where: { $0 == "-" || $0 == "." }) else { return nil }
    words.removeFirst()
    var named = Named(day: first)
    if let word = words.first, word.hasPrefix("№"), let number = Int(word.dropFirst()) {
      named.number = number
      words.removeFirst()
    }
    var kind = words.joined(separator: " ")
    if kind.hasSuffix("/2") { (named.isSecond, kind) = (true, String(kind.dropLast(2))) }
    if !kind.isEmpty { named.kind = kind }
    return named
  }
}

extension Journal {
  /// The marks of a course as another system's gradebook.
  /// - Throws: `AccessFailure` when the course is out of reach, `BadValue` when there is none.
  public func gradebook(form: String, subject: String, as kind: GradebookForm, span text: String?) throws -> Table {
    guard kind == .canvas || kind == .moodle else {
      return try page(form: form, subject: subject, span: text ?? "year", showsReplaced: false)
    }
    return try read(.journalRead) { reading in
      let course = try reading.course(form, subject)
      let marks = try GradebookMarks(reading, course, try SpanReader(reading.calendar).span(text))
      return kind == .canvas ? marks.canvas() : marks.moodle()
    }
  }
}

/// The marks of a course by students and works.
private struct GradebookMarks {
  private let course: CourseState
  private let emails: [Int: String]
  private var works: [GradebookWork] = []
  private var cells: [Int: [GradebookWork: String]] = [:]
  private let now: Instant
  /// The best of the course's scale: what Canvas calls the points possible.
  private let highest: Int

  package init(_ reading: Reading, _ course: CourseState, _ span: DaySpan) throws {
    self.course = course
    now = reading.now
    highest = try MarkScores(reading.database).highest(course.scale)
    let vocabulary = try MarkVocabulary(reading.database)
    emails = Dictionary(
      try reading.database.rows("SELECT id, email FROM person WHERE email IS NOT NULL", as: (Int, String).self), uniquingKeysWith: { $1 })
    let sql = """
      SELECT l.day, l.number, m.student_id, m.kind_id, m.value_id, m.second_id, m.id FROM lesson l JOIN mark m ON m.lesson_id = l.id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number, m.kind_id
      """
    let ledger = try MarkLedger(reading)
    for (day, number, student, kind, value, second, mark) in try reading.database.rows(
      sql, course.id, span.first, span.last, as: (String, Int, Int, Int, Int, Int?, Int).self)
    {
      guard !ledger.isReplaced(mark), let day = Day(iso: day) else { continue }
      for (id, isSecond) in [(value, false)] + (second.map { [($0, true)] } ?? []) {
        let work = GradebookWork(day: day, number: number, kind: vocabulary.kindNames[kind] ?? "", isSecond: isSecond)
        if !works.contains(work) { works.append(work) }
        cells[student, default: [:]][work] = vocabulary.codes[id] ?? ""
      }
    }
  }

  private var students: [PersonName] { course.students.people }

  /// Canvas: two rows of headings' own before the students; what it calls points are the marks of the course's scale.
  package func canvas() -> Table {
    let fixed = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    let columns = fixed + works.enumerated().map { "\($1.title) (\($0 + 1))" }
    let possible: [Cell] = [.text("    Points Possible"), .empty, .empty, .empty, .empty] + works.map { _ in .text("\(highest).00") }
    let rows = students.map { student -> [Cell] in
      let name = "\(student.surname), " + [student.givenName, student.patronymic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      let head: [Cell] = [
        .text(name), .integer(student.id), .text(ExternalIDs.own(.user, student.id)), Cell(student.login), .text(course.form.name),
      ]
      return head + works.map { work in Self.canvas(cells[student.id]?[work]) }
    }
    return Table(columns.map { Column($0, en: $0, ru: $0) }, rows: [possible] + rows)
  }

  private static func canvas(_ code: String?) -> Cell {
    guard let code else { return .empty }
    let words = ["осв": "EX", "зач": "complete", "незач": "incomplete"]
    return .text(words[code] ?? (Int(code) == nil ? code : code + ".00"))
  }

  package func moodle() -> Table {
    let fixed = ["First name", "Last name", "ID number", "Institution", "Department", "Email address"]
    let columns = fixed + works.map { "Assignment: \($0.title) (Real)" } + ["Last downloaded from this course"]
    let rows = students.map { student -> [Cell] in
      let given = [student.givenName, student.patronymic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      let head: [Cell] = [
        .text(given), .text(student.surname), .text(ExternalIDs.own(.user, student.id)), .empty, .text(course.form.name),
        Cell(emails[student.id]),
      ]
      let marks = works.map { work -> Cell in
        let code = cells[student.id]?[work]
        return .text(code.map { Int($0) == nil ? $0 : $0 + ".00" } ?? "-")
      }
      return head + marks + [.integer(now.milliseconds / 1000)]
    }
    return Table(columns.map { Column($0, en: $0, ru: $0) }, rows: rows)
  }
}
