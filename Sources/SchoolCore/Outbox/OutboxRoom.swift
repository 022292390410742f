import Basics
import SchoolModel

/// Letters waiting to be sent.
public struct Outbox: Room {
  public let school: School
}

extension School {
  public var outbox: Outbox { Outbox(school: self) }
}
