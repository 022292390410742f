import Basics
import SchoolJournal
import SchoolModel

/// What a student and the family see of their own.
public struct Diary: Room {
  public let school: School
}

extension School {
  public var diary: Diary { Diary(school: self) }
}
