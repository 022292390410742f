import Basics
import SchoolModel
import SchoolOutbox

/// Questions to the administrators.
public struct Support: Room {
  public let school: School
}

extension School {
  public var support: Support { Support(school: self) }
}
