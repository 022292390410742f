import Basics
import SchoolModel

/// What happened to a person or to their children, and the digests that tell of it.
public struct Inbox: Room {
  public let school: School
}

extension School {
  public var inbox: Inbox { Inbox(school: self) }
}
