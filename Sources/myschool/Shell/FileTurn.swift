import Glibc

/// The turn at a file that is read: one process at a time, given up when it ends, however it ends.
final class FileTurn {
  private let descriptor: Int32

  /// - Returns: `nil` while another process has it, or where the file cannot be opened.
  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }
}
