import Basics
import SchoolModel

/// Banks of questions, quizzes given to students, and what came of them.
public struct Quizzes: Room {
  public let school: School
}

extension School {
  public var quizzes: Quizzes { Quizzes(school: self) }
}
