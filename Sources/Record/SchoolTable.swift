import Basics

/// What the program knows of one table, written once: the record, the words of a diff, data exports, erasure, merging and
/// the check of the file all read it.
public struct SchoolTable: Sendable {
  /// How its rows are kept.
  public enum Keeping: Sendable {
    /// Every change is recorded, shown, undone and summed.
    case recorded
    /// Secrets, sessions, consents: an operation is logged without its content, and nothing comes back.
    case security
    /// Housekeeping that is nobody's act.
    case note
    /// Worked out from recorded tables; holds nothing of its own.
    case sums
  }

  /// What an erasure does with the rows that are about the person.
  public enum Erasure: Sendable {
    case removed
    /// The school must keep them; free text about the person is taken out of them.
    case kept
    /// No row is about a person.
    case untouched
  }

  /// What becomes of the rows of two records that turn out to be of one person.
  public enum Merging: Sendable {
    /// They are the other record's from then on; what would then stand twice is dropped.
    case move
    /// A person has one alone: two of them cannot become one.
    case once
    /// What would stand twice must be the same in these columns, or the two cannot become one.
    case same([String])
  }

  /// What a row is about, piece by piece.
  public enum Piece: Sendable {
    /// The value of a column, by name where it refers to something.
    case of(String)
    /// The number of a lesson: `№3`.
    case number(String)
    case sign(String)
  }

  public let name: String
  public let keeping: Keeping
  /// What a row is called.
  public let word: Text
  /// What many of them are called, where a row is about a person.
  public let words: Text?
  public let counted: Counted?
  /// The columns of which one must hold something, a number other than zero, for the row to be counted; empty: each row is.
  public let countedBy: [String]
  /// The columns that must all be empty, or zero, for a row to be nobody's work: undo lets it stand (operations.md, rule 6).
  public let bareWithout: [String]
  public let about: [Piece]
  /// All columns, in the order of the schema.
  public let columns: [SchoolColumn]
  public let erasure: Erasure
  public let merging: Merging

  public init(
    _ name: String, _ word: Text, keeping: Keeping = .recorded, many words: Text? = nil, counted: Counted? = nil,
    countedBy: [String] = [], bareWithout: [String] = [], about: [Piece] = [.of("name")], columns: [SchoolColumn],
    erasure: Erasure = .untouched,
    merging: Merging = .move
  ) {
    self.name = name
    self.keeping = keeping
    self.word = word
    self.words = words
    self.counted = counted
    self.countedBy = countedBy
    self.bareWithout = bareWithout
    self.about = about
    self.columns = columns
    self.erasure = erasure
    self.merging = merging
  }

  package func position(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
  package func column(_ name: String) -> SchoolColumn? { columns.first { $0.name == name } }

  /// The columns whose rows are about the person they name.
  public var subjects: [SchoolColumn] { columns.filter { $0.person == .subject } }
  /// The columns that only say who entered a row.
  public var authors: [SchoolColumn] { columns.filter { $0.person == .author } }
  /// Which rows are about the person `?1` by one of the columns that say so, as a condition.
  package func rowsAboutPerson(_ column: SchoolColumn) -> String {
    switch column.condition {
    case .when(let other, let value): return "\(other) = '\(value)' AND \(column.name) = ?1"
    case .through(let condition): return condition
    case nil: break
    }
    return column.reference?.table == "account"
      ? "\(column.name) IN (SELECT id FROM main.account WHERE person_id = ?1)" : "\(column.name) = ?1"
  }

  /// Which rows are about the person `?1`, as a condition; `nil` where no row is about anybody.
  package var rowsAboutPerson: String? {
    subjects.isEmpty ? nil : subjects.map { "(\(rowsAboutPerson($0)))" }.joined(separator: " OR ")
  }

  public var textsAboutSubject: [SchoolColumn] { columns.filter { $0.holds == .textAboutSubject } }
}

/// One column of a table.
public struct SchoolColumn: Sendable {
  public enum Holds: Sendable {
    case key, number, day, instant, code, bytes
    /// Names, titles and other text.
    case text
    /// Free text about the person the row is about: it goes when the person's data go.
    case textAboutSubject
    /// What one person wrote to another: nobody else's to read.
    case letter
    /// What came of what the person did: theirs to see when the room shows it, not by the record of their own act.
    case outcome
    /// Secrets in a form nobody can use; no export has them.
    case secret
  }

  /// Who a person is to a row.
  public enum Part: Sendable { case subject, author }

  public let name: String
  public let holds: Holds
  /// What it refers to.
  public let reference: RowReference?
  public let person: Part?
  /// When the column names a person, if not always.
  public let condition: Condition?

  public enum Condition: Sendable {
    /// Where another column has this value.
    case when(String, is: String)
    /// Through rows of other tables: the whole condition for the person `?1`.
    case through(String)
  }

  public init(_ name: String, _ holds: Holds, reference: RowReference? = nil, person: Part? = nil, condition: Condition? = nil) {
    self.name = name
    self.holds = holds
    self.reference = reference
    self.person = person
    self.condition = condition
  }

  public static let key = SchoolColumn("id", .key)
  public static func number(_ name: String) -> SchoolColumn { SchoolColumn(name, .number) }
  public static func day(_ name: String) -> SchoolColumn { SchoolColumn(name, .day) }
  public static func instant(_ name: String) -> SchoolColumn { SchoolColumn(name, .instant) }
  public static func code(_ name: String) -> SchoolColumn { SchoolColumn(name, .code) }
  public static func text(_ name: String) -> SchoolColumn { SchoolColumn(name, .text) }
  public static func textAboutSubject(_ name: String) -> SchoolColumn { SchoolColumn(name, .textAboutSubject) }
  public static func letter(_ name: String) -> SchoolColumn { SchoolColumn(name, .letter) }
  public static func outcome(_ name: String) -> SchoolColumn { SchoolColumn(name, .outcome) }
  public static func secret(_ name: String) -> SchoolColumn { SchoolColumn(name, .secret) }
  public static func bytes(_ name: String) -> SchoolColumn { SchoolColumn(name, .bytes) }
  public static func reference(_ name: String, _ reference: RowReference) -> SchoolColumn {
    SchoolColumn(name, .number, reference: reference)
  }
}

/// How a row of another table is named.
public struct RowReference: Sendable, Equatable {
  public let table: String
  /// A query of the name by the key.
  package let sql: String

  public init(_ table: String, named sql: String) {
    self.table = table
    self.sql = sql
  }
}

/// What a person would say was entered, with its grammar after a number.
public struct Counted: Sendable, Equatable {
  /// The word the record keeps: `mark`.
  public let name: String
  public let one: String
  public let many: String
  /// Russian nouns after a number (CLDR: one, few, many).
  public let russian: (one: String, few: String, many: String)

  public init(_ name: String, _ one: String, _ many: String? = nil, ru: (one: String, few: String, many: String)) {
    self.name = name
    self.one = one
    self.many = many ?? one + "s"
    russian = ru
  }

  public static func == (a: Counted, b: Counted) -> Bool { a.name == b.name }
}
