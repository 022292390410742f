import Basics
import Record
import SQLite
import SchoolModel

/// Writes the rows of marks and absences: one by one, or many a statement where many are to come.
package final class MarkRows {
  private let writing: Writing
  private let database: Database
  private let insertMark: Statement
  private let insertAttendance: Statement
  /// Where many rows are to come, they wait for one another; nothing but this writer reads the tables meanwhile.
  private var batches: (marks: BulkInsert, attendance: BulkInsert)?

  package init(_ writing: Writing) throws {
    self.writing = writing
    database = writing.database
    insertMark = try database.prepare(
      "INSERT INTO mark (lesson_id, student_id, kind_id, value_id, second_id, weight, comment, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    insertAttendance = try database.prepare(
      "INSERT INTO attendance (lesson_id, student_id, code, minutes, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)")
  }

  /// From now on rows are written many a statement; `flush` must follow.
  package func expectMany() {
    let entered: [(column: String, value: BulkInsert.Field)] = [
      ("entered_at", .integer(writing.now.milliseconds)), ("entered_by", .integer(writing.actor.personID)),
    ]
    let marks = ["lesson_id", "student_id", "kind_id", "value_id", "second_id", "weight", "comment"]
    batches = (
      BulkInsert(writing.writer, SchoolTable.mark, marks, common: entered),
      BulkInsert(writing.writer, SchoolTable.attendance, ["lesson_id", "student_id", "code", "minutes"], common: entered)
    )
  }

  /// Writes the rows that wait.
  package func flush() throws {
    try batches?.marks.flush()
    try batches?.attendance.flush()
  }

  /// - Returns: the key of the new mark.
  package func add(_ cell: CellValue, of request: EntryRequest, lesson: Int, kind: Int, weight: Int) throws -> Int {
    if let marks = batches?.marks {
      return try marks.add([
        .integer(lesson), .integer(request.student), .integer(kind), .integer(cell.values[0]),
        cell.values.count > 1 ? .integer(cell.values[1]) : .null, .integer(weight),
        request.comment.map { .text($0) } ?? .null,
      ])
    }
    insertMark.reset()
    insertMark.bind(lesson, at: 1)
    insertMark.bind(request.student, at: 2)
    insertMark.bind(kind, at: 3)
    insertMark.bind(cell.values[0], at: 4)
    if cell.values.count > 1 { insertMark.bind(cell.values[1], at: 5) } else { insertMark.bindNull(at: 5) }
    insertMark.bind(weight, at: 6)
    if let comment = request.comment { insertMark.bind(comment, at: 7) } else { insertMark.bindNull(at: 7) }
    insertMark.bind(writing.now.milliseconds, at: 8)
    insertMark.bind(writing.actor.personID, at: 9)
    _ = try insertMark.step()
    return database.lastInsertedID
  }

  /// - Returns: the key of the new absence.
  package func add(_ code: AttendanceCode, of request: EntryRequest, lesson: Int) throws -> Int {
    if let attendance = batches?.attendance {
      return try attendance.add([
        .integer(lesson), .integer(request.student), .text(code.rawValue), request.cell.minutes.map { .integer($0) } ?? .null,
      ])
    }
    insertAttendance.reset()
    insertAttendance.bind(lesson, at: 1)
    insertAttendance.bind(request.student, at: 2)
    insertAttendance.bind(code, at: 3)
    if let minutes = request.cell.minutes { insertAttendance.bind(minutes, at: 4) } else { insertAttendance.bindNull(at: 4) }
    insertAttendance.bind(writing.now.milliseconds, at: 5)
    insertAttendance.bind(writing.actor.personID, at: 6)
    _ = try insertAttendance.step()
    return database.lastInsertedID
  }

  /// Puts other values, another weight or comment in the place of a mark's own.
  package func change(_ mark: LessonEntries.StoredMark) throws {
    try batches?.marks.prepareToChange(mark.id)
    try database.run(
      "UPDATE mark SET value_id = ?, second_id = ?, weight = ?, comment = ?, entered_at = ?, entered_by = ? WHERE id = ?",
      mark.values[0], mark.values.count > 1 ? mark.values[1] : nil as Int?, mark.weight, mark.comment, writing.now.milliseconds,
      writing.actor.personID, mark.id)
  }

  package func change(_ absence: LessonEntries.StoredAttendance) throws {
    try batches?.attendance.prepareToChange(absence.id)
    try database.run(
      "UPDATE attendance SET code = ?, minutes = ?, entered_at = ?, entered_by = ? WHERE id = ?", absence.code, absence.minutes,
      writing.now.milliseconds, writing.actor.personID, absence.id)
  }

  package func remove(_ mark: LessonEntries.StoredMark) throws {
    try batches?.marks.prepareToChange(mark.id)
    try database.run("DELETE FROM mark WHERE id = ?", mark.id)
  }

  package func remove(_ absence: LessonEntries.StoredAttendance) throws {
    try batches?.attendance.prepareToChange(absence.id)
    try database.run("DELETE FROM attendance WHERE id = ?", absence.id)
  }

  /// Keeps with a mark until when it is due, from when it is seen, who reads the comment, and what it is a retake of.
  /// - Returns: whether that was something new.
  package func putConditions(_ request: EntryRequest, _ mark: Int) throws -> Bool {
    guard request.due != nil || request.shownFrom != nil || request.isPrivate != nil || request.retakeOf != nil else { return false }
    try batches?.marks.prepareToChange(mark)
    return try database.run(
      """
      UPDATE mark SET due_on = coalesce(?1, due_on), shown_from = coalesce(?2, shown_from), is_private = coalesce(?3, is_private),
        retake_of = coalesce(?4, retake_of)
      WHERE id = ?5 AND (due_on IS NOT coalesce(?1, due_on) OR shown_from IS NOT coalesce(?2, shown_from)
        OR is_private IS NOT coalesce(?3, is_private) OR retake_of IS NOT coalesce(?4, retake_of))
      """, request.due, request.shownFrom, request.isPrivate.map { $0 ? 1 : 0 }, request.retakeOf?.mark, mark) > 0
  }
}
