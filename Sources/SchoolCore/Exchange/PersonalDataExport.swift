import Basics
import Record
import SQLite
import SchoolJournal
import SchoolModel
import SchoolSheets

/// All that is held about one person, table by table, in the order the schema was made in.
public struct PersonalData: Sendable {
  public struct Table: Sendable {
    public let name: String
    /// The column that names the person: `student_id`.
    public let column: String
    public let columns: [String]
    /// The values as people read them: references by their names, instants in ISO 8601.
    public let rows: [[String?]]
  }
  public let person: String
  public let at: Instant
  public let tables: [Table]
  /// What the person entered about others: how many rows, by table and column.
  public let authored: [(table: String, column: String, rows: Int)]
}

extension Exchange {
  /// One's own data; of somebody else for who manages accounts.
  public func personalData(of name: String?) throws -> PersonalData {
    let access = try authorize(name == nil ? .accountRead : .accountManage)
    let person = try readUnchecked { database -> PersonName in
      let reading = try Reading.unchecked(database, self.clock.now())
      return try name.map { try reading.personOrBearer($0) } ?? reading.person(withID: access.actor.personID)
    }
    school.noteLook(at: person.id, "account data export")
    return try readUnchecked { try PersonalDataReader($0, person, self.clock.now(), isOwn: name == nil).read() }
  }
}

/// Reads every table whose declaration names a person.
private struct PersonalDataReader {
  package let database: Database
  package let person: PersonName
  package let now: Instant
  package let naming: RowNaming
  /// One's own data: marks the school shows only later come then; of somebody else's, letters to others are nobody's to read.
  package let isOwn: Bool

  package init(_ database: Database, _ person: PersonName, _ now: Instant, isOwn: Bool) {
    self.isOwn = isOwn
    self.database = database
    self.person = person
    self.now = now
    naming = RowNaming(database, Migrations.recorded)
  }

  package func read() throws -> PersonalData {
    var tables: [PersonalData.Table] = []
    var authored: [(String, String, Int)] = []
    for table in SchoolTables.all.reversed() {
      for column in table.subjects {
        let shown = isOwn && table.name == "mark" ? " AND (shown_from IS NULL OR shown_from <= '\(try today())')" : ""
        tables.append(try rows(of: table, by: column, table.rowsAboutPerson(column) + shown))
      }
      for column in table.authors {
        let sql = "SELECT count(*) FROM main.\(table.name) WHERE \(column.name) = ?1"
        authored.append((table.name, column.name, try database.value(sql, person.id, as: Int.self) ?? 0))
      }
    }
    tables.append(try operations())
    return PersonalData(person: person.full, at: now, tables: tables, authored: authored)
  }

  private func today() throws -> Day { try SchoolCalendar(database, now: now).today }

  private func rows(of table: SchoolTable, by column: SchoolColumn, _ condition: String) throws -> PersonalData.Table {
    let shown = table.columns.filter { $0.holds != .secret && $0.name != "name_key" && ($0.holds != .letter || isOwn) }
    var rows: [[String?]] = []
    let today = try today()
    let columns = shown.map { column in
      // What came of a quiz is shown when its key is.
      isOwn && table.name == "quiz_response" && (column.holds == .outcome || column.name == "comment")
        ? "CASE WHEN \(QuizOutcome.isShown(attempt: "attempt_id", on: today)) THEN \(column.name) END" : column.name
    }
    let sql = "SELECT \(columns.joined(separator: ", ")) FROM main.\(table.name) WHERE \(condition)"
    try database.forEach(sql, [person.id]) { row in
      rows.append(try shown.indices.map { try naming.text(table.name, shown[$0].name, try row.get($0, as: Value.self)) })
    }
    return PersonalData.Table(name: table.name, column: column.name, columns: shown.map(\.name), rows: rows)
  }

  /// What the person did, without the changes: those are in the other tables.
  private func operations() throws -> PersonalData.Table {
    let columns = ["number", "at", "role", "command", "note"]
    let rows = try database.rows(
      "SELECT number, at, role, command, note FROM operation WHERE actor = ? ORDER BY number", person.id,
      as: (Int, Int, String?, String?, String?).self)
    return PersonalData.Table(
      name: "operation", column: "actor", columns: columns,
      rows: rows.map { [String($0.0), Instant($0.1).iso, $0.2, $0.3, $0.4] })
  }
}
