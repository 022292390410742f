import SQLite
import Tabular

extension School {
  /// The sheet of a whole form: students down, subjects across, the term's mark where one is put, else the weighted average.
  /// - Parameter term: `nil` for the quarter of today.
  public func formSheet(form text: String, term: String?) throws -> Table {
    try read(.journalRead) { reading in
      var filter = JournalFilter()
      filter.form = text
      let index = try CourseIndex(reading.database, reading.calendar, only: text)
      let courses = try JournalListing.choose(index, filter, reading)
      guard let first = courses.first else { throw AccessFailure.notYours(.journalRead, what: text) }
      let span =
        try term.map { try Self.term($0, reading) } ?? reading.calendar.quarter(of: reading.calendar.today)
        ?? reading.calendar.year
      let code = term.map(Folding.key) ?? span.name
      let sheet = try FormSheet(reading, courses, span, code)
      return try sheet.table(Self.students(of: first.formID, reading))
    }
  }
}

extension School {
  private static func term(_ text: String, _ reading: Reading) throws -> SchoolCalendar.Span {
    do { return try SpanReader(reading.calendar).span(text) } catch is BadValue {
      throw JournalFailure.noSuchTerm(text, known: reading.calendar.terms.map(\.name) + ["year"])
    }
  }

  /// The students of a form now, in the order of names.
  static func students(of form: Int, _ reading: Reading) throws -> [PersonName] {
    let day = max(reading.calendar.today, reading.calendar.year.first).description
    return try reading.people(
      """
      SELECT \(Reading.personColumns) FROM enrolment e JOIN person p ON p.id = e.person_id
      WHERE e.form_id = ?1 AND e.first_day <= ?2 AND (e.last_day IS NULL OR e.last_day >= ?2)
      """, form, day
    ).sorted { RussianOrder.compare($0.full, $1.full) < 0 }
  }
}

private struct FormSheet {
  private struct Place: Hashable {
    let student: Int
    let subject: String
  }
  private let reading: Reading
  private let subjects: [String]
  private var sums: [Place: MarkTally] = [:]
  private var put: [Place: (code: String, points: Int?)] = [:]

  init(_ reading: Reading, _ courses: [CourseState], _ span: SchoolCalendar.Span, _ term: String) throws {
    self.reading = reading
    // Groups of one subject share a column: a student is in one of them.
    var seen: Set<String> = []
    subjects = courses.map(\.subject).filter { seen.insert($0).inserted }
    let scores = try MarkScores(reading.database)
    let rules = try JournalRules(reading.database)
    for course in courses {
      let sql = """
        SELECT m.student_id, m.value_id, m.second_id, m.weight, m.kind_id FROM lesson l JOIN mark m ON m.lesson_id = l.id WHERE l.course_id = ? AND l.day BETWEEN ? AND ?
        """
      let shares = try rules.shares(course.subject)
      for (student, first, second, weight, kind) in try reading.database.rows(
        sql, course.id, span.first.description, span.last.description, as: (Int, Int, Int?, Int, Int).self)
      {
        let place = Place(student: student, subject: course.subject)
        for score in [first, second].compactMap({ $0.flatMap(scores.score) }) {
          sums[place, default: MarkTally(shares)].add(score, weight: weight, kind: kind)
        }
      }
      let marks =
        "SELECT t.student_id, v.code, v.points FROM term_mark t JOIN mark_value v ON v.id = t.value_id WHERE t.course_id = ? AND t.term = ?"
      for (student, code, points) in try reading.database.rows(marks, course.id, term, as: (Int, String, Int?).self) {
        put[Place(student: student, subject: course.subject)] = (code, points)
      }
    }
  }

  func table(_ students: [PersonName]) -> Table {
    let columns =
      [Column("student", en: "Student", ru: "Ученик")] + subjects.map { Column($0, en: $0, ru: $0, hasDecimals: true) }
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
