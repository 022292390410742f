import Basics
import SchoolModel
import SchoolOutbox

/// Accounts, sign-in, sessions and what people let others see.
public struct Identity: Room {
  public let school: School
}

extension School {
  public var identity: Identity { Identity(school: self) }
}
