import Basics
import SchoolModel
import SchoolSheets

/// The timetable, its changes, and the calendar.
public struct Timetable: Room {
  public let school: School
}

extension School {
  public var timetable: Timetable { Timetable(school: self) }
}
