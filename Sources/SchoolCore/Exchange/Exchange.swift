import Basics
import Record
import SchoolJournal
import SchoolModel
import SchoolSheets

/// What leaves the school: OneRoster, one's own data.
public struct Exchange: Room {
  public let school: School
}

extension School {
  public var exchange: Exchange { Exchange(school: self) }
}
