import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

/// Some days of one student's diary, a week as a rule.
public struct DiaryPages {
  public let student: String
  public let form: String?
  public let first: Day
  public let last: Day
  public var lessons: Table { Table(Array(Diary.diaryColumns.dropLast()), rows: lessonRows.map { Array($0.dropLast()) }) }
  /// The lessons, with the student in the last column.
  public let lessonRows: [[Cell]]
  public let averages: Table
  /// The term the averages are of, which holds the last of the days.
  public let averagesSpan: DaySpan?
  /// Comments to the marks of these days.
  public let comments: Table
  /// What the form teacher wrote to who reads.
  public let messages: Table
  /// Files and links that come with the homework of these days.
  public let attachments: Table
  /// Works that are still to be handed in.
  public let debts: Table
  /// Who signed which week.
  public let signatures: Table
  /// The marks the comments belong to.
  package let commentedMarks: [Int]
}

/// Which days of a diary are wanted.
public enum DiaryPart: Sendable {
  /// The week of a day.
  case week(String?)
  case day(String)
  /// A term or a span of days.
  case span(String)
}

extension Diary {
  public static let diaryColumns = [
    Column.weekdayDate, Column.lesson,
    Column.subject, Column.topic,
    Column.homework, Column.mark,
    Column("attendance", en: "Absence", ru: "Проп."), Column.teacher,
    Column("change", en: "Change", ru: "Замена", labels: CodedWords.lessonChanges, isOptional: true),
    Column("other_date", .day, en: "Other day", ru: "Другой день", isOptional: true),
    Column("reason", en: "Reason", ru: "Причина", isOptional: true), Column.student,
  ]
  public static let diaryDebtColumns = [
    Column.subject, Column.workKind, Column.date, Column("due", .day, en: "Due", ru: "Сдать до"),
  ]
  public static let averageColumns = [
    Column.subject, Column.marks,
    Column("average", .decimal, en: "Avg", ru: "Ср."), Column.weightedAverage,
  ]

  /// The pages of a diary: lessons of the timetable, what was taught, marks and absences, and the averages of the term.
  /// - Parameters:
  ///   - child: whose diary; those of all one's children without one.
  ///   - part: this week by default.
  public func pages(child: String?, part: DiaryPart) throws -> [DiaryPages] {
    let diaries = try read(.diaryRead) { reading in
      let days = try Self.days(of: part, reading)
      return try reading.diaryStudents(child).map { (id: $0.id, diary: try DiaryPage(reading, $0).pages(days)) }
    }
    for (id, diary) in diaries {
      school.noteLook(at: id, "diary show")
      noteReading(of: diary)
    }
    return diaries.map(\.diary)
  }

  private static func days(of part: DiaryPart, _ reading: Reading) throws -> ClosedRange<Day> {
    switch part {
    case .week(let text):
      let monday = try DayReader(reading.calendar).required(text ?? "today").monday
      return monday...(monday + 6)
    case .day(let text):
      let day = try DayReader(reading.calendar).required(text)
      return day...day
    case .span(let text):
      let span = try SpanReader(reading.calendar).span(text)
      return span.first...max(span.first, span.last)
    }
  }
}

