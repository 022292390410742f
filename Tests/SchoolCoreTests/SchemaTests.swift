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
    let security = ["password", "session", "consent"]
    let record = ["operation", "operation_part", "operation_key", "operation_person", "integrity"]
    let keptUp = ["chat_read"]
    let all = try database().values(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'library_search%'",
      as: String.self)
    #expect(Set(all) == Set(Migrations.recorded.tables.map(\.name) + security + record + keptUp))
  }
}
