import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What entering marks did.
public struct GradeReport: Sendable {
  public var count = EntryCount()
  public var notices: [SourceNotice] = []
}

/// What applies to all marks of one `journal grade`.
public struct GradeOptions: Sendable {
  public var day: String?
  public var lesson: Int?
  public var kind: String?
  public var weight: String?
  public var comment: String?
  public var replace = false
  /// Adds a lesson that the timetable does not have.
  public var extraLesson = false
  /// Until when a debt is to be made good.
  public var due: String?
  /// From when students and parents see the marks.
  public var shownFrom: String?
  /// The comment is for teachers alone.
  public var isPrivate = false
  /// The day of the mark that these are retakes of.
  public var retakes: String?
  public init() {}
}

extension Journal {
  /// Enters marks from a file in rows: form, subject, day, student, mark, and what else it has.
  public func grade(from source: Source, _ options: GradeOptions, _ request: WriteRequest) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { try GradeSheet($0, options).run(source) }
  }

  /// Enters marks of one course from a page: students down, days across.
  public func grade(form: String, subject: String, page source: Source, _ options: GradeOptions, _ request: WriteRequest) throws
    -> Performed<GradeReport>
  {
    try perform(.journalWrite, request) { try GradePage($0, options, form: form).run(form, subject, source) }
  }

  /// Enters marks of one lesson given by hand as pairs of a student and a cell.
  public func grade(
    form: String, subject: String, pairs: [(student: String, cell: String)], _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { writing in
      do { return try GradePairs(writing, options, form: form).run(form, subject, pairs) } catch let problem as Problem {
        throw JournalFailure(problem) ?? BadValue(problem)
      }
    }
  }
}

extension JournalFailure {
  /// A day that is closed is no mistake of the typing: it is not permitted.
  package init?(_ problem: Problem) {
    switch problem {
    case .termClosed(let code): self = .termClosed(code)
    case .tooLate(let days, let limit): self = .tooLate(days: days, limit: limit)
    default: return nil
    }
  }
}

/// What the three ways of entering marks share.
package class GradeInput {
  package let writing: Writing
  package let options: GradeOptions
  package let courses: CourseIndex
  package let entries: EntryWriter
  package let days: DayReader
  private var allowed: Set<Int> = []
  /// Courses by form and subject as they were written.
  private var known: [String: CourseState] = [:]

  /// - Parameter form: the one form that will be asked for, where that is known.
  package init(_ writing: Writing, _ options: GradeOptions, form: String? = nil) throws {
    self.writing = writing
    self.options = options
    let calendar = try writing.calendar()
    courses = try CourseIndex(writing.database, calendar, only: form)
    courses.gate = try JournalGate(writing)
    entries = try EntryWriter(writing, try MarkVocabulary(writing.database), replace: options.replace)
    days = DayReader(calendar)
  }

  /// Finds a course the actor may write to. A form split into groups has several: the one within reach is taken.
  package func course(_ form: String, _ subject: String, abbreviated: Bool) throws -> CourseState {
    let name = form + "\t" + subject
    if let known = known[name] { return known }
    let found = try courses.courses(form: form, subject: subject, abbreviated: abbreviated)
    let reach = try writing.access.courses(writing.database)
    let course = found.first { reach?.contains($0.id) ?? true } ?? found[0]
    if allowed.insert(course.id).inserted {
      try writing.access.require(course: course.id, named: course.name, writing.database)
      try courses.load(course)
    }
    known[name] = course
    return course
  }

  package func student(_ text: String, _ course: CourseState) throws -> Int {
    if let known = course.known[text] { return known }
    let found = try course.students.match(text)
    course.known[text] = found.id
    return found.id
  }

  /// The number of the lesson that the options mean on a day.
  package func number(_ course: CourseState, _ day: Day) throws(Problem) -> Int {
    do { return try courses.lessonNumber(course, day, options.lesson, extra: options.extraLesson) } catch { throw error.problem }
  }

  package func report(_ notices: [SourceNotice]) -> GradeReport { GradeReport(count: entries.count, notices: notices) }
}

