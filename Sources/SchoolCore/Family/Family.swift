import Basics
import SQLite
import SchoolModel
import Tabular

public enum FamilyFailure: Failure, Equatable {
  case badReason(String)
  /// Another notice covers some of the days.
  /// - Parameter child: the child as it was named, where it was.
  case overlaps(first: Day, last: Day, child: String?)
  case noSchoolDays(String)
  case weekNotBegun(Day)
  case noNotice(String)
  public var exit: ExitCode {
    switch self {
    case .noNotice: .notFound
    case .badReason, .overlaps, .noSchoolDays, .weekNotBegun: .badData
    }
  }
  public var key: String {
    switch self {
    case .badReason: "absence.reason"
    case .noSchoolDays: "absence.days"
    case .overlaps: "absence.overlap"
    case .weekNotBegun: "diary.week"
    case .noNotice: "absence.none"
    }
  }
}

/// Whose absence the school was told of, or is told of no more, and of which days.
public struct NoticesOfAbsence: Sendable {
  public let student: String
  public let days: [DaySpan]
}

extension Family {
  /// A parent tells the school that a child will be, or was, absent: ill or for another valid reason.
  public func giveAbsenceNotice(child: String?, span: String, code: String, reason: String?, _ request: WriteRequest) throws
    -> Performed<NoticesOfAbsence>
  {
    let key = Folding.key(code)
    let words: [String: AttendanceCode] = ["ill": .ill, "болезнь": .ill, "valid": .valid, "excused": .valid, "уважительная": .valid]
    guard let stored = words[key] ?? AttendanceCode(rawValue: key), AttendanceCode.tellable.contains(stored) else {
      throw FamilyFailure.badReason(code)
    }
    return try perform(.familyWrite, request) { writing in
      let reading = try writing.reading()
      let student = try reading.diaryStudent(child)
      try writing.access.require(student: student.id, named: student.full, writing.database)
      let days = try SpanReader(reading.calendar).span(span)
      guard days.first <= days.last else { throw SpanFailure.endsBeforeItBegins }
      guard try reading.taughtDays().contains(where: days.contains) else { throw FamilyFailure.noSchoolDays(span) }
      let other = try writing.database.row(
        """
        SELECT first_day, last_day FROM absence_notice
        WHERE student_id = ? AND first_day <= ?3 AND last_day >= ?2 AND (first_day <> ?2 OR last_day > ?3)
        """,
        student.id, days.first, days.last, as: (Day, Day).self)
      if let other { throw FamilyFailure.overlaps(first: other.0, last: other.1, child: child) }
      try writing.database.run(
        """
        INSERT INTO absence_notice (student_id, person_id, first_day, last_day, code, reason, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (student_id, first_day) DO UPDATE SET last_day = ?4, code = ?5, reason = coalesce(?6, reason)
        WHERE last_day <> ?4 OR code <> ?5 OR reason IS NOT coalesce(?6, reason)
        """, student.id, writing.actor.personID, days.first, days.last, stored, reason.map(Folding.tidy),
        writing.now.milliseconds)
      // An absence whose cause was unknown is known now.
      try explainAbsences(of: student.id, days, stored, writing)
      return NoticesOfAbsence(student: student.full, days: [days])
    }
  }

  /// Gives absences without a cause their cause, but in terms that are closed.
  private func explainAbsences(of student: Int, _ days: DaySpan, _ code: AttendanceCode, _ writing: Writing) throws {
    let gate = try JournalGate(writing)
    let sql = """
      SELECT a.id, l.day, f.grade FROM attendance a JOIN lesson l ON l.id = a.lesson_id JOIN course c ON c.id = l.course_id
      JOIN form f ON f.id = c.form_id WHERE a.student_id = ? AND a.code = \(AttendanceCode.unknown.sql) AND l.day BETWEEN ? AND ?
      """
    for (id, day, grade) in try writing.database.rows(
      sql, student, days.first, days.last, as: (Int, Day, Int).self)
    {
      guard gate.closedTerm(of: day, grade: grade) == nil else { continue }
      try writing.database.run("UPDATE attendance SET code = ? WHERE id = ?", code, id)
    }
  }

