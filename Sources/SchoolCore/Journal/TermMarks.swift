import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// One student's line of a term in a course: what the marks come to, what is proposed, and what was put.
public struct TermLine: Sendable {
  public let courseID: Int
  public let form: String
  public let subject: String
  public let studentID: Int
  public let student: String
  public let login: String?
  public let sum: MarkSum
  /// `5`…`2`, `н/а`, `осв`; `nil` where nothing can be proposed.
  public let proposed: String?
  /// What stands as the term mark.
  public let mark: String?
  public let reason: String?
  /// The thresholds the average is held against, and the best of the course's scale.
  package let thresholds: [Int]
  package let highest: Int

  /// Whether a mark lies farther from the average than a rule allows.
  /// - Parameter tolerance: hundredths of a five-point mark.
  package func isFar(_ code: String, tolerance: Int) -> Bool {
    guard sum.weights > 0 else { return false }
    if highest == 5 {
      guard let points = Int(code) else { return false }
      return abs(points * sum.weights - sum.weightedPoints) * 100 > tolerance * sum.weights
    }
    // A mark of five against an average of a hundred: what counts is the mark the average comes to.
    let due = TermSheet.result(sum, thresholds, highest: highest)
    if let points = Int(code), let due = Int(due) { return abs(points - due) * 100 > tolerance }
    return ["зач", "незач"].contains(code) && code != due
  }
}

/// Which terms marks are put for, and what they are made of.
package enum TermKind: Equatable {
  /// A quarter, trimester or half-year, made of marks.
  case span(DaySpan)
  /// Made of the terms of the year.
  case year
  case exam
  /// Made of the year and the examination.
  case final
}

