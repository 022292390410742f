import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  /// The page of a course as in the paper journal: students down, lessons across, averages at the end.
  /// - Parameter showsReplaced: whether marks that a retake took the place of are shown, with a star.
  public func page(form: String, subject: String, span text: String?, showsReplaced: Bool = true) throws -> Table {
    try read(.journalRead) { reading in
      let course = try reading.course(form, subject)
      let span =
        try text.map { try SpanReader(reading.calendar).span($0) }
        ?? reading.calendar.quarter(of: reading.calendar.today) ?? reading.calendar.year
      return try JournalPage(reading, course, span, showsReplaced: showsReplaced).table()
    }
  }

  /// The lessons of a day that the actor gives, with what is still to be entered.
  public func lessons(on text: String?) throws -> Table {
    try read(.journalRead) { reading in
      let day = try DayReader(reading.calendar).required(text ?? "today")
      let index = try CourseIndex(reading.database, reading.calendar)
      try index.loadSchedules(lessonsOn: day)
      let soFar = try Self.lessonsSoFar(day, reading)
      var rows: [(Int, [Cell])] = []
      for course in try reading.courses(JournalFilter(), of: index) {
        guard reading.calendar.hasLessons(day) else { break }
        for number in course.numbers(on: day) {
          let key = course.lessons[CourseState.LessonKey(day: day.number, number: number)]
          rows.append((number, Self.lessonRow(course, day, number, key.flatMap { soFar[$0] })))
        }
      }
      return Table(Self.lessonColumns, rows: rows.sorted { $0.0 < $1.0 }.map(\.1))
    }
  }

  package static let lessonColumns = [
    Column.lesson, Column.form,
    Column.subject,
    Column.room, Column.marks,
    Column("absent", .integer, en: "Absent", ru: "Проп."), Column.topic,
    Column.homework,
  ]

  /// What a lesson of the day holds so far.
  private struct LessonSoFar {
    let marks: Int
    let absences: Int
    let topic: String?
    let homework: String?
  }

  private static func lessonsSoFar(_ day: Day, _ reading: Reading) throws -> [Int: LessonSoFar] {
    let sql = """
      SELECT l.id, (SELECT count(*) FROM mark m WHERE m.lesson_id = l.id), (SELECT count(*) FROM attendance a WHERE a.lesson_id = l.id),
        l.topic, l.homework FROM lesson l WHERE l.day = ?
      """
    return Dictionary(
      uniqueKeysWithValues: try reading.database.rows(sql, day, as: (Int, Int, Int, String?, String?).self).map {
        ($0.0, LessonSoFar(marks: $0.1, absences: $0.2, topic: $0.3, homework: $0.4))
      })
  }

  private static func lessonRow(_ course: CourseState, _ day: Day, _ number: Int, _ lesson: LessonSoFar?) -> [Cell] {
    [
      .integer(number), .text(course.form.name), .text(course.subject), Cell(course.room(on: day, number)), .integer(lesson?.marks ?? 0),
      .integer(lesson?.absences ?? 0), Cell(lesson?.topic), Cell(lesson?.homework),
    ]
  }
}

/// One page: what each student has in each lesson.
package struct JournalPage {
  package let reading: Reading
  package let course: CourseState
  package let span: DaySpan
  /// Marks that a retake took the place of are on the page, with a sign; an export of averages has none of them.
  package let showsReplaced: Bool

  package init(_ reading: Reading, _ course: CourseState, _ span: DaySpan, showsReplaced: Bool = true) {
    self.showsReplaced = showsReplaced
    self.reading = reading
    self.course = course
    self.span = span
  }

  package func table() throws -> Table {
    let vocabulary = try MarkVocabulary(reading.database)
    let ledger = try MarkLedger(reading)
    var cells: [Int: [Int: (attendance: (code: AttendanceCode, minutes: Int?)?, signs: [ShownSign])]] = [:]
    let marks = """
      SELECT m.lesson_id, m.student_id, m.value_id, m.second_id, m.id FROM mark m JOIN lesson l ON l.id = m.lesson_id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ? ORDER BY m.kind_id
      """
    for (lesson, student, value, second, mark) in try reading.database.rows(
      marks, course.id, span.first, span.last, as: (Int, Int, Int, Int?, Int).self)
    {
      let isReplaced = ledger.isReplaced(mark)
      if isReplaced, !showsReplaced { continue }
      for value in [value] + (second.map { [$0] } ?? []) {
        cells[student, default: [:]][lesson, default: (nil, [])].signs.append(.init(sign: value, isReplaced: isReplaced))
      }
    }
    let absences = """
      SELECT a.lesson_id, a.student_id, a.code, a.minutes FROM attendance a JOIN lesson l ON l.id = a.lesson_id
      WHERE l.course_id = ? AND l.day BETWEEN ? AND ?
      """
    for (lesson, student, code, minutes) in try reading.database.rows(
      absences, course.id, span.first, span.last, as: (Int, Int, AttendanceCode, Int?).self)
    {
      cells[student, default: [:]][lesson, default: (nil, [])].attendance = (code, minutes)
    }
    let lessons = lessons()
    let tallies = try ledger.tallies(of: course, span.first...max(span.first, span.last))
    let scale = ledger.scores.scale(named: course.scale)
    let shown = students(Set(cells.keys))
    func tally(_ student: PersonName) -> MarkTally? { tallies[.init(student: student.id, subject: course.subjectID, scale: scale)] }
    let hasBrought = shown.contains { tally($0)?.broughtAlong ?? 0 > 0 }
    let rows = shown.map { student -> [Cell] in
      var row: [Cell] = [.text(student.full)]
      for lesson in lessons {
        let cell = lesson.id.flatMap { cells[student.id]?[$0] }
        row.append(cell.map { .text(vocabulary.text($0.signs, attendance: $0.attendance)) } ?? .empty)
      }
      let tally = tally(student)
      let sum = tally?.sum ?? MarkSum()
      row += [sum.average, sum.weightedAverage]
      if hasBrought { row.append(tally.flatMap { $0.broughtAlong > 0 ? .integer($0.broughtAlong) : nil } ?? .empty) }
      return row
    }
    let brought = Column("brought", .integer, en: "Brought", ru: "С собой")
    var table = Table(columns(lessons) + (hasBrought ? [brought] : []), rows: rows)
    table.trailingColumns = hasBrought ? 3 : 2
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
    return [Column.student] + dates
      + [
        Column("average", .decimal, en: "Avg", ru: "Ср."), Column.weightedAverage,
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
        for number in course.planned(on: day) where course.lessons[CourseState.LessonKey(day: day.number, number: number)] == nil {
          found.append((day, number, nil))
        }
      }
      day = day + 1
    }
    return found.sorted { ($0.day, $0.number) < ($1.day, $1.number) }
  }

  /// The students enrolled in the span, and any who have something in it.
  private func students(_ present: Set<Int>) -> [PersonName] {
    let first = span.first
    let last = min(span.last, max(reading.calendar.today, span.first))
    return course.students.people.filter {
      present.contains($0.id) || course.isEnrolled($0.id, on: last) || course.isEnrolled($0.id, on: first)
    }
    .sorted { RussianOrder.compare($0.full, $1.full) < 0 }
  }
}
