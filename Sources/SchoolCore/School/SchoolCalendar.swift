import Basics
import Record
import SQLite

/// The current academic year with its terms and days off.
public struct SchoolCalendar: Sendable {
  public let yearID: Int
  public let year: DaySpan
  /// Quarters or trimesters, and half-years, by their days.
  public let terms: [DaySpan]
  public let daysOff: [DaySpan]
  /// Days taught as another weekday: a Saturday as a Monday.
  public let movedDays: [Day: Int]
  /// Every day of the year on which lessons can be given, in order.
  public let schoolDays: [Day]
  /// The same by the weekday whose lessons are given.
  package let schoolDaysByWeekday: [Int: [Day]]
  public let today: Day
  /// Minutes east of UTC.
  public let utcOffset: Int

  /// The year that holds today, else the latest.
  package init(_ database: Database, now: Instant) throws {
    utcOffset = try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180
    today = now.day(offset: utcOffset)
    let years = try database.rows(
      "SELECT id, title, first_day, last_day FROM academic_year ORDER BY first_day", as: (Int, String, Day, Day).self)
    let spans = years.map { id, title, first, last in (id, DaySpan(name: title, first: first, last: last, code: .year)) }
    let moment = today
    guard let current = spans.first(where: { $0.1.contains(moment) }) ?? spans.last else {
      throw StorageFailure.notASchool(path: database.path)
    }
    (yearID, year) = current
    terms = try database.rows(
      "SELECT code, first_day, last_day FROM term WHERE year_id = ? ORDER BY first_day, last_day", yearID, as: (TermCode, Day, Day).self
    )
    .map { code, first, last in DaySpan(name: code.rawValue, first: first, last: last, code: code) }
    daysOff = try database.rows(
      "SELECT title, first_day, last_day FROM day_off WHERE year_id = ? ORDER BY first_day", yearID, as: (String, Day, Day).self
    )
    .map { title, first, last in DaySpan(name: title, first: first, last: last) }
    let moved = try database.rows("SELECT day, weekday FROM moved_day WHERE year_id = ?", yearID, as: (Day, Int).self)
    let movedDays = Dictionary(uniqueKeysWithValues: moved.map { ($0.0, $0.1) })
    self.movedDays = movedDays
    let (quarters, daysOff) = (Self.quarters(terms), daysOff)
    schoolDays = (year.first.number...year.last.number).map { Day(number: $0) }.filter { Self.hasLessons($0, quarters, daysOff, movedDays) }
    schoolDaysByWeekday = Dictionary(grouping: schoolDays) { movedDays[$0] ?? $0.weekday }
  }

  /// The terms that marks are put for: quarters, which half-years are made of.
  public var quarters: [DaySpan] { Self.quarters(terms) }

  private static func quarters(_ terms: [DaySpan]) -> [DaySpan] { terms.filter { !($0.code?.isHalfYear ?? false) } }

  public func term(_ code: TermCode) -> DaySpan? { code == .year ? year : terms.first { $0.code == code } }

  /// The terms whose marks make the year's: half-years, or the quarters or trimesters of the school.
  public func terms(ofHalfYears: Bool) -> [DaySpan] { terms.filter { $0.code?.isHalfYear == ofHalfYears } }

  /// The quarter of a day, else the one before it, else the first.
  public func quarter(of day: Day) -> DaySpan? { quarters.last { $0.first <= day } ?? quarters.first }

  /// The weekday whose lessons are given on a day.
  public func weekday(of day: Day) -> Int { movedDays[day] ?? day.weekday }

  /// 1 or 2, for timetables that alternate: the week of the first school day is a first one.
  public func alternateWeek(of day: Day) -> Int { (day.monday - year.first.monday) / 7 % 2 + 1 }

  /// Whether lessons can be given on a day: within a term, and not on a day off; or moved there.
  public func hasLessons(_ day: Day) -> Bool { Self.hasLessons(day, quarters, daysOff, movedDays) }

