/// Reads days as people write them: `2026-09-02`, `02.09.2026`, `02-09-2026`, `02.09.26`, `02.09` of the academic year, `2 сентября`, `today`/`сегодня`,
/// `yesterday`/`вчера`, `позавчера`, `tomorrow`/`завтра`, `mon`/`пн` … for the last such day.
public struct DayReader: Sendable {
  public let today: Day
  public let year: DaySpan

  public init(today: Day, year: DaySpan) {
    self.today = today
    self.year = year
  }

  private static let weekdays = [
    ["mon", "пн", "понедельник", "monday"], ["tue", "вт", "вторник", "tuesday"], ["wed", "ср", "среда", "wednesday"],
    ["thu", "чт", "четверг", "thursday"], ["fri", "пт", "пятница", "friday"], ["sat", "сб", "суббота", "saturday"],
    ["sun", "вс", "воскресенье", "sunday"],
  ]

  /// The number of a weekday by its name, 1 for Monday.
  public static func weekday(_ text: String) -> Int? {
    let key = Folding.key(text)
    return weekdays.firstIndex { $0.contains { $0 == key || Folding.key($0) == key } }.map { $0 + 1 }
  }

  /// `nil` when there is no such day.
  public func day(_ text: String) -> Day? {
    let text = Folding.tidy(text)
    if text.utf8.first.map({ (48...57).contains($0) }) ?? false { return Day(iso: text) ?? dotted(text) }
    switch text.lowercased() {
    case "today", "сегодня": return today
    case "yesterday", "вчера": return today - 1
    case "tomorrow", "завтра": return today + 1
    case "позавчера": return today - 2
    case "послезавтра": return today + 2
    default: break
    }
    return Self.weekday(text).map { today - (today.weekday - $0 + 7) % 7 }
  }

  private static let months = [
    ["янв"], ["фев"], ["мар"], ["апр"], ["май", "мая"], ["июн"], ["июл"], ["авг"], ["сен"], ["окт"], ["ноя"], ["дек"],
  ]

  /// `21 октября`, `21 окт 2026`.
  private func named(_ text: String) -> Day? {
    let words = text.split(separator: " ")
    guard (2...3).contains(words.count), let day = Int(words[0]) else { return nil }
    let key = Folding.key(String(words[1]))
    guard let month = Self.months.firstIndex(where: { $0.contains(where: key.hasPrefix) }) else { return nil }
    if words.count == 3 { return Int(words[2]).flatMap { $0 > 1900 ? Day(year: $0, month: month + 1, day: day) : nil } }
    return inYear(month: month + 1, day: day)
  }

  private func inYear(month: Int, day: Int) -> Day? {
    let first = year.first.parts
    return Day(year: (month, day) >= (min(first.month, 8), 1) ? first.year : first.year + 1, month: month, day: day)
  }

  private func dotted(_ text: String) -> Day? {
    if let named = named(text) { return named }
    // A spreadsheet may add the time of day.
    let date = text.split(separator: " ").first ?? ""
    // A day before its month, whatever stands between them; two figures with a slash may be the American way, a dash a span.
    let separator: Character = date.contains(".") ? "." : date.split(separator: "-").count == 3 ? "-" : "."
    var parts = date.split(separator: separator, omittingEmptySubsequences: false)
    if parts.count == 3, parts[2].isEmpty { parts.removeLast() }
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      parts[0].count <= 2, parts[1].count <= 2, let day = Int(parts[0]), let month = Int(parts[1])
    else { return nil }
    if parts.count == 2 {
      return inYear(month: month, day: day)
    }
    guard let number = Int(parts[2]), parts[2].count == 4 || parts[2].count == 2 else { return nil }
    return Day(year: parts[2].count == 2 ? number + (number < 70 ? 2000 : 1900) : number, month: month, day: day)
  }
}
