import Basics
import Record
import SchoolModel
import SchoolSheets
import Tabular

/// What an import of another system's gradebook did.
public struct GradebookReport: Sendable {
  public var count = EntryCount()
  public var notices: [SourceNotice] = []
  /// Who is in the file and not in the course.
  public var strangers: [String] = []
  /// Who is in the course and not in the file.
  public var unnamed: [String] = []
}

extension Journal {
  /// Enters the marks of one course from another system's gradebook.
  ///
  /// An empty cell is neither a mark nor an absence. A student given twice is a mistake.
  /// - Throws: `BadInput` with all mistakes; nothing is written then.
  public func importGradebook(
    form: String, subject: String, _ source: Source, _ rules: GradebookRules, _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradebookReport> {
    try perform(.journalWrite, request) { writing in
      try GradebookImport(.init(writing, options, form: form)).run(form, subject, rules) { _ in try GradebookFile(source, rules) }
    }
  }

  /// Enters the marks of one course from a OneRoster set with line items and results.
  public func importGradebook(
    form: String, subject: String, _ set: OneRosterSet, at school: OneRosterSet.School?, _ rules: GradebookRules, _ options: GradeOptions,
    _ request: WriteRequest
  ) throws -> Performed<GradebookReport> {
    try perform(.journalWrite, request) { writing in
      guard set.mistakes.isEmpty else { throw BadInput(set.mistakes) }
      let keys = try ExternalIDs(writing.database, set.producer, school?.id)
      return try GradebookImport(.init(writing, options, form: form)).run(form, subject, rules) {
        try GradebookFile(set, course: $0.id, keys)
      }
    }
  }
}

package final class GradebookImport {
  private let entering: Entering
  /// The scale of the course, and its best.
  private var scale = ScaleCode.fivePoint
  private var highest = 5

  package init(_ entering: Entering) { self.entering = entering }

  package func run(
    _ form: String, _ subject: String, _ rules: GradebookRules, _ read: (CourseState) throws -> GradebookFile
  ) throws -> GradebookReport {
    let course: CourseState
    do { course = try entering.places.course(form, subject, abbreviated: true) } catch let problem as Problem { throw BadValue(problem) }
    scale = course.scale
    highest = try MarkScores(entering.writing.database).highest(scale)
    // Bands turn points into marks of the five-point scale, and mean nothing on another.
    guard rules.bands.isEmpty || scale == .fivePoint else { throw BadValue(.bandsOfAnotherScale(course.name)) }
    var file = try read(course)
    var mistakes = file.mistakes
    let columns = try columns(&file, rules, course, &mistakes)
    var report = GradebookReport()
    var seen: [Int: Int] = [:]
    for row in file.rows {
      guard let student = student(of: row, course) else {
        report.strangers.append(row.names.last ?? "")
        continue
      }
      if let own = course.students.people.first(where: { $0.id == student }), let name = row.names.last, row.names.count > 1,
        row.names.contains(ExternalIDs.own(.user, student)), !Folding.key(name).contains(Folding.key(own.surname))
      {
        mistakes.append(Mistake(file: file.file, line: row.line, column: nil, problem: .nameOtherwise(name, person: own.full)))
        continue
      }
      if let first = seen.updateValue(row.line, forKey: student) {
        mistakes.append(Mistake(file: file.file, line: row.line, column: nil, problem: .samePersonTwice(firstLine: first)))
        continue
      }
      try enter(row, student, course, columns, rules, file.file, &mistakes)
    }
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    let calendar = entering.places.courses.calendar
    let today = max(calendar.today, calendar.year.first)
    report.unnamed = course.students.people.filter { seen[$0.id] == nil && course.isEnrolled($0.id, on: today) }.map(\.full)
    report.count = entering.entry.count
    report.notices = [file.notice]
    return report
  }

  private struct Column {
    package let work: GradebookFile.Work
    package let place: LessonPlace
    package let kind: Int
    package let isSecond: Bool
  }

  /// The columns that stand for a lesson: by their title, by a rule, or by the day that was asked for.
  private func columns(
    _ file: inout GradebookFile, _ rules: GradebookRules, _ course: CourseState, _ mistakes: inout [Mistake]
  ) throws -> [Column] {
    var columns: [Column] = []
    var passedOver: [String] = []
    for work in file.works {
      let single = file.works.count == 1 ? entering.options.day.map { GradebookWork.Named(day: $0) } : nil
      guard let named = rules.named(work) ?? GradebookWork.parse(work.title) ?? single else {
        passedOver.append(work.heading)
        continue
      }
      // A column without any mark needs no lesson.
      guard file.rows.contains(where: { Self.holds($0.cells[work.position]) }) else { continue }
      do {
        let vocabulary = entering.vocabulary
        let kind = try (named.kind ?? entering.options.kind).map { try vocabulary.kind($0) } ?? vocabulary.standardKind
        let place = try entering.places.place(course, try entering.places.day(named.day), named.number ?? entering.options.lesson)
        if let problem = unknownMaximum(work, rules, file) {
          mistakes.append(Mistake(file: file.file, line: 1, column: work.heading, problem: problem))
          continue
        }
        columns.append(Column(work: work, place: place, kind: kind, isSecond: named.isSecond))
      } catch let problem as Problem {
        mistakes.append(Mistake(file: file.file, line: 1, column: work.heading, problem: problem))
      } catch let failure as CourseIndex.LessonProblem {
        mistakes.append(Mistake(file: file.file, line: 1, column: work.heading, problem: failure.problem))
      }
    }
    file.passOver(passedOver)
    if columns.isEmpty, mistakes.isEmpty, let first = passedOver.first {
      // What holds numbers is likelier a work than a section or a time.
      let likely = file.works.first { work in
        file.rows.contains { $0.cells[work.position].map { GradebookNumber.value($0, limit: nil) != nil } ?? false }
      }
      let named = likely?.heading ?? first
      mistakes.append(Mistake(file: file.file, line: 1, column: named, problem: .worksUnnamed([named])))
    }
    return columns
  }

  /// With bands, points of a work whose maximum nobody knows are no marks, whatever they look like.
  private func unknownMaximum(_ work: GradebookFile.Work, _ rules: GradebookRules, _ file: GradebookFile) -> Problem? {
    guard !rules.bands.isEmpty, rules.most(work) == nil, work.mostPosition == nil else { return nil }
    let isPoints = file.rows.contains { row in row.cells[work.position].map { GradebookNumber.value($0, limit: nil) != nil } ?? false }
    return isPoints ? .maximumUnknown(work.title) : nil
  }

  private static func holds(_ text: String?) -> Bool {
    guard let text else { return false }
    return !["-", "N/A", "n/a", ""].contains(text)
  }

  private func student(of row: GradebookFile.Row, _ course: CourseState) -> Int? {
    for name in row.names {
      if name.hasPrefix("user-"), let id = Int(name.dropFirst(5)), course.students.people.contains(where: { $0.id == id }) { return id }
      if let person = course.students.people.first(where: { $0.login == name.lowercased() }) { return person.id }
    }
    guard let name = row.names.last else { return nil }
    let found = course.students.matches(name)
    if found.count == 1 { return found[0].id }
    // Systems of other countries write the given name first.
    let words = name.split(separator: " ").map(String.init)
    guard found.isEmpty, words.count > 1 else { return nil }
    let turned = course.students.matches(([words[words.count - 1]] + words.dropLast()).joined(separator: " "))
    return turned.count == 1 ? turned[0].id : nil
  }

  private func enter(
    _ row: GradebookFile.Row, _ student: Int, _ course: CourseState, _ columns: [Column], _ rules: GradebookRules, _ file: String,
    _ mistakes: inout [Mistake]
  ) throws {
    // Both marks of a cell are entered as one.
    var cells: [(column: Column, cell: CellValue)] = []
    for column in columns {
      guard let text = row.cells[column.work.position], Self.holds(text) else { continue }
      do {
        let own = column.work.mostPosition.flatMap { row.cells[$0] }.flatMap { GradebookNumber.value($0, limit: nil) }
        let cell = try cell(text, most: own ?? rules.most(column.work), isShare: column.work.isShare, rules)
        if column.isSecond,
          let index = cells.firstIndex(where: { $0.column.place.isSame(as: column.place) && $0.column.kind == column.kind })
        {
          cells[index].cell.values += cell.values
        } else {
          cells.append((column, cell))
        }
      } catch let problem as Problem {
        mistakes.append(Mistake(file: file, line: row.line, column: column.work.heading, problem: problem))
      }
    }
    for (column, cell) in cells {
      do {
        var request = EntryRequest(place: column.place, student: student, cell: cell, line: row.line)
        request.kind = column.kind
        try entering.entry.enter(request)
      } catch let problem as Problem {
        mistakes.append(Mistake(file: file, line: row.line, column: column.work.heading, problem: problem))
      }
    }
  }

  /// A mark as another system writes it: points of five, points turned by the bands, or a word.
  private func cell(_ text: String, most: Double?, isShare: Bool, _ rules: GradebookRules) throws -> CellValue {
    let words = ["ex": "осв", "complete": "зач", "incomplete": "незач"]
    if let code = words[text.lowercased()] { return try entering.vocabulary.cell(code, scale) }
    // Points of another scale are no marks, whatever they look like.
    let isOwnScale = !isShare && (most == nil || most == Double(highest)) || text.allSatisfy(\.isLetter)
    if isOwnScale, let cell = try? entering.vocabulary.cell(text, scale) { return cell }
    guard let points = GradebookNumber.value(text, limit: most) else { throw notAMark(text) }
    if let most, isShare || most != Double(highest) {
      guard rules.bands.count == 3, most > 0 else { throw Problem.pointsNeedBands(text, most: most) }
      // Exact: 0.85 of 20 is no 16.999….
      let reached = [5, 4, 3].enumerated().first { points * 100 >= rules.bands[$0.offset] * most }
      return try entering.vocabulary.cell(String(reached?.element ?? 2), scale)
    }
    guard points == points.rounded(), (0...Double(highest)).contains(points) else { throw notAMark(text) }
    return try entering.vocabulary.cell(String(Int(points)), scale)
  }

  /// Of points that are no mark nothing else can have been meant.
  private func notAMark(_ text: String) -> Problem {
    scale == .fivePoint ? .notAMark(text, near: nil) : entering.vocabulary.wrong(text, scale)
  }
}
