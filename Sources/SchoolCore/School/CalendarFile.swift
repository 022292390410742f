import Basics
import Tabular

/// A calendar file (RFC 5545).
public struct CalendarFile: Sendable {
  /// Something that is at a time. The clock is the school's.
  public struct Event: Sendable {
    /// Stable over exports; without the school's own part.
    public var uid: String
    public var day: Day
    /// Minutes after midnight.
    public var begins: Int
    public var ends: Int
    public var summary: String
    public var location: String?
    public var description: String?
    public var isCancelled = false

    public init(uid: String, day: Day, begins: Int, ends: Int, summary: String) {
      (self.uid, self.day, self.begins, self.ends, self.summary) = (uid, day, begins, ends, summary)
    }
  }

  public let name: String
  /// What the events are of: the last part of the product's name.
  public let product: String
  public let uuid: String
  public let madeAt: Instant
  public let utcOffset: Int
  /// Raised whenever an event may have changed.
  public let sequence: Int
  public let events: [Event]

  public init(name: String, product: String, uuid: String, madeAt: Instant, utcOffset: Int, sequence: Int, events: [Event]) {
    (self.name, self.product, self.uuid, self.madeAt) = (name, product, uuid, madeAt)
    (self.utcOffset, self.sequence, self.events) = (utcOffset, sequence, events)
  }

  /// The text of the file, with CRLF line ends.
  public var text: String {
    let zone = Self.zoneName(utcOffset)
    let offset = Self.offset(utcOffset)
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//myschool//\(product)//RU", "CALSCALE:GREGORIAN", "X-WR-CALNAME:\(Self.escaped(name))",
      "BEGIN:VTIMEZONE", "TZID:\(zone)", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(offset)", "TZOFFSETTO:\(offset)",
      "TZNAME:\(zone)", "END:STANDARD", "END:VTIMEZONE",
    ]
    let stamp = Self.compact(madeAt.iso)
    for event in events {
      lines += [
        "BEGIN:VEVENT", "UID:\(event.uid)@\(uuid)", "DTSTAMP:\(stamp)", "SEQUENCE:\(sequence)",
        "STATUS:\(event.isCancelled ? "CANCELLED" : "CONFIRMED")", "DTSTART;TZID=\(zone):\(Self.time(event.day, event.begins))",
        "DTEND;TZID=\(zone):\(Self.time(event.day, event.ends))", "SUMMARY:\(Self.escaped(event.summary))",
      ]
      if let place = event.location, !place.isEmpty { lines.append("LOCATION:\(Self.escaped(place))") }
      if let details = event.description, !details.isEmpty { lines.append("DESCRIPTION:\(Self.escaped(details))") }
      lines.append("END:VEVENT")
    }
    lines.append("END:VCALENDAR")
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  /// Cuts a line into pieces of at most 75 octets, never through a character.
  public static func folded(_ line: String) -> String {
    var result = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if length + size > 75 {
        result += "\r\n "
        length = 1
      }
      result.unicodeScalars.append(scalar)
      length += size
    }
    return result
  }

  public static func escaped(_ text: String) -> String {
    var result = ""
    // RFC 5545, 3.1: a value has no control characters.
    for character in DisplayText.clean(text, keepingLines: true) {
      switch character {
      case "\\", ";", ",": result += "\\\(character)"
      case "\n", "\r\n", "\r": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  package static func compact(_ iso: String) -> String { iso.filter { $0 != "-" && $0 != ":" } }

  /// An event may end after midnight.
  private static func time(_ day: Day, _ minutes: Int) -> String {
    let (day, minutes) = (day + minutes / 1440, minutes % 1440)
    return "\(compact(day.description))T\(padded(minutes / 60, 2))\(padded(minutes % 60, 2))00"
  }

  private static func offset(_ minutes: Int) -> String {
    "\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60, 2))\(padded(abs(minutes) % 60, 2))"
  }

  /// The zones of Russia by their offset; they have no summer time.
  private static func zoneName(_ minutes: Int) -> String {
    let names = [
      120: "Europe/Kaliningrad", 180: "Europe/Moscow", 240: "Europe/Samara", 300: "Asia/Yekaterinburg", 360: "Asia/Omsk",
      420: "Asia/Krasnoyarsk",
      480: "Asia/Irkutsk", 540: "Asia/Yakutsk", 600: "Asia/Vladivostok", 660: "Asia/Magadan", 720: "Asia/Kamchatka",
    ]
    return names[minutes] ?? "School\(offset(minutes))"
  }
}
