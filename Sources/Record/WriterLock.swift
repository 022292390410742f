import Basics
import Glibc

/// The queue of writers: an exclusive lock on a file beside the database. A writer that waits in the kernel's
/// queue gets its turn at once where SQLite's own retries took up to 1.1 s (operations.md, section 6).
/// The kernel drops the lock of a process that dies.
package final class WriterLock {
  private let descriptor: Int32

  /// - Parameter patience: seconds to wait for the writer before us.
  /// - Throws: `StorageFailure.busy` when the wait was too long, naming the holder.
  package init(path: String, patience: Int) throws {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    descriptor = opened
    if flock(opened, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw StorageFailure.system(path: path, errno: errno) }
      let holder = Self.holder(opened)
      switch LockWait.wait(opened, seconds: patience) {
      case .locked: break
      case .timeIsUp: throw StorageFailure.busy(holder: holder)
      case .failed(let error): throw StorageFailure.system(path: path, errno: error)
      }
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

/// Waits for a lock in the line that the kernel keeps: who came first writes first, and the next one goes on at once.
///
/// `flock` itself knows no time limit, so a thread of its own waits in it; when the time is up the file is closed under it, and
/// what it may still get is let go with its last hold of the file.
private enum LockWait {
  enum Outcome {
    case locked, timeIsUp
    case failed(Int32)
  }

  private struct State {
    let done: UnsafeMutablePointer<sem_t>
    let descriptor: Int32
    var error: Int32 = 0
  }

  static func wait(_ descriptor: Int32, seconds: Int) -> Outcome {
    guard seconds > 0 else { return .timeIsUp }
    let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State(done: done, descriptor: descriptor))
    sem_init(done, 0, 0)
    guard start(state) else { return .failed(EAGAIN) }
    let end = clock(CLOCK_MONOTONIC).tv_sec + seconds
    // The semaphore looks at a clock that may be set, so it is asked a second at a time.
    repeat {
      // The thread goes on using both: they are freed by nobody.
      guard clock(CLOCK_MONOTONIC).tv_sec < end else { return .timeIsUp }
      var second = clock(CLOCK_REALTIME)
      second.tv_sec += 1
      if sem_timedwait(done, &second) == 0 { break }
    } while true
    defer {
      state.deallocate()
      done.deallocate()
    }
    return state.pointee.error == 0 ? .locked : .failed(state.pointee.error)
  }

  private static func clock(_ which: clockid_t) -> timespec {
    var now = timespec()
    clock_gettime(which, &now)
    return now
  }

  /// Starts the thread, in which no signal is handled: a `flock` that was broken off would be called again on a file that may
  /// be another one by then.
  private static func start(_ state: UnsafeMutablePointer<State>) -> Bool {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { raw in
        // The pointer is the one handed over below.
        let state = raw!.assumingMemoryBound(to: State.self)
        if flock(state.pointee.descriptor, LOCK_EX) != 0 { state.pointee.error = errno }
        sem_post(state.pointee.done)
        return nil
      }, state)
    return code == 0
  }
}
