import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// A change of the school's calendar.
public enum CalendarChange: Sendable {
  case term(code: String, span: String)
  case dayOff(title: String, span: String)
  case moved(day: String, weekday: String)
  /// For every day, for one, for a year of study, or for one on one day.
  case bell(number: Int, span: String, day: String?, grade: Int?)
  /// The language of letters to those who chose none.
  case language(String)
  case timeZone(String)
  /// Takes away a day off by any day of it, a moved day, or a bell.
  case removeDayOff(day: String)
  case removeMoved(day: String)
  case removeBell(number: Int, day: String?, grade: Int?)
}

extension Timetable {
  public static let calendarColumns = [
    Column("kind", en: "What", ru: "Что", labels: CodedWords.calendarKinds),
    Column("name", en: "Name", ru: "Название", labels: CodedWords.terms), Column.fromDay,
    Column.untilDay, Column("note", en: "Note", ru: "Пояснение", labels: CodedWords.calendarNotes),
  ]

  /// The academic years; of the current one the terms, days off, moved days and bells.
  public func calendarTable() throws -> Table {
    try readUnchecked { database in
      let calendar = try school.calendar(database)
      let years = try database.rows(
        "SELECT title, first_day, last_day FROM academic_year ORDER BY first_day", as: (String, String, String).self)
      var rows: [[Cell]] = years.map {
        [.text("year"), .text($0.0), .day($0.1), .day($0.2), $0.0 == calendar.year.name ? .text("current") : .empty]
      }
      let closed = Set(
        try database.values(
          "SELECT t.code FROM term_closing c JOIN term t ON t.id = c.term_id WHERE t.year_id = ?", calendar.yearID, as: TermCode?.self))
      rows += calendar.terms.map {
        [
          .text("term"), .text($0.name), .day($0.first.description), .day($0.last.description),
          closed.contains($0.code) ? .text("closed") : .empty,
        ]
      }
      rows += calendar.daysOff.map { [.text("day-off"), .text($0.name), .day($0.first.description), .day($0.last.description), .empty] }
      rows += calendar.movedDays.sorted { $0.key < $1.key }.map { day, weekday in
        [.text("moved"), .empty, .day(day.description), .day(day.description), .text("as-weekday-\(weekday)")]
      }
      let bells = try BellSchedule(database, year: calendar.yearID)
      rows += bells.all.map { number, bell in [.text("bell"), .text(String(number)), .empty, .empty, .text(bell.words)] }
      rows += bells.exceptions.map { place, number, bell in
        let day = place.day.map { Cell.day($0.description) } ?? .empty
        return [.text(place.grade.map { "bell-\($0)" } ?? "bell"), .text(String(number)), day, day, .text(bell.words)]
      }
      if let language = try database.value("SELECT language FROM school", as: String?.self) ?? nil {
        rows.append([.text("language"), .text(language), .empty, .empty, .empty])
      }
      if let zone = try database.value("SELECT time_zone FROM school", as: String?.self) ?? SchoolTimeZone.usual(calendar.utcOffset)?.name {
        rows.append([.text("time-zone"), .text(zone), .empty, .empty, .empty])
      }
      return Table(Self.calendarColumns, rows: rows)
    }
  }

