/// A civil day of the school's time zone, in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// `nil` when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...Day.length(ofMonth: month, year: year)).contains(day) else {
      return nil
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil.
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }

  /// Reads `YYYY-MM-DD`, the form of the database and of machine output.
  public init?(iso text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 10, digits[4] == 45, digits[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for digit in digits[range] {
        guard (48...57).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month 1–12 and day 1–31.
  public var parts: (year: Int, month: Int, day: Int) {
    // Howard Hinnant, the same paper: civil_from_days.
    let z = number + 719468
    let era = (z >= 0 ? z : z - 146096) / 146097
    let dayOfEra = z - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 1 for Monday … 7 for Sunday (ISO 8601).
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The Monday of the week of this day.
  public var monday: Day { self - (weekday - 1) }

  public var firstOfMonth: Day { self - (parts.day - 1) }
  public var firstOfNextMonth: Day { firstOfMonth + Day.length(ofMonth: parts.month, year: parts.year) }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whole years from `birth` to this day; someone born on 29 February has the birthday on 1 March in a common year.
  public func age(since birth: Day) -> Int {
    let (b, n) = (birth.parts, parts)
    return n.year - b.year - ((n.month, n.day) < (b.month, b.day) ? 1 : 0)
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  public static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }
  public static func - (day: Day, count: Int) -> Day { Day(number: day.number - count) }
  public static func - (a: Day, b: Day) -> Int { a.number - b.number }

  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `DD.MM.YYYY`, for people.
  public var russian: String {
    let (year, month, day) = parts
    return "\(padded(day, 2)).\(padded(month, 2)).\(padded(year, 4))"
  }
}

/// An instant: milliseconds since 1970-01-01T00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int
  public init(milliseconds: Int) { self.milliseconds = milliseconds }
  package init(_ milliseconds: Int) { self.init(milliseconds: milliseconds) }

  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: Instant, seconds: Int) -> Instant { Instant(milliseconds: a.milliseconds + seconds * 1000) }

  /// The civil day at an offset from UTC in minutes.
  /// The first moment of a day.
  public static func start(of day: Day, offset: Int) -> Instant { Instant(milliseconds: day.number * 86_400_000 - offset * 60_000) }

  public func day(offset: Int) -> Day { Day(number: Int((Double(milliseconds + offset * 60_000) / 86_400_000).rounded(.down))) }

  /// Minutes since midnight at an offset from UTC in minutes.
  public func minuteOfDay(offset: Int) -> Int {
    let minutes = (milliseconds + offset * 60_000) / 60_000
    return (minutes % 1440 + 1440) % 1440
  }

  /// `YYYY-MM-DDTHH:MM:SSZ`.
  public var iso: String {
    let seconds = (milliseconds / 1000 % 86_400 + 86_400) % 86_400
    return "\(day(offset: 0))T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))Z"
  }

  /// `DD.MM.YYYY HH:MM` at an offset from UTC in minutes, for people.
  public func russian(offset: Int) -> String {
    let minute = minuteOfDay(offset: offset)
    return "\(day(offset: offset).russian) \(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  /// `YYYY-MM-DD HH:MM` at an offset from UTC in minutes, for people.
  public func local(offset: Int) -> String {
    let minute = minuteOfDay(offset: offset)
    return "\(day(offset: offset)) \(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  /// Reads `YYYY-MM-DDTHH:MM[:SS](Z|±HH:MM)`.
  public init?(iso text: String) {
    let scalars = Array(text.utf8)
    guard scalars.count >= 17, scalars[10] == UInt8(ascii: "T"), let day = Day(iso: text.prefix(10)) else { return nil }
    var rest = text.dropFirst(11)
    func number(_ length: Int) -> Int? {
      guard rest.count >= length, let value = Int(rest.prefix(length)), value >= 0 else { return nil }
      rest = rest.dropFirst(length)
      return value
    }
    guard let hour = number(2), hour < 24, rest.first == ":" else { return nil }
    rest = rest.dropFirst()
    guard let minute = number(2), minute < 60 else { return nil }
    var second = 0
    if rest.first == ":" {
      rest = rest.dropFirst()
      guard let value = number(2), value < 60 else { return nil }
      second = value
    }
    var offset = 0
    if rest != "Z" {
      guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
      rest = rest.dropFirst()
      guard let hours = number(2), rest.first == ":" else { return nil }
      rest = rest.dropFirst()
      guard let minutes = number(2), rest.isEmpty else { return nil }
      offset = (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
    }
    milliseconds = ((day.number * 1440 + hour * 60 + minute - offset) * 60 + second) * 1000
  }
}

/// A moment by somebody's clock, to be told.
public struct LocalTime: Sendable, Equatable {
  public let instant: Instant
  /// Minutes east of UTC.
  public let offset: Int

  public init(_ instant: Instant, offset: Int) { (self.instant, self.offset) = (instant, offset) }

  public var words: Text { Text(en: instant.local(offset: offset), ru: instant.russian(offset: offset)) }
}

/// Digits with leading zeros.
public func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
