import Glibc

/// Keeps one attempt to one process: a byte of the lock file beside the school, which the kernel lets go of however the process ends.
public final class SittingLock {
  private let descriptor: Int32
  /// Beyond all that other locks of the file mean.
  private static let first = 1 << 40
  /// `F_OFD_SETLK` of Linux, which Swift's Glibc leaves out.
  private static let setLock: Int32 = 37

  /// - Returns: `nil` where another process has it.
  init?(path: String, sitting: Int) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    var wanted = flock()
    wanted.l_type = Int16(F_WRLCK)
    wanted.l_whence = Int16(SEEK_SET)
    wanted.l_start = Self.first + sitting
    wanted.l_len = 1
    guard fcntl(descriptor, Self.setLock, &wanted) == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }
}
