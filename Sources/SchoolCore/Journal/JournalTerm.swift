import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What accepting proposals did.
public struct TermAccepted: Sendable {
  public var put = 0
  public var unchanged = 0
  /// Those who are not attested, told apart.
  public var notAttested: [TermLine] = []
  /// The last day of a term that goes on: those who are not attested so far are left open.
  public var runsUntil: Day?
  /// Those with nothing to propose: a term before has no mark.
  public var without: [TermLine] = []
}

extension Journal {
  public static let termColumns = [
    Column.form, Column.subject, Column.login,
    Column.marks, Column.weightedAverage,
    Column("proposed", en: "Proposed", ru: "Предлагается"), Column.student,
    Column("mark", en: "Put", ru: "Выставлено"), Column.reason,
  ]

  private func termLines(_ term: String, _ form: String?, _ subject: String?, _ reading: Reading) throws -> (TermSheet, [TermLine]) {
    let sheet = try TermSheet(reading, term)
    var filter = JournalFilter()
    filter.form = form
    filter.subject = subject
    let index = try CourseIndex(reading.database, reading.calendar, only: form)
    let courses = try reading.courses(filter, of: index)
    // A form that is not marked for the term has no empty list of it.
    if form != nil, let course = courses.first, !sheet.holds(grade: course.form.grade) {
      throw JournalFailure.noSuchTerm(term, known: try Self.termCodes(reading, course))
    }
    return (sheet, try sheet.lines(courses))
  }

  /// The marks of a term: what is proposed and what stands.
  public func termMarks(_ term: String, form: String?, subject: String?) throws -> Table {
    let lines = try read(.journalRead) { try termLines(term, form, subject, $0).1 }
    return Table(
      Self.termColumns,
      rows: lines.map { line in
        [
          .text(line.form), .text(line.subject), Cell(line.login), .integer(line.sum.count), line.sum.weightedAverage, Cell(line.proposed),
          .text(line.student), Cell(line.mark), Cell(line.reason),
        ]
      })
  }

  /// Puts every proposal; a mark that was put by hand stays.
  /// - Parameter exceptNotAttested: leave those without enough marks open.
  public func acceptTermMarks(
    _ term: String, form: String?, subject: String?, exceptNotAttested: Bool, _ request: WriteRequest
  ) throws -> Performed<TermAccepted> {
    try perform(.journalWrite, request) { writing in
      let (sheet, lines) = try termLines(term, form, subject, try writing.reading())
      try JournalGate(writing).requireOpen(term: sheet.code)
      let values = try Self.termValues(writing.database)
      var accepted = TermAccepted()
      accepted.runsUntil = sheet.runsUntil
      let insert = "INSERT INTO term_mark (course_id, student_id, term, value_id, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)"
      for line in lines {
        if line.proposed == "н/а", line.mark == nil || line.mark == "н/а" { accepted.notAttested.append(line) }
        if line.mark != nil {
          accepted.unchanged += 1
          continue
        }
        guard let proposed = line.proposed, let value = values[proposed] else {
          accepted.without.append(line)
          continue
        }
        if proposed == "н/а", exceptNotAttested || accepted.runsUntil != nil { continue }
        try writing.database.run(
          insert, line.courseID, line.studentID, sheet.code, value, writing.now.milliseconds, writing.actor.personID)
        accepted.put += 1
        try writing.writer.cutIfFull()
      }
      return accepted
    }
  }

