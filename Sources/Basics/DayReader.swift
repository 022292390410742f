/// Reads days as people write them: `2026-09-02`, `02.09.2026`, `02.09.26`, `02.09` of the academic year, `today`/`сегодня`,
/// `yesterday`/`вчера`, `tomorrow`/`завтра`, `mon`/`пн` … for the last such day.
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
    default: break
    }
    return Self.weekday(text).map { today - (today.weekday - $0 + 7) % 7 }
  }

  private func dotted(_ text: String) -> Day? {
    // A spreadsheet may add the time of day.
    let date = text.split(separator: " ").first ?? ""
    var parts = date.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, parts[2].isEmpty { parts.removeLast() }
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      parts[0].count <= 2, parts[1].count <= 2, let day = Int(parts[0]), let month = Int(parts[1])
    else { return nil }
    if parts.count == 2 {
      let first = year.first.parts
      let inYear = (month, day) >= (min(first.month, 8), 1) ? first.year : first.year + 1
      return Day(year: inYear, month: month, day: day)
    }
    guard let number = Int(parts[2]), parts[2].count == 4 || parts[2].count == 2 else { return nil }
    return Day(year: parts[2].count == 2 ? number + (number < 70 ? 2000 : 1900) : number, month: month, day: day)
  }
}