package struct DiaryPage {
  package let reading: Reading
  package let student: PersonName
  package let vocabulary: MarkVocabulary

  package init(_ reading: Reading, _ student: PersonName) throws {
    self.reading = reading
    self.student = student
    vocabulary = try MarkVocabulary(reading.database)
  }

  private struct Line {
    package var subject: String
    package var topic: String?
    package var homework: String?
    package var signs: [ShownSign] = []
    package var attendance: String?
    package var teacher: String?
    /// What is not as the timetable has it.
    package var change: DayLesson.Change?
    /// The day it was moved to or from.
    package var otherDay: Day?
    package var reason: String?
  }

  private struct Place: Hashable, Comparable {
    package let day: String
    package let number: Int
    package let course: Int
    package static func < (a: Place, b: Place) -> Bool { (a.day, a.number, a.course) < (b.day, b.number, b.course) }
  }

  package func pages(_ days: ClosedRange<Day>) throws -> DiaryPages {
    let (comments, commented) = try comments(days)
    return DiaryPages(
      student: student.full, form: try form(on: days.upperBound), first: days.lowerBound, last: days.upperBound,
      lessonRows: try lessons(days),
      averages: Table(Diary.averageColumns, rows: try averages(on: days.upperBound)),
      averagesSpan: reading.calendar.quarter(of: days.upperBound),
      comments: comments, messages: try messages(days), attachments: try attachments(days), debts: try debts(),
      signatures: try signatures(days),
      commentedMarks: commented)
  }

  private func lessons(_ span: ClosedRange<Day>) throws -> [[Cell]] {
    var lines: [Place: Line] = [:]
    try planned(reading.calendar.schoolDays.filter(span.contains), &lines)
    try given(span, &lines)
    return lines.sorted { $0.key < $1.key }.map { place, line in
      [
        .day(place.day), .integer(place.number), .text(line.subject), Cell(line.topic), Cell(line.homework),
        line.signs.isEmpty ? .empty : .text(vocabulary.text(line.signs)), Cell(line.attendance), Cell(line.teacher),
        Cell(line.change?.rawValue), line.otherDay.map { .day($0.description) } ?? .empty, Cell(line.reason), .text(student.full),
      ]
    }
  }

  /// The marks of a student by their lessons: the index alone tells the lesson, and rows are read only for the days wanted,
  /// whatever else is asked of them. A student's marks lie far apart in a large school.
  package static let ownMarks = "mark i CROSS JOIN lesson l ON l.id = i.lesson_id CROSS JOIN mark m ON m.id = i.id"

  package static let shortName =
    "p.surname || CASE p.given_name WHEN '' THEN '' ELSE ' ' || substr(p.given_name, 1, 1) || '.' END || coalesce(' ' || substr(p.patronymic, 1, 1) || '.', '')"

  /// The courses the student `?1` has on the day `d` of a list of days.
  private static let coursesOfTheDay = Membership.standing.courses(ofStudent: "?1", on: "d.day")

  /// Days with their weekday and alternate week, as a list SQL can join.
  private func listed(_ days: [Day]) -> String {
    let rows = days.map { "('\($0)', \(reading.calendar.weekday(of: $0)), \(reading.calendar.alternateWeek(of: $0)))" }
    return "WITH d(day, weekday, week) AS (VALUES \(rows.joined(separator: ", ")))"
  }

  private func planned(_ days: [Day], _ lines: inout [Place: Line]) throws {
    guard !days.isEmpty else { return }
    let sql = """
      \(listed(days)) SELECT d.day, e.number, e.course_id, s.name, \(Self.shortName)
      FROM d JOIN timetable_entry e ON e.weekday = d.weekday JOIN course c ON c.id = e.course_id
      JOIN subject s ON s.id = c.subject_id
      LEFT JOIN person p ON p.id = coalesce(e.teacher_id, (SELECT person_id FROM course_teacher t WHERE t.course_id = c.id AND \(Membership.teaches(on: "d.day")) ORDER BY t.id LIMIT 1))
      WHERE e.course_id IN (\(Self.coursesOfTheDay)) AND e.first_day <= d.day AND (e.last_day IS NULL OR e.last_day >= d.day)
        AND (e.week IS NULL OR e.week = d.week)
      """
    for (day, number, course, subject, teacher) in try reading.database.rows(
      sql, student.id, as: (String, Int, Int, String, String?).self)
    { lines[Place(day: day, number: number, course: course)] = Line(subject: subject, teacher: teacher) }
    try substituted(days, &lines)
    try calledOff(days, &lines)
  }

  /// Lessons that are not given on their day stay in the diary, and say so.
  private func calledOff(_ days: [Day], _ lines: inout [Place: Line]) throws {
    let sql = """
      \(listed(days)) SELECT d.day, x.number, x.course_id, s.name, x.kind, x.to_day, x.reason
      FROM d JOIN substitution x ON x.day = d.day AND x.kind <> \(LessonChangeKind.changed.sql)
      JOIN course c ON c.id = x.course_id JOIN subject s ON s.id = c.subject_id WHERE x.course_id IN (\(Self.coursesOfTheDay))
      """
    for (day, number, course, subject, kind, target, reason) in try reading.database.rows(
      sql, student.id, as: (String, Int, Int, String, LessonChangeKind, Day?, String?).self)
    {
      let place = Place(day: day, number: number, course: course)
      lines[place, default: Line(subject: subject)].change = kind == .cancelled ? .cancelled : .movedAway
      lines[place]?.otherDay = target
      lines[place]?.reason = reason
    }
  }

  /// Works the student has not handed in yet.
  private func debts() throws -> Table {
    let sql = """
      SELECT s.name, k.name, l.day, m.due_on FROM mark m JOIN lesson l ON l.id = m.lesson_id JOIN course c ON c.id = l.course_id
      JOIN subject s ON s.id = c.subject_id JOIN form f ON f.id = c.form_id JOIN mark_value v ON v.id = m.value_id
      JOIN work_kind k ON k.id = m.kind_id
      WHERE m.student_id = ? AND f.year_id = ? AND \(MarkLedger.standingDebt)\(reading.hiddenMarks) ORDER BY m.due_on, l.day
      """
    let rows = try reading.database.rows(sql, student.id, reading.calendar.yearID, as: (String, String, String, String?).self)
    return Table(
      Diary.diaryDebtColumns, rows: rows.map { [.text($0.0), .text($0.1), .day($0.2), $0.3.map { .day($0) } ?? .empty] })
  }

  /// Lessons that were moved to one of the days, and those another teacher gives.
  private func substituted(_ days: [Day], _ lines: inout [Place: Line]) throws {
    let sql = """
      \(listed(days)) SELECT d.day, coalesce(x.to_number, x.number), x.course_id, s.name, \(Self.shortName), x.kind, x.day
      FROM d JOIN substitution x ON (x.kind = \(LessonChangeKind.moved.sql) AND x.to_day = d.day) OR (x.kind = \(LessonChangeKind.changed.sql) AND x.day = d.day)
      JOIN course c ON c.id = x.course_id JOIN subject s ON s.id = c.subject_id
      LEFT JOIN person p ON p.id = coalesce(x.teacher_id, (SELECT person_id FROM course_teacher t WHERE t.course_id = c.id AND \(Membership.teaches(on: "d.day")) ORDER BY t.id LIMIT 1))
      WHERE x.course_id IN (\(Self.coursesOfTheDay))
      """
    for (day, number, course, subject, teacher, kind, from) in try reading.database.rows(
      sql, student.id, as: (String, Int, Int, String, String?, LessonChangeKind, Day).self)
    {
      let place = Place(day: day, number: number, course: course)
      lines[place, default: Line(subject: subject)].teacher = teacher
      lines[place]?.change = kind == .moved ? .movedHere : .changed
      if kind == .moved { lines[place]?.otherDay = from }
    }
  }

  private func given(_ days: ClosedRange<Day>, _ lines: inout [Place: Line]) throws {
    let sql = """
      SELECT l.id, l.day, l.number, l.course_id, s.name, l.topic, l.homework, \(Self.shortName)
      FROM lesson l JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id LEFT JOIN person p ON p.id = l.teacher_id
      WHERE l.id IN (
        \(Membership.standing.lessons(ofStudent: "?1", from: "?2", to: "?3"))
        UNION SELECT x.id FROM mark m CROSS JOIN lesson x ON x.id = m.lesson_id WHERE m.student_id = ?1 AND x.day BETWEEN ?2 AND ?3)
      """
    var places: [Int: Place] = [:]
    let (monday, sunday) = (days.lowerBound, days.upperBound)
    for (id, day, number, course, subject, topic, homework, teacher) in try reading.database.rows(
      sql, student.id, monday, sunday,
      as: (Int, String, Int, Int, String, String?, String?, String?).self)
    {
      let place = Place(day: day, number: number, course: course)
      places[id] = place
      lines[place, default: Line(subject: subject)].topic = topic
      lines[place]?.homework = homework
      if let teacher { lines[place]?.teacher = teacher }
    }
    let ledger = try MarkLedger(reading)
    for (lesson, value, second, mark) in try reading.database.rows(
      "SELECT m.lesson_id, m.value_id, m.second_id, m.id FROM \(Self.ownMarks) WHERE i.student_id = ? AND l.day BETWEEN ? AND ?\(reading.hiddenMarks) ORDER BY m.kind_id",
      student.id, monday, sunday, as: (Int, Int, Int?, Int).self)
    {
      guard let place = places[lesson] else { continue }
      let isReplaced = ledger.isReplaced(mark)
      lines[place]?.signs += ([value] + (second.map { [$0] } ?? [])).map { ShownSign(sign: $0, isReplaced: isReplaced) }
    }
    for (lesson, code, minutes) in try reading.database.rows(
      "SELECT a.lesson_id, a.code, a.minutes FROM attendance a CROSS JOIN lesson l ON l.id = a.lesson_id WHERE a.student_id = ? AND l.day BETWEEN ? AND ?",
      student.id, monday, sunday, as: (Int, String, Int?).self)
    {
      guard let place = places[lesson] else { continue }
      lines[place]?.attendance = code + (minutes.map { " \($0)" } ?? "")
    }
  }

  /// The averages of the term that holds the day.
  package func averages(on day: Day) throws -> [[Cell]] {
    guard let term = reading.calendar.quarter(of: day) else { return [] }
    let ledger = try MarkLedger(reading)
    let tallies = try ledger.tallies(.students(String(student.id)), term.first...term.last)
    let names = Dictionary(uniqueKeysWithValues: try reading.database.rows("SELECT id, name FROM subject", as: (Int, String).self))
    return tallies.map { (name: names[$0.key.subject] ?? "", key: $0.key, sum: $0.value.sum) }.filter { $0.sum.count > 0 }
      .sorted { a, b in
        let order = RussianOrder.compare(a.name, b.name)
        return order == 0 ? a.key.scale < b.key.scale : order < 0
      }.map { [.text($0.name), .integer($0.sum.count), $0.sum.average, $0.sum.weightedAverage] }
  }
}
