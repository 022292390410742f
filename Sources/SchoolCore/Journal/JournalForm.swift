import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  /// The sheet of a whole form: students down, subjects across, the term's mark where one is put, else the weighted average.
  /// - Parameter term: `nil` for the quarter of today.
  public func formSheet(form text: String, term: String?) throws -> Table {
    try read(.journalRead) { reading in
      var filter = JournalFilter()
      filter.form = text
      let index = try CourseIndex(reading.database, reading.calendar, only: text)
      let courses = try reading.courses(filter, of: index)
      guard let first = courses.first else { throw AccessFailure.notYours(.journalRead, what: text) }
      let span =
        try term.map { try Self.term($0, reading) } ?? reading.calendar.quarter(of: reading.calendar.today)
        ?? reading.calendar.year
      let code = term.flatMap { TermCode(typed: $0) } ?? span.code
      // Who is in the form on the last day of the term is on its sheet, and on no other form's.
      let day = reading.calendar.closingDay(of: span.last)
      return try FormSheet(reading, courses, try reading.students(ofForm: first.formID, on: day), span, code).table()
    }
  }
}

extension Journal {
  private static func term(_ text: String, _ reading: Reading) throws -> DaySpan {
    do { return try SpanReader(reading.calendar).span(text) } catch is BadValue {
      throw JournalFailure.noSuchTerm(text, known: reading.calendar.terms.map(\.name) + ["year"])
    }
  }
}

private struct FormSheet {
  private struct Place: Hashable {
    package let student: Int
    package let subject: String
  }
  private let students: [PersonName]
  private let subjects: [String]
  private var sums: [Place: MarkTally] = [:]
  private var put: [Place: (code: String, points: Int?)] = [:]

  package init(
    _ reading: Reading, _ courses: [CourseState], _ students: [PersonName], _ span: DaySpan, _ term: TermCode?
  ) throws {
    self.students = students
    // Groups of one subject share a column: a student is in one of them.
    var seen: Set<String> = []
    subjects = courses.map(\.subject).filter { seen.insert($0).inserted }
    let ledger = try MarkLedger(reading)
    let people = students.map { String($0.id) }.joined(separator: ",")
    let tallies = try ledger.tallies(.students(people), span.first...max(span.first, span.last))
    for course in courses {
      let scale = ledger.scores.scale(named: course.scale)
      for student in students {
        guard let tally = tallies[.init(student: student.id, subject: course.subjectID, scale: scale)] else { continue }
        sums[Place(student: student.id, subject: course.subject)] = tally
      }
    }
    // What was put in the form a student was in before stands where the subject stands.
    let marks = """
      SELECT t.student_id, s.name, v.code, v.points FROM term_mark t JOIN mark_value v ON v.id = t.value_id
      JOIN course c ON c.id = t.course_id JOIN subject s ON s.id = c.subject_id JOIN form f ON f.id = c.form_id
      WHERE t.student_id IN (\(people)) AND t.term = ? AND f.year_id = ? ORDER BY c.form_id = ?, t.entered_at
      """
    for (student, subject, code, points) in try reading.database.rows(
      marks, term, reading.calendar.yearID, courses.first?.formID, as: (Int, String, String, Int?).self)
    {
      put[Place(student: student, subject: subject)] = (code, points)
    }
  }

  package func table() -> Table {
    let columns =
      [Column.student] + subjects.map { Column($0, en: $0, ru: $0, hasDecimals: true) }
      + [
        Column("average", .decimal, en: "Average", ru: "Средняя"), Column("fives", .integer, en: "5", ru: "5"),
        Column("fours", .integer, en: "4", ru: "4"), Column("threes", .integer, en: "3", ru: "3"),
        Column("twos", .integer, en: "2", ru: "2"),
      ]
    return Table(columns, rows: students.map(row))
  }

  private func row(_ student: PersonName) -> [Cell] {
    var total = MarkSum()
    var counts = [0, 0, 0, 0]
    let cells = subjects.map { subject -> Cell in
      let place = Place(student: student.id, subject: subject)
      guard let mark = put[place] else { return sums[place]?.sum.weightedAverage ?? .empty }
      if let points = mark.points {
        total.add(points, weight: 1)
        counts[5 - min(5, max(2, points))] += 1
      }
      return .text(mark.code)
    }
    return [.text(student.full)] + cells + [total.average] + counts.map { total.count == 0 ? .empty : .integer($0) }
  }
}