/// Marks given on the command line.
package final class GradePairs: GradeInput {
  package func run(_ form: String, _ subject: String, _ pairs: [(student: String, cell: String)]) throws -> GradeReport {
    let course = try course(form, subject, abbreviated: true)
    let text = options.day ?? "today"
    guard let day = days.day(text) else { throw Problem.notADay(text) }
    let number = try number(course, day)
    // Everything is read before the lesson comes into being.
    let due = try options.due.map { try self.day($0) }
    let shownFrom = try options.shownFrom.map { try self.day($0) }
    let requests = try pairs.map { pair in
      var request = EntryRequest(
        lesson: 0, student: try student(pair.student, course), cell: try entries.vocabulary.cell(pair.cell, course.scale),
        kind: try options.kind.map { try entries.vocabulary.kind($0) }, weight: try options.weight.map { try MarkVocabulary.weight($0) },
        comment: options.comment, line: 0)
      (request.due, request.shownFrom, request.isPrivate) = (due, shownFrom, options.isPrivate ? true : nil)
      request.retakeOf = try options.retakes.map { try self.retaken($0, request.student, course) }
      return request
    }
    let lesson = try courses.lesson(course, day, number, byHand: options.extraLesson)
    for (index, request) in requests.enumerated() {
      try course.require(request.student, on: day)
      var request = request
      request.lesson = lesson
      request.line = index + 1
      try entries.enter(request)
    }
    return report([])
  }

  private func day(_ text: String) throws(Problem) -> Day {
    guard let day = days.day(text) else { throw .notADay(text) }
    return day
  }

  /// The mark of a day that is taken again; of several the one with the lowest points.
  private func retaken(_ text: String, _ student: Int, _ course: CourseState) throws -> Int {
    let day = try self.day(text)
    let sql = """
      SELECT m.id FROM mark m JOIN lesson l ON l.id = m.lesson_id JOIN mark_value v ON v.id = m.value_id
      WHERE l.course_id = ? AND l.day = ? AND m.student_id = ? ORDER BY coalesce(v.points, 0), m.id
      """
    guard let mark = try writing.database.value(sql, course.id, day, student, as: Int.self) else {
      throw Problem.nothingToRetake(day.description)
    }
    return mark
  }
}