  /// Puts term marks by hand.
  /// - Parameter reason: kept with the mark; needed where it lies far from its average, and before the term has begun.
  public func putTermMarks(
    _ term: String, form: String, subject: String, pairs: [(student: String, cell: String)], reason: String?, replace: Bool,
    _ request: WriteRequest
  ) throws -> Performed<Int> {
    try perform(.journalWrite, request) { writing in
      let reading = try writing.reading()
      let (_, course) = try writing.course(form, subject)
      let sheet = try TermSheet(reading, term)
      guard sheet.holds(grade: course.form.grade) else { throw JournalFailure.noSuchTerm(term, known: try Self.termCodes(reading, course)) }
      try JournalGate(writing).requireOpen(term: sheet.code)
      if reason == nil { try sheet.requireBegun(grade: course.form.grade) }
      let present = reading.calendar.present
      let tolerance = try JournalRules(writing.database).tolerance(course.subject)
      var unchanged = 0
      let students: [PersonName]
      do { students = try pairs.map { try course.students.match($0.student) } } catch let problem as Problem { throw BadValue(problem) }
      // Who came after the term may bring a mark of it along.
      let lines = try sheet.lines([course], later: students.filter { course.isEnrolled($0.id, on: present) })
      var given: [Int: String] = [:]
      for (student, pair) in zip(students, pairs) {
        if let first = given.updateValue(pair.cell, forKey: student.id) {
          throw BadValue(.namedTwice(student.short, first: first, second: pair.cell))
        }
        guard let line = lines.first(where: { $0.studentID == student.id }) else {
          do throws(Problem) { try course.require(student.id, on: present) } catch { throw BadValue(error) }
          continue
        }
        if try !Self.put(pair.cell, line, sheet.code, tolerance, reason, replace, writing) { unchanged += 1 }
      }
      return unchanged
    }
  }

  private static func termCodes(_ reading: Reading, _ course: CourseState) throws -> [String] {
    let rules = try JournalRules(reading.database)
    if rules.isUnmarked(grade: course.form.grade) { throw JournalFailure.unmarked(form: course.form.name) }
    return reading.calendar.terms(ofHalfYears: rules.isHalfYear(grade: course.form.grade)).map(\.name)
      + [TermCode.year, .exam, .final].map(\.rawValue)
  }

  private static func termValues(_ database: Database) throws -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: try database.rows(
        "SELECT code, id FROM mark_value WHERE scale = \(ScaleCode.fivePoint.sql) AND code <> '\(MarkScale.debt)'", as: (String, Int).self))
  }

  /// - Returns: whether a mark stood there.
  private static func takeAway(_ line: TermLine, _ term: TermCode, _ replace: Bool, _ writing: Writing) throws -> Bool {
    guard let mark = line.mark else { return false }
    guard replace else { throw JournalFailure.termMarkStands(person: line.student, stands: mark, given: "") }
    try writing.database.run(
      "DELETE FROM term_mark WHERE course_id = ? AND student_id = ? AND term = ?", line.courseID, line.studentID, term)
    return true
  }

  /// - Returns: whether anything changed.
  private static func put(
    _ cell: String, _ line: TermLine, _ term: TermCode, _ tolerance: Int, _ reason: String?, _ replace: Bool, _ writing: Writing
  ) throws -> Bool {
    if cell.isEmpty || cell == "-" { return try takeAway(line, term, replace, writing) }
    let code = Folding.key(cell).replacing("h", with: "н").replacing("a", with: "а")
    guard let value = try termValues(writing.database)[code], line.highest > 1 || Int(code) == nil else {
      throw JournalFailure.notATermMark(cell)
    }
    if reason == nil, line.isFar(code, tolerance: tolerance) {
      let average = (2 * line.sum.weightedPoints * 100 + line.sum.weights) / (2 * line.sum.weights)
      throw JournalFailure.reasonNeeded(person: line.student, mark: code, average: "\(average / 100).\(padded(average % 100, 2))")
    }
    if line.mark == code, reason == nil || reason == line.reason { return false }
    if let mark = line.mark, mark != code, !replace { throw JournalFailure.termMarkStands(person: line.student, stands: mark, given: code) }
    try writing.database.run(
      """
      INSERT INTO term_mark (course_id, student_id, term, value_id, reason, entered_at, entered_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (course_id, student_id, term) DO UPDATE SET value_id = ?4, reason = ?5, entered_at = ?6, entered_by = ?7
      """, line.courseID, line.studentID, term, value, reason.map(Folding.tidy), writing.now.milliseconds, writing.actor.personID)
    return true
  }
}