  public static let noticeColumns = [
    Column.fromDay, Column.untilDay, Column.form,
    Column.student,
    Column("code", en: "Cause", ru: "Причина", labels: CodedWords.absenceCauses), Column("reason", en: "In words", ru: "Пояснение"),
    Column("person", en: "Told by", ru: "Кто сообщил"), Column("made_at", .instant, en: "At", ru: "Когда"),
  ]

  /// The notices of absence of the students within reach, the latest days first.
  public func absenceNotices(child: String?) throws -> Table {
    try read(.diaryRead) { reading in
      let one = try child.map { try reading.diaryStudent($0).id }
      let reach = try reading.access.students(reading.database)
      let sql = """
        SELECT n.student_id, n.first_day, n.last_day,
          (SELECT name FROM form WHERE id IN (\(Membership.standing.forms(of: "n.student_id", on: "?1")))),
          \(PersonName.sql), n.code, n.reason,
          (SELECT g.surname || ' ' || g.given_name || coalesce(' ' || g.patronymic, '') FROM person g WHERE g.id = n.person_id), n.made_at
        FROM absence_notice n JOIN person p ON p.id = n.student_id ORDER BY n.first_day DESC, p.name_key, p.id
        """
      var rows: [[Cell]] = []
      try reading.database.forEach(sql, [reading.calendar.present]) { row in
        let student = row.integer(0)
        guard one == nil || one == student, reach?.contains(student) ?? true else { return }
        rows.append([
          .day(try row.get(1)), .day(try row.get(2)), Cell(try row.get(3) as String?), .text(try row.get(4)), .text(try row.get(5)),
          Cell(try row.get(6) as String?), Cell(try row.get(7) as String?), .instant(Instant(milliseconds: row.integer(8)).iso),
        ])
      }
      return Table(Self.noticeColumns, rows: rows)
    }
  }

  /// Takes a notice of absence back; absences that have their cause from it keep it.
  public func withdrawAbsenceNotice(child: String?, span: String, _ request: WriteRequest) throws -> Performed<NoticesOfAbsence> {
    try perform(.familyWrite, request) { writing in
      let reading = try writing.reading()
      let student = try reading.diaryStudent(child)
      try writing.access.require(student: student.id, named: student.full, writing.database)
      let days = try SpanReader(reading.calendar).span(span)
      let found = try writing.database.rows(
        "SELECT id, first_day, last_day FROM absence_notice WHERE student_id = ? AND first_day <= ? AND last_day >= ? ORDER BY first_day",
        student.id, days.last, days.first, as: (Int, Day, Day).self)
      guard !found.isEmpty else { throw FamilyFailure.noNotice(span) }
      for (notice, _, _) in found { try writing.database.run("DELETE FROM absence_notice WHERE id = ?", notice) }
      return NoticesOfAbsence(student: student.full, days: found.map { DaySpan(name: "", first: $0.1, last: $0.2) })
    }
  }

  /// A parent signs the diary of a week; signing it again changes nothing.
  public func signDiary(child: String?, week: String?, _ request: WriteRequest) throws -> Performed<(student: String, monday: Day)> {
    try perform(.familyWrite, request) { writing in
      let reading = try writing.reading()
      let student = try reading.diaryStudent(child)
      try writing.access.require(student: student.id, named: student.full, writing.database)
      let monday = try DayReader(reading.calendar).required(week ?? "today").monday
      guard monday <= reading.calendar.today else { throw FamilyFailure.weekNotBegun(monday) }
      try writing.database.run(
        "INSERT INTO diary_signature (student_id, person_id, monday, signed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", student.id,
        writing.actor.personID, monday, writing.now.milliseconds)
      return (student.full, monday)
    }
  }
}
