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
    Column("week", .integer, en: "Weeks", ru: "Недели", labels: CodedWords.weeks, isOptional: true),
    Column("group", en: "Group", ru: "Группа", isOptional: true),
    Column("begins", en: "Begins", ru: "Начало"), Column("ends", en: "Ends", ru: "Конец"),
    Column("change", en: "Change", ru: "Замена", labels: CodedWords.lessonChanges, isOptional: true),
  ]

  /// The lessons of the week that hold today, or those of one day as they really are; of a form or of a teacher, a student's
  /// and a parent's own by themselves.
  public func show(form: String?, teacher: String?, on text: String?) throws -> Table {
    try read(.timetableRead) { reading in
      let forms = try Self.timetableForms(form, reading)
      let teacher = try teacher.map { try reading.person($0, as: .staff).id }
      let bells = try BellSchedule(reading.database, year: reading.calendar.yearID)
      let rows =
        try text.map { try Self.day(try DayReader(reading.calendar).required($0), forms, teacher, bells, reading) }
        ?? Self.week(forms, teacher, bells, reading)
      return Table(Self.timetableColumns, rows: rows)
    }
  }

  private static func week(_ forms: Set<Int>?, _ teacher: Int?, _ bells: BellSchedule, _ reading: Reading) throws -> [[Cell]] {
    let sql = """
      SELECT f.id, f.grade, f.name, t.weekday, t.number, s.name, c.group_name, \(PersonName.sql), t.room, t.first_day, t.last_day, t.week
      FROM timetable_entry t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
      LEFT JOIN person p ON p.id = t.teacher_id
      WHERE f.year_id = ?1 AND t.first_day <= ?2 AND (t.last_day IS NULL OR t.last_day >= ?2) AND (?3 IS NULL OR t.teacher_id = ?3)
      ORDER BY f.grade, f.letter, t.weekday, t.number, coalesce(t.week, 0), s.name_key, c.group_name
      """
    var rows: [[Cell]] = []
    try reading.database.forEach(sql, [reading.calendar.yearID, reading.calendar.present, teacher]) { row in
      if let forms, !forms.contains(row.integer(0)) { return }
      let bell = bells.bell(row.integer(4), on: nil, grade: row.integer(1))
      let group: String = try row.get(6)
      rows.append([
        .text(try row.get(2)), .integer(row.integer(3)), .integer(row.integer(4)), .text(try row.get(5)), Cell(try row.get(7) as String?),
        Cell(try row.get(8) as String?), .day(try row.get(9)), (try row.get(10) as String?).map { .day($0) } ?? .empty,
        Cell(try row.get(11) as Int?), Cell(group.isEmpty ? nil : group), .text(Bell.time(bell.begins)), .text(Bell.time(bell.ends)),
        .empty,
      ])
    }
    return rows
  }

  /// - Throws: `BadValue` of a day without lessons, saying why there are none.
  private static func day(
    _ day: Day, _ forms: Set<Int>?, _ teacher: Int?, _ bells: BellSchedule, _ reading: Reading
  ) throws -> [[Cell]] {
    let calendar = reading.calendar
    guard calendar.year.contains(day) else {
      throw BadValue(
        .outsideYear(day.description, first: calendar.year.first.description, last: calendar.year.last.description))
    }
    let index = try CourseIndex(reading.database, calendar)
    try index.loadSchedules()
    let people = try staffNames(reading)
    var rows: [(course: CourseState, lesson: DayLesson, cells: [Cell])] = []
    for course in index.all where forms?.contains(course.formID) ?? true {
      for lesson in course.dayLessons(on: day) where teacher == nil || lesson.teacher == teacher {
        let bell = bells.bell(lesson.number, on: day, grade: course.form.grade)
        let stamp = Cell.day(day.description)
        rows.append(
          (
            course, lesson,
            [
              .text(course.form.name), .integer(day.weekday), .integer(lesson.number), .text(course.subject),
              Cell(lesson.teacher.flatMap { people[$0] }), Cell(lesson.room), stamp, stamp, .empty,
              Cell(course.group.isEmpty ? nil : course.group), .text(Bell.time(bell.begins)), .text(Bell.time(bell.ends)),
              Cell(lesson.change?.rawValue),
            ]
          ))
      }
    }
    if rows.isEmpty, !calendar.hasLessons(day) {
      throw BadValue(.noLessons(day: day.description, why: calendar.daysOff.first { $0.contains(day) }?.name))
    }
    // By forms, and within them by the hour.
    return rows.enumerated().sorted {
      let (a, b) = ($0.element, $1.element)
      return (a.course.form.grade, a.course.form.letter, a.lesson.number, $0.offset)
        < (b.course.form.grade, b.course.form.letter, b.lesson.number, $1.offset)
    }.map(\.element.cells)
  }

  package static func staffNames(_ reading: Reading) throws -> [Int: String] {
    Dictionary(
      uniqueKeysWithValues: try reading.people("SELECT \(Reading.personColumns) FROM person p JOIN staff s ON s.person_id = p.id").map {
        ($0.id, $0.full)
      })
  }

  package static func timetableForms(_ form: String?, _ reading: Reading) throws -> Set<Int>? {
    let reach = try reading.access.formsAttended(on: reading.calendar.presentOfAccess, reading.database)
    guard let form else { return reach }
    let found = try reading.formID(form)
    if let reach, !reach.contains(found) { throw AccessFailure.notYours(.timetableRead, what: form) }
    return [found]
  }
}
