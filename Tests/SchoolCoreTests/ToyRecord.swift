import Basics
import SQLite
import Tabular

@testable import Record
@testable import SchoolModel

/// The record of operations over toy tables, so that its rules are tested without a school.
final class ToyRecord {
  let database: Database
  static let leaf = SchoolTable(
    "leaf", Text(en: "leaf", ru: "лист"), counted: .mark,
    columns: [.key, .number("tree"), .number("shade"), .text("value"), .number("place")])
  let schema = RecordedSchema(
    version: 1,
    tables: [
      RecordedTable(leaf),
      RecordedTable(
        SchoolTable(
          "tree", Text(en: "tree", ru: "дерево"), counted: .form, columns: [.key, .text("name"), .number("parent"), .bytes("data")])),
    ])
  static let sql = """
    CREATE TABLE tree (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, parent INTEGER REFERENCES tree(id) ON DELETE CASCADE, data BLOB
    ) STRICT;
    CREATE TABLE leaf (
      id INTEGER PRIMARY KEY AUTOINCREMENT, tree INTEGER REFERENCES tree(id) ON DELETE CASCADE,
      shade INTEGER REFERENCES tree(id) ON DELETE SET NULL, value TEXT, place INTEGER, UNIQUE (tree, place)
    ) STRICT;
    CREATE VIRTUAL TABLE leaf_search USING fts5 (value);
    CREATE TRIGGER leaf_added AFTER INSERT ON leaf BEGIN INSERT INTO leaf_search (rowid, value) VALUES (new.id, new.value); END;
    CREATE TRIGGER leaf_changed AFTER UPDATE ON leaf BEGIN UPDATE leaf_search SET value = new.value WHERE rowid = new.id; END;
    CREATE TRIGGER leaf_removed AFTER DELETE ON leaf BEGIN DELETE FROM leaf_search WHERE rowid = old.id; END;
    """
  /// What the second schema adds to the record.
  static let actionColumn = "ALTER TABLE operation ADD COLUMN action TEXT;"
  var store: OperationStore { OperationStore(database: database, schema: schema) }
  private let limit: OperationWriter.PartLimit

  init(limit: OperationWriter.PartLimit = .init()) throws {
    self.limit = limit
    database = try Database(path: ":memory:", mode: .create)
    try database.script("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")
    try database.script(OperationTables.sql + OperationTables.strikes + Self.actionColumn + Self.sql)
  }

  private func header(_ kind: OperationKind) -> OperationHeader {
    OperationHeader(
      number: 0, at: Instant(milliseconds: 0), clockSet: true, actor: nil, role: nil, token: nil, kind: kind, command: "toy",
      note: nil, schema: 1, undoes: nil, redoes: nil, tally: Tally())
  }

  /// - Returns: the operation's number; `nil` when nothing changed.
  @discardableResult
  func perform(_ body: (OperationWriter) throws -> Void) throws -> Int? {
    try database.transactionEndingAsTold {
      let writer = try OperationWriter(database, schema, limit: limit)
      defer { writer.abandon() }
      try body(writer)
      let stored = try writer.finish(header(.change), evenIfEmpty: false)
      return stored == nil ? .rollback(nil) : .commit(stored?.number)
    }
  }

  @discardableResult
  func run(_ sql: String...) throws -> Int? {
    try perform { writer in
      for statement in sql {
        try database.script(statement)
        try writer.cutIfFull()
      }
    }
  }

  @discardableResult
  func replay(_ operation: Int, backwards: Bool) throws -> Int {
    try database.transaction {
      let writer = try OperationWriter(database, schema, limit: limit)
      defer { writer.abandon() }
      try store.replay(operation, backwards: backwards, writer)
      var header = header(backwards ? .undo : .redo)
      if backwards { header.undoes = operation } else { header.redoes = operation }
      return try writer.finish(header, evenIfEmpty: true)?.number ?? 0
    }
  }

  /// All rows of all tables, the search index included, as text.
  func state() throws -> String {
    var result = ""
    for table in ["tree", "leaf", "leaf_search"] {
      try database.forEach("SELECT rowid, * FROM \(table) ORDER BY rowid", []) { row in
        result += table
        for column in 0..<row.count { result += "|\(try row.get(column, as: Value.self))" }
        result += "\n"
      }
    }
    return result
  }

  func check() throws -> IntegrityReport {
    try IntegrityCheck(
      store, schemaScript: OperationTables.sql + OperationTables.strikes + Self.actionColumn + Self.sql,
      searchIndexes: [SearchIndex("leaf_search")]
    ).run(
      full: true)
  }
}
