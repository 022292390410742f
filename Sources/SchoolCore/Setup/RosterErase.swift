import Basics
import Record
import SQLite
import SchoolModel
import SchoolRoster

/// The act of destruction of personal data: what was taken out, what the law makes the school keep, and the proof.
public struct ErasureAct: Sendable {
  public let school: String
  public let person: String
  public let at: Instant
  public let reason: String?
  public let by: String
  public let operation: Int
  /// Rows that were removed, by table.
  public let removed: [(table: String, rows: Int)]
  /// Rows that stay without the name, by table.
  public let kept: [(table: String, rows: Int)]
  /// Texts of others in which the person was named.
  public let blanked: Int
  public let struckParts: Int
  public let struckCommands: Int
  /// The end of the chain of operations after the erasure.
  public let head: String
}

extension Roster {
  /// Takes a person's data out of the school and out of its record (152-ФЗ, ст. 21; operations.md, section 7).
  ///
  /// Marks, absences and enrolments, which the school must keep, stay without the name. What named the person goes out of
  /// old changesets and command lines, and the chain of operations still verifies. It cannot be undone.
  public func erase(_ name: String, reason: String?, _ request: WriteRequest) throws -> ErasureAct {
    let access = try authorize(.personErase)
    let person = try read(.personErase) { try $0.personOrBearer(name) }
    guard person.id != access.actor.personID else { throw IdentityFailure.eraseOneself }
    var request = request
    // The record of the erasure names nobody.
    request.command = "myschool roster erase #\(person.id)"
    request.note = nil
    let performed = try perform(access, request, kind: .erasure, evenIfEmpty: true) { writing in
      try Erasure(writing, person.id, schema).run(OperationStore(database: database, schema: schema))
    }
    if !request.dryRun { try overwriteFreePages() }
    let found = performed.value
    return try readUnchecked { database in
      ErasureAct(
        school: try database.value("SELECT name FROM school", as: String.self) ?? "", person: person.full, at: clock.now(), reason: reason,
        by: access.actor.name, operation: performed.operation ?? 0, removed: found.removed, kept: found.kept, blanked: found.blanked,
        struckParts: found.strikes.parts, struckCommands: found.strikes.words,
        head: hex(try database.value("SELECT chain FROM operation ORDER BY number DESC LIMIT 1", as: [UInt8].self) ?? []))
    }
  }

  /// Old text lies about in full-text indexes, the write-ahead log and free pages until it is written over.
  private func overwriteFreePages() throws {
    try locked {
      try School.translating(path) {
        for index in Migrations.searchIndexes { try database.run("INSERT INTO \(index.name)(\(index.name)) VALUES ('optimize')") }
        _ = try database.rows("PRAGMA wal_checkpoint(TRUNCATE)", as: (Int, Int, Int).self)
        try database.script("VACUUM")
        _ = try database.rows("PRAGMA wal_checkpoint(TRUNCATE)", as: (Int, Int, Int).self)
      }
    }
  }
}

/// The inside of an erasure.
private struct Erasure {
  package struct Found {
    package var removed: [(String, Int)] = []
    package var kept: [(String, Int)] = []
    package var blanked = 0
    package var strikes = (parts: 0, words: 0)
  }

  private let database: Database
  private let writing: Writing
  private let person: Int
  private let striker: NameStriker

  package init(_ writing: Writing, _ person: Int, _ schema: RecordedSchema) throws {
    self.writing = writing
    self.person = person
    database = writing.database
    striker = try NameStriker(person: person, words: try Self.words(of: person, writing.database), writing.database, schema)
    writing.writer.striker = striker
  }

  /// Every way in which a text may name the person. A surname others bear too names nobody by itself.
  private static func words(of person: Int, _ database: Database) throws -> [String] {
    guard
      let row = try database.row(
        "SELECT surname, given_name, patronymic, snils, login, phone, email FROM person WHERE id = ?", person,
        as: (String, String, String?, String?, String?, String?, String?).self)
    else { return [] }
    let (surname, given, patronymic) = (row.0, row.1, row.2 ?? "")
    var words = [
      "\(surname) \(given) \(patronymic)".trimmed, "\(surname) \(given)", "\(given) \(patronymic) \(surname)", "\(given) \(surname)",
      "\(surname) \(given.prefix(1)).", "\(given.prefix(1)). \(surname)",
    ]
    let isShared =
      try database.value(
        "SELECT 1 FROM person WHERE id <> ? AND name_key >= ?2 || ' ' AND name_key < ?2 || '!'", person, Folding.key(surname), as: Int.self)
      != nil
    if !isShared { words += [surname, stem(surname)] }
    for snils in [row.3].compactMap({ $0 }) { words += [snils, SNILS(snils)?.formatted ?? snils, String(snils.prefix(9))] }
    words += [row.4].compactMap { $0 }
    let addresses = try database.rows(
      "SELECT i.kind, i.value FROM identifier i JOIN account a ON a.id = i.account_id WHERE a.person_id = ?", person,
      as: (String, String).self)
    for phone in [row.5].compactMap({ $0 }) + addresses.filter({ $0.0 == "phone" }).map(\.1) { words += spellings(ofPhone: phone) }
    words += [row.6].compactMap { $0 } + addresses.filter { $0.0 == "email" }.map(\.1)
    words += try earlierAddresses(of: person, database)
    if let claimed = try database.value("SELECT claimed_snils FROM person WHERE id = ?", person, as: String?.self) ?? nil {
      words += [claimed, SNILS(claimed)?.formatted ?? claimed]
    }
    return words.filter { !$0.isEmpty }
  }

