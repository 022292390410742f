import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Curriculum {
  public static let progressColumns = [
    Column("form", en: "Form", ru: "Класс"), Column("subject", en: "Subject", ru: "Предмет"),
    Column("teacher", en: "Teacher", ru: "Учитель"),
    Column("planned_total", .integer, en: "Plan", ru: "План", unit: "hours"),
    Column("planned", .integer, en: "Planned", ru: "По плану", unit: "hours"),
    Column("taught", .integer, en: "Taught", ru: "Дано", unit: "hours"),
    Column("lag", .integer, en: "Lag", ru: "Отставание", unit: "hours"),
    Column("fulfilment_percent", .decimal, en: "Done, %", ru: "Выполнено, %", unit: "percent"),
    Column("lessons_left", .integer, en: "Lessons left", ru: "Осталось уроков"), Column("topic", en: "Latest topic", ru: "Последняя тема"),
  ]

  /// Planned and taught hours to date (facts.md, section 4: lag = planned to date − given to date).
  public func progress(form: String?, teacher: String?) throws -> Table {
    try read(.planRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      try index.loadSchedules()
      let teacher = try teacher.map { try reading.person($0).id }
      let totals = Dictionary(
        uniqueKeysWithValues: try reading.database.rows(
          "SELECT course_id, sum(hours) FROM plan_topic WHERE course_id IN (\(index.all.map { String($0.id) }.joined(separator: ","))) GROUP BY course_id",
          as: (Int, Int).self
        ).map { ($0.0, $0.1) })
      var rows: [[Cell]] = []
      for course in try reading.courses(filter, of: index) {
        guard let total = totals[course.id] else { continue }
        if let teacher, !course.teachers.contains(teacher) { continue }
        rows.append(try Self.progressRow(course, total, reading))
      }
      return Table(Self.progressColumns, rows: rows)
    }
  }

  private static func progressRow(_ course: CourseState, _ total: Int, _ reading: Reading) throws -> [Cell] {
    let (today, year) = (reading.calendar.today, reading.calendar.year)
    let scheduled = course.scheduled(year.first, year.last)
    let past = scheduled.prefix { $0.day <= today.number }.count
    let planned = min(total, past)
    let taught = min(total, try Self.taughtHours(course, reading))
    let name = try course.teachers.first.flatMap {
      try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE p.id = ?", $0).first?.full
    }
    let latest = try reading.database.value(
      "SELECT topic FROM lesson WHERE course_id = ? AND topic IS NOT NULL AND day <= ? ORDER BY day DESC, number DESC LIMIT 1", course.id,
      today, as: String.self)
    return [
      .text(course.form.name), .text(course.subject), Cell(name), .integer(total), .integer(planned), .integer(taught),
      .integer(planned - taught),
      MarkSum.ratio(taught * 100, planned, places: 1), .integer(scheduled.count - past),
      Cell(latest),
    ]
  }

  /// Lessons given: those with a topic, a mark or an absence in them.
  package static func taughtHours(_ course: CourseState, _ reading: Reading) throws -> Int {
    try reading.database.value(
      """
      SELECT count(*) FROM lesson l WHERE l.course_id = ? AND l.day <= ? AND (l.topic IS NOT NULL
        OR EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id))
      """, course.id, reading.calendar.today, as: Int.self) ?? 0
  }

  public static let coverageColumns = [
    Column("form", en: "Form", ru: "Класс"), Column("subject", en: "Subject", ru: "Предмет"), Column("topic", en: "Topic", ru: "Тема"),
    Column("lessons", .integer, en: "Lessons", ru: "Уроков"), Column("marks", .integer, en: "Marks", ru: "Отметок"),
    Column("average", .decimal, en: "Average", ru: "Ср."), Column("homework", .integer, en: "Homework", ru: "Заданий"),
    Column("remark", en: "Remark", ru: "Замечание", labels: CodedWords.coverageRemarks),
  ]

  /// What the diaries say about the programme: topics without marks or homework, and those with weak results.
  public func coverage(form: String?, subject: String?) throws -> Table {
    try read(.planRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      filter.subject = subject
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      let courses = try reading.courses(filter, of: index)
      let topics = try TopicCoverage.read(courses, reading)
      return Table(
        Self.coverageColumns,
        rows: courses.flatMap { course in
          (topics[course.id] ?? []).map { [.text(course.form.name), .text(course.subject)] + $0.cells }
        })
    }
  }
}

/// What the diaries say of one topic of a course.
private struct TopicCoverage {
  package let topic: String
  package var lessons = 0
  package var homework = 0
  package var marks = 0
  package var points = 0

  /// The topics of courses up to today, in the order they were taught.
  package static func read(_ courses: [CourseState], _ reading: Reading) throws -> [Int: [TopicCoverage]] {
    let (keys, today) = (courses.map(\.id), reading.calendar.today)
    var result: [Int: [TopicCoverage]] = [:]
    var places: [String: Int] = [:]
    var ofLesson: [Int: (course: Int, place: Int)] = [:]
    let sql = """
      SELECT id, course_id, topic, homework IS NOT NULL FROM lesson WHERE course_id IN (\(keys.map(String.init).joined(separator: ",")))
        AND topic IS NOT NULL AND day <= ? ORDER BY day, number
      """
    for (lesson, course, topic, hasHomework) in try reading.database.rows(sql, today, as: (Int, Int, String, Bool).self) {
      let place = places["\(course) \(topic)"] ?? result[course]?.count ?? 0
      if places.updateValue(place, forKey: "\(course) \(topic)") == nil { result[course, default: []].append(TopicCoverage(topic: topic)) }
      result[course]?[place].lessons += 1
      if hasHomework { result[course]?[place].homework += 1 }
      ofLesson[lesson] = (course, place)
    }
    let ledger = try MarkLedger(reading)
    try ledger.forEach(.courses(keys), reading.calendar.year.first...max(reading.calendar.year.first, today)) { mark in
      guard let (course, place) = ofLesson[mark.lesson], let points = ledger.scores.points(mark.sign) else { return }
      result[course]?[place].marks += 1
      result[course]?[place].points += points
    }
    return result
  }

  package var cells: [Cell] {
    var remarks: [String] = []
    if marks == 0 { remarks.append("no-marks") }
    if homework == 0 { remarks.append("no-homework") }
    // Weak: below the threshold of a 4 in the usual rounding.
    if marks > 0, points * 100 < 350 * marks { remarks.append("weak") }
    return [
      .text(topic), .integer(lessons), .integer(marks), MarkSum.ratio(points, marks, places: 2), .integer(homework),
      remarks.isEmpty ? .empty : .text(remarks.joined(separator: " ")),
    ]
  }
}
