import Basics
import SQLite
import SchoolModel

/// Term marks of one student or course, counted: a 1 counts as a 2, «осв» and no mark count nowhere.
package struct TermMarkCounts {
  package var marks = [Int](repeating: 0, count: 6)
  package var notAttested = 0
  package var students: Set<Int> = []

  package mutating func add(points: Int?, code: String, of student: Int) {
    if let points { marks[max(2, min(5, points))] += 1 } else if code == "н/а" { notAttested += 1 } else { return }
    students.insert(student)
  }

  package var count: Int { marks[2...5].reduce(notAttested, +) }
  package var isEmpty: Bool { count == 0 }
  package var average: MarkFraction {
    MarkFraction(points: (2...5).reduce(0) { $0 + $1 * marks[$1] }, count: marks[2...5].reduce(0, +))
  }

  /// The narrowest word for what a student has: facts.md, section 2.
  package var category: String {
    if marks[2] > 0 { return "failing" }
    if notAttested > 0 { return "not-attested" }
    if marks[3] > 0 { return marks[3] == 1 ? "one-three" : "passing" }
    if marks[4] > 0 { return marks[4] == 1 ? "one-four" : "good" }
    return "excellent"
  }
}

extension ReportFrame {
  package struct TermMark {
    package let course: CourseState
    package let student: Int
    package let points: Int?
    package let code: String
  }

  /// The marks put for the term in the courses of the report, of students who are in the course's form to the end.
  package func termMarks() throws -> [TermMark] {
    guard let term else { throw StatisticsFailure.termNeeded("") }
    let byID = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0) })
    let scores = try MarkScores(database)
    let present = Set(
      try database.values(Membership.standing.students(ofForms: keyList(forms), on: "'\(closingDay)'"), as: Int.self))
    let sql = """
      SELECT t.course_id, t.student_id, v.points, v.code FROM term_mark t JOIN mark_value v ON v.id = t.value_id WHERE t.term = ?
      ORDER BY t.course_id, t.student_id
      """
    return try database.rows(sql, term, as: (Int, Int, Int?, String).self).compactMap { course, student, points, code in
      // Who only passes or fails has no marks to count, and is not attested all the same.
      guard let state = byID[course], scores.highest(state.scale) > 1 || code == "н/а", present.contains(student) else { return nil }
      return TermMark(course: state, student: student, points: points, code: code)
    }
  }

  /// The term marks by student.
  package func termCounts() throws -> [Int: TermMarkCounts] {
    var counts: [Int: TermMarkCounts] = [:]
    for mark in try termMarks() {
      counts[mark.student, default: TermMarkCounts()].add(points: mark.points, code: mark.code, of: mark.student)
    }
    return counts.filter { !$0.value.isEmpty }
  }
}
