import Basics
import SQLite
import SchoolModel
import SchoolSheets

/// When a lesson begins and ends, in minutes after midnight.
public struct Bell: Sendable, Equatable {
  public let begins: Int
  public let ends: Int

  /// `08:30–09:10`.
  package var words: String { "\(Self.time(begins))–\(Self.time(ends))" }

  /// `08:30`.
  public static func time(_ minutes: Int) -> String { TimeOfDay.text(minutes) }

  /// Reads `8:30` or `08:30`.
  public static func minutes(_ text: some StringProtocol) -> Int? { TimeOfDay(text)?.minutes }
}

/// The bells of a year: those the school set, else a usual schedule (facts.md, section 3); single days, as shortened ones,
/// and years of study, as the lessons of 35 minutes of the first, may have their own.
package struct BellSchedule {
  /// Where bells of their own hold: on a day, for a year of study, or both.
  package struct Place: Hashable {
    package let day: Day?
    package let grade: Int?
  }

  private var bells: [Int: Bell]
  private var special: [Place: [Int: Bell]] = [:]

  private static let usual: [(String, String)] = [
    ("08:30", "09:10"), ("09:20", "10:00"), ("10:15", "10:55"), ("11:10", "11:50"), ("12:05", "12:45"), ("12:55", "13:35"),
    ("13:40", "14:20"),
    ("14:25", "15:05"),
  ]

  package init(_ database: Database, year: Int) throws {
    func bell(_ begins: String, _ ends: String) -> Bell { Bell(begins: Bell.minutes(begins) ?? 0, ends: Bell.minutes(ends) ?? 0) }
    bells = Dictionary(uniqueKeysWithValues: Self.usual.enumerated().map { ($0.offset + 1, bell($0.element.0, $0.element.1)) })
    for (number, begins, ends) in try database.rows(
      "SELECT number, begins, ends FROM bell WHERE year_id = ?", year, as: (Int, String, String).self)
    { bells[number] = bell(begins, ends) }
    for (day, grade, number, begins, ends) in try database.rows(
      "SELECT day, grade, number, begins, ends FROM special_bell WHERE year_id = ?", year, as: (Day?, Int?, Int, String, String).self)
    { special[Place(day: day, grade: grade), default: [:]][number] = bell(begins, ends) }
  }

  package var all: [(number: Int, bell: Bell)] { bells.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

  /// Bells of single days and years of study, those of days first.
  package var exceptions: [(place: Place, number: Int, bell: Bell)] {
    special.flatMap { place, bells in bells.map { (place, $0.key, $0.value) } }.sorted {
      ($0.0.day?.number ?? .max, $0.0.grade ?? 0, $0.1) < ($1.0.day?.number ?? .max, $1.0.grade ?? 0, $1.1)
    }
  }

  /// When a lesson of a year of study is on a day. One outside the schedule follows the last, fifty minutes each.
  package func bell(_ number: Int, on day: Day?, grade: Int) -> Bell {
    let places = [Place(day: day, grade: grade), Place(day: day, grade: nil), Place(day: nil, grade: grade)]
    for place in places {
      guard place.day != nil || place.grade != nil, let bell = special[place]?[number] else { continue }
      return bell
    }
    if let bell = bells[number] { return bell }
    let last = bells.max { $0.key < $1.key }
    let begins = (last?.value.begins ?? 510) + (number - (last?.key ?? 1)) * 50
    return Bell(begins: max(0, begins), ends: max(0, begins) + 40)
  }
}
