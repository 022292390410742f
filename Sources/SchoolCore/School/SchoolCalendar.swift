import Basics
import Record
import SQLite

/// Which academic year a command is about, and from which day it looks.
package struct YearChoice {
  /// The key of the year; `nil` for the current one.
  package var year: Int?
  /// The day of the moment in the past that is looked at.
  package var today: Day?

  package init() {}
}

/// An academic year with its terms and days off: the current one, unless another was chosen.
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
  /// Today, or the day of the past that is looked at.
  public let today: Day
  /// Today, whatever is looked at: it decides who may see what.
  package let todayOfAccess: Day
  /// Minutes east of UTC.
  public let utcOffset: Int

  /// The year chosen, else the last that has begun: in summer it is the one that ended; before the first begins, the first.
  package init(_ database: Database, now: Instant, _ choice: YearChoice = YearChoice()) throws {
    utcOffset = try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180
    todayOfAccess = now.day(offset: utcOffset)
    today = choice.today ?? todayOfAccess
    let years = try database.rows(
      "SELECT id, title, first_day, last_day FROM academic_year ORDER BY first_day", as: (Int, String, Day, Day).self)
    let spans = years.map { id, title, first, last in (id, DaySpan(name: title, first: first, last: last, code: .year)) }
    let moment = today
    let chosen = choice.year.flatMap { year in spans.first { $0.0 == year } }
    guard let current = chosen ?? spans.last(where: { $0.1.first <= moment }) ?? spans.first else {
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
  public func schoolCalendar() throws -> SchoolCalendar { try readUnchecked { try calendar($0) } }

  /// The year that is looked at, as it stands in the database.
  package func calendar(_ database: Database) throws -> SchoolCalendar { try SchoolCalendar(database, now: clock.now(), choice) }

  /// Looks at another academic year from now on.
  /// - Parameter title: `2026/27`.
  /// - Throws: `CalendarFailure.unknownYear`.
  public func choose(year title: String) throws {
    let years = try readUnchecked {
      try $0.rows("SELECT id, title FROM academic_year ORDER BY first_day", as: (Int, String).self)
    }
    let wanted = YearPlan(title: title)?.title ?? title
    guard let found = years.first(where: { $0.1 == wanted }) else {
      throw CalendarFailure.unknownYear(title, known: years.map(\.1))
    }
    choice.year = found.0
  }

  /// Looks at the academic year that days lie in, where they are all of one: forms are then those of that year.
  /// - Parameter texts: days and spans as typed; what is neither says nothing.
  public func choose(yearOf texts: [String]) throws {
    guard !texts.isEmpty else { return }
    try readUnchecked { database in
      let days = DayReader(try calendar(database))
      let firsts = texts.compactMap { days.day(String($0.split(separator: "..", maxSplits: 1).first ?? "")) }
      let found = try firsts.compactMap { day in
        try database.value("SELECT id FROM academic_year WHERE ?1 BETWEEN first_day AND last_day", day, as: Int.self)
      }
      if let year = found.first, Set(found).count == 1 { choice.year = year }
    }
  }
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
