import Basics
import Record
import SchoolModel
import SchoolSheets
import Tabular

/// Marks from a file in rows. What the command line says need not stand in the file; what a row says comes first.
package final class GradeSheet {
  private let entering: Entering
  private let sheet: Sheet
  private let names: NameColumn
  private let memo: RowMemo
  /// The course of the command line.
  private let course: CourseState?
  /// What the command line says of all rows.
  private let common: EntryRequest.Common
  /// The day of rows that say none: what the command line says, today for a list of the class as for marks typed one by one.
  private let standardDay: String?
  private let placeColumns: [Int]
  /// What the last row said of form, subject, day and number, by the runs of their cells.
  private var last: (runs: [Int], place: LessonPlace)?

  /// - Parameter course: the course the rows are of, where the file need not say it.
  package init(_ entering: Entering, _ sheet: Sheet, course: CourseState? = nil) throws {
    self.entering = entering
    self.sheet = sheet
    self.course = course
    names = NameColumn(sheet)
    memo = RowMemo(entering.vocabulary, sheet)
    common = try entering.common()
    placeColumns = [.form, .subject, .day, .number].compactMap { sheet.positions[$0] }
    standardDay = entering.options.day ?? (course != nil && !sheet.has(.day) ? "today" : nil)
    let needed = (course == nil ? [.form, .subject] : []) + (standardDay == nil ? [.day] : []) + [names.field, .mark]
    try sheet.need(needed)
  }

  package func run() throws -> GradeReport {
    try entering.entry.expectMany()
    while try sheet.next() { try row() }
    try entering.entry.flush()
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    return entering.report([sheet.notice])
  }

  private func row() throws {
    let name = names.text(sheet)
    if course != nil, let name, sheet.isSummary(name) { return }
    // In a list of the class many have no mark.
    if course != nil, name != nil, sheet[.mark] == nil { return }
    guard let course = try courseOfRow() else { return }
    let place = try place(course)
    let student = try name.flatMap { text in try sheet.check(names.field) { try entering.places.student(text, course) } }
    if name == nil { sheet.mistake(names.field, .missing) }
    guard let cellText = sheet[.mark] else { return sheet.mistake(.mark, .missing) }
    let cell = try sheet.check(.mark) { try entering.vocabulary.cell(cellText, course.scale) }
    let kind = try memo.kind(sheet)
    let weight = try memo.weight(sheet)
    guard let place, let student, let cell, !isWrong(kind), !isWrong(weight) else { return }
    var request = EntryRequest(place: place, student: student, cell: cell, common, line: sheet.line)
    if let kind = kind ?? nil { request.kind = kind }
    if let weight = weight ?? nil { request.weight = weight }
    if let comment = sheet[.comment] { request.comment = comment }
    do {
      if let day = common.retakeDay { request.retakeOf = try entering.retaken(day, request) }
      try entering.entry.enter(request)
    } catch let problem as Problem { sheet.mistake(problem.field(student: names.field), problem) }
  }

  /// An optional within an optional: nothing said is fine, something wrong was said is not.
  private func isWrong<T>(_ value: T??) -> Bool { if case .some(.none) = value { true } else { false } }

  /// The course of a row; the same as the last row's while their cells repeat.
  private func courseOfRow() throws -> CourseState? {
    if let last, repeats(last.runs) { return last.place.course }
    last = nil
    guard let form = sheet[.form] ?? course?.form.name else {
      sheet.mistake(.form, .missing)
      return nil
    }
    guard let subject = sheet[.subject] ?? course?.subject else {
      sheet.mistake(.subject, .missing)
      return nil
    }
    if let course, !sheet.has(.form), !sheet.has(.subject) { return course }
    if let course, let name = FormName(form), name != course.form {
      sheet.mistake(.form, .otherCourse("\(name.name) \(subject)", asked: course.name))
      return nil
    }
    let found: CourseState
    do { found = try entering.places.course(form, subject, abbreviated: course != nil) } catch let problem as Problem {
      if case .noSuchForm = problem { sheet.mistake(.form, problem) } else { sheet.mistake(.subject, problem) }
      return nil
    }
    guard let course, course.id != found.id else { return found }
    sheet.mistake(sheet.has(.form) ? .form : .subject, .otherCourse(found.name, asked: course.name))
    return nil
  }

  private var runs: [Int] { placeColumns.map(run) }

  private func repeats(_ runs: [Int]) -> Bool { placeColumns.indices.allSatisfy { run(placeColumns[$0]) == runs[$0] } }

  private func run(_ column: Int) -> Int { sheet.cell(at: column)?.run ?? 0 }

  private func place(_ course: CourseState) throws -> LessonPlace? {
    if let last { return last.place }
    guard let dayText = sheet[.day] ?? standardDay else {
      sheet.mistake(.day, .missing)
      return nil
    }
    guard let day = try sheet.check(.day, { try entering.places.day(dayText) }) else { return nil }
    var number = entering.options.lesson
    if let text = sheet[.number] {
      guard let value = Int(text), (0...20).contains(value) else {
        sheet.mistake(.number, .notANumber(text))
        return nil
      }
      number = value
    }
    let found = entering.places.found(course, day, number)
    switch found {
    case .success(let place):
      last = (runs, place)
      return place
    // A day that no row says is wrong once.
    case .failure(.day(let problem)) where !sheet.has(.day): throw JournalFailure(problem) ?? BadValue(problem)
    case .failure(.day(let problem)): sheet.mistake(.day, problem)
    case .failure(.number(let problem)): sheet.mistake(.number, problem)
    }
    return nil
  }
}

/// The column that names the student, or the three of a name.
package struct NameColumn {
  package let field: Field
  private let isInParts: Bool

  package init(_ sheet: Sheet) {
    field = [Field.student, .fullName, .login, .surname].first(where: sheet.has) ?? .student
    isInParts = field == .surname
  }

  /// The name in a row; `nil` where it is empty.
  package func text(_ sheet: Sheet) -> String? {
    guard isInParts else { return sheet[field] }
    return sheet[.surname].map { ([$0, sheet[.givenName], sheet[.patronymic]] as [String?]).compactMap { $0 }.joined(separator: " ") }
  }
}

extension Problem {
  /// The column that a row's problem is of: its day, its student, or its mark.
  fileprivate func field(student: Field) -> Field {
    if isOfTheDay { return .day }
    if case .notInCourse = self { return student }
    return .mark
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
