import Basics
import SchoolModel
import SchoolSheets

/// The thematic plan and how far it is taught.
public struct Curriculum: Room {
  public let school: School
}

extension School {
  public var curriculum: Curriculum { Curriculum(school: self) }
}