  public func setCalendar(_ change: CalendarChange, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.calendarWrite, request) { writing in
      let (database, calendar) = (writing.database, try writing.calendar())
      let days = DayReader(calendar)
      func span(_ text: String) throws -> (first: Day, last: Day) {
        let found = try SpanReader(calendar).span(text)
        guard found.first <= found.last else { throw CalendarFailure.badSpan(text) }
        return (found.first, found.last)
      }
      switch change {
      case .term(let code, let text):
        guard let term = TermCode(typed: code), let division = term.division else { throw CalendarFailure.badTerm(code) }
        let others = TermCode.parts.filter { $0 != term && $0.division == division }
        let (first, last) = try span(text)
        guard first < last else { throw CalendarFailure.badSpan(text) }
        if let other = calendar.terms.first(where: { span in
          span.first <= last && span.last >= first && others.contains { $0 == span.code }
        }) {
          throw CalendarFailure.overlaps(term.rawValue, other.name)
        }
        try database.run(
          """
          INSERT INTO term (year_id, code, first_day, last_day) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (year_id, code) DO UPDATE SET first_day = ?3, last_day = ?4 WHERE first_day <> ?3 OR last_day <> ?4
          """, calendar.yearID, term, first, last)
        // Trimesters take the place of quarters, and the reverse.
        guard division != .halfYears else { break }
        for other in TermCode.parts where ![division, .halfYears].contains(other.division) {
          try database.run("DELETE FROM term WHERE year_id = ? AND code = ?", calendar.yearID, other)
        }
      case .dayOff(let title, let text):
        let (first, last) = try span(text)
        try database.run(
          """
          INSERT INTO day_off (year_id, first_day, last_day, title) SELECT ?1, ?2, ?3, ?4
          WHERE NOT EXISTS (SELECT 1 FROM day_off WHERE year_id = ?1 AND first_day = ?2 AND last_day = ?3 AND title = ?4)
          """, calendar.yearID, first, last, Folding.tidy(title))
      case .moved(let text, let weekdayText):
        let day = try days.required(text)
        guard let weekday = DayReader.weekday(weekdayText) else { throw CalendarFailure.badWeekday(weekdayText) }
        try database.run(
          "INSERT INTO moved_day (year_id, day, weekday) VALUES (?1, ?2, ?3) ON CONFLICT (year_id, day) DO UPDATE SET weekday = ?3 WHERE weekday <> ?3",
          calendar.yearID, day, weekday)
      case .timeZone(let text):
        guard let zone = SchoolTimeZone(text) else { throw CalendarFailure.badTimeZone(text) }
        try database.run(
          "UPDATE school SET utc_offset = ?1, time_zone = ?2 WHERE utc_offset <> ?1 OR time_zone IS NOT ?2", zone.minutes, zone.name)
      case .language(let code):
        guard ["ru", "en"].contains(code) else { throw CalendarFailure.badLanguage(code) }
        try database.run("UPDATE school SET language = ?1 WHERE language IS NOT ?1", code)
      case .bell(let number, let text, let dayText, let grade):
        let times = text.split(whereSeparator: { $0 == "." || $0 == "-" || $0 == "–" }).compactMap { Bell.minutes($0) }
        guard times.count == 2, times[0] < times[1], (0...20).contains(number) else { throw CalendarFailure.badBell(text) }
        if dayText != nil || grade != nil {
          let day = try dayText.map { try days.required($0) }
          try database.run(
            "DELETE FROM special_bell WHERE year_id = ? AND day IS ? AND grade IS ? AND number = ?", calendar.yearID, day, grade, number)
          try database.run(
            "INSERT INTO special_bell (year_id, day, grade, number, begins, ends) VALUES (?, ?, ?, ?, ?, ?)", calendar.yearID, day, grade,
            number, Bell.time(times[0]), Bell.time(times[1]))
          break
        }
        try database.run(
          """
          INSERT INTO bell (year_id, number, begins, ends) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (year_id, number) DO UPDATE SET begins = ?3, ends = ?4 WHERE begins <> ?3 OR ends <> ?4
          """, calendar.yearID, number, Bell.time(times[0]), Bell.time(times[1]))
      case .removeDayOff(let text):
        let day = try days.required(text)
        let removed = try database.run(
          "DELETE FROM day_off WHERE year_id = ?1 AND first_day <= ?2 AND last_day >= ?2", calendar.yearID, day)
        guard removed > 0 else { throw CalendarFailure.nothingThere(text) }
      case .removeMoved(let text):
        let day = try days.required(text)
        guard try database.run("DELETE FROM moved_day WHERE year_id = ? AND day = ?", calendar.yearID, day) > 0 else {
          throw CalendarFailure.nothingThere(text)
        }
      case .removeBell(let number, let dayText, let grade) where dayText != nil || grade != nil:
        let day = try dayText.map { try days.required($0) }
        let removed = try database.run(
          "DELETE FROM special_bell WHERE year_id = ? AND day IS ? AND grade IS ? AND number = ?", calendar.yearID, day, grade, number)
        guard removed > 0 else { throw CalendarFailure.nothingThere(String(number)) }
      case .removeBell(let number, _, _):
        guard try database.run("DELETE FROM bell WHERE year_id = ? AND number = ?", calendar.yearID, number) > 0 else {
          throw CalendarFailure.nothingThere(String(number))
        }
      }
    }
  }

  /// Makes another academic year, with the usual terms and days off, and the bells of the current one.
  public func openYear(_ title: String, _ request: WriteRequest) throws -> Performed<Void> {
    guard let plan = YearPlan(title: title) else { throw IdentityFailure.badYear(title) }
    return try perform(.calendarWrite, request) { writing in
      let (database, calendar) = (writing.database, try writing.calendar())
      guard try database.value("SELECT 1 FROM academic_year WHERE title = ?", plan.title, as: Int.self) == nil else {
        throw CalendarFailure.yearExists(plan.title)
      }
      try plan.insert(into: database)
      let year = try database.value("SELECT id FROM academic_year WHERE title = ?", plan.title, as: Int.self)
      try database.run(
        "INSERT INTO bell (year_id, number, begins, ends) SELECT ?, number, begins, ends FROM bell WHERE year_id = ?", year, calendar.yearID
      )
    }
  }
}
