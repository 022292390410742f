import Basics
import SchoolJournal
import SchoolModel

/// Reports across the rooms.
public struct Statistics: Room {
  public let school: School
}

extension School {
  public var statistics: Statistics { Statistics(school: self) }
}
