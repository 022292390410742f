import Basics
import SchoolModel

/// What teachers share.
public struct Library: Room {
  public let school: School
}

extension School {
  public var library: Library { Library(school: self) }
}
