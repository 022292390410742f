import Foundation
import SQLite
import Testing

@testable import SchoolCore

@Suite("The schema")
struct SchemaTests {
  private func database() throws -> Database {
    let database = try Database(path: ":memory:", mode: .create)
    try database.script(Migrations.script)
    return database
  }

  @Test("every recorded table is STRICT with an autoincremented integer key, or the record would pass over it without a word")
  func recorded() throws {
    let database = try database()
    for table in Migrations.recorded.tables {
      let sql = try #require(try database.value("SELECT sql FROM sqlite_schema WHERE name = ?", table.name, as: String.self))
      #expect(sql.contains("id INTEGER PRIMARY KEY AUTOINCREMENT") && sql.contains("STRICT"), "\(table.name)")
      let columns = try database.value("SELECT count(*) FROM pragma_table_info(?)", table.name, as: Int.self) ?? 0
      #expect(table.people.allSatisfy { $0 < columns })
    }
  }

  @Test("children are watched before their parents")
  func order() throws {
    let database = try database()
    let names = Migrations.recorded.tables.map(\.name)
    for (index, name) in names.enumerated() {
      for parent in try database.values("SELECT \"table\" FROM pragma_foreign_key_list(?)", name, as: String.self) where parent != name {
        let position = try #require(names.firstIndex(of: parent), "\(name) → \(parent) is not recorded")
        #expect(position > index, "\(name) must come before \(parent)")
      }
    }
  }

  @Test("the people columns are those that refer to a person")
  func people() throws {
    let database = try database()
    for table in Migrations.recorded.tables where table.name != "person" {
      let referring = try database.rows(
        "SELECT i.cid, f.\"table\" FROM pragma_foreign_key_list(?1) f JOIN pragma_table_info(?1) i ON i.name = f.\"from\" WHERE f.\"table\" = 'person'",
        table.name, as: (Int, String).self
      ).map(\.0).sorted()
      #expect(referring == table.people.sorted(), "\(table.name)")
    }
  }

  @Test("a table is recorded, or one of those known not to be")
  func known() throws {
    let security = [
      "password", "session", "consent", "security_key", "attempt", "confirmation", "invitation", "second_factor", "recovery_code",
      "service_token",
    ]
    let record = ["operation", "operation_strike", "operation_part", "operation_key", "operation_person", "integrity"]
    let keptUp = ["chat_read", "comment_reading", "personal_access", "outbox"]
    let all = try database().values(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'library_search%'",
      as: String.self)
    #expect(Set(all) == Set(Migrations.recorded.tables.map(\.name) + security + record + keptUp))
  }

  @Test("a school of the first schema is brought up to this one, with a copy kept, and its record still holds")
  func migration() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.db").path
    #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
    let old = try Database(path: path, mode: .readWrite)
    try old.script("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON")
    try old.script(Migrations.all[0] + "PRAGMA application_id = \(Migrations.applicationID); PRAGMA user_version = 1")
    let tables = Migrations.recorded.tables.filter { table in
      (try? old.value("SELECT 1 FROM sqlite_schema WHERE name = ?", table.name, as: Int.self)) ?? nil != nil
    }
    try old.transaction {
      let writer = try OperationWriter(old, RecordedSchema(version: 1, tables: tables))
      try old.script(
        """
        INSERT INTO school (uuid, name, utc_offset) VALUES ('u', 'Школа', 180);
        INSERT INTO academic_year (title, first_day, last_day) VALUES ('2026/27', '2026-09-01', '2027-05-26');
        INSERT INTO person (surname, given_name, login, name_key) VALUES ('Комарова', 'Любовь', 'komarova.l', 'комарова любовь');
        INSERT INTO account (person_id, created_at, vouched) VALUES (1, 0, 1);
        """)
      _ = try writer.finish(
        OperationHeader(
          number: 0, at: Instant(milliseconds: 0), clockSet: false, actor: nil, role: nil, token: nil, kind: .change, command: "old",
          note: nil, schema: 1, undoes: nil, redoes: nil, tally: Tally()), evenIfEmpty: true)
    }
    old.close()
    let clock = Clock.fixed(Instant(milliseconds: 1_790_000_000_000))
    #expect(throws: StorageFailure.older(path: path, version: 1, known: Migrations.version)) { try School(path: path, clock: clock) }
    let done = try School.migrate(at: path, clock: clock, command: "myschool db migrate")
    #expect(done.from == 1 && done.to == Migrations.version)
    #expect(FileManager.default.fileExists(atPath: try #require(done.backup)))
    #expect(try School.migrate(at: path, clock: clock, command: nil).backup == nil)
    let school = try School(path: path, clock: clock)
    #expect(try school.check(full: true).findings == [])
    school.actor = Actor(personID: 1, accountID: 1, name: "", roles: [.admin], role: .admin)
    #expect(throws: RecordFailure.migrationBetween(operation: 1, migration: 2)) { try school.undo(1...1, WriteRequest()) }
  }
}
