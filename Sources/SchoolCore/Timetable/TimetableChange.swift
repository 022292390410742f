import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What is to be different about one lesson.
public struct LessonChange: Sendable {
  public var day: String?
  public var lesson: Int?
  public var teacher: String?
  public var room: String?
  public var isCancelled = false
  /// The day the lesson is moved to.
  public var toDay: String?
  public var toLesson: Int?
  public var reason: String?
  /// Takes the change back.
  public var isTakenBack = false
  public init() {}
}

/// What a change of a lesson was, and what stands in its journal.
public struct ChangedLesson: Sendable {
  public let course: String
  public let day: Day
  public let number: Int
  public let kind: LessonChangeKind?
  public let target: (day: Day, number: Int)?
  public let teacher: String?
  /// What is in the journal of a lesson that is not given on its day.
  public var marks = 0
  public var absences = 0
}

extension Timetable {
  /// Enters a substitution: another teacher or room, a lesson cancelled or moved.
  public func changeLesson(form: String, subject: String, _ change: LessonChange, _ request: WriteRequest) throws -> Performed<
    ChangedLesson
  > {
    try perform(.timetableWrite, request) { writing in
      let (index, course) = try writing.course(form, subject)
      let days = DayReader(index.calendar)
      let day = try days.required(change.day ?? "today")
      let number: Int
      if let known = course.changes.values.first(where: {
        $0.key.day == day.number && (change.lesson == nil || $0.key.number == change.lesson)
      }) {
        number = known.key.number
      } else {
        do { number = try index.lessonNumber(course, day, change.lesson, extra: false) } catch let failure as CourseIndex.LessonProblem {
          throw BadValue(failure.problem)
        }
      }
      if change.isTakenBack {
        try writing.database.run(
          "DELETE FROM substitution WHERE course_id = ? AND day = ? AND number = ?", course.id, day, number)
        return ChangedLesson(course: course.name, day: day, number: number, kind: nil, target: nil, teacher: nil)
      }
      let substitute = try change.teacher.map { try Self.memberOfStaff($0, writing) }
      let teacher = substitute?.id
      let target = try change.toDay.map { try days.required($0) }
      if let target, !index.calendar.hasLessons(target) {
        throw BadValue(.noLessons(day: target.description, why: index.calendar.daysOff.first { $0.contains(target) }?.name))
      }
      let kind: LessonChangeKind = change.isCancelled ? .cancelled : target != nil ? .moved : .changed
      try writing.database.run(
        """
        INSERT INTO substitution (course_id, day, number, kind, teacher_id, room, to_day, to_number, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (course_id, day, number) DO UPDATE SET kind = CASE WHEN ?4 = \(LessonChangeKind.changed.sql) AND kind = \(LessonChangeKind.moved.sql) THEN kind ELSE ?4 END,
          teacher_id = coalesce(?5, teacher_id), room = coalesce(?6, room), to_day = CASE WHEN ?4 = \(LessonChangeKind.changed.sql) THEN to_day ELSE ?7 END,
          to_number = CASE WHEN ?4 = \(LessonChangeKind.changed.sql) THEN to_number ELSE ?8 END, reason = coalesce(?9, reason)
        """, course.id, day, number, kind, teacher, change.room.map(Folding.tidy), target,
        target == nil ? nil : change.toLesson ?? number, change.reason.map(Folding.tidy))
      // A lesson that is in the journal already shows who gave it.
      if let teacher {
        try writing.database.run(
          "UPDATE lesson SET teacher_id = ?1 WHERE course_id = ?2 AND day = ?3 AND number = ?4 AND teacher_id IS NOT ?1", teacher,
          course.id,
          day, number)
      }
      var changed = ChangedLesson(
        course: course.name, day: day, number: number, kind: kind, target: target.map { ($0, change.toLesson ?? number) },
        teacher: substitute?.full)
      if kind != .changed { (changed.marks, changed.absences) = try Self.entries(course, day, number, writing.database) }
      return changed
    }
  }

  /// How many marks and absences stand in a lesson.
  private static func entries(_ course: CourseState, _ day: Day, _ number: Int, _ database: Database) throws -> (Int, Int) {
    let sql = """
      SELECT (SELECT count(*) FROM mark WHERE lesson_id = l.id), (SELECT count(*) FROM attendance WHERE lesson_id = l.id)
      FROM lesson l WHERE l.course_id = ? AND l.day = ? AND l.number = ?
      """
    return try database.row(sql, course.id, day, number, as: (Int, Int).self) ?? (0, 0)
  }

  private static func memberOfStaff(_ text: String, _ writing: Writing) throws -> PersonName {
    let person = try writing.reading().person(text, as: .staff)
    let isStaff = try writing.database.value("SELECT 1 FROM staff WHERE person_id = ?", person.id, as: Int.self) != nil
    guard isStaff else { throw BadValue(.notStaff(person.full)) }
    return person
  }

  public static let substitutionColumns = [
    Column.date, Column.lesson,
    Column.form,
    Column.subject, Column("change", en: "Change", ru: "Замена", labels: CodedWords.lessonChanges),
    Column.teacher,
    Column.room, Column("to_date", .day, en: "To", ru: "На день"),
    Column("to_lesson", .integer, en: "Lesson", ru: "На урок"), Column.reason,
  ]

  /// The substitutions of a span of days.
  public func substitutions(span: String?) throws -> Table {
    try read(.timetableRead) { reading in
      let days = try SpanReader(reading.calendar).span(span ?? "today..")
      let forms = try reading.access.isWhole ? nil : Self.timetableForms(nil, reading)
      let sql = """
        SELECT x.day, x.number, f.name, s.name, x.kind, \(PersonName.sql), x.room, x.to_day, x.to_number, x.reason, f.id FROM substitution x
        JOIN course c ON c.id = x.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
        LEFT JOIN person p ON p.id = x.teacher_id WHERE x.day BETWEEN ? AND ? ORDER BY x.day, x.number, f.grade, f.letter
        """
      let rows = try reading.database.rows(
        sql, days.first, days.last,
        as: (String, Int, String, String, String, String?, String?, String?, Int?, String?, Int).self)
      return Table(
        Self.substitutionColumns,
        rows: rows.filter { forms?.contains($0.10) ?? true }.map {
          [
            .day($0.0), .integer($0.1), .text($0.2), .text($0.3), .text($0.4), Cell($0.5), Cell($0.6), $0.7.map { .day($0) } ?? .empty,
            Cell($0.8),
            Cell($0.9),
          ]
        })
    }
  }
}
