import Basics
import Glibc
import Record
import SQLite

/// The bodies of files that belong to a school, beside its database under their SHA-256: `school.db.files/ab/abcdef…`.
///
/// A body is written and synced before the operation that names it is committed, so that no row names what is not there; a crash
/// leaves at worst a body that nothing names. It is never written again, and its owner alone can read it.
package struct FileStore {
  package let folder: String

  package init(besides path: String) { folder = path + ".files" }

  /// A body on its way in.
  package struct Staged {
    package let hash: String
    package let bytes: Int
    /// Where it lies until then.
    package let path: String
  }

  package func path(_ hash: String) -> String { "\(folder)/\(hash.prefix(2))/\(hash)" }

  /// Takes in a body piece by piece, beside its place; it is nothing yet before `settle`.
  /// - Parameter next: the next piece, empty at the end.
  /// - Returns: `nil` when it has more than `limit` bytes.
  package func stage(limit: Int, _ next: () throws -> [UInt8]) throws -> Staged? {
    try makeFolder(folder)
    sweep()
    let path = "\(folder)/.staged-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o400)
    guard descriptor >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    defer { close(descriptor) }
    var hash = SHA256()
    var count = 0
    do {
      while case let piece = try next(), !piece.isEmpty {
        count += piece.count
        if count > limit {
          unlink(path)
          return nil
        }
        hash.update(piece)
        try write(piece, to: descriptor)
      }
      guard fsync(descriptor) == 0 else { throw StorageFailure.system(path: path, errno: errno) }
    } catch {
      unlink(path)
      throw error
    }
    return Staged(hash: hex(hash.finalize()), bytes: count, path: path)
  }

  /// Puts a body in its place, to be called before the operation is committed that names it.
  package func settle(_ staged: Staged) throws {
    let place = path(staged.hash)
    try makeFolder(School.parent(of: place))
    if access(place, F_OK) == 0 {
      unlink(staged.path)
      return
    }
    guard rename(staged.path, place) == 0 else { throw StorageFailure.system(path: place, errno: errno) }
    try Self.sync(School.parent(of: place))
    try Self.sync(folder)
  }

  package func discard(_ staged: Staged) { unlink(staged.path) }

  /// A body that is no larger than fits in memory; `nil` where it is gone.
  package func bytes(_ hash: String) -> [UInt8]? {
    let descriptor = open(path(hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { all += buffer[..<count] }
    return all
  }

  /// The hash of what lies there now; `nil` when nothing does.
  package func rehash(_ hash: String) throws -> String? {
    let descriptor = open(path(hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var sum = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw StorageFailure.system(path: path(hash), errno: errno) }
      if count == 0 { return hex(sum.finalize()) }
      sum.update(Array(buffer[..<count]))
    }
  }

  /// Takes out bodies that lie there since before some time.
  package func remove(_ hashes: some Sequence<String>, olderThan limit: Instant) {
    for hash in hashes {
      var info = stat()
      guard stat(path(hash), &info) == 0, info.st_mtim.tv_sec < limit.milliseconds / 1000 else { continue }
      unlink(path(hash))
    }
  }

  /// The hashes of all bodies that lie there.
  package func hashes() -> [String] {
    Self.names(folder).flatMap { part in part.count == 2 ? Self.names("\(folder)/\(part)") : [] }.filter { $0.count == 64 }.sorted()
  }

  /// Copies bodies beside another file of the school, those that are there already left alone.
  /// - Returns: the hashes of bodies that are not here.
  package func copy(_ hashes: [String], to other: FileStore) throws -> [String] {
    var missing: [String] = []
    for hash in hashes where access(other.path(hash), F_OK) != 0 {
      let descriptor = open(path(hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else {
        missing.append(hash)
        continue
      }
      defer { close(descriptor) }
      let staged = try other.stage(limit: .max) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw StorageFailure.system(path: path(hash), errno: errno) }
        return Array(buffer[..<count])
      }
      guard let staged, staged.hash == hash else {
        if let staged { other.discard(staged) }
        missing.append(hash)
        continue
      }
      try other.settle(staged)
    }
    return missing
  }

  private func write(_ piece: [UInt8], to descriptor: Int32) throws {
    var done = 0
    while done < piece.count {
      let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, piece.count - done) }  // not empty
      guard count > 0 else { throw errno == ENOSPC ? StorageFailure.full(path: folder) : StorageFailure.system(path: folder, errno: errno) }
      done += count
    }
  }

  private func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw StorageFailure.system(path: path, errno: errno)
  }

  /// What dead processes left half-way.
  private func sweep() {
    for name in Self.names(folder, hidden: true) where name.hasPrefix(".staged-") {
      guard let process = name.split(separator: "-").dropFirst().first.flatMap({ Int32($0) }), kill(process, 0) != 0, errno == ESRCH else {
        continue
      }
      unlink("\(folder)/\(name)")
    }
  }

  private static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StorageFailure.system(path: path, errno: errno) }
  }

  private static func names(_ path: String, hidden: Bool = false) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if hidden || !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}

extension School {
  /// The bodies of files beside this school.
  package var files: FileStore { FileStore(besides: path) }
}

/// Holds the bodies of files against what the school names.
package enum FileCheck {
  /// The hashes that a school names, those of undone operations too.
  package static func named(_ database: Database) throws -> [String] {
    try database.values(
      """
      SELECT hash FROM library_file UNION SELECT f.hash FROM message_file f JOIN message m ON m.id = f.message_id
      WHERE m.deleted_at IS NULL ORDER BY hash
      """, as: String.self)
  }

  /// Which bodies are gone or altered, and how many nothing names.
  package static func run(_ database: Database, _ files: FileStore) throws -> (findings: [IntegrityReport.Finding], unnamed: Int) {
    let named = try named(database)
    var findings: [IntegrityReport.Finding] = []
    for hash in named {
      let found = try files.rehash(hash)
      guard found != hash else { continue }
      let item = try database.value(
        """
        SELECT '№' || id || ' ' || title FROM library_item WHERE file_hash = ?1
        UNION ALL SELECT '№' || item_id || ' ' || title FROM library_version WHERE file_hash = ?1
        UNION ALL SELECT '№' || z.id || ' ' || z.title FROM quiz_file f JOIN quiz_question u ON u.id = f.question_id
          JOIN quiz z ON z.id = u.quiz_id WHERE f.file_hash = ?1
        UNION ALL SELECT '№' || message_id || ' ' || name FROM message_file WHERE hash = ?1 LIMIT 1
        """, hash, as: String.self)
      findings.append(found == nil ? .bodyMissing(hash: hash, of: item ?? "—") : .bodyAltered(hash: hash, of: item ?? "—"))
    }
    return (findings, Set(files.hashes()).subtracting(named).count)
  }
}
