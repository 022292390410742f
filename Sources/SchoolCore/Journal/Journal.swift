import Basics
import Record
import SchoolModel
import SchoolSheets

/// Lessons, marks, absences, homework and terms.
public struct Journal: Room {
  public let school: School
}

extension School {
  public var journal: Journal { Journal(school: self) }
}
