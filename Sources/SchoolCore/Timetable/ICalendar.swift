import Basics
import SchoolModel
import SchoolSheets
import Tabular

/// A calendar file (RFC 5545) of lessons.
public enum ICalendar {
  /// The text of the file, with CRLF line ends.
  public static func text(_ calendar: Timetable.LessonCalendar) -> String {
    let zone = zoneName(calendar.utcOffset)
    let offset = self.offset(calendar.utcOffset)
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//myschool//timetable//RU", "CALSCALE:GREGORIAN", "X-WR-CALNAME:\(escaped(calendar.name))",
      "BEGIN:VTIMEZONE", "TZID:\(zone)", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(offset)", "TZOFFSETTO:\(offset)",
      "TZNAME:\(zone)", "END:STANDARD", "END:VTIMEZONE",
    ]
    let stamp = compact(calendar.madeAt.iso)
    for lesson in calendar.lessons {
      lines += [
        "BEGIN:VEVENT", "UID:\(lesson.course)-\(compact(lesson.origin.day.description))-\(lesson.origin.number)@\(calendar.uuid)",
        "DTSTAMP:\(stamp)", "SEQUENCE:\(calendar.sequence)", "STATUS:\(lesson.isCancelled ? "CANCELLED" : "CONFIRMED")",
        "DTSTART;TZID=\(zone):\(time(lesson.day, lesson.begins))", "DTEND;TZID=\(zone):\(time(lesson.day, lesson.ends))",
        "SUMMARY:\(escaped("\(lesson.subject), \(lesson.form)"))",
      ]
      if let room = lesson.room, !room.isEmpty { lines.append("LOCATION:\(escaped(room))") }
      let details = [lesson.teacher, lesson.homework].compactMap { $0 }
      if !details.isEmpty { lines.append("DESCRIPTION:\(escaped(details.joined(separator: "\n")))") }
      lines.append("END:VEVENT")
    }
    lines.append("END:VCALENDAR")
    return lines.map { folded($0) + "\r\n" }.joined()
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

  private static func compact(_ iso: String) -> String { iso.filter { $0 != "-" && $0 != ":" } }

  private static func time(_ day: Day, _ minutes: Int) -> String {
    "\(compact(day.description))T\(padded(minutes / 60, 2))\(padded(minutes % 60, 2))00"
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
