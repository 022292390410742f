import SQLite
import Tabular

extension School {
  /// The page of a course as in the paper journal: students down, lessons across, averages at the end.
  public func journalPage(form: String, subject: String, span text: String?) throws -> Table {
    try read(.journalRead) { reading in
      let course = try JournalListing.course(form, subject, reading)
      let span =
        try text.map { try SpanReader(reading.calendar).span($0) }
        ?? reading.calendar.quarter(of: reading.calendar.today) ?? reading.calendar.year
      return try JournalPage(reading, course, span).table()
    }
  }

  /// The lessons of a day that the actor gives, with what is still to be entered.
  public func lessons(on text: String?) throws -> Table {
    try read(.journalRead) { reading in
      let day = try DayReader(reading.calendar).required(text ?? "today")
      let index = try CourseIndex(reading.database, reading.calendar)
      try index.loadSchedules(lessonsOn: day)
      var rows: [(Int, [Cell])] = []
      for course in try JournalListing.choose(index, JournalFilter(), reading) {
        guard reading.calendar.hasLessons(day) else { break }
        for number in course.numbers(on: day) {
          rows.append((number, try Self.lessonRow(course, day, number, reading)))
        }
      }
      return Table(Self.lessonColumns, rows: rows.sorted { $0.0 < $1.0 }.map(\.1))
    }
  }

  static let lessonColumns = [
    Column("lesson", .integer, en: "Lesson", ru: "Урок"), Column("form", en: "Form", ru: "Класс"),
    Column("subject", en: "Subject", ru: "Предмет"),
    Column("room", en: "Room", ru: "Кабинет"), Column("marks", .integer, en: "Marks", ru: "Отметок"),
    Column("absent", .integer, en: "Absent", ru: "Проп."), Column("topic", en: "Topic", ru: "Тема"),
    Column("homework", en: "Homework", ru: "Домашнее задание"),
  ]

  private static func lessonRow(_ course: CourseState, _ day: Day, _ number: Int, _ reading: Reading) throws -> [Cell] {
    let id = course.lessons[.init(day: day.number, number: number)] ?? 0
    let room = course.room(on: day, number)
    let count = { (table: String) in try reading.database.value("SELECT count(*) FROM \(table) WHERE lesson_id = ?", id, as: Int.self) ?? 0
    }
    let (topic, homework) =
      try reading.database.row("SELECT topic, homework FROM lesson WHERE id = ?", id, as: (String?, String?).self) ?? (nil, nil)
    return [
      .integer(number), .text(course.form.name), .text(course.subject), Cell(room), .integer(try count("mark")),
      .integer(try count("attendance")),
      Cell(topic), Cell(homework),
    ]
  }
}

extension DayReader {
  /// - Throws: `BadValue` when there is no such day.
  func required(_ text: String) throws -> Day {
    guard let day = day(text) else { throw BadValue(.notADay(text)) }
    return day
  }
}

/// A sum of marks with their weights, kept exact.
public struct MarkSum: Sendable, Equatable {
  public private(set) var count = 0
  public private(set) var points = 0
  public private(set) var weights = 0
  public private(set) var weightedPoints = 0

  public init() {}

  /// The same marks with another weighted average.
  init(of other: MarkSum, weights: Int, weightedPoints: Int) {
    (count, points) = (other.count, other.points)
    (self.weights, self.weightedPoints) = (weights, weightedPoints)
  }

  public mutating func add(_ points: Int, weight: Int, times: Int = 1) {
    count += times
    self.points += points * times
    weights += weight * times
    weightedPoints += points * weight * times
  }

  /// Two decimals, half up, from the exact fraction.
  public var average: Cell { Self.ratio(points, count, places: 2) }
  public var weightedAverage: Cell { Self.ratio(weightedPoints, weights, places: 2) }

  /// `a / b` rounded half up at `places` decimals; empty for a zero denominator. Neither is negative.
  public static func ratio(_ a: Int, _ b: Int, places: Int) -> Cell {
    guard b > 0 else { return .empty }
    let scale = places == 2 ? 100 : places == 1 ? 10 : 1
    return .decimal((2 * a * scale + b) / (2 * b), places: places)
  }
}

/// One page: what each student has in each lesson.
struct JournalPage {
  let reading: Reading
  let course: CourseState
  let span: SchoolCalendar.Span

