import Basics
import Record
import SQLite

extension SchoolRecord {
  /// Shows the school as it stood after an operation, until it is closed; nothing can be written any more.
  public func goBack(to operation: Int) throws {
    let last = try readUnchecked { try $0.value("SELECT coalesce(max(number), 0) FROM operation", as: Int.self) ?? 0 }
    guard (1...max(1, last)).contains(operation) else { throw RecordFailure.noSuchOperation(operation) }
    guard operation < last else { return }
    try School.translating(path) {
      // Stays open: everything after is read from this one moment.
      try database.script("BEGIN")
      try PastView(database, schema).lay(after: operation)
    }
    school.pastOperation = operation
    // What is asked of «now» is asked of that day.
    let moment = try readUnchecked { try $0.value("SELECT at FROM main.operation WHERE number = ?", operation, as: Int.self) }
    school.choice.today = moment.map { Instant(milliseconds: $0).day(offset: school.utcOffset) }
  }

  /// Shows the school as it stood at the end of a day.
  public func goBack(toDay text: String) throws {
    let (day, offset) = try readUnchecked { database -> (Day?, Int) in
      let calendar = try school.calendar(database)
      return (DayReader(calendar).day(text), calendar.utcOffset)
    }
    guard let day else { throw BadValue(.notADay(text)) }
    let today = try readUnchecked { try school.calendar($0).todayOfAccess }
    guard day <= today else { throw RecordFailure.notYet(day.description) }
    let end = ((day.number + 1) * 1440 - offset) * 60_000
    let operation = try readUnchecked { try $0.value("SELECT max(number) FROM operation WHERE at < ?", end, as: Int?.self) ?? nil }
    guard let operation else { throw RecordFailure.nothingThen(day.description) }
    try goBack(to: operation)
    school.choice.today = day
  }
}
