import Basics
import SQLite
import SchoolModel
import SchoolSheets

/// When a lesson begins and ends, in minutes after midnight.
public struct Bell: Sendable, Equatable {
  public let begins: Int
  public let ends: Int

  /// `08:30`.
  public static func time(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

  /// Reads `8:30` or `08:30`.
  public static func minutes(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour), (0..<60).contains(minute) else {
      return nil
    }
    return hour * 60 + minute
  }
}

/// The bells of a year: those the school set, else a usual schedule (facts.md, section 3).
package struct BellSchedule {
  private var bells: [Int: Bell]

  private static let usual: [(String, String)] = [
    ("08:30", "09:10"), ("09:20", "10:00"), ("10:15", "10:55"), ("11:10", "11:50"), ("12:05", "12:45"), ("12:55", "13:35"),
    ("13:40", "14:20"),
    ("14:25", "15:05"),
  ]

  package init(_ database: Database, year: Int) throws {
    bells = [:]
    for (index, (begins, ends)) in Self.usual.enumerated() {
      bells[index + 1] = Bell(begins: Bell.minutes(begins) ?? 0, ends: Bell.minutes(ends) ?? 0)
    }
    for (number, begins, ends) in try database.rows(
      "SELECT number, begins, ends FROM bell WHERE year_id = ?", year, as: (Int, String, String).self)
    {
      bells[number] = Bell(begins: Bell.minutes(begins) ?? 0, ends: Bell.minutes(ends) ?? 0)
    }
  }

  package var all: [(number: Int, bell: Bell)] { bells.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  /// A lesson outside the schedule follows the last one, fifty minutes each.
  package func bell(_ number: Int) -> Bell {
    if let bell = bells[number] { return bell }
    let last = bells.max { $0.key < $1.key }
    let begins = (last?.value.begins ?? 510) + (number - (last?.key ?? 1)) * 50
    return Bell(begins: max(0, begins), ends: max(0, begins) + 40)
  }
}
