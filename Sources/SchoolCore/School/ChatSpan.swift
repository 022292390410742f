import Basics

/// A length of time as settings say it: `30d`, `24h`, `90m`.
public struct ChatSpan: Sendable, Equatable {
  public let minutes: Int

  public init?(_ text: String) {
    guard let unit = text.last, let count = Int(text.dropLast()), (0...100_000).contains(count) else { return nil }
    switch unit {
    case "d", "д": minutes = count * 1440
    case "h", "ч": minutes = count * 60
    case "m", "м": minutes = count
    default: return nil
    }
  }
}

/// Hours of the day in which nobody is disturbed: `21:00..07:00`.
public struct QuietHours: Sendable, Equatable {
  private let first: Int
  private let last: Int

  public init?(_ text: String) {
    let parts = text.split(separator: "..", maxSplits: 1).compactMap { TimeOfDay($0)?.minutes }
    guard parts.count == 2 else { return nil }
    (first, last) = (parts[0], parts[1])
  }

  /// - Parameter minute: of the day, by the clock of who is not to be disturbed.
  public func hold(_ minute: Int) -> Bool { first <= last ? (first..<last).contains(minute) : minute >= first || minute < last }
}

/// A time of the day: `07:00`.
public struct TimeOfDay: Sendable, Equatable {
  public let minutes: Int

  /// `07:00` of minutes after midnight.
  public static func text(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60, parts[1].count == 2
    else { return nil }
    minutes = hour * 60 + minute
  }
}

/// When digests are due: `вс 18:00` for a week's, of which a day's takes the hour.
public struct DigestTime: Sendable, Equatable {
  /// 1 is Monday.
  public let weekday: Int
  public let minutes: Int

  public init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2, let weekday = DayReader.weekday(words[0]), let time = TimeOfDay(words[1]) else { return nil }
    (self.weekday, minutes) = (weekday, time.minutes)
  }
}
