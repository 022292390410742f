import SQLite
import Tabular

public enum FamilyFailure: Failure, Equatable {
  case badReason(String)
  case endsBeforeItBegins
  public var exit: ExitCode { .badData }
  public var key: String {
    switch self {
    case .badReason: "absence.reason"
    case .endsBeforeItBegins: "absence.days"
    }
  }
}

extension School {
  /// A parent tells the school that a child will be, or was, absent: ill or for another valid reason.
  public func giveAbsenceNotice(child: String?, span: String, code: String, reason: String?, _ request: WriteRequest) throws -> Performed<
    String
  > {
    let key = Folding.key(code)
    guard let stored = ["б": "б", "ill": "б", "у": "у", "valid": "у", "болезнь": "б", "уважительная": "у"][key] else {
      throw FamilyFailure.badReason(code)
    }
    return try perform(.familyWrite, request) { writing in
      let reading = try writing.reading()
      let student = try Self.diaryStudent(child, reading)
      try writing.access.require(student: student.id, named: student.full, writing.database)
      let days = try SpanReader(reading.calendar).span(span)
      guard days.first <= days.last else { throw FamilyFailure.endsBeforeItBegins }
      try writing.database.run(
        """
        INSERT INTO absence_notice (student_id, person_id, first_day, last_day, code, reason, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (student_id, first_day) DO UPDATE SET last_day = ?4, code = ?5, reason = ?6 WHERE last_day <> ?4 OR code <> ?5 OR reason IS NOT ?6
        """, student.id, writing.actor.personID, days.first.description, days.last.description, stored, reason.map(Folding.tidy),
        writing.now.milliseconds)
      // An absence whose cause was unknown is known now.
      try writing.database.run(
        """
        UPDATE attendance SET code = ?1 WHERE student_id = ?2 AND code = 'н'
          AND lesson_id IN (SELECT id FROM lesson WHERE day BETWEEN ?3 AND ?4)
        """, stored, student.id, days.first.description, days.last.description)
      return student.full
    }
  }

  /// A parent signs the diary of a week; signing it again changes nothing.
  public func signDiary(child: String?, week: String?, _ request: WriteRequest) throws -> Performed<(student: String, monday: Day)> {
    try perform(.familyWrite, request) { writing in
      let reading = try writing.reading()
      let student = try Self.diaryStudent(child, reading)
      try writing.access.require(student: student.id, named: student.full, writing.database)
      let monday = try DayReader(reading.calendar).required(week ?? "today").monday
      try writing.database.run(
        "INSERT INTO diary_signature (student_id, person_id, monday, signed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", student.id,
        writing.actor.personID, monday.description, writing.now.milliseconds)
      return (student.full, monday)
    }
  }
}
