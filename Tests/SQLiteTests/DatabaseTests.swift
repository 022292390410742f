import Testing

@testable import SQLite

@Suite("The SQLite wrapper")
struct DatabaseTests {
  private func database() throws -> Database {
    let database = try Database(path: ":memory:", mode: .create)
    try database.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, blob BLOB, real REAL) STRICT")
    return database
  }

  @Test("values come back as they went in, a zero byte and the empty text too")
  func values() throws {
    let database = try database()
    try database.run("INSERT INTO t VALUES (?, ?, ?, ?)", 1, "a\0ё", [UInt8]([0, 255]), 1.5)
    try database.run("INSERT INTO t VALUES (?, ?, ?, ?)", 2, "", [UInt8](), nil as Double?)
    let rows = try database.rows("SELECT text, blob, real FROM t ORDER BY id", as: (String, [UInt8], Double?).self)
    #expect(rows[0] == ("a\0ё", [0, 255], 1.5) && rows[1] == ("", [], nil))
  }

  @Test("a wrong type is an error, not a zero")
  func types() throws {
    let database = try database()
    try database.run("INSERT INTO t (id, text) VALUES (1, 'x')")
    #expect(throws: DatabaseError.self) { try database.value("SELECT text FROM t", as: Int.self) }
    #expect(throws: DatabaseError.self) { try database.rows("SELECT text, blob FROM t", as: (String, String).self) }
    #expect(try database.value("SELECT blob FROM t", as: String.self) == nil)
    #expect(throws: DatabaseError.self) { try database.run("INSERT INTO t (id, text) VALUES (?, ?)", 1) }
  }

  @Test("a failed transaction is rolled back and the first error thrown")
  func rollback() throws {
    let database = try database()
    #expect(throws: DatabaseError.self) {
      try database.transaction {
        try database.run("INSERT INTO t (id) VALUES (1)")
        try database.run("INSERT INTO t (id) VALUES (1)")
      }
    }
    #expect(try database.value("SELECT count(*) FROM t", as: Int.self) == 0 && !database.isInTransaction)
  }

  @Test("two leases of one statement do not disturb each other")
  func leases() throws {
    let database = try database()
    try database.script("INSERT INTO t (id) VALUES (1), (2)")
    let first = try database.prepare("SELECT id FROM t ORDER BY id")
    #expect(try first.step())
    #expect(try database.values("SELECT id FROM t ORDER BY id", as: Int.self) == [1, 2])
    #expect(try first.step())
    #expect(first.row.integer(0) == 2)
  }

  @Test("a backup holds the same rows")
  func backup() throws {
    let database = try database()
    try database.script("INSERT INTO t (id, text) VALUES (1, 'x')")
    let copy = try Database(path: ":memory:", mode: .create)
    try database.backup(to: copy)
    #expect(try copy.value("SELECT text FROM t", as: String.self) == "x")
  }

  @Test("damaged changesets are refused, whatever is in them", arguments: 0..<20)
  func hostile(seed: Int) throws {
    let database = try database()
    let recorder = try ChangeRecorder(database, tables: ["t"])
    try database.script("INSERT INTO t VALUES (1, 'text', x'0102', 2.5), (2, NULL, NULL, NULL)")
    let good = try recorder.changeset()
    var state = UInt64(seed) &+ 7
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
      }
      if state % 3 == 0 { bytes = Array(bytes.prefix(Int(state >> 40) % bytes.count)) }
      var reader = ChangesetReader(bytes)
      while (try? reader.next()) ?? false { _ = reader.key }
    }
  }
}
