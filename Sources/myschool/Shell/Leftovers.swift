import Basics
import Glibc
import Synchronization

/// Unfinished files and folders: none stays behind. Ctrl-C and its like remove them; what a killed process left is swept by the
/// next run that writes in the same folder.
enum Leftovers {
  /// What the signal handler may touch: a table of a fixed size, made once.
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let made = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    made.initialize(repeating: nil, count: capacity)
    return made
  }()
  private static let capacity = 4096
  private static let next = Mutex(0)

  private static let prefix = ".myschool-"
  private static let suffix = ".new"

  /// A name for something unfinished in a folder, unlike any other.
  static func freshPath(in folder: String) -> String {
    let number = next.withLock { next in
      next += 1
      return next
    }
    return "\(folder)/\(prefix)\(getpid())-\(number)\(suffix)"
  }

  /// From now until `forget` it is removed when a signal ends the process.
  static func remember(_ path: String) {
    next.withLock { _ in
      watchSignals()
      if let free = (0..<capacity).first(where: { slots[$0] == nil }) { slots[free] = strdup(path) }
    }
  }

  static func forget(_ path: String) {
    next.withLock { _ in
      for place in 0..<capacity {
        guard let known = slots[place], strcmp(known, path) == 0 else { continue }
        slots[place] = nil
        free(known)
        return
      }
    }
  }

  nonisolated(unsafe) private static var isWatching = false

  private static func watchSignals() {
    guard !isWatching else { return }
    isWatching = true
    _ = slots
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // Who runs us with a signal ignored, as nohup does, wants it ignored.
      let before = signal(number) { number in
        for place in stride(from: Leftovers.capacity - 1, through: 0, by: -1) {
          guard let path = Leftovers.slots[place] else { continue }
          if unlink(path) != 0 { rmdir(path) }
        }
        signal(number, SIG_DFL)
        raise(number)
      }
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
  }

  /// Removes what processes that are no more left unfinished in a folder.
  static func sweep(_ folder: String) {
    for name in names(in: folder) where name.hasPrefix(prefix) {
      let digits = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(digits), process != getpid(), kill(process, 0) != 0, errno == ESRCH else { continue }
      remove("\(folder)/\(name)")
    }
  }

  /// Removes a file, or a folder with all that is in it.
  static func remove(_ path: String) {
    guard unlink(path) != 0 else { return }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
