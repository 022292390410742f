import Basics
import Foundation
import Record
import SQLite
import Testing

@testable import SchoolModel

/// Rule 19 of operations.md: what each command of a story wrote is taken back and put back on a copy of the school, and the
/// rows are compared with those before and after it; bare lessons aside, which undo lets stand.
struct OperationWalk {
  private let folder: URL
  private var operations = 0
  private var before: [String: [UInt8]] = [:]

  private var original: String { folder.appendingPathComponent("school.db").path }

  init(_ folder: URL) { self.folder = folder }

  /// To be called after each command.
  mutating func step(_ line: String) throws {
    guard FileManager.default.fileExists(atPath: original) else { return }
    let school = try Database(path: original, mode: .readOnly)
    defer { school.close() }
    let latest = try school.value("SELECT coalesce(max(number), 0) FROM operation", as: Int.self) ?? 0
    guard latest != operations else { return }
    let after = try Self.state(school)
    let kind = try school.value("SELECT kind FROM operation WHERE number = ?", latest, as: String.self)
    if latest == operations + 1, kind == OperationKind.change.rawValue { try takeBackAndPutBack(latest, line, school, after) }
    (operations, before) = (latest, after)
  }

  private func takeBackAndPutBack(_ operation: Int, _ line: String, _ school: Database, _ after: [String: [UInt8]]) throws {
    let copy = try Database(path: ":memory:", mode: .create)
    try SearchTokens.register(copy)
    try school.backup(to: copy)
    try copy.script("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")
    let store = OperationStore(database: copy, schema: Migrations.recorded)
    for (backwards, expected) in [(true, before), (false, after)] {
      try copy.transaction {
        let writer = try OperationWriter(copy, Migrations.recorded)
        defer { writer.abandon() }
        try store.replay(operation, backwards: backwards, writer)
        _ = try writer.finish(Self.header(backwards ? .undo : .redo, operation), evenIfEmpty: true)
      }
      let came = try Self.state(copy)
      for table in expected.keys.sorted() where came[table] != expected[table] {
        Issue.record("\(line): \(table) is not as \(backwards ? "before the command after its undo" : "after it when it is redone")")
      }
    }
    let check = try IntegrityCheck(store, schemaScript: Migrations.script, searchIndexes: Migrations.searchIndexes).run(full: true)
    #expect(check.findings.isEmpty, "\(line): \(check.findings)")
  }

  private static func header(_ kind: OperationKind, _ operation: Int) -> OperationHeader {
    OperationHeader(
      number: 0, at: Instant(milliseconds: 0), clockSet: true, actor: nil, role: nil, token: nil, kind: kind, command: nil, note: nil,
      schema: Migrations.recorded.version, undoes: kind == .undo ? operation : nil, redoes: kind == .redo ? operation : nil,
      tally: Tally())
  }

  /// The rows of every recorded table, as one digest a table.
  private static func state(_ database: Database) throws -> [String: [UInt8]] {
    var state: [String: [UInt8]] = [:]
    for table in SchoolTables.recorded {
      let bare = table.bareWithout.map { "coalesce(\($0), 0) = 0" }.joined(separator: " AND ")
      var hash = SHA256()
      let row = table.columns.map { "quote(\($0.name))" }.joined(separator: " || ' ' || ")
      let standing = bare.isEmpty ? "" : " WHERE NOT (\(bare))"
      try database.forEach("SELECT \(row) FROM \(table.name)\(standing) ORDER BY id", []) { row in
        row.withBytes(0) { hash.update(Array($0)) }
      }
      state[table.name] = hash.finalize()
    }
    return state
  }
}
