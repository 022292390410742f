import SQLite

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

extension School {
  /// Columns that hold secrets in a form nobody can use, and that are of no use to anybody either.
  static let secretColumns: Set<String> = [
    "password.hash", "session.token_hash", "session.machine", "service_token.token_hash", "second_factor.salt", "second_factor.sealed",
    "recovery_code.code_hash", "invitation.code_hash", "confirmation.code_hash", "outbox.body",
  ]
  /// Columns that say who entered a row about somebody or something else.
  static let authorColumns: Set<String> = [
    "mark.entered_by", "attendance.entered_by", "library_item.added_by", "invitation.made_by", "consent.given_by", "lesson.teacher_id",
    "personal_access.actor_id", "account.made_by", "term_mark.entered_by", "term_closing.closed_by", "plan_correction.made_by",
    "journal_exception.granted_by",
    "substitution.teacher_id",
  ]

  /// One's own data; of somebody else for who manages accounts.
  public func personalData(of name: String?) throws -> PersonalData {
    let access = try authorize(name == nil ? .accountRead : .accountManage)
    let person = try readUnchecked { database -> PersonName in
      let reading = try Reading.unchecked(database, self.clock.now())
      return try name.map { try reading.person($0) } ?? reading.person(withID: access.actor.personID)
    }
    noteLook(at: person.id, "account data export")
    return try readUnchecked { try PersonalDataReader($0, person, self.clock.now(), isOwn: name == nil).read() }
  }
}

/// Walks the schema for every column that refers to a person, or to an account, directly or through another table.
private struct PersonalDataReader {
  let database: Database
  let person: PersonName
  let now: Instant
  let naming: RowNaming
  /// One's own data: marks the school shows only later come then.
  let isOwn: Bool

  init(_ database: Database, _ person: PersonName, _ now: Instant, isOwn: Bool) {
    self.isOwn = isOwn
    self.database = database
    self.person = person
    self.now = now
    naming = RowNaming(database)
  }

  func read() throws -> PersonalData {
    var tables: [PersonalData.Table] = []
    var authored: [(String, String, Int)] = []
    tables.append(try table("person", "id", "id = \(person.id)"))
    let account = try database.value("SELECT id FROM account WHERE person_id = ?", person.id, as: Int.self) ?? -1
    for (name, column, parent) in try references() {
      let condition =
        switch parent {
        case "person": "\(column) = \(person.id)"
        case "account": "\(column) = \(account)"
        default: "\(column) IN (SELECT id FROM main.\(parent) WHERE account_id = \(account))"
        }
      if School.authorColumns.contains("\(name).\(column)") {
        let count = try database.value("SELECT count(*) FROM main.\(name) WHERE \(condition)", as: Int.self) ?? 0
        authored.append((name, column, count))
      } else {
        let shown = isOwn && name == "mark" ? " AND (shown_from IS NULL OR shown_from <= '\(try today())')" : ""
        tables.append(try table(name, column, condition + shown))
      }
    }
    tables.append(try operations())
    return PersonalData(person: person.full, at: now, tables: tables, authored: authored)
  }

  private func today() throws -> Day { try SchoolCalendar(database, now: now).today }

  private func references() throws -> [(table: String, column: String, parent: String)] {
    try database.rows(
      """
      SELECT m.name, f."from", f."table" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table' AND f."table" IN ('person', 'account', 'identifier') ORDER BY m.rowid, f."from"
      """, as: (String, String, String).self
    ).map { ($0.0, $0.1, $0.2) }
  }

  private func table(_ name: String, _ column: String, _ condition: String) throws -> PersonalData.Table {
    // What a person wrote to others is for no other eyes, the administrator's either.
    let kept = isOwn ? School.secretColumns : School.secretColumns.union(["message.body"])
    let columns = try naming.columns(of: name).filter { !kept.contains("\(name).\($0)") && $0 != "name_key" }
    var rows: [[String?]] = []
    try database.forEach("SELECT \(columns.joined(separator: ", ")) FROM main.\(name) WHERE \(condition)", []) { row in
      rows.append(try columns.indices.map { try naming.text(name, columns[$0], try row.get($0, as: Value.self)) })
    }
    return PersonalData.Table(name: name, column: column, columns: columns, rows: rows)
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
