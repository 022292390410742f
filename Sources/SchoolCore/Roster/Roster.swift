import Basics
import SchoolModel
import SchoolSheets

/// People, forms, groups and who is where.
public struct Roster: Room {
  public let school: School
}

extension School {
  public var roster: Roster { Roster(school: self) }
}
