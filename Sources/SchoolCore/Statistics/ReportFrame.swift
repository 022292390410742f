import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

/// What the reports share: the courses wanted and within reach, the days, the students, each read once.
package final class ReportFrame {
  package let reading: Reading
  package let request: ReportRequest
  package let keys: [ReportKey]
  package let calendar: SchoolCalendar
  package let rules: JournalRules
  package let span: DaySpan
  /// The term, where one was asked for.
  package let term: TermCode?
  package let index: CourseIndex
  package let courses: [CourseState]
  /// The forms within reach that the courses are of; for reports of whole students those alone whose every subject may be seen.
  package let forms: Set<Int>
  private let isOfWholeStudents: Bool
  package let weeklyHours: [Int: Double]
  package let people: [Int: PersonName]
  /// Who was exempt from a course, and when.
  private let exemptions: [Int: [(student: Int, first: Day, last: Day?)]]

  package var database: Database { reading.database }
  /// Whether days that were asked for are still to come; the year so far, which nobody asked for, is what it is.
  package var isUnfinished: Bool { (request.term ?? request.span) != nil && span.last > calendar.today }
  /// The last of the days that have been.
  package var until: Day { min(span.last, calendar.today) }
  /// The day whose membership the report is made by.
  package var closingDay: Day { calendar.closingDay(of: span.last) }

  package init(_ reading: Reading, _ report: Report, _ request: ReportRequest) throws {
    self.reading = reading
    self.request = request
    keys = request.keys
    calendar = reading.calendar
    rules = try JournalRules(reading.database)
    isOfWholeStudents = report.isOfWholeStudents
    if report.isOfTerm, request.term == nil, request.span == nil, request.over == nil { throw StatisticsFailure.termNeeded(report.name) }
    span = try SpanReader(reading.calendar).span(request.term ?? request.span)
    term = request.term.flatMap { TermCode(typed: $0) } ?? span.code
    index = try CourseIndex(reading.database, reading.calendar)
    try index.loadSchedules()
    var filter = JournalFilter()
    (filter.form, filter.subject) = (request.form, report.isOfWholeStudents ? nil : request.subject)
    let teacher = try request.teacher.map { try reading.person($0, as: .staff).id }
    var found = try reading.courses(filter, of: index)
    if report.isOfWholeStudents, !reading.access.isWhole {
      // All subjects of a student are for the form teacher, not for who gives one of them.
      let led = try reading.access.formsLed(reading.database)
      found = found.filter { led.contains($0.formID) }
      guard !found.isEmpty else { throw AccessFailure.notYours(.statsRead, what: report.name) }
    }
    if let teacher {
      let day = reading.calendar.closingDay(of: span.last)
      found = found.filter { $0.teachers(on: day).contains(teacher) }
    }
    courses = found
    forms = Set(found.map(\.formID))
    weeklyHours = Dictionary(
      uniqueKeysWithValues: try reading.database.rows("SELECT id, coalesce(weekly_hours, 0.0) FROM course", as: (Int, Double).self))
    people = Dictionary(uniqueKeysWithValues: try reading.people("SELECT \(Reading.personColumns) FROM person p").map { ($0.id, $0) })
    exemptions = Dictionary(
      grouping: try reading.database.rows(
        "SELECT course_id, person_id, first_day, last_day FROM exemption", as: (Int, Int, Day, Day?).self), by: \.0
    ).mapValues { $0.map { (student: $0.1, first: $0.2, last: $0.3) } }
  }

  /// The same request of the span before.
  package func requestBefore(_ against: String) throws -> ReportRequest {
    var other = request
    other.against = nil
    other.term = nil
    if !against.isEmpty {
      other.span = against
      if let code = TermCode(typed: against) { (other.term, other.span) = (code.rawValue, nil) }
      return other
    }
    let kin = calendar.terms.filter { $0.code?.division == span.code?.division }
    guard let place = kin.firstIndex(where: { $0.code == span.code }), place > 0, let code = kin[place - 1].code else {
      throw StatisticsFailure.nothingBefore(span.name)
    }
    (other.term, other.span) = (code.rawValue, nil)
    return other
  }

  package func reach() throws -> ReportReach {
    if reading.access.isWhole { return .school }
    return isOfWholeStudents ? .forms(Set(courses.map(\.form.name)).sorted()) : .courses
  }

  /// The latest operation that touched what reports read.
  package func latestOperation() throws -> (Int, Day) {
    let tables = [
      "mark", "attendance", "lesson", "term_mark", "enrolment", "course", "course_teacher", "course_member", "form", "timetable_entry",
      "substitution", "moved_day", "day_off", "term", "exemption", "setting", "person", "plan_topic", "subject", "work_kind", "mark_value",
      "library_item",
      "quiz", "quiz_assignment", "quiz_assignee", "quiz_attempt", "quiz_response",
    ]
    let list = tables.map { "'\($0)'" }.joined(separator: ", ")
    let sql = """
      SELECT o.number, o.at FROM main.operation o
      WHERE o.number = (
        SELECT max(operation) FROM main.operation_key WHERE table_name IN (\(list)) AND operation <= coalesce(?, operation))
      """
    guard let (number, at) = try database.row(sql, reading.pastOperation, as: (Int, Int).self) else { return (0, calendar.today) }
    return (number, Instant(milliseconds: at).day(offset: calendar.utcOffset))
  }

  // MARK: lessons

  package struct Lesson: Hashable {
    package let course: Int
    package let key: CourseState.LessonKey
    package init(_ course: Int, _ key: CourseState.LessonKey) { (self.course, self.key) = (course, key) }
  }

  /// The lessons that were to be held up to now, by course: of the timetable, with what was moved, without what was cancelled.
  package lazy var held: [Int: [CourseState.LessonKey]] = Dictionary(
    uniqueKeysWithValues: courses.map { ($0.id, $0.scheduled(span.first, until)) })

  package func hours(_ course: CourseState) -> ReportValue { Self.hours(weeklyHours[course.id] ?? 0) }

  package static func hours(_ hours: Double) -> ReportValue {
    hours == hours.rounded() ? .count(Int(hours)) : .tenths(Int((hours * 10).rounded()))
  }

  // MARK: people

  package func isExempt(_ student: Int, _ course: CourseState, on day: Day) -> Bool {
    exemptions[course.id]?.contains { $0.student == student && $0.first <= day && day <= $0.last ?? day } ?? false
  }

  /// The students of the forms on the closing day, by form, in the order of names.
  package func studentsOfForms() throws -> [(form: Int, students: [PersonName])] {
    try orderedForms.map { form in (form, try reading.students(ofForm: form, on: closingDay)) }
  }

  package lazy var orderedForms: [Int] = {
    var seen: Set<Int> = []
    return courses.filter { seen.insert($0.formID).inserted }.map(\.formID)
  }()

  package private(set) lazy var formNames: [Int: String] = Dictionary(
    courses.map { ($0.formID, $0.form.name) }, uniquingKeysWith: { first, _ in first })

  package func grade(ofForm form: Int) -> Int { courses.first { $0.formID == form }?.form.grade ?? 0 }

  package func formTeacher(_ form: Int) throws -> String? {
    try database.value("SELECT teacher_id FROM form WHERE id = ?", form, as: Int?.self).flatMap { $0 }.flatMap { people[$0]?.full }
  }

  /// Who gives a course, the first of them where there are several.
  package func teacher(_ course: CourseState) -> String? {
    (course.teachers(on: closingDay).first ?? course.teachers(on: span.first).first).flatMap { people[$0]?.full }
  }
}