  /// Addresses the account had before: they stand in old operations and command lines.
  private static func earlierAddresses(of person: Int, _ database: Database) throws -> [String] {
    guard let account = try database.value("SELECT id FROM account WHERE person_id = ?", person, as: Int.self) else { return [] }
    let store = OperationStore(database: database, schema: Migrations.recorded)
    var found: [String] = []
    for (operation, part) in try database.rows(
      "SELECT DISTINCT operation, part FROM operation_key WHERE table_name = 'identifier'", as: (Int, Int).self)
    {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        guard reader.table == "identifier" else { continue }
        for row in [reader.old, reader.new] where row.count > 3 && row[1] >= 0 && row[3] >= 0 {
          if reader.value(at: row[1]) == .integer(Int64(account)), case .text(let value) = reader.value(at: row[3]) { found.append(value) }
        }
      }
    }
    return found.flatMap { $0.hasPrefix("+7") ? spellings(ofPhone: $0) : [$0] }
  }

  /// What stays of a surname in all its cases: `Жемчугов` of `Жемчугова`, `Жемчуговой`.
  private static func stem(_ surname: String) -> String {
    let ending = ["ская", "цкая", "ий", "ый", "ая", "а", "я"].first { surname.hasSuffix($0) } ?? ""
    let kept = surname.dropLast(ending.hasSuffix("кая") ? 2 : ending.count)
    return kept.count >= 4 ? String(kept) : surname
  }

  /// The usual ways of writing `+7XXXXXXXXXX`.
  private static func spellings(ofPhone phone: String) -> [String] {
    let d = Array(phone.dropFirst(2)).map(String.init)
    guard d.count == 10 else { return [phone] }
    let (a, b, c, e) = (d[0..<3].joined(), d[3..<6].joined(), d[6..<8].joined(), d[8..<10].joined())
    return ["+7", "8", "7"].flatMap { code in
      [
        "\(code)\(a)\(b)\(c)\(e)", "\(code) \(a) \(b) \(c) \(e)", "\(code) \(a) \(b)-\(c)-\(e)", "\(code) (\(a)) \(b)-\(c)-\(e)",
        "\(code)(\(a))\(b)-\(c)-\(e)", "\(code)-\(a)-\(b)-\(c)-\(e)",
      ]
    } + [a + b + c + e]
  }

  package func run(_ store: OperationStore) throws -> Found {
    var found = Found()
    // What depends on an account goes before the account.
    for table in SchoolTables.all where table.erasure == .removed {
      guard let condition = table.rowsAboutPerson else { continue }
      let rows = try database.run("DELETE FROM main.\(table.name) WHERE \(condition)", person)
      if rows > 0 { found.removed.append((table.name, rows)) }
    }
    try database.run(
      """
      UPDATE person SET surname = ?1, given_name = '', patronymic = NULL, birth_date = NULL, snils = NULL, login = NULL, phone = NULL,
        email = NULL, claimed_snils = NULL, name_key = ?1 WHERE id = ?2
      """, PersonName.erasedName(person), person)
    try endMembership()
    for table in SchoolTables.all where table.erasure == .kept { try clear(table, &found) }
    found.blanked = try blankTexts()
    try writing.writer.cut()
    found.strikes = try writing.writer.strikeOutThePast(striker, store)
    return found
  }

  /// Nobody without a name is in a form or teaches; what was up to now stays.
  private func endMembership() throws {
    let yesterday = try writing.calendar().todayOfAccess - 1
    for (table, latest) in [("enrolment", "max(?1, first_day)"), ("course_teacher", "max(?1, coalesce(first_day, ?1))"), ("staff", "?1")] {
      try database.run(
        "UPDATE main.\(table) SET last_day = \(latest) WHERE person_id = ?2 AND (last_day IS NULL OR last_day > ?1)", yesterday, person)
    }
  }

  /// Counts the rows that stay, and takes what was said in them of the person.
  private func clear(_ table: SchoolTable, _ found: inout Found) throws {
    let condition = table.rowsAboutPerson ?? table.authors.map { "\($0.name) = ?1" }.joined(separator: " OR ")
    let rows = try database.value("SELECT count(*) FROM main.\(table.name) WHERE \(condition)", person, as: Int.self) ?? 0
    guard rows > 0 else { return }
    found.kept.append((table.name, rows))
    for column in table.textsAboutSubject {
      try database.run("UPDATE main.\(table.name) SET \(column.name) = NULL WHERE (\(condition)) AND \(column.name) IS NOT NULL", person)
    }
  }

  /// Puts a dash where others' texts name the person: in every text column of every table that is not the record's own.
  private func blankTexts() throws -> Int {
    let sql = """
      SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND c.type = 'TEXT' AND m.sql LIKE '%STRICT%' AND m.name NOT LIKE 'operation%' ORDER BY m.name, c.cid
      """
    var count = 0
    for (table, column) in try database.rows(sql, as: (String, String).self) {
      // Days and codes of the journal are in millions of rows, and name nobody.
      if [("lesson", "day"), ("attendance", "code")].contains(where: { $0 == (table, column) }) { continue }
      var texts: [(Int, String)] = []
      try database.forEach("SELECT rowid, \(column) FROM main.\(table) WHERE \(column) IS NOT NULL", []) { row in
        let text: String = try row.get(1)
        if striker.names(text) { texts.append((row.integer(0), striker.struck(text))) }
      }
      for (row, text) in texts {
        if table == "message_text" {
          try MessageTexts.reword(row, text, database)
        } else {
          try database.run("UPDATE main.\(table) SET \(column) = ? WHERE rowid = ?", text, row)
        }
      }
      count += texts.count
    }
    return count
  }
}