/// Marks from a file in rows.
package final class GradeSheet: GradeInput {
  /// What the last row said of form, subject, day and number, by the runs of their cells.
  private var lastLesson: (runs: [Int], course: CourseState, place: LessonOfRows)?
  private var placeColumns: [Int] = []

  private struct LessonOfRows {
    let key: Int
    let day: Day
  }

  package func run(_ source: Source) throws -> GradeReport {
    let sheet = try Sheet(source)
    let student: Field = sheet.has(.student) ? .student : sheet.has(.fullName) ? .fullName : sheet.has(.login) ? .login : .student
    try sheet.need(.form, .subject, .day, student, .mark)
    placeColumns = [.form, .subject, .day, .number].compactMap { sheet.positions[$0] }
    let memo = RowMemo(entries.vocabulary, sheet)
    try entries.expectMany()
    while try sheet.next() { try row(sheet, student, memo) }
    try entries.flush()
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    return report([sheet.notice])
  }

  private func row(_ sheet: Sheet, _ studentField: Field, _ memo: RowMemo) throws {
    guard let (course, lesson) = try place(of: sheet) else { return }
    let student = try sheet[studentField].flatMap { text in try sheet.check(studentField) { try self.student(text, course) } }
    if sheet[studentField] == nil { sheet.mistake(studentField, .missing) }
    guard let cellText = sheet[.mark] else { return sheet.mistake(.mark, .missing) }
    let cell = try sheet.check(.mark) { try memo.vocabulary.cell(cellText, course.scale) }
    let kind = try memo.kind(sheet)
    let weight = try memo.weight(sheet)
    guard let lesson, let student, let cell, !isWrong(kind), !isWrong(weight) else { return }
    guard try sheet.check(studentField, { try course.require(student, on: lesson.day) }) != nil else { return }
    let request = EntryRequest(
      lesson: lesson.key, student: student, cell: cell, kind: kind ?? nil, weight: weight ?? nil, comment: sheet[.comment], line: sheet.line
    )
    _ = try sheet.check(.mark) { try entries.enter(request) }
  }

  /// The course of a row, and its lesson where it could be found; the same as the last row's while their cells repeat.
  private func place(of sheet: Sheet) throws -> (CourseState, LessonOfRows?)? {
    let runs = placeColumns.map { sheet.cell(at: $0)?.run ?? 0 }
    if let last = lastLesson, last.runs == runs { return (last.course, last.place) }
    guard let course = try course(of: sheet) else { return nil }
    let lesson = try lesson(of: sheet, course)
    if let lesson { lastLesson = (runs, course, lesson) }
    return (course, lesson)
  }

  /// An optional within an optional: nothing said is fine, something wrong was said is not.
  private func isWrong<T>(_ value: T??) -> Bool { if case .some(.none) = value { true } else { false } }

  private func course(of sheet: Sheet) throws -> CourseState? {
    guard let form = sheet[.form] else {
      sheet.mistake(.form, .missing)
      return nil
    }
    guard let subject = sheet[.subject] else {
      sheet.mistake(.subject, .missing)
      return nil
    }
    do { return try course(form, subject, abbreviated: false) } catch let problem as Problem {
      if case .noSuchForm = problem { sheet.mistake(.form, problem) } else { sheet.mistake(.subject, problem) }
      return nil
    }
  }

  private func lesson(of sheet: Sheet, _ course: CourseState) throws -> LessonOfRows? {
    guard let dayText = sheet[.day] else {
      sheet.mistake(.day, .missing)
      return nil
    }
    let numberText = sheet[.number]
    guard let day = days.day(dayText) else {
      sheet.mistake(.day, .notADay(dayText))
      return nil
    }
    var number: Int?
    if let numberText {
      guard let value = Int(numberText), (0...20).contains(value) else {
        sheet.mistake(.number, .notANumber(numberText))
        return nil
      }
      number = value
    }
    do {
      let found = try courses.lessonNumber(course, day, number, extra: options.extraLesson)
      return LessonOfRows(key: try courses.lesson(course, day, found, byHand: options.extraLesson), day: day)
    } catch let problem as CourseIndex.LessonProblem {
      switch problem {
      case .day(let problem): sheet.mistake(.day, problem)
      case .number(let problem): sheet.mistake(.number, problem)
      }
      return nil
    }
  }
}

/// The kind of work and the weight of a row, found out once for as long as their cells repeat.
package final class RowMemo {
  package let vocabulary: MarkVocabulary
  private let kindColumn: Int?
  private let weightColumn: Int?
  private var lastKind: (run: Int, value: Int)?
  private var lastWeight: (run: Int, value: Int)?
  /// A blank cell ends a run; the words come again all the same.
  private var kinds: [String: Int] = [:]
  private var weights: [String: Int] = [:]

  package init(_ vocabulary: MarkVocabulary, _ sheet: Sheet) {
    self.vocabulary = vocabulary
    kindColumn = sheet.positions[.kind]
    weightColumn = sheet.positions[.weight]
  }

  /// - Returns: `nil` when nothing is said, an empty optional when what is said is wrong.
  package func kind(_ sheet: Sheet) throws -> Int?? {
    try value(sheet, .kind, kindColumn, &lastKind, &kinds) { try vocabulary.kind($0) }
  }

  package func weight(_ sheet: Sheet) throws -> Int?? {
    try value(sheet, .weight, weightColumn, &lastWeight, &weights) { try MarkVocabulary.weight($0) }
  }

  private func value(
    _ sheet: Sheet, _ field: Field, _ column: Int?, _ last: inout (run: Int, value: Int)?, _ known: inout [String: Int],
    _ parse: (String) throws -> Int
  ) throws -> Int?? {
    guard let column, let cell = sheet.cell(at: column), let text = cell.text else { return .none }
    if let last, last.run == cell.run { return last.value }
    let value = try known[text] ?? sheet.check(field) { try parse(text) }
    if let value {
      last = (cell.run, value)
      known[text] = value
    }
    return .some(value)
  }
}

