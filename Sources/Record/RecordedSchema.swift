import Basics
import SQLite

/// What the record of operations must know of the tables it watches.
public struct RecordedSchema: Sendable {
  /// Kept with each operation; undo does not cross a version that touched its tables.
  public let version: Int
  /// The tables that each schema step changed; undo does not cross a step that touched a table of the operation.
  public let altered: [Int: Set<String>]
  /// Children before parents: the other way round, applying the undo of a cascade stops half-way.
  public let tables: [RecordedTable]
  /// Evidence of the security kind: in the state sum, in no part.
  package let proven: [RecordedTable]
  /// Evidence that is noted without an operation.
  package let noted: [RecordedTable]
  package let sums: [KeptSums]
  /// What a connection must be told before it meets the schema.
  package let prepare: @Sendable (Database) throws -> Void
  /// The order in which receipts name what they count.
  package let countedOrder: [String]
  /// Every table by its name, recorded or not: what its rows and columns are called.
  public let declared: [String: SchoolTable]

  public init(
    version: Int, altered: [Int: Set<String>] = [:], tables: [RecordedTable], proven: [RecordedTable] = [], noted: [RecordedTable] = [],
    sums: [KeptSums] = [], prepare: @escaping @Sendable (Database) throws -> Void = { _ in }, declared: [SchoolTable] = [],
    countedOrder: [String] = []
  ) {
    self.proven = proven
    self.noted = noted
    self.sums = sums
    self.prepare = prepare
    self.version = version
    self.altered = altered
    self.tables = tables
    self.declared = Dictionary(uniqueKeysWithValues: declared.map { ($0.name, $0) })
    self.countedOrder = countedOrder
  }

  package func table(named name: String) -> RecordedTable? { tables.first { $0.name == name } }
}

/// A table whose every change is recorded, with what its declaration means for the bytes of a changeset.
public struct RecordedTable: Sendable {
  public let name: String
  /// Positions of the columns that name a person; `person` itself names one by its key.
  public let people: [Int]
  /// Positions of those of them whose rows are about the person.
  package let subjects: [Subject]
  /// Positions of the free text about the person a row is about.
  package let textsAboutSubject: [Int]
  /// The word under which receipts count the rows of this table; `nil` for rows that come along with others.
  public let entry: String?
  /// The columns of which one must hold something, a number other than zero, for the row to be counted; empty: each row is.
  public let countedBy: [Int]

  /// A column whose rows are about the person it names.
  package struct Subject: Sendable {
    package let position: Int
    /// Only where another column has this value.
    package let when: (position: Int, value: String)?
  }

  public init(_ table: SchoolTable) {
    func positions(_ isWanted: (SchoolColumn) -> Bool) -> [Int] { table.columns.indices.filter { isWanted(table.columns[$0]) } }
    name = table.name
    people = positions { $0.person != nil && ($0.holds == .key || $0.reference?.table == "person") }
    subjects = table.columns.enumerated().compactMap { position, column in
      guard column.person == .subject else { return nil }
      if case .when(let other, let value) = column.condition {
        return table.position(of: other).map { Subject(position: position, when: ($0, value)) }
      }
      return column.holds == .key || column.reference?.table == "person" ? Subject(position: position, when: nil) : nil
    }
    textsAboutSubject = positions { $0.holds == .textAboutSubject || $0.holds == .letter }
    entry = table.counted?.name
    countedBy = table.countedBy.compactMap(table.position)
  }
}

/// How many entries an operation added, changed and removed, by the words that count them.
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

  /// In the order they are named.
  public private(set) var entries: [(entry: String, counts: Counts)] = []

  public init() {}

  public static func == (a: Tally, b: Tally) -> Bool { a.stored == b.stored }

  public var added: Int { entries.reduce(0) { $0 + $1.counts.added } }
  public var changed: Int { entries.reduce(0) { $0 + $1.counts.changed } }
  public var removed: Int { entries.reduce(0) { $0 + $1.counts.removed } }

  public subscript(entry: String) -> Counts { entries.first { $0.entry == entry }?.counts ?? Counts() }

  package mutating func add(_ counts: Counts, of entry: String) {
    guard let place = entries.firstIndex(where: { $0.entry == entry }) else {
      entries.append((entry, counts))
      return
    }
    entries[place].counts.added += counts.added
    entries[place].counts.changed += counts.changed
    entries[place].counts.removed += counts.removed
  }

  public mutating func add(_ other: Tally) { for (entry, counts) in other.entries { add(counts, of: entry) } }

  package mutating func sort(by order: [String]) {
    func rank(_ entry: String) -> Int { order.firstIndex(of: entry) ?? order.count }
    entries.sort { (rank($0.entry), $0.entry) < (rank($1.entry), $1.entry) }
  }

  /// The form it is stored in: `mark 3 0 1;absence 2 0 0`.
  package var stored: String {
    entries.map { "\($0.entry) \($0.counts.added) \($0.counts.changed) \($0.counts.removed)" }.joined(separator: ";")
  }

  package init(stored: String) {
    for item in stored.split(separator: ";") {
      let words = item.split(separator: " ")
      guard words.count == 4, let added = Int(words[1]), let changed = Int(words[2]), let removed = Int(words[3]) else { continue }
      entries.append((String(words[0]), Counts(added: added, changed: changed, removed: removed)))
    }
  }
}
