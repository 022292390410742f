import SQLite
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
  public init() {}
}

extension School {
  /// Enters marks from a file in rows: form, subject, day, student, mark, and what else it has.
  public func grade(from source: Source, _ options: GradeOptions, _ request: WriteRequest) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { try GradeSheet($0, options).run(source) }
  }

  /// Enters marks of one course from a page: students down, days across.
  public func grade(form: String, subject: String, page source: Source, _ options: GradeOptions, _ request: WriteRequest) throws
    -> Performed<GradeReport>
  {
    try perform(.journalWrite, request) { try GradePage($0, options).run(form, subject, source) }
  }

  /// Enters marks of one lesson given by hand as pairs of a student and a cell.
  public func grade(
    form: String, subject: String, pairs: [(student: String, cell: String)], _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradeReport> {
    try perform(.journalWrite, request) { writing in
      do { return try GradePairs(writing, options).run(form, subject, pairs) } catch let problem as Problem { throw BadValue(problem) }
    }
  }
}

/// What the three ways of entering marks share.
class GradeInput {
  let writing: Writing
  let options: GradeOptions
  let courses: CourseIndex
  let entries: EntryWriter
  let days: DayReader
  private var allowed: Set<Int> = []

  init(_ writing: Writing, _ options: GradeOptions) throws {
    self.writing = writing
    self.options = options
    let calendar = try writing.calendar()
    courses = try CourseIndex(writing.database, calendar)
    entries = try EntryWriter(writing, try MarkVocabulary(writing.database), replace: options.replace)
    days = DayReader(calendar)
  }

  /// Finds a course the actor may write to. A form split into groups has several: the one within reach is taken.
  func course(_ form: String, _ subject: String, abbreviated: Bool) throws -> CourseState {
    let found = try courses.courses(form: form, subject: subject, abbreviated: abbreviated)
    let reach = try writing.access.courses(writing.database)
    let course = found.first { reach?.contains($0.id) ?? true } ?? found[0]
    if allowed.insert(course.id).inserted {
      try writing.access.require(course: course.id, named: course.name, writing.database)
      try courses.load(course)
    }
    return course
  }

  func student(_ text: String, _ course: CourseState) throws -> Int {
    if let known = course.known[text] { return known }
    let found = try course.students.match(text)
    course.known[text] = found.id
    return found.id
  }

  /// The number of the lesson that the options mean on a day.
  func number(_ course: CourseState, _ day: Day) throws(Problem) -> Int {
    do { return try courses.lessonNumber(course, day, options.lesson, extra: options.extraLesson) } catch {
      switch error {
      case .day(let problem), .number(let problem): throw problem
      }
    }
  }

  func report(_ notices: [SourceNotice]) -> GradeReport { GradeReport(count: entries.count, notices: notices) }
}

/// Marks given on the command line.
final class GradePairs: GradeInput {
  func run(_ form: String, _ subject: String, _ pairs: [(student: String, cell: String)]) throws -> GradeReport {
    let course = try course(form, subject, abbreviated: true)
    let text = options.day ?? "today"
    guard let day = days.day(text) else { throw Problem.notADay(text) }
    let number = try number(course, day)
    // Everything is read before the lesson comes into being.
    let requests = try pairs.map { pair in
      EntryRequest(
        lesson: 0, student: try student(pair.student, course), cell: try entries.vocabulary.cell(pair.cell),
        kind: try options.kind.map { try entries.vocabulary.kind($0) }, weight: try options.weight.map { try MarkVocabulary.weight($0) },
        comment: options.comment, line: 0)
    }
    let lesson = try courses.lesson(course, day, number, byHand: options.extraLesson)
    for (index, request) in requests.enumerated() {
      var request = request
      request.lesson = lesson
      request.line = index + 1
      try entries.enter(request)
    }
    return report([])
  }
}

/// Marks from a file in rows.
final class GradeSheet: GradeInput {
  private var lastCourse: (form: String, subject: String, course: CourseState)?
  private var lastLesson: (course: Int, day: String, number: String?, lesson: Int)?

  func run(_ source: Source) throws -> GradeReport {
    let sheet = try Sheet(source)
    let student: Field = sheet.has(.student) ? .student : sheet.has(.fullName) ? .fullName : sheet.has(.login) ? .login : .student
    try sheet.need(.form, .subject, .day, student, .mark)
    let memo = RowMemo(entries.vocabulary)
    while try sheet.next() { try row(sheet, student, memo) }
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    return report([sheet.notice])
  }

