import Basics
import SchoolModel

/// What families tell the school.
public struct Family: Room {
  public let school: School
}

extension School {
  public var family: Family { Family(school: self) }
}
