import Basics
import Glibc
import Record
import SQLite
import SchoolModel

/// What a copy of a school holds.
public struct CopyReport: Sendable {
  public let school: String
  public let schema: Int
  public let operations: Int
  public let lastOperation: Instant?
  /// Minutes east of UTC.
  public let utcOffset: Int
  public let head: String
  public let rows: Int
  /// What is wrong with it; of an older schema only the file itself was looked at.
  public let findings: [IntegrityReport.Finding]
  public let isOlder: Bool
}

extension School {
  /// Looks a copy of a school through, as `db check` does.
  /// - Parameter path: a file of one's own that nobody else uses: it is opened for writing, as every school is.
  /// - Throws: `StorageFailure` when it is no school, or newer than this program.
  public static func examine(copy path: String) throws -> CopyReport {
    try translating(path) {
      let database = try Database(path: path, mode: .readWrite)
      defer { database.close() }
      try configure(database)
      let version = try checkedVersion(database, path)
      let last = try database.row("SELECT number, at, chain FROM operation ORDER BY number DESC LIMIT 1", as: (Int, Int, [UInt8]).self)
      var findings: [IntegrityReport.Finding] = []
      var rows = 0
      if version == Migrations.version {
        let store = OperationStore(database: database, schema: Migrations.recorded)
        let report = try IntegrityCheck(store, schemaScript: Migrations.script, searchIndexes: Migrations.searchIndexes).run(full: false)
        (findings, rows) = (report.findings, report.rows)
      }
      findings += try IntegrityCheck.fileFindings(database, thorough: true).filter { !findings.contains($0) }
      return CopyReport(
        school: try database.value("SELECT name FROM school", as: String.self) ?? "", schema: version, operations: last?.0 ?? 0,
        lastOperation: last.map { Instant(milliseconds: $0.1) },
        utcOffset: try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180, head: hex(last?.2 ?? []), rows: rows,
        findings: findings,
        isOlder: version < Migrations.version)
    }
  }

  /// What is wrong with the bodies of files beside a copy that was looked through.
  /// - Parameters:
  ///   - path: the copy as it was opened.
  ///   - original: where it lies, its files beside it.
  public static func fileFindings(copy path: String, besides original: String) throws -> [IntegrityReport.Finding] {
    try translating(path) {
      let database = try Database(path: path, mode: .readWrite)
      defer { database.close() }
      guard try checkedVersion(database, path) >= Migrations.firstWithFiles else { return [] }
      return try FileCheck.run(database, FileStore(besides: original)).findings
    }
  }

  /// Brings the bodies of files that a copy names beside the school it becomes.
  public static func bringFiles(copy path: String, besides original: String, to target: String) throws {
    try translating(path) {
      let database = try Database(path: path, mode: .readWrite)
      defer { database.close() }
      guard try checkedVersion(database, path) >= Migrations.firstWithFiles else { return }
      _ = try FileStore(besides: original).copy(try FileCheck.named(database), to: FileStore(besides: target))
    }
  }

  /// Ends what a copy lets in: sessions, codes and invitations, and without leave to keep them the tokens of programs. It is an
  /// operation of the copy, so that its record says when it became the school again.
  public static func endAccess(in path: String, keepingTokens: Bool, clock: Clock, command: String?) throws {
    try translating(path) {
      let database = try Database(path: path, mode: .readWrite)
      defer { database.close() }
      try configure(database)
      guard try checkedVersion(database, path) == Migrations.version else { return }
      try database.transaction {
        let now = clock.now().milliseconds
        let writer = try OperationWriter(database, Migrations.recorded)
        defer { writer.abandon() }
        try database.run("UPDATE session SET ended_at = ? WHERE ended_at IS NULL", now)
        try database.run("UPDATE confirmation SET used_at = ? WHERE used_at IS NULL", now)
        try database.run("UPDATE invitation SET used_at = ? WHERE used_at IS NULL", now)
        if !keepingTokens { try database.run("UPDATE service_token SET revoked_at = ? WHERE revoked_at IS NULL", now) }
        let header = OperationHeader(
          number: 0, at: clock.now(), clockSet: clock.isSet, actor: nil, role: nil, token: nil, kind: .security, command: command,
          note: nil, schema: Migrations.version, undoes: nil, redoes: nil, tally: Tally())
        _ = try writer.finish(header, evenIfEmpty: true)
      }
    }
  }

  /// Whom the school that stands has erased since a copy was made: in the copy they are there again.
  /// - Returns: their numbers with their names as the copy has them.
  public static func erasedSince(copy path: String, in standing: String) throws -> [(number: Int, name: String)] {
    try translating(standing) {
      guard access(standing, F_OK) == 0 else { return [] }
      let present = try Database(path: standing, mode: .readWrite)
      defer { present.close() }
      guard try present.value("PRAGMA application_id", as: Int.self) == Migrations.applicationID else { return [] }
      let copy = try Database(path: path, mode: .readWrite)
      defer { copy.close() }
      let last = try copy.value("SELECT max(number) FROM operation", as: Int?.self) ?? nil ?? 0
      let commands = try present.values(
        "SELECT command FROM operation WHERE kind = 'erasure' AND number > ? AND command IS NOT NULL ORDER BY number", last, as: String.self
      )
      return try commands.compactMap { command in
        guard let sign = command.lastIndex(of: "#"), let number = Int(command[command.index(after: sign)...]) else { return nil }
        let name = try copy.value("SELECT \(PersonName.sql(of: "person")) FROM person WHERE id = ?", number, as: String.self)
        return name.map { (number, $0) }
      }
    }
  }

  /// Puts a copy that was looked through in the place of a school's file.
  ///
  /// What stands there is kept beside it. The change is one rename: whoever comes in between finds the one or the other.
  /// - Parameters:
  ///   - fresh: the copy, in the folder of the target; it is moved.
  ///   - patience: seconds to wait for another writer.
  /// - Returns: where the file that stood there is now.
  public static func putInPlace(_ fresh: String, of target: String, patience: Int) throws -> String? {
    let lock = try WriterLock(path: target + ".lock", patience: patience)
    return try withExtendedLifetime(lock) {
      guard access(target, F_OK) == 0 else {
        guard rename(fresh, target) == 0 else { throw StorageFailure.system(path: target, errno: errno) }
        return nil
      }
      // The last one to close folds the write-ahead log in, so that the file is whole by itself.
      try? translating(target) {
        let database = try Database(path: target, mode: .readWrite)
        try database.script("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
      }
      let kept = (1...).lazy.map { "\(target).replaced-\($0)" }.first { access($0, F_OK) != 0 } ?? target + ".replaced"
      guard link(target, kept) == 0 else { throw StorageFailure.system(path: kept, errno: errno) }
      for suffix in ["-wal", "-shm"] { unlink(target + suffix) }
      guard rename(fresh, target) == 0 else { throw StorageFailure.system(path: target, errno: errno) }
      return kept
    }
  }
}
