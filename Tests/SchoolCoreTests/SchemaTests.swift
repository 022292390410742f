import Basics
import Foundation
import SQLite
import Testing

@testable import Record
@testable import SchoolModel
@testable import SchoolSheets

@Suite("The schema")
struct SchemaTests {
  private func database() throws -> Database {
    let database = try Database(path: ":memory:", mode: .create)
    try SearchTokens.register(database)
    try database.script(Migrations.script)
    return database
  }

  @Test("the codes that a column takes are those of its type: a step of the schema writes them out once and for all")
  func codes() throws {
    let school = try smallSchool(TestClock())
    let sql = try #require(try school.database.value("SELECT sql FROM sqlite_master WHERE name = 'attendance'", as: String.self))
    let list = try #require(sql.firstMatch(of: /code IN \(([^)]*)\)/)).output.1
    let taken = list.split(separator: ",").map { $0.filter { $0 != "'" && $0 != " " } }
    #expect(taken.sorted() == AttendanceCode.allCases.map(\.rawValue).sorted())
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

  @Test("every table of the schema is declared, with all its columns in their order")
  func declared() throws {
    let database = try database()
    let record = ["operation", "operation_strike", "operation_part", "operation_key", "operation_person", "integrity"]
    let tables = try database.values(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'library\\_search%' ESCAPE '\\'",
      as: String.self)
    #expect(Set(tables) == Set(SchoolTables.all.map(\.name) + record))
    #expect(Set(SchoolTables.recorded.map(\.name)) == Set(SchoolTables.all.filter { $0.keeping == .recorded }.map(\.name)))
    for table in SchoolTables.all {
      let columns = try database.values("SELECT name FROM pragma_table_info(?) ORDER BY cid", table.name, as: String.self)
      #expect(table.columns.map(\.name) == columns, "\(table.name)")
    }
  }

  @Test("a column that refers to a person or an account says so, and the row says what becomes of it")
  func people() throws {
    let database = try database()
    for table in SchoolTables.all {
      let sql = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?) WHERE \"table\" IN ('person', 'account')"
      for (column, parent) in try database.rows(sql, table.name, as: (String, String).self) {
        let declared = try #require(table.column(column))
        #expect(declared.person != nil && declared.reference?.table == parent, "\(table.name).\(column)")
      }
      if table.name != "person" {
        #expect(table.subjects.isEmpty || (table.erasure != .untouched && table.words != nil), "\(table.name)")
        #expect(!table.textsAboutSubject.isEmpty ? !table.subjects.isEmpty : true, "\(table.name)")
      }
    }
    // What an erasure takes out of rows that stay can be taken out.
    for table in SchoolTables.all where table.erasure == .kept {
      for column in table.textsAboutSubject {
        let required = try database.value(
          "SELECT \"notnull\" FROM pragma_table_info(?) WHERE name = ?", table.name, column.name, as: Int.self)
        #expect(required == 0, "\(table.name).\(column.name)")
      }
    }
  }

  @Test("text that says something of people is known as such; what is called text is read by who may")
  func texts() throws {
    let database = try database()
    // Free text, by the names free text has.
    let free = ["reason", "entry_reason", "exit_reason", "comment", "body", "contact"]
    for table in SchoolTables.all {
      for (name, type) in try database.rows("SELECT name, type FROM pragma_table_info(?)", table.name, as: (String, String).self) {
        let column = try #require(table.column(name))
        if type == "TEXT" {
          #expect(column.holds != .number && column.holds != .instant && column.holds != .bytes, "\(table.name).\(name)")
        }
        if free.contains(name), !table.subjects.isEmpty {
          #expect([.textAboutSubject, .letter, .secret].contains(column.holds), "\(table.name).\(name)")
        }
        if column.holds == .instant { #expect(type == "INTEGER", "\(table.name).\(name)") }
      }
    }
  }

  @Test("every column that a diff can show is called something in both languages")
  func words() throws {
    let unsaid: Set<String> = [
      "id", "content", "lesson_id", "student_id", "entered_at", "entered_by", "name_key", "course_id", "form_id", "created_at", "value_id",
      "second_id", "kind_id", "code", "comment", "body", "name", "title",
    ]
    for table in SchoolTables.recorded {
      // Secrets are in no diff.
      for column in table.columns where !unsaid.contains(column.name) && column.holds != .secret {
        let word = SchoolTables.columnWords[column.name]
        #expect(word.map { !$0.en.isEmpty && !$0.ru.isEmpty } ?? false, "\(table.name).\(column.name)")
      }
      #expect(!table.word.en.isEmpty && !table.word.ru.isEmpty)
      if let counted = table.counted { #expect(Counted.order.contains(counted), "\(counted.name)") }
    }
  }

  @Test("a school of the first schema is brought up to this one, with a copy kept, and its record still holds")
  func migration() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.db").path
    #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
    let old = try Database(path: path, mode: .readWrite)
    try SearchTokens.register(old)
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
        INSERT INTO library_item (title, kind, added_at) VALUES ('Обыкновенные дроби', 'lesson', 0);
        INSERT INTO person (surname, given_name, login, name_key) VALUES ('Чернов', 'Лев', 'chernov.l', 'чернов лев');
        INSERT INTO chat (pair, created_at) VALUES ('1:2', 0);
        INSERT INTO chat_member (chat_id, person_id) VALUES (1, 1), (1, 2);
        INSERT INTO message (chat_id, sender_id, sent_at, body) VALUES (1, 1, 0, 'тайное слово');
        """)
      _ = try writer.finish(
        OperationHeader(
          number: 0, at: Instant(milliseconds: 0), clockSet: false, actor: nil, role: nil, token: nil, kind: .change,
          command: "myschool chat send chernov.l 'тайное слово'",
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
    #expect(try school.record.check(full: true).findings == [])
    // What was written in chats is read on, and no part and no command line of the record has a word of it.
    #expect(try school.database.value("SELECT text FROM message_text", as: String.self) == "тайное слово")
    #expect(try school.database.value("SELECT body FROM message", as: String.self) == "")
    let store = OperationStore(database: school.database, schema: school.schema)
    let operations = try school.database.values("SELECT number FROM operation", as: Int.self)
    for operation in operations {
      for part in try store.partNumbers(operation) {
        #expect(!String(decoding: try store.part(operation, part), as: UTF8.self).contains("тайное"), "\(operation)")
      }
      #expect(!(try store.header(operation)?.command ?? "").contains("тайное"))
    }
    // What stood in the library counts as verified, and is in the index with its words.
    #expect(try school.database.value("SELECT status FROM library_item", as: String.self) == "verified")
    #expect(try school.database.value("SELECT rowid FROM library_search WHERE library_search MATCH 'дробями'", as: Int.self) == 1)
    #expect(try school.database.value("SELECT count(*) FROM library_word", as: Int.self) == 2)
    school.actor = Actor(personID: 1, accountID: 1, name: "", roles: [.admin], role: .admin)
    #expect(throws: RecordFailure.migrationBetween(operation: 1, migration: 2)) { try school.record.undo(1...1, WriteRequest()) }
  }
}
