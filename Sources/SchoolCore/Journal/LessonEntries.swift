import Basics
import SQLite
import SchoolModel

/// What stands in a lesson, as it is being entered.
package final class LessonEntries {
  package struct StoredMark {
    package var id: Int
    package var values: [Int]
    package var weight: Int
    package var comment: String?
  }
  package struct StoredAttendance {
    package var id: Int
    package var code: AttendanceCode
    package var minutes: Int?
  }
  /// One kind of work of one student in a lesson.
  package struct Work: Hashable {
    package let student: UInt32
    package let kind: UInt32

    package init(student: Int, kind: Int) {
      self.student = UInt32(student)
      self.kind = UInt32(kind)
    }
  }

  package var marks: [Work: StoredMark] = [:]
  package var attendance: [Int: StoredAttendance] = [:]
  /// Distinct kinds of work of the lesson, with the weight they were given.
  package var weights: [Int: Int] = [:]
  /// The marks that another one is a retake of.
  package var replaced: Set<Int> = []

  package init() {}

  package init(_ database: Database, lesson: Int, hasRetakes: Bool) throws {
    let marks = "SELECT id, student_id, kind_id, value_id, second_id, weight, comment FROM mark WHERE lesson_id = ?"
    for (id, student, kind, value, second, weight, comment) in try database.rows(
      marks, lesson, as: (Int, Int, Int, Int, Int?, Int, String?).self)
    {
      self.marks[.init(student: student, kind: kind)] = StoredMark(
        id: id, values: [value] + (second.map { [$0] } ?? []), weight: weight, comment: comment)
      weights[kind] = weight
    }
    if hasRetakes {
      let retaken = "SELECT retake_of FROM mark WHERE retake_of IN (SELECT id FROM mark WHERE lesson_id = ?)"
      replaced = Set(try database.values(retaken, lesson, as: Int.self))
    }
    let absences = "SELECT id, student_id, code, minutes FROM attendance WHERE lesson_id = ?"
    for (id, student, code, minutes) in try database.rows(absences, lesson, as: (Int, Int, AttendanceCode, Int?).self) {
      attendance[student] = StoredAttendance(id: id, code: code, minutes: minutes)
    }
  }

  /// The marks of one student by the kind of work.
  package func marks(of student: Int) -> [(kind: Int, mark: StoredMark)] {
    marks.filter { $0.key.student == UInt32(student) }.map { (Int($0.key.kind), $0.value) }.sorted { $0.0 < $1.0 }
  }
}
