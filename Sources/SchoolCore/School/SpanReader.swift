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
    if let dots = text.range(of: "..") {
      let (from, to) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
      guard let first = from.isEmpty ? calendar.year.first : days.day(from) else { throw BadValue(.notADay(from)) }
      guard let last = to.isEmpty ? calendar.year.last : days.day(to) else { throw BadValue(.notADay(to)) }
      return .init(name: text, first: first, last: last)
    }
    guard let day = days.day(text) else {
      // `q9` was meant as a term, and `t1` is one, if not of this school.
      let isTerm = TermCode(typed: text) != nil || text.wholeMatch(of: /[a-zа-я]\d|\d[чпт]/) != nil
      throw isTerm ? JournalFailure.noSuchTerm(text, known: calendar.terms.map(\.name) + ["year"]) : BadValue(.notADay(text))
    }
    return .init(name: text, first: day, last: day)
  }

  /// A term by its code, English or Russian.
  package func term(_ text: String) -> DaySpan? {
    TermCode(typed: text).flatMap(calendar.term)
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
