import Basics
import SQLite
import SchoolJournal
import SchoolModel
import SchoolQuizzes
import Tabular

extension Diary {
  public static let homeworkColumns = [
    Column("due", .day, en: "Due", ru: "К какому дню"), Column.subject,
    Column("what", en: "What", ru: "Что", labels: CodedWords.dueKinds), Column("text", en: "Text", ru: "Задание"),
    Column("given", .day, en: "Given", ru: "Задано"),
    Column("done", .boolean, en: "Done", ru: "Сделано"), Column.student, Column.minutes,
  ]

  /// What is due for a student in the next days: homework for the next lesson of its course, and works announced.
  public func diaryHomework(child: String?, days: Int) throws -> Table {
    try read(.diaryRead) { reading in
      let rows = try reading.diaryStudents(child).flatMap { student -> [[Cell]] in
        try reading.access.require(student: student.id, named: student.full, reading.database)
        return try HomeworkList(reading, student).rows(days).map { Array($0.prefix(6)) + [.text(student.full)] + $0.dropFirst(6) }
      }
      return Table(Self.homeworkColumns, rows: rows)
    }
  }

  /// A student ticks the homework of a subject as done, or takes the tick back.
  public func tickHomework(subject: String, day text: String?, undone: Bool, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.diaryWrite, request) { writing in
      let reading = try writing.reading()
      let student = try reading.diaryStudent(nil)
      let key = Folding.key(subject)
      let wanted = try text.map { try DayReader(reading.calendar).required($0) }
      let due = try HomeworkList(reading, student).homework(60).filter {
        Folding.key($0.subject).hasPrefix(key) && (wanted == nil || $0.given == wanted || $0.due == wanted)
      }
      guard let found = due.first else { throw DiaryFailure.noHomework(subject) }
      if undone {
        try writing.database.run("DELETE FROM homework_done WHERE lesson_id = ? AND student_id = ?", found.lesson, student.id)
      } else {
        try writing.database.run(
          "INSERT INTO homework_done (lesson_id, student_id, done_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", found.lesson, student.id,
          writing.now.milliseconds)
      }
      return "\(found.subject): \(found.text)"
    }
  }
}

/// The homework of a student that is not past.
private struct HomeworkList {
  package struct Item {
    package let lesson: Int
    package let subject: String
    package let text: String
    package let given: Day
    package let due: Day
    package let isDone: Bool
    package let minutes: Int?
  }
  private let reading: Reading
  private let student: PersonName
  private let courses: [Int]

  package init(_ reading: Reading, _ student: PersonName) throws {
    (self.reading, self.student) = (reading, student)
    let day = max(reading.calendar.today, reading.calendar.year.first)
    courses = try reading.database.values(Reading.ownCourses, student.id, day, as: Int.self)
  }

  package func homework(_ days: Int) throws -> [Item] {
    let today = reading.calendar.today
    let index = try CourseIndex(reading.database, reading.calendar, courses: courses)
    try index.loadSchedules()
    var items: [Item] = []
    let known = Dictionary(uniqueKeysWithValues: index.all.map { ($0.id, $0) })
    let sql = """
      SELECT l.course_id, l.id, l.day, l.homework, l.homework_minutes, EXISTS (SELECT 1 FROM homework_done d WHERE d.lesson_id = l.id AND d.student_id = ?)
      FROM lesson l WHERE l.course_id IN (\(keyList(courses))) AND l.homework IS NOT NULL AND l.day BETWEEN ? AND ?
      ORDER BY l.day DESC, l.number DESC
      """
    for (course, lesson, given, text, minutes, done) in try reading.database.rows(
      sql, student.id, (today - 30), (today + days), as: (Int, Int, Day, String, Int?, Bool).self)
    {
      guard let course = known[course] else { continue }
      let next = course.homeworkDue(given)
      guard next >= today, next <= today + days else { continue }
      items.append(Item(lesson: lesson, subject: course.subject, text: text, given: given, due: next, isDone: done, minutes: minutes))
    }
    return items.sorted { ($0.due, $0.subject) < ($1.due, $1.subject) }
  }

  package func rows(_ days: Int) throws -> [[Cell]] {
    var rows = try homework(days).map { item -> (Day, [Cell]) in
      (
        item.due,
        [
          .day(item.due.description), .text(item.subject), .text("homework"), .text(item.text), .day(item.given.description),
          .boolean(item.isDone), Cell(item.minutes),
        ]
      )
    }
    let today = reading.calendar.today
    let sql = """
      SELECT w.day, s.name, k.name, w.title FROM announced_work w JOIN course c ON c.id = w.course_id JOIN subject s ON s.id = c.subject_id
      JOIN work_kind k ON k.id = w.kind_id WHERE w.course_id IN (\(keyList(courses))) AND w.day BETWEEN ? AND ? ORDER BY w.id
      """
    for (day, subject, kind, title) in try reading.database.rows(sql, today, (today + days), as: (Day, String, String, String).self) {
      rows.append((day, [.day(day.description), .text(subject), .text(kind), .text(title), .empty, .empty, .empty]))
    }
    for given in try AssignmentRows.given(to: student.id, "", reading) where ["open", "begun"].contains(given.status(on: today)) {
      // One without a last day is due now.
      let due = given.due ?? today
      guard due <= today + days else { continue }
      let course = given.course.map { $0.split(separator: " ").dropFirst().joined(separator: " ") } ?? ""
      rows.append(
        (
          due,
          [
            given.due.map { .day($0.description) } ?? .empty, .text(course), .text("quiz"), .text("№\(given.quiz) \(given.title)"),
            .day(given.assignment.opens.description), .empty, .empty,
          ]
        ))
    }
    let debts = """
      SELECT m.due_on, s.name, k.name, l.day FROM mark m JOIN lesson l ON l.id = m.lesson_id JOIN course c ON c.id = l.course_id
      JOIN subject s ON s.id = c.subject_id JOIN mark_value v ON v.id = m.value_id JOIN work_kind k ON k.id = m.kind_id
      WHERE m.student_id = ? AND \(MarkLedger.standingDebt)\(reading.hiddenMarks)
      """
    for (due, subject, kind, given) in try reading.database.rows(debts, student.id, as: (Day?, String, String, Day).self) {
      // A debt without a day is due now.
      rows.append(
        (
          due ?? today,
          [due.map { .day($0.description) } ?? .empty, .text(subject), .text("debt"), .text(kind), .day(given.description), .empty, .empty]
        ))
    }
    return rows.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
