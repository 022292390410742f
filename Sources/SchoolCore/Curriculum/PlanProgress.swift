import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Curriculum {
  public static let progressColumns = [
    Column.form, Column.subject,
    Column.teacher,
    Column("planned_total", .integer, en: "Plan", ru: "План", unit: "hours"),
    Column("planned", .integer, en: "Planned", ru: "По плану", unit: "hours"),
    Column("taught", .integer, en: "Taught", ru: "Проведено", unit: "hours"),
    Column("lag", .integer, en: "Lag", ru: "Отставание", unit: "hours"),
    Column("fulfilment_percent", .decimal, en: "Done, %", ru: "Выполнено, %", unit: "percent"),
    Column("lessons_left", .integer, en: "Lessons left", ru: "Осталось уроков"), Column("topic", en: "Latest topic", ru: "Последняя тема"),
    Column("outside", .integer, en: "Outside", ru: "Вне плана", unit: "lessons"),
  ]

  /// Planned and taught hours to date (facts.md, section 4: lag = planned to date − given to date).
  public func progress(form: String?, subject: String? = nil, teacher: String?) throws -> Table {
    try read(.planRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      filter.subject = subject
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      try index.loadSchedules()
      let teacher = try teacher.map { try reading.person($0, as: .staff).id }
      let courses = try reading.courses(filter, of: index).filter { course in
        teacher.map(course.teachers(on: reading.calendar.present).contains) ?? true
      }
      let progress = try CourseProgress.read(courses, reading)
      return Table(Self.progressColumns, rows: courses.compactMap { course in progress[course.id]?.cells(course, reading.calendar) })
    }
  }

  public static let coverageColumns = [
    Column.form, Column.subject, Column.topic,
    Column("lessons", .integer, en: "Lessons", ru: "Уроков"), Column.marks,
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

/// How far a course with a plan has come.
private struct CourseProgress {
  let total: Int
  let taught: Int
  let outside: Int
  var teacher: String?
  var latestTopic: String?

  /// The progress of the courses that have a plan.
  static func read(_ courses: [CourseState], _ reading: Reading) throws -> [Int: CourseProgress] {
    let keys = keyList(courses.map(\.id))
    let (database, today, present) = (reading.database, reading.calendar.today, reading.calendar.present)
    var result = try TaughtTopics.read(courses.map(\.id), reading).mapValues { plan, taught in
      CourseProgress(
        total: plan.reduce(0) { $0 + $1.hours }, taught: taught.given, outside: taught.outside.reduce(0) { $0 + $1.lessons })
    }
    let teachers = keyList(courses.compactMap { $0.teachers(on: present).first })
    let names = Dictionary(
      uniqueKeysWithValues: try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(teachers))").map {
        ($0.id, $0.full)
      })
    for course in courses { result[course.id]?.teacher = course.teachers(on: present).first.flatMap { names[$0] } }
    // SQLite takes the other columns from the row that has the maximum.
    let latest = """
      SELECT course_id, topic, max(day || printf('%03d', number)) FROM lesson
      WHERE course_id IN (\(keys)) AND topic IS NOT NULL AND day <= ? GROUP BY course_id
      """
    for (course, topic, _) in try database.rows(latest, today, as: (Int, String, String).self) { result[course]?.latestTopic = topic }
    return result
  }

  func cells(_ course: CourseState, _ calendar: SchoolCalendar) -> [Cell] {
    let scheduled = course.scheduled(calendar.year.first, calendar.year.last)
    let past = scheduled.prefix { $0.day <= calendar.today.number }.count
    let planned = min(total, past)
    return [
      .text(course.form.name), .text(course.subject), Cell(teacher), .integer(total), .integer(planned), .integer(taught),
      .integer(planned - taught), MarkSum.ratio(taught * 100, planned, places: 1), .integer(scheduled.count - past), Cell(latestTopic),
      .integer(outside),
    ]
  }
}

/// What the diaries say of one topic of a course.
private struct TopicCoverage {
  package let topic: String
  package var lessons = 0
  package var homework = 0
  package var marks = 0
  package var points = 0
  /// What came of quizzes with questions of this topic.
  private var quizMarks = 0
  private var quizPoints = 0

  private init(topic: String) { self.topic = topic }

  /// The topics of courses up to today, in the order they were taught.
  package static func read(_ courses: [CourseState], _ reading: Reading) throws -> [Int: [TopicCoverage]] {
    let (keys, today) = (courses.map(\.id), reading.calendar.today)
    var result: [Int: [TopicCoverage]] = [:]
    var places: [String: Int] = [:]
    var ofLesson: [Int: (course: Int, place: Int)] = [:]
    let sql = """
      SELECT id, course_id, topic, homework IS NOT NULL FROM lesson WHERE course_id IN (\(keyList(keys)))
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
    let quizzes = "a.course_id IN (\(keyList(keys))) AND a.opens_on BETWEEN ? AND ?"
    for outcome in try QuizOutcome.read(quizzes, [reading.calendar.year.first, today], reading.database) {
      let key = Folding.key(outcome.topic)
      guard let place = result[outcome.course]?.firstIndex(where: { Folding.key($0.topic) == key }) else { continue }
      result[outcome.course]?[place].quizMarks += 1
      result[outcome.course]?[place].quizPoints += outcome.mark
    }
    return result
  }

  package var cells: [Cell] {
    var remarks: [String] = []
    if marks == 0 { remarks.append("no-marks") }
    if homework == 0 { remarks.append("no-homework") }
    // Weak: below the threshold of a 4 in the usual rounding.
    let isWeak = [(points, marks), (quizPoints, quizMarks)].contains { points, marks in marks > 0 && points * 100 < 350 * marks }
    if isWeak { remarks.append("weak") }
    return [
      .text(topic), .integer(lessons), .integer(marks), MarkSum.ratio(points, marks, places: 2), .integer(homework),
      remarks.isEmpty ? .empty : .text(remarks.joined(separator: " ")),
    ]
  }
}
