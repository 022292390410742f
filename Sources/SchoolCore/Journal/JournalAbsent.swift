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
    try perform(.attendanceWrite, request) { writing in
      do { return try AbsenceEntry(.init(writing, options, form: form)).run(form, pairs) } catch let problem as Problem {
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
      let reach = try reading.access.courses(reading.database)
      let wanted = try form.map { try reading.formID($0) }
      if let form, let wanted { try reading.access.require(form: wanted, named: form, reading.database) }
      let forms = wanted.map { " AND f.id = \($0)" } ?? ""
      let sql = """
        SELECT f.id, f.name, p.id, \(PersonName.sql), p.login, l.day, a.code, a.minutes, c.id FROM lesson l JOIN attendance a ON a.lesson_id = l.id
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
        guard reach?.contains(row.integer(8)) ?? true else { return }
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

/// Absences of a day, in all lessons of a form that are within reach or in one.
private struct AbsenceEntry {
  private let entering: Entering

  init(_ entering: Entering) { self.entering = entering }

  private var places: LessonPlaces { entering.places }

  func run(_ form: String, _ pairs: [(student: String, code: String?)]) throws -> AbsenceReport {
    let day = try places.day()
    let lessons = try lessons(of: form, on: day)
    var report = AbsenceReport()
    var counted: Set<String> = []
    try BadPairs.tellAll(pairs, typed: { pair in pair.code.map { "\(pair.student)=\($0)" } ?? pair.student }) { line, pair in
      // A group's lesson is not everybody's.
      let own = try lessons.compactMap { place in try student(pair.student, place).map { (place, $0) } }
      if own.isEmpty { try refuse(pair.student, lessons, day) }
      for (place, student) in own {
        let notice = try notice(student.id, day)
        try enter(pair.code ?? (notice ?? .unknown).rawValue, of: student.id, place, line: line)
        counted.insert("\(place.course.id) \(place.number)")
        if pair.code == nil, notice != nil, !report.explained.contains(student.full) { report.explained.append(student.full) }
      }
    }
    report.count = entering.entry.count
    report.lessons = counted.count
    return report
  }

  /// The student of a lesson; `nil` where they are not of it that day.
  private func student(_ name: String, _ place: LessonPlace) throws(Problem) -> PersonName? {
    do {
      let found = try place.course.students.match(name)
      return place.course.isEnrolled(found.id, on: place.day) ? found : nil
    } catch {
      if case .severalPersons = error { throw error }
      return nil
    }
  }

  /// The lessons of the day that are within reach, in order.
  private func lessons(of form: String, on day: Day) throws -> [LessonPlace] {
    let reach = try entering.writing.access.courses(entering.writing.database)
    let own = try places.courses.form(form).filter { reach?.contains($0.id) ?? true }
    guard let first = own.first else { throw AccessFailure.notYours(.attendanceWrite, what: form) }
    try places.courses.requireLessons(on: day)
    for course in own { try places.courses.load(course) }
    let all = own.flatMap { course in
      course.numbers(on: day).filter { !course.isCalledOff(on: day, $0) }.map { LessonPlace(course, day, $0) }
    }
    // What keeps from entering on this day at all is said before.
    if all.isEmpty {
      _ = try places.place(first)
      throw Problem.noLessons(day: day.description, why: nil)
    }
    guard let wanted = entering.options.lesson else { return all.sorted { ($0.number, $0.course.id) < ($1.number, $1.course.id) } }
    let found = all.filter { $0.number == wanted }
    if found.isEmpty { throw Problem.noLessonNumber(wanted, day: day.description, known: Set(all.map(\.number)).sorted()) }
    return found
  }

  private func enter(_ code: String, of student: Int, _ place: LessonPlace, line: Int) throws {
    let isEmpty = code.isEmpty || code == "-"
    var request = EntryRequest(place: place, student: student, cell: .takingAway, line: line)
    if isEmpty { return try entering.entry.takeAwayAbsence(request) }
    guard let (attendance, minutes) = AttendanceCode.read(code) else { throw Problem.notAnAbsence(code) }
    request.cell = CellValue(attendance: attendance, minutes: minutes)
    do { try entering.entry.enter(request) } catch Problem.attendanceBesideMark(let code, let mark) {
      throw Problem.absenceBesideMark(code: code, mark: mark, subject: place.course.subject, number: place.number)
    }
  }

  /// Says why somebody has no lesson that day: there is none of that name, or they are not in the form then.
  private func refuse(_ student: String, _ lessons: [LessonPlace], _ day: Day) throws {
    guard let course = lessons.first?.course else { return }
    try course.require(try course.students.match(student).id, on: day)
  }

  private func notice(_ student: Int, _ day: Day) throws -> AttendanceCode? {
    try entering.writing.database.value(
      "SELECT code FROM absence_notice WHERE student_id = ? AND first_day <= ?2 AND last_day >= ?2", student, day,
      as: AttendanceCode.self)
  }
}
