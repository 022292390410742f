import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// What an import of the timetable did.
public struct TimetableReport: Sendable {
  public var lessons = 0
  public var added = 0
  public var unchanged = 0
  public var removed = 0
  public var notices: [SourceNotice] = []
}

extension Timetable {
  /// Imports the lessons of the week.
  ///
  /// A timetable without a date holds from the first day of the year; for the forms of the file it replaces what held
  /// from the same day.
  public func importTimetable(_ source: Source, from text: String?, _ request: WriteRequest) throws -> Performed<TimetableReport> {
    try perform(.timetableWrite, request) { writing in
      let calendar = try writing.calendar()
      let first = try text.map { try DayReader(calendar).required($0) } ?? calendar.year.first
      let importing = try TimetableImport(writing, calendar, first)
      let report = try importing.run(source)
      // Lessons were given by the one that stands; nobody rewrites the past by leaving a word out.
      if text == nil, report.removed > 0, calendar.today > calendar.year.first {
        throw CalendarFailure.timetableStands(since: calendar.year.first.description)
      }
      return report
    }
  }
}

private final class TimetableImport {
  private struct Slot: Hashable {
    package let course: Int
    package let weekday: Int
    package let number: Int
    /// 1 or 2 where weeks alternate.
    package let week: Int?

    package var everyWeek: Slot { Slot(course: course, weekday: weekday, number: number, week: nil) }
    package var odd: Slot { Slot(course: course, weekday: weekday, number: number, week: 1) }
    package var even: Slot { Slot(course: course, weekday: weekday, number: number, week: 2) }
  }

  private let database: Database
  private let courses: CourseIndex
  private let first: Day
  private let yearFirst: Day

  package init(_ writing: Writing, _ calendar: SchoolCalendar, _ first: Day) throws {
    database = writing.database
    courses = try CourseIndex(database, calendar)
    self.first = first
    yearFirst = calendar.year.first
  }

  package func run(_ source: Source) throws -> TimetableReport {
    let sheet = try Sheet(source)
    try sheet.need(.form, .subject, .weekday, .number)
    let staff = PersonMatcher(try staff(), among: "")
    var wanted: [Slot: (line: Int, room: String?, teacher: Int?)] = [:]
    var forms: Set<Int> = []
    while try sheet.next() {
      guard let (course, slot) = try slot(sheet) else { continue }
      var teacher: Int?
      if let text = sheet[.teacher] {
        guard let found = try sheet.check(.teacher, { try staff.match(text) }) else { continue }
        teacher = found.id
      }
      forms.insert(course.formID)
      // The same lesson in odd weeks and in even ones is one of every week.
      if let known = wanted[slot.everyWeek] ?? wanted[slot.odd] ?? wanted[slot.even] {
        sheet.mistake(.number, .givenTwice(firstLine: known.line, before: known.room ?? "", now: sheet[.room] ?? ""))
        continue
      }
      wanted[slot] = (sheet.line, sheet[.room], teacher)
    }
    guard sheet.mistakes.isEmpty else { throw BadInput(sheet.mistakes) }
    var report = try store(wanted, forms)
    report.notices = [sheet.notice]
    return report
  }

  private func slot(_ sheet: Sheet) throws -> (CourseState, Slot)? {
    for field in [Field.form, .subject, .weekday, .number] where sheet[field] == nil {
      sheet.mistake(field, .missing)
      return nil
    }
    let (form, subject) = (sheet[.form] ?? "", sheet[.subject] ?? "")
    let found: [CourseState]
    do { found = try courses.courses(form: form, subject: subject, abbreviated: false) } catch {
      if case .noSuchForm = error { sheet.mistake(.form, error) } else { sheet.mistake(.subject, error) }
      return nil
    }
    let course = sheet[.group].flatMap { group in found.first { Folding.key($0.group) == Folding.key(group) } } ?? found[0]
    let weekdayText = sheet[.weekday] ?? ""
    guard let weekday = DayReader.weekday(weekdayText) ?? Int(weekdayText).flatMap({ (1...7).contains($0) ? $0 : nil }) else {
      sheet.mistake(.weekday, .notAWeekday(weekdayText))
      return nil
    }
    guard let number = Int(sheet[.number] ?? ""), (0...20).contains(number) else {
      sheet.mistake(.number, .notANumber(sheet[.number] ?? ""))
      return nil
    }
    var week: Int?
    if let text = sheet[.week] {
      guard let found = Self.week(text) else {
        sheet.mistake(.week, .notAWeek(text))
        return nil
      }
      week = found == 0 ? nil : found
    }
    return (course, Slot(course: course.id, weekday: weekday, number: number, week: week))
  }

  /// 1 for odd weeks, 2 for even ones, 0 for all.
  private static func week(_ text: String) -> Int? {
    let key = Folding.key(text)
    if ["каждая", "каждую", "все", "всегда", "обе", "every", "all", "both", "1-2", "1,2", "1/2"].contains(key) { return 0 }
    if ["1", "i", "первая", "числитель", "odd"].contains(key) || key.hasPrefix("нечет") || key.hasPrefix("1 нед") { return 1 }
    if ["2", "ii", "вторая", "знаменатель", "even"].contains(key) || key.hasPrefix("чет") || key.hasPrefix("2 нед") { return 2 }
    return nil
  }

  private func staff() throws -> [PersonName] {
    try database.rows(
      "SELECT p.id, p.surname, p.given_name, p.patronymic, p.login FROM person p JOIN staff s ON s.person_id = p.id ORDER BY p.id",
      as: (Int, String, String, String?, String?).self
    ).map { PersonName(id: $0.0, surname: $0.1, givenName: $0.2, patronymic: $0.3, login: $0.4) }
  }

  private func store(_ wanted: [Slot: (line: Int, room: String?, teacher: Int?)], _ forms: Set<Int>) throws -> TimetableReport {
    var report = TimetableReport()
    report.lessons = wanted.count
    var left = wanted
    for form in forms.sorted() {
      let sql = """
        SELECT t.id, t.course_id, t.weekday, t.number, t.room, t.teacher_id, t.first_day, t.week FROM timetable_entry t JOIN course c ON c.id = t.course_id
        WHERE c.form_id = ? AND (t.last_day IS NULL OR t.last_day >= ?)
        """
      for (id, course, weekday, number, room, teacher, since, week) in try database.rows(
        sql, form, first, as: (Int, Int, Int, Int, String?, Int?, Day, Int?).self)
      {
        let slot = Slot(course: course, weekday: weekday, number: number, week: week)
        if let same = left[slot], same.room == room, same.teacher == teacher, since <= first {
          left[slot] = nil
          report.unchanged += 1
        } else if since >= first {
          try database.run("DELETE FROM timetable_entry WHERE id = ?", id)
          report.removed += 1
        } else {
          try database.run("UPDATE timetable_entry SET last_day = ? WHERE id = ?", first - 1, id)
          report.removed += 1
        }
      }
    }
    for (slot, entry) in left.sorted(by: { $0.value.line < $1.value.line }) {
      try database.run(
        "INSERT INTO timetable_entry (course_id, weekday, number, room, teacher_id, first_day, week) VALUES (?, ?, ?, ?, ?, ?, ?)",
        slot.course,
        slot.weekday,
        slot.number, entry.room, entry.teacher, first, slot.week)
      report.added += 1
    }
    return report
  }
}
