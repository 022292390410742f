import Basics

/// Numbers and days of spreadsheets as text.
enum CellNumber {
  /// Shortest and plain: `4`, `4.5`, `89000000003`.
  static func text(_ raw: String) -> String {
    if raw.utf8.count <= 15, !raw.isEmpty, raw.utf8.allSatisfy({ (48...57).contains($0) }), raw == "0" || raw.utf8.first != 48 {
      return raw
    }
    guard let value = Double(raw), value.isFinite else { return raw }
    return text(value)
  }

  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    let shortest = "\(value)"
    guard let mark = shortest.firstIndex(of: "e"), let exponent = Int(shortest[shortest.index(after: mark)...]) else {
      return shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    }
    let isNegative = shortest.hasPrefix("-")
    let digits = shortest[..<mark].filter(\.isNumber)
    let point = 1 + exponent
    let plain: String =
      if point <= 0 { "0." + String(repeating: "0", count: -point) + digits } else if point >= digits.count {
        digits + String(repeating: "0", count: point - digits.count)
      } else { digits.prefix(point) + "." + digits.dropFirst(point) }
    let trimmed = plain.contains(".") ? String(plain.reversed().drop { $0 == "0" }.reversed()) : plain
    return (isNegative ? "-" : "") + (trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed)
  }

  /// A day, a day with a time, or a time of a serial number of a workbook.
  /// - Parameter is1904: days are counted from 1904-01-01.
  static func moment(_ serial: Double, is1904: Bool) -> String? {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial.rounded(.down))
    var seconds = Int(((serial - Double(days)) * 86_400).rounded())
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    let time = Self.time(seconds)
    if days == 0 { return seconds == 0 && serial == 0 ? "00:00" : time }
    if is1904 { days += 1462 }
    // Day 60 is the 29 February 1900 that never was; before it the count is one less.
    guard days != 60 else { return nil }
    let epoch = days > 60 ? -25_569 : -25_568
    let day = Day(number: days + epoch).description
    return seconds == 0 ? day : "\(day)T\(time)"
  }

  static func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return two(hours) + ":" + two(minutes) + (rest == 0 ? "" : ":" + two(rest))
  }

  /// Whether a format of numbers shows a day or a time: letters of one outside of quotes, brackets and what follows `\`.
  static func isMoment(_ code: String) -> Bool {
    var isQuoted = false
    var bracket: String?
    var skips = false
    // A section of a format may be of text alone.
    for character in code.split(separator: ";", omittingEmptySubsequences: false).first ?? "" {
      if skips {
        skips = false
        continue
      }
      if isQuoted {
        isQuoted = character != "\""
        continue
      }
      if let inside = bracket {
        guard character == "]" else {
          bracket = inside + String(character)
          continue
        }
        bracket = nil
        // `[h]` counts hours on.
        if !inside.isEmpty, inside.lowercased().allSatisfy({ "hms".contains($0) }) { return true }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case "\\", "_", "*": skips = true
      case "[": bracket = ""
      case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "д", "Д", "г", "Г", "М", "м": return true
      case "G", "g": return false
      default: break
      }
    }
    return false
  }

  static func isMoment(format id: Int) -> Bool {
    (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id)
  }

  /// `PT08H30M00S` as `08:30`.
  static func time(ofDuration text: String) -> String? {
    guard let match = text.wholeMatch(of: /PT(?:(\d{1,4})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:[.,]\d+)?S)?/) else { return nil }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    return time(number(match.output.1) * 3600 + number(match.output.2) * 60 + number(match.output.3))
  }
}
