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

  func write() throws {
    let path = session.console.path(name)
    guard access(path, F_OK) != 0 else { throw StorageFailure.copyThere(path: name) }
    let fresh = path + ".\(getpid()).new"
    let descriptor = open(fresh, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    close(descriptor)
    do {
      try session.owned().record.backup(to: fresh)
      guard rename(fresh, path) == 0 else { throw ShellFailure.outputFailed(path: name, errno: errno) }
    } catch {
      unlink(fresh)
      throw error
    }
  }
}
