import Basics
import Record

/// Reads spans of days: `DAY..DAY` with either end left out, a day, `q1`…`q4`, `h1`, `h2`, `year`, and their Russian forms.
package struct SpanReader {
  package let calendar: SchoolCalendar
  private let days: DayReader

  package init(_ calendar: SchoolCalendar) {
    self.calendar = calendar
    days = DayReader(calendar)
  }

  /// - Returns: the whole year for `nil`.
  package func span(_ text: String?) throws -> DaySpan {
    guard let text else { return calendar.year }
    if let term = term(text) { return term }
    if let span = relative(text) ?? month(text) { return span }
    if let (from, to) = ends(text) {
      guard let first = from.isEmpty ? calendar.year.first : days.day(from) else { throw BadValue(.notADay(from)) }
      guard let last = to.isEmpty ? calendar.year.last : days.day(to) else { throw BadValue(.notADay(to)) }
      guard first <= last else { throw SpanFailure.endsBeforeItBegins }
      return .init(name: text, first: first, last: last)
    }
    guard let day = days.day(text) else {
      // `q9` was meant as a term, and `t1` is one, if not of this school.
      let isTerm = TermCode(typed: text) != nil || text.wholeMatch(of: /[a-zа-я]\d|\d[чпт]/) != nil
      if isTerm { return try requiredTerm(text) }
      throw BadValue(.notADay(text))
    }
    return .init(name: text, first: day, last: day)
  }

  /// The two ends of `12.10..23.10`; a dash or an ellipsis between two days, which phones put there, has no other meaning.
  private func ends(_ text: String) -> (String, String)? {
    if let dots = text.range(of: "..") { return (String(text[..<dots.lowerBound]), String(text[dots.upperBound...])) }
    for sign: Character in ["…", "—", "–", "-"] {
      let parts = text.split(separator: sign, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, parts.allSatisfy({ $0.contains(".") && days.day($0) != nil }) { return (parts[0], parts[1]) }
    }
    return nil
  }

  /// A term by its code, English or Russian; the one that runs, or the one before it.
  package func term(_ text: String) -> DaySpan? {
    let today = calendar.today
    switch Folding.key(text) {
    case "this", "эта", "этот": return calendar.quarter(of: today)
    case "last", "прошлая", "прошлый": return calendar.quarters.last { $0.last < (calendar.quarter(of: today)?.first ?? today) }
    default: return TermCode(typed: text).flatMap(calendar.term)
    }
  }

  /// - Throws: `JournalFailure.noSuchTerm` where the school has none of that name.
  package func requiredTerm(_ text: String) throws -> DaySpan {
    guard let term = term(text) else { throw JournalFailure.noSuchTerm(text, known: calendar.terms.map(\.name) + ["year"]) }
    return term
  }

  /// A month of the school year by its name.
  private func month(_ text: String) -> DaySpan? {
    let key = Folding.key(text)
    guard let number = Self.months.firstIndex(where: { $0.contains(key) }) else { return nil }
    var first = calendar.year.first.firstOfMonth
    while first.parts.month != number + 1 { first = first.firstOfNextMonth }
    return DaySpan(name: text, first: first, last: first.firstOfNextMonth - 1)
  }

  private static let months = [
    ["january", "январь"], ["february", "февраль"], ["march", "март"], ["april", "апрель"], ["may", "май"], ["june", "июнь"],
    ["july", "июль"], ["august", "август"], ["september", "сентябрь"], ["october", "октябрь"], ["november", "ноябрь"],
    ["december", "декабрь"],
  ]

  /// A week or a month told from today.
  private func relative(_ text: String) -> DaySpan? {
    let today = calendar.today
    switch Folding.key(text) {
    case "week", "неделя": return DaySpan(name: text, first: today.monday, last: today.monday + 6)
    case "last-week", "прошлая-неделя": return DaySpan(name: text, first: today.monday - 7, last: today.monday - 1)
    case "month", "месяц": return DaySpan(name: text, first: today.firstOfMonth, last: today.firstOfNextMonth - 1)
    case "last-month", "прошлый-месяц":
      let first = (today.firstOfMonth - 1).firstOfMonth
      return DaySpan(name: text, first: first, last: today.firstOfMonth - 1)
    default: return nil
    }
  }
}

extension String {
  /// Where a piece of text stands first.
  fileprivate func range(of piece: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(piece) { return start..<index(start, offsetBy: piece.count) }
      start = index(after: start)
    }
    return nil
  }
}

extension DayReader {
  /// - Throws: `BadValue` when there is no such day.
  package func required(_ text: String) throws -> Day {
    guard let day = day(text) else { throw BadValue(.notADay(text)) }
    return day
  }
}
