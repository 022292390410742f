import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Timetable {
  public static let conflictColumns = [
    Column("kind", en: "Conflict", ru: "Накладка", labels: CodedWords.conflicts),
    Column.weekday,
    Column.lesson, Column("of", en: "Of", ru: "Кто или что"),
    Column("courses", en: "Courses", ru: "Курсы"), Column.date,
  ]

  /// Where the timetable of a day, or a lesson that was changed or moved since, puts one teacher, one room or one form in two places at once. They are named, never refused:
  /// rooms are often shared.
  public func timetableConflicts(on text: String?) throws -> [[Cell]] {
    try read(.timetableRead) { reading in
      let day = try DayReader(reading.calendar).required(text ?? "today")
      let moment = min(max(day, reading.calendar.year.first), reading.calendar.year.last)
      let sql = """
        SELECT t.weekday, t.number, coalesce(t.week, 0), f.name, s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END, t.room,
          t.teacher_id, \(PersonName.sql), c.group_name
        FROM timetable_entry t JOIN course c ON c.id = t.course_id JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id
        LEFT JOIN person p ON p.id = t.teacher_id
        WHERE f.year_id = ?1 AND t.first_day <= ?2 AND (t.last_day IS NULL OR t.last_day >= ?2) ORDER BY t.weekday, t.number, f.grade, f.letter
        """
      var slots: [String: [(course: String, key: [Cell])]] = [:]
      /// - Parameter key: what tells namesakes apart.
      func put(_ kind: String, _ row: (weekday: Int, number: Int, week: Int), _ of: String, _ course: String, key: Int = 0) {
        // A lesson of every week meets those of odd weeks and those of even ones.
        for week in row.week == 0 ? [1, 2] : [row.week] {
          let id = "\(kind)\t\(padded(row.weekday, 2))\t\(padded(row.number, 2))\t\(of)\t\(key)\t\(week)"
          slots[id, default: []].append((course, [.text(kind), .integer(row.weekday), .integer(row.number), .text(of)]))
        }
      }
      let rows = try reading.database.rows(
        sql, reading.calendar.yearID, moment, as: (Int, Int, Int, String, String, String?, Int?, String?, String).self)
      for row in rows {
        let course = "\(row.3) \(row.4)"
        let slot = (weekday: row.0, number: row.1, week: row.2)
        if let teacher = row.7 { put("teacher", slot, teacher, course, key: row.6 ?? 0) }
        if let room = row.5, !room.isEmpty { put("room", slot, room, course) }
        if row.8.isEmpty { put("form", slot, row.3, course) }
      }
      var told: Set<String> = []
      return slots.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.compactMap { id, found -> [Cell]? in
        let courses = found.map(\.course).joined(separator: ", ")
        // The same in odd weeks and in even ones is told once.
        guard told.insert(id.dropLast() + courses).inserted else { return nil }
        return found[0].key + [.text(courses), .empty]
      } + (try Self.changedConflicts(from: day, reading))
    }
  }

  /// Conflicts of the days on which lessons were changed or moved, from a day on; those the timetable has anyway are left out.
  private static func changedConflicts(from day: Day, _ reading: Reading) throws -> [[Cell]] {
    let dates = Set(
      try reading.database.values(
        "SELECT day FROM substitution WHERE day >= ?1 UNION SELECT to_day FROM substitution WHERE to_day >= ?1", day,
        as: String.self)
    ).compactMap { Day(iso: $0) }.sorted()
    guard !dates.isEmpty else { return [] }
    let index = try CourseIndex(reading.database, reading.calendar)
    try index.loadSchedules()
    let courses = index.all
    let names = try reading.database.rows(
      "SELECT p.id, \(PersonName.sql) FROM person p JOIN staff s ON s.person_id = p.id", as: (Int, String).self)
    let teachers = Dictionary(uniqueKeysWithValues: names.map { ($0.0, $0.1) })
    var result: [[Cell]] = []
    for date in dates where reading.calendar.hasLessons(date) {
      var slots: [ConflictSlot: [(course: CourseState, isChanged: Bool)]] = [:]
      for course in courses {
        for number in course.planned(on: date) {
          let isChanged = course.isChanged(on: date, number)
          func put(_ kind: String, _ of: String) {
            slots[ConflictSlot(number: number, kind: kind, of: of), default: []].append((course, isChanged))
          }
          if let teacher = course.teacher(on: date, number).flatMap({ teachers[$0] }) { put("teacher", teacher) }
          if let room = course.room(on: date, number), !room.isEmpty { put("room", room) }
          if course.group.isEmpty { put("form", course.form.name) }
        }
      }
      result += slots.filter { $0.value.count > 1 && $0.value.contains(where: \.isChanged) }.sorted { $0.key < $1.key }.map { slot, found in
        [
          .text(slot.kind), .integer(reading.calendar.weekday(of: date)), .integer(slot.number), .text(slot.of),
          .text(found.map(\.course.name).joined(separator: ", ")), .day(date.description),
        ]
      }
    }
    return result
  }
}

private struct ConflictSlot: Hashable, Comparable {
  package let number: Int
  package let kind: String
  package let of: String
  package static func < (a: ConflictSlot, b: ConflictSlot) -> Bool { (a.number, a.kind, a.of) < (b.number, b.kind, b.of) }
}
