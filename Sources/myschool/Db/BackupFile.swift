import Basics
import Glibc
import Record
import SchoolModel

/// A copy that appears whole or not at all, readable by its owner alone.
struct BackupFile {
  private let session: Session
  private let name: String

  init(_ session: Session, _ name: String) {
    self.session = session
    self.name = name
  }

  /// - Returns: how many files of the library the copy lacks.
  func write() throws -> Int {
    let path = OutputFile.followed(session.console.path(name))
    guard access(path, F_OK) != 0 else { throw StorageFailure.copyThere(path: name) }
    let folder = School.folder(of: path)
    Leftovers.sweep(folder)
    let fresh = Leftovers.freshPath(in: folder)
    let made = ["", "-journal", "-wal", "-shm"].map { fresh + $0 }
    made.forEach(Leftovers.remember)
    defer {
      made.forEach { unlink($0) }
      made.forEach(Leftovers.forget)
    }
    let descriptor = open(fresh, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    close(descriptor)
    try session.owned().record.backup(to: fresh)
    let lacking = try session.owned().record.copyFiles(besides: path)
    guard rename(fresh, path) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    return lacking
  }
}
