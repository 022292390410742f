import Basics
import Questions
import SQLite
import SchoolModel

/// What came of a quiz as it was given to a course or to persons, for reports: of each student the attempt that counts.
package struct QuizCount {
  package struct Attempt {
    package let student: Int
    /// The day it was handed in.
    package let day: Day
    /// The share of the points, exact; `nil` while an answer waits to be marked by hand.
    package let share: Fraction?
    /// The mark of the assignment's scale as a number of five; `nil` where the scale says none, or something waits.
    package let points: Int?
  }

  package let quiz: Int
  package let title: String
  /// `nil` for one given to persons.
  package let course: Int?
  package let opens: Day
  /// Who has it to take, those too who took it and have left since.
  package let students: Set<Int>
  package let attempts: [Attempt]

  /// Every assignment within reach, in the order they were given.
  package static func read(_ reading: Reading) throws -> [QuizCount] {
    let reach = try QuizReach(reading)
    let calendar = reading.calendar
    var assignments: [(assignment: Assignment, title: String)] = []
    let sql = """
      SELECT \(AssignmentRows.columns), q.title FROM quiz_assignment a JOIN quiz q ON q.id = a.quiz_id WHERE \(reach.assignments) ORDER BY a.id
      """
    try reading.database.forEach(sql, []) { row in
      assignments.append((try AssignmentRows.assignment(row), try row.get(AssignmentRows.count)))
    }
    guard !assignments.isEmpty else { return [] }
    let attempts = try AttemptRows(reading).attempts(of: assignments.map(\.assignment.id))
    let keeps = Dictionary(uniqueKeysWithValues: assignments.map { ($0.assignment.id, $0.assignment.keeps) })
    let counting = Dictionary(grouping: AttemptRows.counting(attempts, keeps).map(\.counts), by: \.assignment)
    let worth = try Self.worth(reading.database)
    return try assignments.map { assignment, title in
      let own = counting[assignment.id] ?? []
      let (code, scale) = try Quizzes.scale(of: assignment, reading.database)
      let day = min(assignment.due ?? calendar.present, calendar.present)
      let members = try AssignmentRows.members(assignment, on: day, reading.database).map(\.id)
      return QuizCount(
        quiz: assignment.quiz, title: title, course: assignment.course, opens: assignment.opens,
        students: Set(members).union(own.map(\.person.id)),
        attempts: own.map { attempt in
          let isMarked = attempt.waiting == 0 && attempt.most > .zero
          let mark = isMarked ? scale.mark(attempt.points, of: attempt.most) : nil
          return Attempt(
            student: attempt.person.id, day: attempt.handedIn.day(offset: calendar.utcOffset), share: isMarked ? attempt.share : nil,
            points: mark.flatMap { worth["\(code.rawValue) \($0)"] })
        })
    }
  }

  /// What signs are worth of five, by scale and sign.
  private static func worth(_ database: Database) throws -> [String: Int] {
    let rows = try database.rows("SELECT scale, code, points FROM mark_value WHERE points > 0", as: (ScaleCode, String, Int).self)
    return Dictionary(rows.map { ("\($0.rawValue) \($1)", $2) }, uniquingKeysWith: { first, _ in first })
  }
}
