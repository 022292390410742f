import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Timetable {
  public static let timetableColumns = [
    Column.form, Column.weekday,
    Column.lesson,
    Column.subject, Column.teacher,
    Column.room,
    Column.fromDay, Column.untilDay,
  ]

  /// The lessons of the week that hold on a day, of a form or of a teacher; a student's and a parent's own by themselves.
  public func show(form: String?, teacher: String?, on text: String?) throws -> Table {
    try read(.timetableRead) { reading in
      let day = try DayReader(reading.calendar).required(text ?? "today")
      let moment = min(max(day, reading.calendar.year.first), reading.calendar.year.last)
      let forms = try Self.timetableForms(form, reading)
      let teacher = try teacher.map { try reading.person($0, as: .staff).id }
      let sql = """
        SELECT f.id, f.name, t.weekday, t.number, s.name, trim(p.surname || ' ' || p.given_name || coalesce(' ' || p.patronymic, '')), t.room, t.first_day, t.last_day
        FROM timetable_entry t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
        LEFT JOIN person p ON p.id = t.teacher_id
        WHERE f.year_id = ?1 AND t.first_day <= ?2 AND (t.last_day IS NULL OR t.last_day >= ?2) AND (?3 IS NULL OR t.teacher_id = ?3)
        ORDER BY f.grade, f.letter, t.weekday, t.number, s.name_key
        """
      var rows: [[Cell]] = []
      try reading.database.forEach(sql, [reading.calendar.yearID, moment, teacher]) { row in
        if let forms, !forms.contains(try row.get(0)) { return }
        rows.append([
          .text(try row.get(1)), .integer(try row.get(2)), .integer(try row.get(3)), .text(try row.get(4)), Cell(try row.get(5) as String?),
          Cell(try row.get(6) as String?), .day(try row.get(7)), (try row.get(8) as String?).map { .day($0) } ?? .empty,
        ])
      }
      return Table(Self.timetableColumns, rows: rows)
    }
  }

  package static func timetableForms(_ form: String?, _ reading: Reading) throws -> Set<Int>? {
    let reach = try reading.access.formsAttended(on: reading.calendar.presentOfAccess, reading.database)
    guard let form else { return reach }
    let found = try reading.formID(form)
    if let reach, !reach.contains(found) { throw AccessFailure.notYours(.timetableRead, what: form) }
    return [found]
  }
}
