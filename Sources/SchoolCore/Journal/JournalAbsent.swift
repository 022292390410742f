import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What entering a day's absences did.
public struct AbsenceReport: Sendable {
  public var count = EntryCount()
  /// Lessons the absences were entered in.
  public var lessons = 0
  /// Those the parents had told of, whose reason was taken from the notice.
  public var explained: [String] = []
}

extension Journal {
  /// Enters absences of a day in all lessons of a form, or in one.
  /// - Parameter pairs: students with a code of attendance; without one `н`, or the reason a notice of the parents gives.
  public func enterAbsences(
    form: String, pairs: [(student: String, code: String?)], _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<AbsenceReport> {
    try perform(.journalWrite, request) { writing in
      do { return try AbsenceEntry(writing, options, form: form).run(form, pairs) } catch let problem as Problem {
        throw JournalFailure(problem) ?? BadValue(problem)
      }
    }
  }

  public static let absenceColumns = [
    Column.form, Column.student, Column.login,
    Column("days", .integer, en: "Days", ru: "Дней", unit: "days"),
    Column("lessons", .integer, en: "Lessons", ru: "Уроков", unit: "lessons"),
    Column("ill", .integer, en: "Ill", ru: "Болел", unit: "lessons"), Column("valid", .integer, en: "Valid", ru: "Уваж.", unit: "lessons"),
    Column("truant", .integer, en: "Truant", ru: "Неуваж.", unit: "lessons"),
    Column("unknown", .integer, en: "Unknown", ru: "Неясно", unit: "lessons"),
    Column("late", .integer, en: "Late", ru: "Опозд.", unit: "lessons"),
    Column("late_minutes", .integer, en: "Minutes", ru: "Минут", unit: "minutes"),
  ]

  /// Absences by student over a span: whole days (three lessons or more, facts.md, section 2), lessons by reason, lateness.
  public func absenceSummary(form: String?, span text: String?) throws -> Table {
    try read(.journalRead) { reading in
      let span = try SpanReader(reading.calendar).span(text)
      let reach = try reading.access.forms(reading.database)
      let wanted = try form.map { try reading.formID($0) }
      if let form, let wanted { try reading.access.require(form: wanted, named: form, reading.database) }
      let forms = wanted.map { " AND f.id = \($0)" } ?? ""
      let sql = """
        SELECT f.id, f.name, p.id, \(PersonName.sql), p.login, l.day, a.code, a.minutes FROM lesson l JOIN attendance a ON a.lesson_id = l.id
        JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id JOIN person p ON p.id = a.student_id
        WHERE f.year_id = ? AND l.day BETWEEN ? AND ?\(forms) ORDER BY f.grade, f.letter, p.name_key, p.id
        """
      struct Line {
        package var head: [Cell]
        package var days: [Day: Int] = [:]
        package var counts: [AttendanceCode: Int] = [:]
        package var minutes = 0
      }
      var order: [String] = []
      var lines: [String: Line] = [:]
      try reading.database.forEach(sql, [reading.calendar.yearID, span.first, span.last]) { row in
        let formID = row.integer(0)
        guard reach?.contains(formID) ?? true else { return }
        let key = "\(formID) \(row.integer(2))"
        if lines[key] == nil {
          order.append(key)
          lines[key] = Line(head: [.text(try row.get(1)), .text(try row.get(3)), Cell(try row.get(4) as String?)])
        }
        let code: AttendanceCode = try row.get(6)
        lines[key]?.counts[code, default: 0] += 1
        if code == .late {
          lines[key]?.minutes += row.isNull(7) ? 0 : row.integer(7)
        } else if code.isAbsence {
          lines[key]?.days[try row.get(5), default: 0] += 1
        }
      }
      return Table(
        Self.absenceColumns,
        rows: order.compactMap { lines[$0] }.map { line in
          let count = { (code: AttendanceCode) in line.counts[code] ?? 0 }
          return line.head + [
            .integer(line.days.values.filter { $0 >= 3 }.count), .integer(AttendanceCode.absences.map(count).reduce(0, +)),
            .integer(count(.ill)), .integer(count(.valid)), .integer(count(.truant)), .integer(count(.unknown)), .integer(count(.late)),
            .integer(line.minutes),
          ]
        })
    }
  }
}

private final class AbsenceEntry: GradeInput {
  package func run(_ form: String, _ pairs: [(student: String, code: String?)]) throws -> AbsenceReport {
    let text = options.day ?? "today"
    guard let day = days.day(text) else { throw Problem.notADay(text) }
    var report = AbsenceReport()
    let reach = try writing.access.courses(writing.database)
    let own = try courses.form(form).filter { reach?.contains($0.id) ?? true }
    guard let first = own.first else { throw AccessFailure.notYours(.journalWrite, what: form) }
    for course in own { try courses.load(course) }
    let given = own.flatMap { course in
      course.numbers(on: day).filter { options.lesson == nil || $0 == options.lesson }.map { (course, $0) }
    }.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }
    guard !given.isEmpty else { _ = try number(first, day); return report }
    var counted: Set<String> = []
    for (line, pair) in pairs.enumerated() {
      var found = false
      for (course, number) in given {
        // A group's lesson is not everybody's.
        guard let student = try? course.students.match(pair.student), course.isEnrolled(student.id, on: day) else { continue }
        found = true
        _ = try self.number(course, day, number)
        let notice = try self.notice(student.id, day)
        let code = pair.code ?? (notice ?? .unknown).rawValue
        let cell = try entries.vocabulary.cell(code)
        guard cell.attendance != nil, cell.values.isEmpty else { throw Problem.notAMark(code) }
        let lesson = try courses.lesson(course, day, number, byHand: false)
        try entries.enter(EntryRequest(lesson: lesson, student: student.id, cell: cell, line: line + 1))
        counted.insert("\(course.id) \(number)")
        if pair.code == nil, notice != nil, !report.explained.contains(student.full) { report.explained.append(student.full) }
      }
      if !found { _ = try first.students.match(pair.student) }
    }
    report.count = entries.count
    report.lessons = counted.count
    return report
  }

  private func number(_ course: CourseState, _ day: Day, _ number: Int) throws -> Int {
    do { return try courses.lessonNumber(course, day, number, extra: false) } catch { throw error.problem }
  }

  private func notice(_ student: Int, _ day: Day) throws -> AttendanceCode? {
    try writing.database.value(
      "SELECT code FROM absence_notice WHERE student_id = ? AND first_day <= ?2 AND last_day >= ?2", student, day,
      as: AttendanceCode.self)
  }
}
