import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

extension Statistics {
  public static func timelinessColumns(_ keys: [ReportKey]) -> [Column] {
    Array(qualityColumns(keys).prefix(keys.count)) + [
      Column.marks, Column("same_day", .integer, en: "Same day", ru: "В тот же день"),
      Column("days_1_3", .integer, en: "1–3 days", ru: "1–3 дня"), Column("days_4_7", .integer, en: "4–7 days", ru: "4–7 дней"),
      Column("later", .integer, en: "Later", ru: "Позже"),
      Column("average_days", .decimal, en: "Average, days", ru: "В среднем, дней", unit: "days"),
      Column("longest_days", .integer, en: "Longest, days", ru: "Дольше всего, дней", unit: "days"),
      Column("same_day_percent", .decimal, en: "Same day, %", ru: "В тот же день, %", unit: "percent"),
    ] + keys.compactMap(\.loginColumn)
  }
}

/// How late marks are entered, in school days, by the record of operations: from the day of the lesson to the first operation
/// that touched the mark. Holidays are not counted, nor days on which another stood in for the teacher; marks of students who
/// were absent in the lesson are left out, for they are made up for later.
package struct TimelinessReport {
  struct Counts {
    var marks = 0
    var sameDay = 0
    private var upTo3 = 0
    private var upTo7 = 0
    var days = 0
    private var longest = 0

    mutating func add(_ late: Int) {
      marks += 1
      days += late
      longest = max(longest, late)
      if late == 0 { sameDay += 1 } else if late <= 3 { upTo3 += 1 } else if late <= 7 { upTo7 += 1 }
    }

    var values: [ReportValue] {
      [
        .count(marks), .count(sameDay), .count(upTo3), .count(upTo7), .count(marks - sameDay - upTo3 - upTo7),
        .fraction(days, marks, places: 2), .cell(.integer(longest)), .percent(sameDay, of: marks),
      ]
    }
  }

  private let reading: Reading
  private let keys: [ReportKey]
  private let courses: [Int: CourseState]
  private let span: DaySpan
  /// How many school days there were up to each day of the year, the first day of the year first.
  private let elapsed: [Int]

  package init(_ reading: Reading, _ keys: [ReportKey], _ filter: JournalFilter) throws {
    self.reading = reading
    self.keys = keys
    let index = try CourseIndex(reading.database, reading.calendar, only: filter.form)
    courses = Dictionary(uniqueKeysWithValues: try reading.courses(filter, of: index).map { ($0.id, $0) })
    span = try SpanReader(reading.calendar).span(filter.span)
    let school = Set(try reading.taughtDays())
    var count = 0
    elapsed = (reading.calendar.year.first.number...reading.calendar.year.last.number).map { number in
      if school.contains(Day(number: number)) { count += 1 }
      return count
    }
  }

  /// School days after `first` up to `last`.
  private func schoolDays(after first: Day, to last: Day) -> Int {
    func count(_ day: Day) -> Int {
      let place = day.number - reading.calendar.year.first.number
      return place < 0 ? 0 : elapsed[min(place, elapsed.count - 1)]
    }
    return max(0, count(last) - count(first))
  }

  package func rows() throws -> [[ReportValue]] {
    try ReportNames(keys, Array(courses.values), reading).rows(groups().map { (group: $0.key, counts: $0.value) }).map {
      $0.keys.map { .cell($0) } + $0.counts.values + $0.logins.map { .cell($0) }
    }
  }

  /// How late the marks of each teacher's lessons came, by the teacher's key.
  func byTeacher() throws -> [Int: Counts] {
    Dictionary(try groups().map { ($0.key.teacher, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func groups() throws -> [ReportGroup: Counts] {
    let entered = try firstEntries()
    let standIns = try standInDays()
    let wanted = Set(keys)
    var groups: [ReportGroup: Counts] = [:]
    let sql = """
      SELECT m.id, l.day, l.course_id, coalesce(l.teacher_id, 0), m.student_id FROM lesson l JOIN mark m ON m.lesson_id = l.id
      WHERE l.day BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id AND a.student_id = m.student_id
        AND \(AttendanceCode.isAbsence("a.code")))
      """
    try reading.database.forEach(sql, [span.first, span.last]) { row in
      guard let course = courses[row.integer(2)], row.integer(0) < entered.count, let lesson = Day(iso: try row.get(1) as String) else {
        return
      }
      let at = entered[row.integer(0)]
      guard at > 0 else { return }
      let day = Instant(milliseconds: at).day(offset: reading.calendar.utcOffset)
      let teacher = row.integer(3)
      let away = (standIns[teacher] ?? []).filter { lesson < $0 && $0 <= day }.count
      groups[ReportGroup(wanted, course, teacher: teacher, student: row.integer(4)), default: Counts()].add(
        max(0, schoolDays(after: lesson, to: day) - away))
    }
    return groups
  }

  /// When each mark was first entered, by its key.
  private func firstEntries() throws -> [Int] {
    let last = try reading.database.value("SELECT coalesce(max(id), 0) FROM mark", as: Int.self) ?? 0
    var result = [Int](repeating: 0, count: last + 1)
    let sql = """
      SELECT k.lo, k.hi, o.at FROM operation_key k JOIN operation o ON o.number = k.operation WHERE k.table_name = 'mark'
      ORDER BY k.operation, k.part
      """
    try reading.database.forEach(sql, []) { row in
      let (low, high) = (row.integer(0), min(row.integer(1), last))
      guard low <= high else { return }
      for key in low...high where result[key] == 0 { result[key] = row.integer(2) }
    }
    return result
  }

  /// The days on which others stood in for a teacher.
  private func standInDays() throws -> [Int: Set<Day>] {
    let sql = """
      SELECT t.person_id, x.day FROM substitution x JOIN course_teacher t ON t.course_id = x.course_id
      WHERE x.kind = \(LessonChangeKind.changed.sql) AND x.teacher_id IS NOT NULL AND x.teacher_id <> t.person_id
      """
    var result: [Int: Set<Day>] = [:]
    for (teacher, text) in try reading.database.rows(sql, as: (Int, String).self) {
      if let day = Day(iso: text) { result[teacher, default: []].insert(day) }
    }
    return result
  }
}
