import Basics
import Record
import SQLite

/// Decides whether something may still be entered for a day: closed terms, the window for late entry, and exceptions.
package final class JournalGate {
  private struct Exception {
    package let course: Int
    package let first: Day
    package let last: Day
  }

  private let calendar: SchoolCalendar
  private let rules: JournalRules
  /// Codes of closed terms with their days.
  private let closed: [DaySpan]
  private let exceptions: [Exception]
  private let isAdministrator: Bool
  /// The courses of who writes, `nil` for all; and the days of other courses on which they stand in.
  private let ownCourses: Set<Int>?
  private let standIns: Set<String>
  private var answers: [String: Problem?] = [:]

  package init(_ writing: Writing) throws {
    let database = writing.database
    calendar = try writing.calendar()
    rules = try JournalRules(database)
    isAdministrator = writing.access.isWhole
    let codes = Set(
      try database.values(
        "SELECT t.code FROM term_closing c JOIN term t ON t.id = c.term_id WHERE t.year_id = ?", calendar.yearID, as: TermCode?.self))
    closed = calendar.terms.filter { codes.contains($0.code) }
    let person = writing.actor.personID
    ownCourses = try writing.access.lastingCourses(database)
    let days =
      "SELECT course_id || ' ' || day FROM substitution WHERE teacher_id = ?1 UNION SELECT course_id || ' ' || to_day FROM substitution WHERE teacher_id = ?1 AND to_day IS NOT NULL"
    standIns = isAdministrator ? [] : Set(try database.values(days, person, as: String.self))
    exceptions = try database.rows(
      "SELECT course_id, first_day, last_day FROM journal_exception WHERE person_id = ? AND granted_at IS NOT NULL AND until > ?",
      writing.actor.personID, writing.now.milliseconds, as: (Int, Day, Day).self
    ).map { Exception(course: $0.0, first: $0.1, last: $0.2) }
  }

  /// - Throws: `Problem.termClosed` or `Problem.tooLate`; an exception granted to who acts opens either.
  package func check(_ course: CourseState, _ day: Day) throws(Problem) {
    if closed.isEmpty, isAdministrator || (rules.lateDays == nil && isOwn(course)) { return }
    let key = "\(course.id) \(day.number)"
    if let known = answers[key] {
      if let problem = known { throw problem }
      return
    }
    let problem = problem(course, day)
    answers[key] = .some(problem)
    if let problem { throw problem }
  }

  private func isOwn(_ course: CourseState) -> Bool { ownCourses?.contains(course.id) ?? true }

  private func problem(_ course: CourseState, _ day: Day) -> Problem? {
    if !isOwn(course), !standIns.contains("\(course.id) \(day)") {
      return .notSubstituteDay(day.description)
    }
    if exceptions.contains(where: { $0.course == course.id && $0.first <= day && day <= $0.last }) { return nil }
    if let term = closedTerm(of: day, grade: course.form.grade) { return .termClosed(term) }
    guard !isAdministrator, let limit = rules.lateDays else { return nil }
    let start = rules.lateCountsFromHomework ? nextLesson(course, after: day) ?? day : day
    let late = calendar.today - start
    return late > limit ? .tooLate(days: late, limit: limit) : nil
  }

  /// The closed term that a day is in for a year of study.
  package func closedTerm(of day: Day, grade: Int) -> TermCode? {
    let isHalfYear = rules.isHalfYear(grade: grade)
    return closed.first { $0.contains(day) && $0.code?.isHalfYear == isHalfYear }?.code
  }

  /// The day homework set on a day is due.
  private func nextLesson(_ course: CourseState, after day: Day) -> Day? {
    (1...30).lazy.map { day + $0 }.first { self.calendar.hasLessons($0) && !course.numbers(on: $0).isEmpty }
  }

  /// - Throws: `JournalFailure.termClosed` for a term that is closed.
  package func requireOpen(term code: TermCode) throws {
    if closed.contains(where: { $0.code == code }) { throw JournalFailure.termClosed(code) }
  }
}