  private static func hasLessons(_ day: Day, _ quarters: [DaySpan], _ daysOff: [DaySpan], _ movedDays: [Day: Int]) -> Bool {
    movedDays[day] != nil || quarters.contains { $0.contains(day) } && !daysOff.contains { $0.contains(day) }
  }
}

extension Reading {
  /// The days of the year on which the school has lessons: a week of five days or of six is what the timetable makes it.
  package func taughtDays() throws -> [Day] {
    let weekdays = Set(try database.values("SELECT DISTINCT weekday FROM timetable_entry", as: Int.self))
    return weekdays.isEmpty ? calendar.schoolDays : calendar.schoolDays.filter { weekdays.contains(calendar.weekday(of: $0)) }
  }
}

extension School {
  /// The current academic year; it is no secret.
  public func schoolCalendar() throws -> SchoolCalendar { try readUnchecked { try SchoolCalendar($0, now: clock.now()) } }
}

/// What a new academic year looks like until the school changes it (facts.md, section 3, the table for 2026/27
/// and its rule: breaks of nine days around the weekends of autumn and spring).
package struct YearPlan {
  package let title: String
  package let first: Day
  package let last: Day
  package let terms: [(code: TermCode, first: Day, last: Day)]
  package let daysOff: [(first: Day, last: Day, title: String)]

  /// - Parameter title: `2026/27`.
  package init?(title: String) {
    let parts = title.split(separator: "/")
    guard parts.count == 2, parts[0].count == 4, let start = Int(parts[0]), let end = Int(parts[1]),
      parts[1].count == 2 || parts[1].count == 4, (start + 1) % (parts[1].count == 2 ? 100 : 10_000) == end,
      (2000...2100).contains(start)
    else { return nil }
    func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(year: year, month: month, day: day)! }  // days that every year has
    func onOrAfter(_ date: Day, weekday: Int) -> Day { date + (weekday - date.weekday + 7) % 7 }
    self.title = "\(start)/\(padded((start + 1) % 100, 2))"
    let september = day(start, 9, 1)
    first = september.weekday == 7 ? september + 1 : september
    let may = day(start + 1, 5, 26)
    last = may.weekday > 5 ? may - (may.weekday - 5) : may
    let autumn = onOrAfter(day(start, 10, 20), weekday: 5)
    let winter = onOrAfter(day(start + 1, 1, 9), weekday: 1)
    let spring = onOrAfter(day(start + 1, 3, 22), weekday: 5)
    let december = day(start, 12, 30)
    terms = [
      (.quarter(1), first, autumn), (.quarter(2), autumn + 10, december), (.quarter(3), winter, spring), (.quarter(4), spring + 10, last),
      (.halfYear(1), first, december), (.halfYear(2), winter, last),
    ]
    daysOff = [
      (autumn + 1, autumn + 9, "Осенние каникулы"), (day(start, 11, 4), day(start, 11, 4), "День народного единства"),
      (day(start, 12, 31), winter - 1, "Зимние каникулы"), (day(start + 1, 2, 23), day(start + 1, 2, 23), "День защитника Отечества"),
      (day(start + 1, 3, 8), day(start + 1, 3, 8), "Международный женский день"), (spring + 1, spring + 9, "Весенние каникулы"),
      (day(start + 1, 5, 1), day(start + 1, 5, 1), "Праздник Весны и Труда"), (day(start + 1, 5, 9), day(start + 1, 5, 9), "День Победы"),
    ]
  }

  package func insert(into database: Database) throws {
    try database.run(
      "INSERT INTO academic_year (title, first_day, last_day) VALUES (?, ?, ?)", title, first, last)
    let year = database.lastInsertedID
    for term in terms {
      try database.run(
        "INSERT INTO term (year_id, code, first_day, last_day) VALUES (?, ?, ?, ?)", year, term.code, term.first,
        term.last)
    }
    for day in daysOff {
      try database.run(
        "INSERT INTO day_off (year_id, first_day, last_day, title) VALUES (?, ?, ?, ?)", year, day.first, day.last,
        day.title)
    }
  }
}

extension DayReader {
  public init(_ calendar: SchoolCalendar) { self.init(today: calendar.today, year: calendar.year) }
}