/// Marks from a page: the first column names the students, the others are days (`02.09`, or `02.09 №3` for one of several lessons).
package final class GradePage: GradeInput {
  package func run(_ form: String, _ subject: String, _ source: Source) throws -> GradeReport {
    let course: CourseState
    do { course = try self.course(form, subject, abbreviated: true) } catch let problem as Problem { throw BadValue(problem) }
    let sheet = try Sheet(source)
    guard let student = sheet.positions[.student] ?? sheet.positions[.fullName] ?? sheet.positions[.surname] else {
      throw BadFile.headingsMissing(file: sheet.file, missing: [Heading.name(.student)], understood: sheet.understood)
    }
    var columns: [PageColumn] = []
    var passedOver: [String] = []
    for (position, heading) in sheet.headings.enumerated() where sheet.positions.values.contains(position) == false && !heading.isEmpty {
      // Averages and the like stand beside the days; a heading without a digit is no day.
      guard heading.contains(where: \.isNumber) else {
        passedOver.append(heading)
        continue
      }
      columns.append(PageColumn(position: position, heading: heading, place: try place(heading, course, sheet)))
    }
    guard !columns.isEmpty else {
      throw BadFile.headingsMissing(file: sheet.file, missing: [Heading.name(.day)], understood: sheet.understood)
    }
    var seen: [Int: Int] = [:]
    while try sheet.next() {
      let text = sheet.text(at: student)
      guard let id = try sheet.check(.student, { try self.student(text, course) }) else { continue }
      if let first = seen.updateValue(sheet.line, forKey: id) {
        sheet.mistake(.student, .samePersonTwice(firstLine: first))
        continue
      }
      for index in columns.indices { try enter(&columns[index], course, id, sheet) }
    }
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    var notice = sheet.notice
    notice.unknownHeadings = passedOver
    return report([notice])
  }

  private struct PageColumn {
    package let position: Int
    package let heading: String
    package let place: (day: Day, number: Int)?
    package var lesson: Int?
  }

  private func enter(_ column: inout PageColumn, _ course: CourseState, _ student: Int, _ sheet: Sheet) throws {
    let text = sheet.text(at: column.position)
    guard !text.isEmpty, let place = column.place else { return }
    // A column without an entry makes no lesson.
    let lesson = try column.lesson ?? courses.lesson(course, place.day, place.number, byHand: false)
    column.lesson = lesson
    do {
      let cell = try entries.vocabulary.cell(text, course.scale)
      try course.require(student, on: place.day)
      try entries.enterPageCell(EntryRequest(lesson: lesson, student: student, cell: cell, line: sheet.line))
    } catch let problem as Problem {
      sheet.mistakes.append(Mistake(file: sheet.file, line: sheet.line, column: column.heading, problem: problem))
    }
  }

  private func place(_ heading: String, _ course: CourseState, _ sheet: Sheet) throws -> (day: Day, number: Int)? {
    let parts = heading.split(whereSeparator: { $0 == "№" || $0 == "#" })
    let number = parts.count > 1 ? Int(Folding.tidy(String(parts[1]))) : nil
    var problem = Problem.notADay(heading)
    if let day = days.day(Folding.tidy(String(parts.first ?? ""))) {
      do {
        return (day, try courses.lessonNumber(course, day, number, extra: options.extraLesson))
      } catch {
        switch error {
        case .day(let found), .number(let found): problem = found
        }
      }
    }
    sheet.mistakes.append(Mistake(file: sheet.file, line: 1, column: heading, problem: problem))
    return nil
  }
}
