import SQLite

/// Makes one person of two records of the same one, so that nothing that referred to either is lost.
public struct PersonMerge {
  private let database: Database
  private let writer: OperationWriter

  init(_ writing: Writing) {
    database = writing.database
    writer = writing.writer
  }

  init(_ database: Database, _ writer: OperationWriter) {
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
  func merge(_ from: Int, into target: Int) throws {
    for (table, column) in try references() { try move(table, column, from, target) }
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
  }

  /// Every column of the schema that refers to a person.
  private func references() throws -> [(table: String, column: String)] {
    try database.rows(
      """
      SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table' AND f."table" = 'person' ORDER BY m.name, f."from"
      """, as: (String, String).self
    ).map { ($0.0, $0.1) }
  }

  private func move(_ table: String, _ column: String, _ from: Int, _ target: Int) throws {
    try database.run("UPDATE OR IGNORE main.\(table) SET \(column) = ?1 WHERE \(column) = ?2", target, from)
    // What stayed would stand twice. A second mark for the same work, or a second account, is nobody's to throw away.
    let left = try database.value("SELECT count(*) FROM main.\(table) WHERE \(column) = ?", from, as: Int.self) ?? 0
    guard left > 0 else { return }
    if ["mark", "attendance", "term_mark", "account"].contains(table) {
      guard try table != "account" && areTheSame(table, from, target) else { throw Clash(table: table) }
    }
    try database.run("DELETE FROM main.\(table) WHERE \(column) = ?", from)
  }

  private func areTheSame(_ table: String, _ from: Int, _ target: Int) throws -> Bool {
    let what =
      switch table {
      case "mark": "b.lesson_id = a.lesson_id AND a.value_id = b.value_id AND a.kind_id = b.kind_id"
      case "term_mark": "b.course_id = a.course_id AND b.term = a.term AND a.value_id = b.value_id"
      default: "b.lesson_id = a.lesson_id AND a.code = b.code"
      }
    let different = """
      SELECT 1 FROM \(table) a WHERE a.student_id = ?1 AND NOT EXISTS (
        SELECT 1 FROM \(table) b WHERE b.student_id = ?2 AND \(what))
      """
    return try database.value(different, from, target, as: Int.self) == nil
  }
}
