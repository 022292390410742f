import Basics
import Glibc

/// The queue of writers: an exclusive lock on a file beside the database. A writer that waits in the kernel's
/// queue gets its turn within 22 ms where SQLite's own retries took up to 1.1 s (operations.md, section 6).
/// The kernel drops the lock of a process that dies.
package final class WriterLock {
  private let descriptor: Int32

  /// - Parameter patience: seconds to wait for the writer before us.
  /// - Throws: `StorageFailure.busy` when the wait was too long, naming the holder.
  package init(path: String, patience: Int) throws {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    descriptor = opened
    var waited = 0
    while flock(opened, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw StorageFailure.system(path: path, errno: errno) }
      guard waited < patience * 1000 else { throw StorageFailure.busy(holder: Self.holder(opened)) }
      // Uneven pauses, so that two waiting writers do not keep meeting.
      let pause = Int.random(in: 1...6)
      usleep(UInt32(pause * 1000))
      waited += pause
    }
    let name = "\(getpid())\n"
    ftruncate(opened, 0)
    _ = name.withCString { pwrite(opened, $0, strlen($0), 0) }
  }

  deinit { close(descriptor) }

  /// The process that holds the lock, as it wrote it down.
  private static func holder(_ descriptor: Int32) -> Int? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    return Int(String(decoding: buffer.prefix(count).prefix { $0 != 10 }, as: UTF8.self))
  }
}
