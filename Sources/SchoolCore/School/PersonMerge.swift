import Basics
import Record
import SQLite

/// Makes one person of two records of the same one, so that nothing that referred to either is lost.
public struct PersonMerge {
  private let database: Database
  private let writer: OperationWriter

  package init(_ writing: Writing) {
    database = writing.database
    writer = writing.writer
  }

  package init(_ database: Database, _ writer: OperationWriter) {
    self.database = database
    self.writer = writer
  }

  /// Why two records cannot become one.
  public struct Clash: Failure {
    public let table: String
    public var exit: ExitCode { .badData }
    public var key: String { "merge.clash" }
  }

  /// Gives all that refers to `from` to `target`, fills what `target` lacks, and removes `from`.
  /// - Throws: `Clash` when both have what a person can have once alone: an account, or different marks for one work.
  package func merge(_ from: Int, into target: Int) throws {
    try ChatMerge(database).join(from, into: target)
    for table in SchoolTables.all where table.name != "person" {
      for column in table.columns where column.person != nil && column.reference?.table != "account" {
        try move(table, column, from, target)
      }
    }
    let fields = ["patronymic", "birth_date", "snils", "login", "phone", "email"]
    let columns = fields.joined(separator: ", ")
    typealias Fields = (String?, String?, String?, String?, String?, String?)
    let taken = try database.row("SELECT \(columns) FROM person WHERE id = ?", from, as: Fields.self)
    // The numbers that only one may bear are let go first: a swap within one changeset could not be undone.
    try database.run("UPDATE person SET snils = NULL, login = NULL WHERE id = ?", from)
    try writer.cut()
    if let taken {
      let set = fields.enumerated().map { "\($1) = coalesce(\($1), ?\($0 + 1))" }.joined(separator: ", ")
      try database.run("UPDATE person SET \(set) WHERE id = ?7", taken.0, taken.1, taken.2, taken.3, taken.4, taken.5, target)
    }
    try database.run("DELETE FROM person WHERE id = ?", from)
    // A move and an end of one enrolment within a changeset could not be undone.
    try writer.cut()
    try Doubles.settle(target, database)
  }

  private func move(_ table: SchoolTable, _ column: SchoolColumn, _ from: Int, _ target: Int) throws {
    // What hangs on an account goes with it.
    if case .through = column.condition { return }
    let own = table.rowsAboutPerson(column)
    try database.run("UPDATE OR IGNORE main.\(table.name) SET \(column.name) = ?2 WHERE \(own)", from, target)
    // What stayed would stand twice. A second mark for the same work, or a second account, is nobody's to throw away.
    let left = try database.value("SELECT count(*) FROM main.\(table.name) WHERE \(own)", from, as: Int.self) ?? 0
    guard left > 0 else { return }
    switch table.merging {
    case .move: break
    case .once: throw Clash(table: table.name)
    case .same(let columns): guard try areTheSame(table, column, columns, from, target) else { throw Clash(table: table.name) }
    }
    try database.run("DELETE FROM main.\(table.name) WHERE \(own)", from)
  }

  private func areTheSame(_ table: SchoolTable, _ person: SchoolColumn, _ columns: [String], _ from: Int, _ target: Int) throws -> Bool {
    let what = columns.map { "b.\($0) = a.\($0)" }.joined(separator: " AND ")
    let different = """
      SELECT 1 FROM main.\(table.name) a WHERE a.\(person.name) = ?1 AND NOT EXISTS (
        SELECT 1 FROM main.\(table.name) b WHERE b.\(person.name) = ?2 AND \(what))
      """
    return try database.value(different, from, target, as: Int.self) == nil
  }
}
