import Basics
import Record

/// The log of operations, undo, and the file itself.
public struct SchoolRecord: Room {
  public let school: School
}

extension School {
  public var record: SchoolRecord { SchoolRecord(school: self) }
}