/// Works out term marks for courses (facts.md, section 2).
package struct TermSheet {
  private let reading: Reading
  private var rules: JournalRules { ledger.rules }
  private let kind: TermKind
  package let code: TermCode
  private let codes: [Int: String]
  private let ledger: MarkLedger
  private var scores: MarkScores { ledger.scores }

  package init(_ reading: Reading, _ text: String) throws {
    self.reading = reading
    ledger = try MarkLedger(reading)
    (code, kind) = try Self.kind(text, reading.calendar)
    codes = Dictionary(uniqueKeysWithValues: try reading.database.rows("SELECT id, code FROM mark_value", as: (Int, String).self))
  }

  package static func kind(_ text: String, _ calendar: SchoolCalendar) throws -> (TermCode, TermKind) {
    guard let code = TermCode(typed: text) else { throw JournalFailure.noSuchTerm(text, known: known(calendar)) }
    switch code {
    case .year: return (code, .year)
    case .exam: return (code, .exam)
    case .final: return (code, .final)
    case .quarter, .trimester, .halfYear:
      guard let span = calendar.term(code) else { throw JournalFailure.noSuchTerm(text, known: known(calendar)) }
      return (code, .span(span))
    }
  }

  private static func known(_ calendar: SchoolCalendar) -> [String] {
    calendar.terms.map(\.name) + [TermCode.year, .exam, .final].map(\.rawValue)
  }

  /// Whether forms of this year of study are marked for this term.
  package func holds(grade: Int) -> Bool {
    guard !rules.isUnmarked(grade: grade) else { return false }
    guard case .span(let span) = kind else { return true }
    return span.code?.isHalfYear == rules.isHalfYear(grade: grade)
  }

  /// The terms whose marks make the year's mark in a year of study.
  private func parts(grade: Int) -> [DaySpan] {
    reading.calendar.terms(ofHalfYears: rules.isHalfYear(grade: grade))
  }

  /// - Parameter later: students to tell of, too, who came to the course only after the term.
  package func lines(_ courses: [CourseState], later: [PersonName] = []) throws -> [TermLine] {
    let courses = courses.filter { holds(grade: $0.form.grade) }
    let hours = Dictionary(
      uniqueKeysWithValues: try reading.database.rows("SELECT id, weekly_hours FROM course", as: (Int, Double?).self).map { ($0.0, $0.1) })
    let forms = Set(courses.map(\.formID))
    let tallies = try tallies(of: forms)
    let (standing, elsewhere) = try standing(in: forms)
    let exempt = try exempt()
    let students = try students(of: courses)
    var lines: [TermLine] = []
    for course in courses {
      let scale = scores.scale(named: course.scale)
      let highest = scores.highest(course.scale)
      let thresholds = rules.thresholds(course.subject, highest: highest)
      let present = students[course.id] ?? []
      for student in present + later.filter({ other in !present.contains { $0.id == other.id } }) {
        let sum = tallies[.init(student: student.id, subject: course.subjectID, scale: scale)]?.sum ?? MarkSum()
        let put = standing[.init(course: course.id, student: student.id)] ?? [:]
        let isExempt = exempt.contains(.init(course: course.id, student: student.id))
        // Who changed form brings the marks of the terms before along.
        let all = put.merging(elsewhere[.init(student: student.id, subject: course.subjectID, scale: scale)] ?? [:]) { own, _ in own }
        let proposed = isExempt ? "осв" : propose(course, sum, all, hours[course.id] ?? nil, thresholds, highest)
        lines.append(
          TermLine(
            courseID: course.id, form: course.form.name, subject: course.subject, studentID: student.id, student: student.full,
            login: student.login, sum: sum, proposed: proposed, mark: put[code]?.mark, reason: put[code]?.reason,
            thresholds: thresholds, highest: highest))
      }
    }
    return lines
  }

  /// From which day on marks of the term are put: its first, and for those of the year that of its last term.
  package func firstDay(grade: Int) -> Day? {
    if case .span(let span) = kind { return span.first }
    return reading.calendar.terms(ofHalfYears: rules.isHalfYear(grade: grade)).last?.first
  }

  /// - Throws: `JournalFailure.termNotBegun`, unless the school marks ahead.
  package func requireBegun(grade: Int) throws {
    guard !rules.allowsFuture, let first = firstDay(grade: grade), reading.calendar.today < first else { return }
    throw JournalFailure.termNotBegun(code, first: first)
  }

  /// The last day of a term that goes on for longer than a week still: nobody is unattested yet.
  package var runsUntil: Day? {
    guard case .span(let span) = kind, reading.calendar.today < span.last - 7 else { return nil }
    return span.last
  }

  // MARK: what is proposed

  private func propose(
    _ course: CourseState, _ sum: MarkSum, _ put: [TermCode: Standing], _ hours: Double?, _ thresholds: [Int], _ highest: Int
  ) -> String? {
    switch kind {
    case .span(let span):
      let fewest = rules.fewest(course.subject, weeklyHours: hours, isHalfYear: span.code?.isHalfYear ?? false)
      guard sum.count >= fewest, sum.weights > 0 else { return "н/а" }
      return Self.result(sum, thresholds, highest: highest)
    case .year: return Self.mean(parts(grade: course.form.grade).map { $0.code.flatMap { put[$0]?.mark } })
    case .exam: return nil
    case .final:
      guard let year = put[.year]?.mark else { return nil }
      guard let exam = put[.exam]?.mark else { return year }
      return Self.mean([year, exam])
    }
  }

  /// What an average comes to: a mark of five, or passed and failed where the scale has nothing else.
  package static func result(_ sum: MarkSum, _ thresholds: [Int], highest: Int) -> String {
    let mark = mark(sum, thresholds)
    return highest <= 1 ? (mark > 2 ? "зач" : "незач") : String(mark)
  }

  /// The mark of an exact weighted average: never rounded before it is compared.
  package static func mark(_ sum: MarkSum, _ thresholds: [Int]) -> Int {
    2 + thresholds.filter { sum.weightedPoints * 100 >= $0 * sum.weights }.count
  }

  /// The arithmetic mean of term marks, halves up to the student; exempt terms are left out, and one that is missing or
  /// not attested leaves nothing to propose.
  package static func mean(_ marks: [String?]) -> String? {
    let counted = marks.filter { $0 != "осв" }
    guard !marks.isEmpty else { return nil }
    if counted.isEmpty { return "осв" }
    if counted.allSatisfy({ $0 == "зач" || $0 == "незач" }) { return counted.contains("незач") ? "незач" : "зач" }
    let numbers = counted.compactMap { $0.flatMap { Int($0) } }
    guard numbers.count == counted.count else { return nil }
    return String((2 * numbers.reduce(0, +) + numbers.count) / (2 * numbers.count))
  }

  // MARK: what it is made of

  private struct CourseStudent: Hashable {
    package let course: Int
    package let student: Int
  }
  private typealias Standing = (mark: String, reason: String?)

  /// Marks by student and subject: those a student brought along from another form count, too.
  private func tallies(of forms: Set<Int>) throws -> [StudentSubject: MarkTally] {
    guard case .span(let span) = kind else { return [:] }
    // A few forms are read student by student, which the planner would not guess; many by the days of the lessons.
    return try ledger.tallies(
      forms.count <= Self.few ? .students(Self.everIn(keyList(forms))) : .school, span.first...max(span.first, span.last))
  }

  private static let few = 8

  /// The students who were in forms or their groups at any time.
  private static func everIn(_ forms: String) -> String {
    """
    SELECT person_id FROM enrolment WHERE form_id IN (\(forms))
    UNION SELECT m.person_id FROM course_member m JOIN course c ON c.id = m.course_id WHERE c.form_id IN (\(forms))
    """
  }

  /// The term marks by course, and for what is made of them by subject, whatever form they were put in.
  private func standing(in forms: Set<Int>) throws -> (
    byCourse: [CourseStudent: [TermCode: Standing]], bySubject: [StudentSubject: [TermCode: Standing]]
  ) {
    var byCourse: [CourseStudent: [TermCode: Standing]] = [:]
    var bySubject: [StudentSubject: [TermCode: Standing]] = [:]
    let keys = keyList(forms)
    let isMadeOfTerms = kind == .year || kind == .final
    let few = forms.count > Self.few ? "" : isMadeOfTerms ? " AND t.student_id IN (\(Self.everIn(keys)))" : " AND f.id IN (\(keys))"
    let sql = """
      SELECT t.course_id, t.student_id, t.term, t.value_id, t.reason, c.subject_id, s.name_key, f.name FROM term_mark t
      JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      WHERE f.year_id = ?\(few) ORDER BY t.id
      """
    var scales: [Int: Int] = [:]
    try reading.database.forEach(sql, [reading.calendar.yearID]) { row in
      let standing = (codes[row.integer(3)] ?? "?", try row.get(4) as String?)
      let (course, student, term) = (row.integer(0), row.integer(1), try row.get(2) as TermCode)
      byCourse[CourseStudent(course: course, student: student), default: [:]][term] = standing
      guard isMadeOfTerms else { return }
      let scale = try scales[course] ?? scores.scale(named: rules.scale(form: row.get(7), subjectKey: row.get(6)))
      scales[course] = scale
      bySubject[.init(student: student, subject: row.integer(5), scale: scale), default: [:]][term] = standing
    }
    return (byCourse, bySubject)
  }

  private func exempt() throws -> Set<CourseStudent> {
    let last: Day
    if case .span(let span) = kind { last = span.last } else { last = reading.calendar.year.last }
    let rows = try reading.database.rows(
      "SELECT course_id, person_id FROM exemption WHERE first_day <= ?1 AND (last_day IS NULL OR last_day >= ?1)", last,
      as: (Int, Int).self)
    return Set(rows.map { CourseStudent(course: $0.0, student: $0.1) })
  }

  /// Who is in the course when the term ends, or today while it goes on; who left before is not counted.
  private func students(of courses: [CourseState]) throws -> [Int: [PersonName]] {
    let end: Day
    if case .span(let span) = kind { end = span.last } else { end = reading.calendar.year.last }
    let day = reading.calendar.closingDay(of: end)
    let keys = keyList(courses.map(\.id))
    let sql = """
      SELECT x.id, p.id FROM course x JOIN person p ON p.id IN (\(Membership.standing.students(ofCourse: "x.id", on: "?1")))
      WHERE x.id IN (\(keys))
      """
    var members: [Int: [Int]] = [:]
    for (course, student) in try reading.database.rows(sql, day, as: (Int, Int).self) { members[course, default: []].append(student) }
    let people = try reading.people(
      "SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(keyList(Set(members.values.joined())))) ORDER BY p.name_key, p.id")
    let places = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1.id, $0) })
    return members.mapValues { students in students.compactMap { places[$0] }.sorted().map { people[$0] } }
  }
}
