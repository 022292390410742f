import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  public static let debtColumns = [
    Column.form, Column.subject,
    Column.student, Column.login,
    Column.date, Column.workKind,
    Column("due", .day, en: "Due", ru: "Сдать до"),
    Column("days_overdue", .integer, en: "Days overdue", ru: "Просрочено дней", unit: "days"),
    Column.comment,
  ]

  /// The debts («точка») that stand: works not handed in, with the day they are due.
  /// - Parameter overdue: only those whose day has passed.
  public func debts(form: String?, overdue: Bool) throws -> Table {
    try read(.journalRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      let courses = try reading.courses(filter, of: index)
      let debts = try Self.standingDebts(courses, overdue: overdue, reading)
      return Table(
        Self.debtColumns,
        rows: courses.flatMap { course in (debts[course.id] ?? []).map { [.text(course.form.name), .text(course.subject)] + $0 } })
    }
  }

  /// The debts of courses, without the columns that name the course.
  private static func standingDebts(_ courses: [CourseState], overdue: Bool, _ reading: Reading) throws -> [Int: [[Cell]]] {
    let sql = """
      SELECT l.course_id, \(PersonName.sql), p.login, l.day, k.name, m.due_on, m.comment FROM lesson l
      JOIN mark m ON m.lesson_id = l.id JOIN mark_value v ON v.id = m.value_id JOIN person p ON p.id = m.student_id
      JOIN work_kind k ON k.id = m.kind_id
      WHERE l.course_id IN (\(keyList(courses.map(\.id)))) AND \(MarkLedger.standingDebt)
      ORDER BY coalesce(m.due_on, l.day), p.name_key
      """
    var debts: [Int: [[Cell]]] = [:]
    for (course, student, login, day, kind, due, comment) in try reading.database.rows(
      sql, as: (Int, String, String?, Day, String, Day?, String?).self)
    {
      let late = due.map { reading.calendar.today - $0 } ?? 0
      if overdue, late <= 0 { continue }
      debts[course, default: []].append([
        .text(student), Cell(login), .day(day.description), .text(kind), due.map { .day($0.description) } ?? .empty,
        late > 0 ? .integer(late) : .empty, Cell(comment),
      ])
    }
    return debts
  }

  /// Announces a work ahead: what will be written, when, and of which kind; an empty title takes the announcement back.
  public func announceWork(
    form: String, subject: String, title: String, day: String, kind: String?, _ request: WriteRequest
  ) throws -> Performed<Day> {
    try perform(.journalWrite, request) { writing in
      do {
        var options = GradeOptions()
        options.day = day
        let places = try LessonPlaces(writing, options, form: form)
        let course = try places.course(form, subject, abbreviated: true)
        let place = try places.place(course)
        try places.open(place, isAhead: true)
        let date = place.day
        let vocabulary = try MarkVocabulary(writing.database)
        let kindID = try kind.map { try vocabulary.kind($0) } ?? vocabulary.standardKind
        let text = Folding.tidy(title)
        guard !text.isEmpty else {
          try writing.database.run(
            "DELETE FROM announced_work WHERE course_id = ? AND day = ? AND kind_id = ?", course.id, date, kindID)
          return date
        }
        try writing.database.run(
          """
          INSERT INTO announced_work (course_id, day, kind_id, title) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (course_id, day, kind_id) DO UPDATE SET title = ?4 WHERE title <> ?4
          """, course.id, date, kindID, text)
        return date
      } catch let problem as Problem { throw JournalFailure(problem) ?? BadValue(problem) }
    }
  }
}
