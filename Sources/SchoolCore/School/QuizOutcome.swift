import Basics
import SQLite

/// What came of quizzes by category: which topics were not learned well.
package struct QuizOutcome {
  package let course: Int
  /// The last part of the category's path.
  package let topic: String
  package let day: Day
  package private(set) var points: Fraction
  package private(set) var most: Fraction

  /// The five-point mark of the share, by the usual scale of quizzes.
  package var mark: Int {
    let percent = most > .zero ? points * Fraction(100) / most : .zero
    return percent >= Fraction(85) ? 5 : percent >= Fraction(65) ? 4 : percent >= Fraction(50) ? 3 : 2
  }

  /// Whether the key of a quiz is shown to who handed an attempt in, as SQL: when the last day is over, for everybody who has the
  /// quiz by the same assignment.
  package static func isShown(attempt: String, on today: Day) -> String {
    """
    EXISTS (SELECT 1 FROM main.quiz_attempt o JOIN main.quiz_assignment a ON a.id = o.assignment_id WHERE o.id = \(attempt)
      AND (a.reveals = 'at-once' OR a.reveals = 'after-due' AND a.due_on < '\(today)' AND NOT EXISTS (
        SELECT 1 FROM main.quiz_assignee g WHERE g.assignment_id = a.id AND g.due_on >= '\(today)')))
    """
  }

  /// By course and category, for every student of some, each attempt on its own.
  /// - Parameter condition: on the attempt `t` and the assignment `a`.
  package static func read(_ condition: String, _ values: [any Bindable], _ database: Database) throws -> [QuizOutcome] {
    let sql = """
      SELECT t.id, a.course_id, u.category, a.opens_on, r.worth, u.worth
      FROM quiz_attempt t JOIN quiz_assignment a ON a.id = t.assignment_id JOIN quiz_response r ON r.attempt_id = t.id
      JOIN quiz_question u ON u.id = r.question_id
      WHERE a.course_id IS NOT NULL AND r.worth IS NOT NULL AND u.category <> '' AND \(condition) ORDER BY t.id, r.position
      """
    var found: [QuizOutcome] = []
    var places: [String: Int] = [:]
    try database.forEach(sql, values) { row in
      let category: String = try row.get(2)
      let topic = category.split(separator: "/").last.map(String.init) ?? category
      let key = "\(row.integer(0)) \(topic)"
      let points = Fraction(try row.get(4, as: String.self)) ?? .zero
      let most = Fraction(try row.get(5, as: String.self)) ?? .zero
      if let place = places[key] {
        found[place].points += points
        found[place].most += most
      } else {
        places[key] = found.count
        found.append(QuizOutcome(course: try row.get(1), topic: topic, day: try row.get(3), points: points, most: most))
      }
    }
    return found
  }
}
