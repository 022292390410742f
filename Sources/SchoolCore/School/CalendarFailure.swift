import Basics
import Record

public enum CalendarFailure: Failure, Equatable {
  case badTerm(String)
  case badSpan(String)
  case overlaps(String, String)
  case badWeekday(String)
  case badBell(String)
  case nothingThere(String)
  case yearExists(String)
  case noYear(String)
  case unknownYear(String, known: [String])
  case alreadyPromoted(String)
  case badTimeZone(String)
  case badLanguage(String)
  /// A timetable holds already; from which day on the new one does must be said.
  case timetableStands(since: String)

  public var exit: ExitCode {
    switch self {
    case .nothingThere, .noYear, .unknownYear: .notFound
    case .badTerm, .badSpan, .overlaps, .badWeekday, .badBell, .yearExists, .alreadyPromoted, .badTimeZone, .badLanguage, .timetableStands:
      .badData
    }
  }
  public var key: String {
    switch self {
    case .badTerm: "calendar.term"
    case .badSpan: "calendar.span"
    case .overlaps: "calendar.overlap"
    case .badWeekday: "calendar.weekday"
    case .badBell: "calendar.bell"
    case .nothingThere: "calendar.nothing"
    case .yearExists: "year.exists"
    case .noYear: "year.none"
    case .unknownYear: "year.unknown"
    case .alreadyPromoted: "promote.done"
    case .badLanguage: "calendar.language"
    case .badTimeZone: "calendar.zone"
    case .timetableStands: "timetable.stands"
    }
  }
}