  init(_ reading: Reading, _ course: CourseState, _ span: SchoolCalendar.Span) {
    self.reading = reading
    self.course = course
    self.span = span
  }

  func table() throws -> Table {
    let vocabulary = try MarkVocabulary(reading.database)
    let scores = try MarkScores(reading.database)
    var cells: [Int: [Int: (attendance: String?, values: [Int])]] = [:]
    let shares = try JournalRules(reading.database).shares(course.subject)
    var sums: [Int: MarkTally] = [:]
    let marks = """
      SELECT m.lesson_id, m.student_id, m.value_id, m.second_id, m.weight, m.kind_id FROM mark m JOIN lesson l ON l.id = m.lesson_id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ? ORDER BY m.kind_id
      """
    for (lesson, student, value, second, weight, kind) in try reading.database.rows(
      marks, course.id, span.first.description, span.last.description, as: (Int, Int, Int, Int?, Int, Int).self)
    {
      for value in [value] + (second.map { [$0] } ?? []) {
        cells[student, default: [:]][lesson, default: (nil, [])].values.append(value)
        if let score = scores.score(value) { sums[student, default: MarkTally(shares)].add(score, weight: weight, kind: kind) }
      }
    }
    let absences = """
      SELECT a.lesson_id, a.student_id, a.code FROM attendance a JOIN lesson l ON l.id = a.lesson_id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ?
      """
    for (lesson, student, code) in try reading.database.rows(
      absences, course.id, span.first.description, span.last.description, as: (Int, Int, String).self)
    {
      cells[student, default: [:]][lesson, default: (nil, [])].attendance = code
    }
    let lessons = lessons()
    let rows = students(Set(cells.keys)).map { student -> [Cell] in
      var row: [Cell] = [.text(student.full)]
      for lesson in lessons {
        let cell = lesson.id.flatMap { cells[student.id]?[$0] }
        row.append(cell.map { .text(vocabulary.text(values: $0.values, attendance: $0.attendance)) } ?? .empty)
      }
      let sum = sums[student.id]?.sum ?? MarkSum()
      return row + [sum.average, sum.weightedAverage]
    }
    var table = Table(columns(lessons), rows: rows)
    table.isDense = true
    return table
  }

  private func columns(_ lessons: [(day: Day, number: Int, id: Int?)]) -> [Column] {
    var perDay: [Int: Int] = [:]
    for lesson in lessons { perDay[lesson.day.number, default: 0] += 1 }
    let dates = lessons.map { lesson -> Column in
      let isOnly = perDay[lesson.day.number] == 1
      let (_, month, day) = lesson.day.parts
      let title = "\(padded(day, 2))\n\(padded(month, 2))" + (isOnly ? "" : "\n№\(lesson.number)")
      return Column(lesson.day.description + (isOnly ? "" : "#\(lesson.number)"), en: title, ru: title)
    }
    return [Column("student", en: "Student", ru: "Ученик")] + dates
      + [
        Column("average", .decimal, en: "Avg", ru: "Ср."), Column("weighted_average", .decimal, en: "Weighted", ru: "Ср. взв."),
      ]
  }

  /// Lessons that exist, and those of the timetable up to today.
  private func lessons() -> [(day: Day, number: Int, id: Int?)] {
    var found: [(day: Day, number: Int, id: Int?)] = course.lessons.compactMap { key, id in
      let day = Day(number: key.day)
      return span.contains(day) ? (day, key.number, id) : nil
    }
    var day = span.first
    while day <= min(span.last, reading.calendar.today) {
      if reading.calendar.hasLessons(day) {
        for number in course.planned(on: day) where course.lessons[.init(day: day.number, number: number)] == nil {
          found.append((day, number, nil))
        }
      }
      day = day + 1
    }
    return found.sorted { ($0.day, $0.number) < ($1.day, $1.number) }
  }

  /// The students enrolled in the span, and any who have something in it.
  private func students(_ present: Set<Int>) -> [PersonName] {
    let first = span.first.description
    let last = min(span.last, max(reading.calendar.today, span.first)).description
    return course.students.people.filter {
      present.contains($0.id) || course.isEnrolled($0.id, on: last) || course.isEnrolled($0.id, on: first)
    }
    .sorted { RussianOrder.compare($0.full, $1.full) < 0 }
  }
}
