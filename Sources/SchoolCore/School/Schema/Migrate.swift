import Basics
import Glibc
import Record
import SQLite

/// What a migration did.
public struct Migrated: Sendable {
  public let from: Int
  public let to: Int
  /// The copy that was made before; `nil` when there was nothing to do.
  public let backup: String?
}

extension School {
  /// Brings the file of an older program up to this one's schema: a copy beside it first, then all steps in one transaction.
  ///
  /// For the owner of the file, without a sign-in. A file that is up to date stays as it is.
  /// - Throws: `StorageFailure` when the file is no school, newer than this program, or cannot be copied.
  public static func migrate(at path: String, clock: Clock, command: String?) throws -> Migrated {
    guard access(path, F_OK) == 0 else { throw StorageFailure.noDatabase(path: path) }
    try checkPrivacy(path)
    return try translating(path) {
      let lock = try WriterLock(path: path + ".lock", patience: 30)
      return try withExtendedLifetime(lock) {
        let database = try Database(path: path, mode: .readWrite)
        defer { database.close() }
        try configure(database)
        let version = try checkedVersion(database, path)
        guard version < Migrations.version else { return Migrated(from: version, to: version, backup: nil) }
        let backup = try copyBeforeMigration(database, path, version)
        try database.transaction {
          for step in Migrations.all[version...] { try database.script(step) }
          try SearchTokens.learn(database)
          try database.script("PRAGMA user_version = \(Migrations.version)")
          if version < 7 { try EvidenceWatch.begin(database, Migrations.recorded) }
          let writer = try OperationWriter(database, Migrations.recorded)
          defer { writer.abandon() }
          for (step, sql) in Migrations.recordedSteps.sorted(by: { $0.key < $1.key }) where step > version { try database.script(sql) }
          if version < 11 { try MessageTexts.moveOver(database, writer, .system) }
          let header = OperationHeader(
            number: 0, at: clock.now(), clockSet: clock.isSet, actor: nil, role: nil, token: nil, kind: .migration, command: command,
            note: nil, schema: Migrations.version, undoes: nil, redoes: nil, tally: Tally())
          _ = try writer.finish(header, evenIfEmpty: true)
        }
        return Migrated(from: version, to: Migrations.version, backup: backup)
      }
    }
  }

  /// The schema of a file that is known to be a school, not newer than this program.
  package static func checkedVersion(_ database: Database, _ path: String) throws -> Int {
    let application = try database.value("PRAGMA application_id", as: Int.self) ?? 0
    guard application == Migrations.applicationID else { throw StorageFailure.notASchool(path: path) }
    let version = try database.value("PRAGMA user_version", as: Int.self) ?? 0
    guard version > 0 else { throw StorageFailure.damaged(path: path, message: "user_version = \(version)") }
    guard version <= Migrations.version else { throw StorageFailure.newer(path: path, version: version, known: Migrations.version) }
    return version
  }

  private static func copyBeforeMigration(_ database: Database, _ path: String, _ version: Int) throws -> String {
    let target = "\(path).schema-\(version)"
    unlink(target)
    let descriptor = open(target, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageFailure.system(path: target, errno: errno) }
    Glibc.close(descriptor)
    let copy = try Database(path: target, mode: .readWrite)
    try database.backup(to: copy)
    copy.close()
    return target
  }
}
