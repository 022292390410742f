import Basics
import SchoolModel

/// Letters between people of the school.
public struct Chat: Room {
  public let school: School
}

extension School {
  public var chat: Chat { Chat(school: self) }
}
