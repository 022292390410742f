import Basics
import Questions
import SQLite
import SchoolModel

/// A quiz as it is known.
struct KnownQuiz {
  let id: Int
  let title: String
  let owner: Int?
}

/// Finds quizzes, for those who may see them.
struct QuizStore {
  let database: Database
  let access: Access
  let reach: QuizReach

  init(_ reading: Reading) throws {
    database = reading.database
    access = reading.access
    reach = try QuizReach(reading)
  }

  /// A quiz by its number, its title, or the beginning of its title.
  /// - Throws: `QuizFailure.noQuiz`, the same for what is not there and what is not to be seen.
  func quiz(_ typed: String) throws -> KnownQuiz {
    let digits = typed.drop { "№#".contains($0) }
    if let number = Int(digits), number > 0 {
      guard let found = try quizzes("q.id = ?", [number]).first else { throw QuizFailure.noQuiz(typed) }
      return found
    }
    let key = Folding.key(typed)
    guard !key.isEmpty else { throw QuizFailure.noQuiz(typed) }
    if let exact = try quizzes("q.title_key = ?", [key]).first { return exact }
    let beginning = try quizzes("substr(q.title_key, 1, length(?1)) = ?1", [key])
    guard let found = beginning.first else { throw QuizFailure.noQuiz(typed) }
    guard beginning.count == 1 else {
      throw QuizFailure.severalQuizzes(typed, candidates: beginning.prefix(8).map { "\($0.id) \($0.title)" })
    }
    return found
  }

  private func quizzes(_ condition: String, _ values: [any Bindable]) throws -> [KnownQuiz] {
    var found: [KnownQuiz] = []
    try database.forEach("SELECT q.id, q.title, q.added_by FROM quiz q WHERE \(condition) AND \(reach.quizzes) ORDER BY q.id", values) {
      found.append(KnownQuiz(id: try $0.get(0), title: try $0.get(1), owner: try $0.get(2)))
    }
    return found
  }

  /// A quiz that who acts may change: their own, or any for who looks after all of them.
  func own(_ typed: String) throws -> KnownQuiz {
    let quiz = try quiz(typed)
    guard access.isWhole || quiz.owner == access.actor.personID else { throw QuizFailure.notYours(quiz.id) }
    return quiz
  }
}

/// Whose quizzes, assignments and attempts are seen, as SQL. Decided by the present, whatever moment is being looked at.
package struct QuizReach {
  /// Condition on `quiz q`.
  package let quizzes: String
  /// Condition on `quiz_assignment a`.
  package let assignments: String
  /// Condition on `quiz_attempt t`, among those of assignments within reach.
  package let attempts: String
  /// The students of the family that looks; `nil` for staff.
  package let family: Set<Int>?

  package init(_ reading: Reading) throws {
    let access = reading.access
    if access.isOfFamily {
      let people = try access.students(reading.database) ?? []
      let own = keyList(people)
      let today = "'\(reading.calendar.presentOfAccess)'"
      let courses = people.map { Membership.ofThePresent.courses(ofStudent: String($0), on: today) }
      let given = """
        (a.course_id IN (\(courses.isEmpty ? "SELECT 0" : courses.joined(separator: " UNION ")))
          OR EXISTS (SELECT 1 FROM main.quiz_assignee g WHERE g.assignment_id = a.id AND g.person_id IN (\(own)))
          OR EXISTS (SELECT 1 FROM main.quiz_attempt n WHERE n.assignment_id = a.id AND n.person_id IN (\(own))))
        """
      family = people
      assignments = given
      attempts = "t.person_id IN (\(own))"
      quizzes = "EXISTS (SELECT 1 FROM main.quiz_assignment a WHERE a.quiz_id = q.id AND \(given))"
      return
    }
    family = nil
    quizzes = "1"
    if access.isWhole {
      (assignments, attempts) = ("1", "1")
      return
    }
    let courses = try access.courses(reading.database) ?? []
    assignments = "(a.course_id IN (\(keyList(courses))) OR a.course_id IS NULL AND a.assigned_by = \(access.actor.personID))"
    attempts = "1"
  }
}
