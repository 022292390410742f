import Basics
import Record
import SQLite

/// A code of attendance (facts.md, section 2).
public enum AttendanceCode: String, Sendable, CaseIterable, CodeValue {
  /// Absent, the reason not known.
  case unknown = "н"
  case ill = "б"
  /// Absent for another valid reason.
  case valid = "у"
  /// Absent without a valid reason.
  case truant = "п"
  case late = "оп"
  /// Taught at a distance.
  case remote = "зд"

  /// The codes of who was not there.
  package static let absences: [AttendanceCode] = [.unknown, .ill, .valid, .truant]
  public var isAbsence: Bool { Self.absences.contains(self) }

  /// Whether an absence was meant by a code, as a condition on its column.
  package static func isAbsence(_ column: String) -> String { "\(column) IN (\(absences.map(\.sql).joined(separator: ", ")))" }

  /// What the parents can tell of beforehand.
  package static let tellable: [AttendanceCode] = [.ill, .valid]

  private static let typed: [String: AttendanceCode] = {
    var typed = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    for (word, code) in [("h", unknown), ("y", valid), ("о", late), ("o", late)] { typed[word] = code }
    return typed
  }()

  /// Reads `н`, `оп10`; Latin letters that look alike are taken, too.
  /// - Returns: the code, and the minutes of one who was late.
  package static func read(_ text: String) -> (code: AttendanceCode, minutes: Int?)? {
    // A Latin y looks like «у» and is the key of «н»: it says neither.
    if text.lowercased() == "y" { return nil }
    let key = Folding.key(text)
    if let code = typed[key] { return (code, nil) }
    let letters = key.prefix { !$0.isNumber }
    guard typed[String(letters)] == .late, let minutes = Int(key.dropFirst(letters.count)), (1...120).contains(minutes) else { return nil }
    return (.late, minutes)
  }
}

/// How a lesson was not given as the timetable says.
public enum LessonChangeKind: String, Sendable, CodeValue {
  /// By another teacher, or elsewhere.
  case changed
  case cancelled
  /// To another day or number.
  case moved
}
