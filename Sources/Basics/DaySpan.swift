/// Days from one to another, both included: a term, a year, a holiday, or what somebody asked for.
public struct DaySpan: Sendable, Equatable {
  public let name: String
  public let first: Day
  public let last: Day
  /// Of a term of the year.
  public var code: TermCode?

  public init(name: String, first: Day, last: Day, code: TermCode? = nil) {
    self.name = name
    self.first = first
    self.last = last
    self.code = code
  }

  public var days: ClosedRange<Day> { first...max(first, last) }
  public func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