  private func row(_ sheet: Sheet, _ studentField: Field, _ memo: RowMemo) throws {
    guard let course = try course(of: sheet) else { return }
    let lesson = try lesson(of: sheet, course)
    let student = try sheet[studentField].flatMap { text in try sheet.check(studentField) { try self.student(text, course) } }
    if sheet[studentField] == nil { sheet.mistake(studentField, .missing) }
    guard let cellText = sheet[.mark] else { return sheet.mistake(.mark, .missing) }
    let cell = try sheet.check(.mark) { try memo.vocabulary.cell(cellText) }
    let kind = try sheet[.kind].map { text in try sheet.check(.kind) { try memo.kind(text) } }
    let weight = try sheet[.weight].map { text in try sheet.check(.weight) { try memo.weight(text) } }
    // An optional within an optional: nothing said is fine, something wrong was said is not.
    guard let lesson, let student, let cell, !isWrong(kind), !isWrong(weight) else { return }
    let request = EntryRequest(
      lesson: lesson, student: student, cell: cell, kind: kind ?? nil, weight: weight ?? nil, comment: sheet[.comment], line: sheet.line)
    _ = try sheet.check(.mark) { try entries.enter(request) }
  }

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
    if let last = lastCourse, last.form == form, last.subject == subject { return last.course }
    do {
      let course = try course(form, subject, abbreviated: false)
      lastCourse = (form, subject, course)
      return course
    } catch let problem as Problem {
      if case .noSuchForm = problem { sheet.mistake(.form, problem) } else { sheet.mistake(.subject, problem) }
      return nil
    }
  }

  private func lesson(of sheet: Sheet, _ course: CourseState) throws -> Int? {
    guard let dayText = sheet[.day] else {
      sheet.mistake(.day, .missing)
      return nil
    }
    let numberText = sheet[.number]
    if let last = lastLesson, last.course == course.id, last.day == dayText, last.number == numberText { return last.lesson }
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
      let lesson = try courses.lesson(course, day, found, byHand: options.extraLesson)
      lastLesson = (course.id, dayText, numberText, lesson)
      return lesson
    } catch let problem as CourseIndex.LessonProblem {
      switch problem {
      case .day(let problem): sheet.mistake(.day, problem)
      case .number(let problem): sheet.mistake(.number, problem)
      }
      return nil
    }
  }
}

/// The kinds and weights a file has named so far.
final class RowMemo {
  let vocabulary: MarkVocabulary
  private var kinds: [String: Int] = [:]
  private var weights: [String: Int] = [:]

  init(_ vocabulary: MarkVocabulary) { self.vocabulary = vocabulary }

  func kind(_ text: String) throws -> Int {
    if let known = kinds[text] { return known }
    let kind = try vocabulary.kind(text)
    kinds[text] = kind
    return kind
  }

  func weight(_ text: String) throws -> Int {
    if let known = weights[text] { return known }
    let weight = try MarkVocabulary.weight(text)
    weights[text] = weight
    return weight
  }
}

/// Marks from a page: the first column names the students, the others are days (`02.09`, or `02.09 №3` for one of several lessons).
final class GradePage: GradeInput {
  func run(_ form: String, _ subject: String, _ source: Source) throws -> GradeReport {
    let course: CourseState
    do { course = try self.course(form, subject, abbreviated: true) } catch let problem as Problem { throw BadValue(problem) }
    let sheet = try Sheet(source)
    guard let student = sheet.positions[.student] ?? sheet.positions[.fullName] ?? sheet.positions[.surname] else {
      throw BadFile.headingsMissing(file: sheet.file, missing: [Heading.name(.student)], understood: sheet.understood)
    }
    var columns: [(position: Int, heading: String, lesson: Int?)] = []
    for (position, heading) in sheet.headings.enumerated() where sheet.positions.values.contains(position) == false && !heading.isEmpty {
      columns.append((position, heading, try lesson(heading, course, sheet)))
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
      for column in columns { try enter(column, id, sheet) }
    }
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    var notice = sheet.notice
    notice.unknownHeadings = []
    return report([notice])
  }

  private func enter(_ column: (position: Int, heading: String, lesson: Int?), _ student: Int, _ sheet: Sheet) throws {
    let text = sheet.text(at: column.position)
    guard !text.isEmpty, let lesson = column.lesson else { return }
    do {
      let cell = try entries.vocabulary.cell(text)
      try entries.enterPageCell(EntryRequest(lesson: lesson, student: student, cell: cell, line: sheet.line))
    } catch let problem as Problem {
      sheet.mistakes.append(Mistake(file: sheet.file, line: sheet.line, column: column.heading, problem: problem))
    }
  }

  private func lesson(_ heading: String, _ course: CourseState, _ sheet: Sheet) throws -> Int? {
    let parts = heading.split(whereSeparator: { $0 == "№" || $0 == "#" })
    let number = parts.count > 1 ? Int(Folding.tidy(String(parts[1]))) : nil
    var problem = Problem.notADay(heading)
    if let day = days.day(Folding.tidy(String(parts.first ?? ""))) {
      do {
        let found = try courses.lessonNumber(course, day, number, extra: options.extraLesson)
        return try courses.lesson(course, day, found, byHand: false)
      } catch let failure as CourseIndex.LessonProblem {
        switch failure {
        case .day(let found), .number(let found): problem = found
        }
      }
    }
    sheet.mistakes.append(Mistake(file: sheet.file, line: 1, column: heading, problem: problem))
    return nil
  }
}
