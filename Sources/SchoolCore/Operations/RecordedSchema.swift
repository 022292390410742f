/// What the record of operations must know of the tables it watches.
public struct RecordedSchema: Sendable {
  /// Kept with each operation; undo does not cross a version that touched its tables.
  public let version: Int
  /// The tables that each schema step changed; undo does not cross a step that touched a table of the operation.
  public let altered: [Int: Set<String>]
  /// Children before parents: the other way round, applying the undo of a cascade stops half-way.
  public let tables: [RecordedTable]

  public init(version: Int, altered: [Int: Set<String>] = [:], tables: [RecordedTable]) {
    self.version = version
    self.altered = altered
    self.tables = tables
  }

  func table(named name: String) -> RecordedTable? { tables.first { $0.name == name } }
}

/// A table whose every change is recorded, shown, undone and summed.
public struct RecordedTable: Sendable {
  public let name: String
  /// Positions of the columns that name a person; `person` itself names one by its key.
  public let people: [Int]
  /// The word under which receipts count the rows of this table; `nil` for rows that come along with others.
  public let entry: Entry?
  /// The columns of which one must hold something, a number other than zero, for the row to be counted; empty: each row is.
  public let countedBy: [Int]

  public init(_ name: String, people: [Int] = [], entry: Entry? = nil, countedBy: [Int] = []) {
    self.name = name
    self.people = people
    self.entry = entry
    self.countedBy = countedBy
  }
}

/// What a person would say was entered.
public enum Entry: String, Sendable, CaseIterable {
  case mark, absence, lesson, person, account, role, form, enrolment, guardian, subject, course, teacher, timetable
  case term, libraryItem = "library-item", chat, message, setting
  case termMark = "term-mark", termClosing = "term-closing", journalException = "journal-exception", exemption, topic, bell
  case calendarDay = "calendar-day", substitution, announcedWork = "announced-work", homeworkDone = "homework-done", signature
  case absenceNotice = "absence-notice", membership, attachment
  case identifier, preference, supportTicket = "support-ticket", supportMessage = "support-message"
}

/// How many entries an operation added, changed and removed.
public struct Tally: Sendable, Equatable {
  public struct Counts: Sendable, Equatable {
    public var added = 0
    public var changed = 0
    public var removed = 0
    public init(added: Int = 0, changed: Int = 0, removed: Int = 0) {
      self.added = added
      self.changed = changed
      self.removed = removed
    }
  }

  public var counts: [Entry: Counts] = [:]

  public init() {}

  public var added: Int { counts.values.reduce(0) { $0 + $1.added } }
  public var changed: Int { counts.values.reduce(0) { $0 + $1.changed } }
  public var removed: Int { counts.values.reduce(0) { $0 + $1.removed } }

  /// The entries that occur, in a fixed order.
  public var entries: [(entry: Entry, counts: Counts)] {
    Entry.allCases.compactMap { entry in counts[entry].map { (entry, $0) } }
  }

  /// The form it is stored in: `mark 3 0 1;absence 2 0 0`.
  var stored: String {
    entries.map { "\($0.entry.rawValue) \($0.counts.added) \($0.counts.changed) \($0.counts.removed)" }.joined(separator: ";")
  }

  init(stored: String) {
    for item in stored.split(separator: ";") {
      let words = item.split(separator: " ")
      guard words.count == 4, let entry = Entry(rawValue: String(words[0])),
        let added = Int(words[1]), let changed = Int(words[2]), let removed = Int(words[3])
      else { continue }
      counts[entry] = Counts(added: added, changed: changed, removed: removed)
    }
  }
}
