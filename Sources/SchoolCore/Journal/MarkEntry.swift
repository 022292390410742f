import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets

/// One thing to be entered for one student in one lesson.
package struct EntryRequest {
  package var lesson: Int
  package var student: Int
  package var cell: CellValue
  package var kind: Int?
  package var weight: Int?
  package var comment: String?
  /// The line of the file, for messages about the same entry given twice.
  package var line: Int
  package var due: Day?
  package var shownFrom: Day?
  package var isPrivate: Bool?
  package var retakeOf: Int?
}

/// What came of the entries.
public struct EntryCount: Sendable, Equatable {
  public var marksAdded = 0
  public var marksChanged = 0
  public var attendanceAdded = 0
  public var attendanceChanged = 0
  public var unchanged = 0
}

/// Enters marks and attendance by the rules of the journal: the same entry again is nothing, another value needs
/// `replace`, and a code of attendance beside a mark must be written together with it.
package final class EntryWriter {
  private struct StoredMark {
    package var id: Int
    package var values: [Int]
    package var weight: Int
    package var comment: String?
  }
  private struct StoredAttendance {
    package var id: Int
    package var code: AttendanceCode
    package var minutes: Int?
  }
  /// One kind of work of one student in a lesson.
  private struct MarkKey: Hashable {
    package let student: UInt32
    package let kind: UInt32

    package init(student: Int, kind: Int) {
      self.student = UInt32(student)
      self.kind = UInt32(kind)
    }
  }
  private final class LessonEntries {
    package var marks: [MarkKey: StoredMark] = [:]
    package var attendance: [Int: StoredAttendance] = [:]
    /// Distinct kinds of work of the lesson, with the weight they were given.
    package var kinds: [Int: Int] = [:]
    /// The marks that another one is a retake of.
    package var replaced: Set<Int> = []
    /// The kind of the lesson's only work.
    package var onlyKind: Int? { kinds.count == 1 ? kinds.keys.first : nil }
  }

  private let writing: Writing
  private let database: Database
  package let vocabulary: MarkVocabulary
  private let replace: Bool
  private var lessons: [Int: LessonEntries] = [:]
  /// What this input has already said of each lesson: which work of which student, and in which line.
  private var seen: [Int: [(work: MarkKey, line: UInt32)]] = [:]
  package private(set) var count = EntryCount()
  private let hasRetakes: Bool
  private let insertMark: Statement
  private let insertAttendance: Statement
  /// Where many rows are to come, they wait for one another; nothing but this writer reads the tables meanwhile.
  private var batches: (marks: BulkInsert, attendance: BulkInsert)?
  /// Lessons with keys above this one were made by this input, and hold nothing when they are first met.
  private var newLessonsAbove = Int.max
  private var metLessons: Set<Int> = []

  package init(_ writing: Writing, _ vocabulary: MarkVocabulary, replace: Bool) throws {
    self.writing = writing
    self.vocabulary = vocabulary
    self.replace = replace
    database = writing.database
    hasRetakes = try database.value("SELECT 1 FROM mark WHERE retake_of IS NOT NULL LIMIT 1", as: Int.self) != nil
    insertMark = try database.prepare(
      "INSERT INTO mark (lesson_id, student_id, kind_id, value_id, second_id, weight, comment, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    insertAttendance = try database.prepare(
      "INSERT INTO attendance (lesson_id, student_id, code, minutes, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?)")
  }

  /// From now on rows are written many a statement; `flush` must follow.
  package func expectMany() throws {
    let entered: [(column: String, value: BulkInsert.Field)] = [
      ("entered_at", .integer(writing.now.milliseconds)), ("entered_by", .integer(writing.actor.personID)),
    ]
    let marks = ["lesson_id", "student_id", "kind_id", "value_id", "second_id", "weight", "comment"]
    batches = (
      BulkInsert(writing.writer, SchoolTable.mark, marks, common: entered),
      BulkInsert(writing.writer, SchoolTable.attendance, ["lesson_id", "student_id", "code", "minutes"], common: entered)
    )
    newLessonsAbove = try database.value("SELECT seq FROM sqlite_sequence WHERE name = 'lesson'", as: Int.self) ?? 0
  }

  /// Writes the rows that wait.
  package func flush() throws {
    try batches?.marks.flush()
    try batches?.attendance.flush()
  }

  private func entries(_ lesson: Int) throws -> LessonEntries {
    if let known = lessons[lesson] { return known }
    let isNew = lesson > newLessonsAbove && metLessons.insert(lesson).inserted
    if !isNew { try flush() }
    // Files come in the order of lessons, so a few at a time are enough; one that comes back is read again.
    if lessons.count >= 256 { lessons.removeAll(keepingCapacity: true) }
    let entries = LessonEntries()
    if isNew {
      lessons[lesson] = entries
      return entries
    }
    let marks = "SELECT id, student_id, kind_id, value_id, second_id, weight, comment FROM mark WHERE lesson_id = ?"
    for (id, student, kind, value, second, weight, comment) in try database.rows(
      marks, lesson, as: (Int, Int, Int, Int, Int?, Int, String?).self)
    {
      entries.marks[.init(student: student, kind: kind)] = StoredMark(
        id: id, values: [value] + (second.map { [$0] } ?? []), weight: weight, comment: comment)
      entries.kinds[kind] = weight
    }
    if hasRetakes {
      let retaken = "SELECT retake_of FROM mark WHERE retake_of IN (SELECT id FROM mark WHERE lesson_id = ?)"
      entries.replaced = Set(try database.values(retaken, lesson, as: Int.self))
    }
    let absences = "SELECT id, student_id, code, minutes FROM attendance WHERE lesson_id = ?"
    for (id, student, code, minutes) in try database.rows(absences, lesson, as: (Int, Int, AttendanceCode, Int?).self) {
      entries.attendance[student] = StoredAttendance(id: id, code: code, minutes: minutes)
    }
    lessons[lesson] = entries
    return entries
  }

  /// What parents told of absences, by student.
  private var notices: [Int: [(first: Day, last: Day, code: AttendanceCode)]]?

  private func notices(of student: Int) throws -> [(first: Day, last: Day, code: AttendanceCode)] {
    if let notices { return notices[student] ?? [] }
    var read: [Int: [(first: Day, last: Day, code: AttendanceCode)]] = [:]
    for (student, first, last, code) in try database.rows(
      "SELECT student_id, first_day, last_day, code FROM absence_notice", as: (Int, Day, Day, AttendanceCode).self)
    {
      read[student, default: []].append((first, last, code))
    }
    notices = read
    return read[student] ?? []
  }

  /// An absence without a cause has the one its parents told the school.
  private func explained(_ request: EntryRequest) throws -> EntryRequest {
    guard request.cell.attendance == .unknown, case let told = try notices(of: request.student), !told.isEmpty,
      let day = try database.value("SELECT day FROM lesson WHERE id = ?", request.lesson, as: Day.self),
      let notice = told.first(where: { $0.first <= day && day <= $0.last })
    else { return request }
    var request = request
    request.cell.attendance = notice.code
    return request
  }

  /// Enters a row: one work of one student.
  package func enter(_ request: EntryRequest) throws {
    let request = try explained(request)
    let entries = try entries(request.lesson)
    if request.cell.attendance != nil { try enterAttendance(request, entries) }
    guard !request.cell.values.isEmpty else { return }
    let kind = request.kind ?? entries.onlyKind ?? vocabulary.standardKind
    try note(request, kind: kind, entries)
    try enterMark(request, kind, entries)
  }

  /// Enters a cell of a page: everything the student has in the lesson, whatever the kinds of work.
  package func enterPageCell(_ request: EntryRequest) throws {
    let request = try explained(request)
    let entries = try entries(request.lesson)
    if request.cell.attendance != nil { try enterAttendance(request, entries) }
    guard !request.cell.values.isEmpty else { return }
    let own = entries.marks.filter { $0.key.student == UInt32(request.student) }
    // A page may leave out what a retake took the place of.
    let standing = own.filter { !entries.replaced.contains($0.value.id) }
    if [own, standing].contains(where: { $0.flatMap(\.value.values).sorted() == request.cell.values.sorted() }) {
      count.unchanged += 1
      return
    }
    guard own.count <= 1 else { throw Problem.severalWorks(kinds: own.keys.compactMap { vocabulary.kindNames[Int($0.kind)] }.sorted()) }
    let kind = own.first.map { Int($0.key.kind) } ?? entries.onlyKind ?? vocabulary.standardKind
    try enterMark(request, kind, entries)
  }

  /// Refuses the same work of the same student twice in one input.
  private func note(_ request: EntryRequest, kind: Int, _ entries: LessonEntries) throws {
    let work = MarkKey(student: request.student, kind: kind)
    if let first = seen[request.lesson]?.first(where: { $0.work == work }) {
      let before = entries.marks[work].map { vocabulary.text(values: $0.values) } ?? ""
      throw Problem.givenTwice(firstLine: Int(first.line), before: before, now: vocabulary.text(values: request.cell.values))
    }
    seen[request.lesson, default: []].append((work, UInt32(request.line)))
  }

  private func enterMark(_ request: EntryRequest, _ kind: Int, _ entries: LessonEntries) throws {
    let key = MarkKey(student: request.student, kind: kind)
    guard var stored = entries.marks[key] else {
      if request.cell.attendance == nil, !replace, let absence = entries.attendance[request.student] {
        throw Problem.markBesideAttendance(code: absence.code.rawValue, mark: vocabulary.text(values: request.cell.values))
      }
      return try add(request, kind, entries)
    }
    let weight = request.weight ?? stored.weight
    let comment = request.comment ?? stored.comment
    if stored.values == request.cell.values, stored.weight == weight, stored.comment == comment {
      if try putConditions(request, stored.id) { count.marksChanged += 1 } else { count.unchanged += 1 }
      return
    }
    guard replace else {
      throw Problem.different(
        stands: told(stored.values, stored.weight, stored.comment, beside: (request.cell.values, weight, comment)),
        given: told(request.cell.values, weight, comment, beside: (stored.values, stored.weight, stored.comment)))
    }
    try batches?.marks.prepareToChange(stored.id)
    try database.run(
      "UPDATE mark SET value_id = ?, second_id = ?, weight = ?, comment = ?, entered_at = ?, entered_by = ? WHERE id = ?",
      request.cell.values[0], request.cell.values.count > 1 ? request.cell.values[1] : nil as Int?, weight, comment,
      writing.now.milliseconds, writing.actor.personID, stored.id)
    _ = try putConditions(request, stored.id)
    stored.values = request.cell.values
    stored.weight = weight
    stored.comment = comment
    entries.marks[key] = stored
    count.marksChanged += 1
    try writing.writer.cutIfFull()
  }

  /// Keeps with a mark until when it is due, from when it is seen, who reads the comment, and what it is a retake of.
  private func putConditions(_ request: EntryRequest, _ mark: Int) throws -> Bool {
    guard request.due != nil || request.shownFrom != nil || request.isPrivate != nil || request.retakeOf != nil else { return false }
    try batches?.marks.prepareToChange(mark)
    return try database.run(
      """
      UPDATE mark SET due_on = coalesce(?1, due_on), shown_from = coalesce(?2, shown_from), is_private = coalesce(?3, is_private),
        retake_of = coalesce(?4, retake_of)
      WHERE id = ?5 AND (due_on IS NOT coalesce(?1, due_on) OR shown_from IS NOT coalesce(?2, shown_from)
        OR is_private IS NOT coalesce(?3, is_private) OR retake_of IS NOT coalesce(?4, retake_of))
      """, request.due, request.shownFrom, request.isPrivate.map { $0 ? 1 : 0 }, request.retakeOf, mark) > 0
  }

  /// A mark in words, with the weight and the comment only where they are what differs.
  private func told(_ values: [Int], _ weight: Int, _ comment: String?, beside other: ([Int], Int, String?)) -> String {
    var words = vocabulary.text(values: values)
    if weight != other.1 { words += " (×\(weight))" }
    if comment != other.2 { words += " «\(comment ?? "")»" }
    return words
  }

  private func add(_ request: EntryRequest, _ kind: Int, _ entries: LessonEntries) throws {
    let weight = request.weight ?? entries.kinds[kind] ?? vocabulary.usualWeight(kind)
    let mark = try insertMark(request, kind, weight: weight)
    _ = try putConditions(request, mark)
    entries.marks[.init(student: request.student, kind: kind)] = StoredMark(
      id: mark, values: request.cell.values, weight: weight, comment: request.comment)
    if entries.kinds[kind] == nil { entries.kinds[kind] = weight }
    count.marksAdded += 1
    try writing.writer.cutIfFull()
  }

  /// - Returns: the key of the new mark.
  private func insertMark(_ request: EntryRequest, _ kind: Int, weight: Int) throws -> Int {
    if let marks = batches?.marks {
      return try marks.add([
        .integer(request.lesson), .integer(request.student), .integer(kind), .integer(request.cell.values[0]),
        request.cell.values.count > 1 ? .integer(request.cell.values[1]) : .null, .integer(weight),
        request.comment.map { .text($0) } ?? .null,
      ])
    }
    insertMark.reset()
    insertMark.bind(request.lesson, at: 1)
    insertMark.bind(request.student, at: 2)
    insertMark.bind(kind, at: 3)
    insertMark.bind(request.cell.values[0], at: 4)
    if request.cell.values.count > 1 { insertMark.bind(request.cell.values[1], at: 5) } else { insertMark.bindNull(at: 5) }
    insertMark.bind(weight, at: 6)
    if let comment = request.comment { insertMark.bind(comment, at: 7) } else { insertMark.bindNull(at: 7) }
    insertMark.bind(writing.now.milliseconds, at: 8)
    insertMark.bind(writing.actor.personID, at: 9)
    _ = try insertMark.step()
    return database.lastInsertedID
  }

  private func enterAttendance(_ request: EntryRequest, _ entries: LessonEntries) throws {
    guard let code = request.cell.attendance else { return }
    if let stored = entries.attendance[request.student] {
      if stored.code == code, stored.minutes == request.cell.minutes {
        if request.cell.values.isEmpty { count.unchanged += 1 }
        return
      }
      guard replace else { throw Problem.different(stands: stored.code.rawValue, given: code.rawValue) }
      try batches?.attendance.prepareToChange(stored.id)
      try database.run(
        "UPDATE attendance SET code = ?, minutes = ?, entered_at = ?, entered_by = ? WHERE id = ?", code, request.cell.minutes,
        writing.now.milliseconds, writing.actor.personID, stored.id)
      entries.attendance[request.student] = StoredAttendance(id: stored.id, code: code, minutes: request.cell.minutes)
      count.attendanceChanged += 1
      return
    }
    if request.cell.values.isEmpty, !replace {
      let marks = entries.marks.filter { $0.key.student == UInt32(request.student) }.sorted { $0.key.kind < $1.key.kind }.flatMap(
        \.value.values)
      guard marks.isEmpty else { throw Problem.attendanceBesideMark(code: code.rawValue, mark: vocabulary.text(values: marks)) }
    }
    let absence = try insertAttendance(request, code)
    entries.attendance[request.student] = StoredAttendance(id: absence, code: code, minutes: request.cell.minutes)
    count.attendanceAdded += 1
    try writing.writer.cutIfFull()
  }

  /// - Returns: the key of the new absence.
  private func insertAttendance(_ request: EntryRequest, _ code: AttendanceCode) throws -> Int {
    if let attendance = batches?.attendance {
      return try attendance.add([
        .integer(request.lesson), .integer(request.student), .text(code.rawValue), request.cell.minutes.map { .integer($0) } ?? .null,
      ])
    }
    insertAttendance.reset()
    insertAttendance.bind(request.lesson, at: 1)
    insertAttendance.bind(request.student, at: 2)
    insertAttendance.bind(code, at: 3)
    if let minutes = request.cell.minutes { insertAttendance.bind(minutes, at: 4) } else { insertAttendance.bindNull(at: 4) }
    insertAttendance.bind(writing.now.milliseconds, at: 5)
    insertAttendance.bind(writing.actor.personID, at: 6)
    _ = try insertAttendance.step()
    return database.lastInsertedID
  }
}
