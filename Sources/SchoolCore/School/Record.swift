/// The log of operations, undo, and the file itself.
public struct Record: Room {
  public let school: School
}

extension School {
  public var record: Record { Record(school: self) }
}
