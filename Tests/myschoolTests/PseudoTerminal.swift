import Foundation
import Glibc

/// The built binary with a terminal of its own.
final class PseudoTerminal {
  struct Trouble: Error { let text: String }

  private let main: Int32
  private let process: pid_t
  /// Comes to its end when the process does: nothing is ever written to it.
  private let life: Int32
  private(set) var screen = ""
  private var bytes: [UInt8] = []
  private var isClosed = false

  init(_ installed: Installed, _ arguments: [String], rows: UInt16 = 24, columns: UInt16 = 80, environment: [String: String] = [:]) throws {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // TIOCSPTLCK and TIOCGPTN: glibc hides the functions that do this from Swift.
    var (unlocked, number): (Int32, UInt32) = (0, 0)
    guard main >= 0, ioctl(main, 0x4004_5431, &unlocked) == 0, ioctl(main, 0x8004_5430, &number) == 0 else {
      throw Trouble(text: "no terminal: \(errno)")
    }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // The first terminal a process without one opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw Trouble(text: "no sockets: \(errno)")
    }
    life = ends[0]
    posix_spawn_file_actions_adddup2(&actions, ends[1], 9)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(0x80))  // POSIX_SPAWN_SETSID, whose name Swift does not see
    var variables = installed.process([]).environment ?? [:]
    variables["MYSCHOOL_LANG"] = "ru"
    variables["TERM"] = "xterm"
    variables["LESS"] = "FRX"
    variables.merge(environment) { $1 }
    var child: pid_t = 0
    let argv = ([Installed.binary] + arguments).map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let result = posix_spawn(&child, Installed.binary, &actions, &attributes, argv, envp)
    for pointer in argv + envp { free(pointer) }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends[1])
    guard result == 0 else { throw Trouble(text: "not started: \(result)") }
    process = child
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(life)
    if !isClosed { close(main) }
  }

  /// Types keys as they are sent by a terminal.
  func type(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads until what came since the last wait holds a text.
  func wait(for text: String) throws {
    for _ in 0..<600 {
      if let found = screen.range(of: text) {
        screen = String(screen[found.upperBound...])
        return
      }
      guard try more() else { break }
    }
    throw Trouble(text: "«\(text)» never came, but: \(screen.suffix(1500))")
  }

  /// Waits for a tenth of a second at most; `false` when the terminal is closed.
  private func more() throws -> Bool {
    var waiting = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 100) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(main, &buffer, buffer.count)
    guard count > 0 else { return false }
    bytes += buffer.prefix(count)
    // A character may come in two pieces.
    var whole = bytes.count
    while whole > 0, whole > bytes.count - 4, String(validating: bytes[..<whole], as: UTF8.self) == nil { whole -= 1 }
    screen += String(decoding: bytes[..<whole], as: UTF8.self)
    bytes.removeFirst(whole)
    return true
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// Whether the process is stopped, waiting for a while that it be so.
  func isStopped() throws -> Bool {
    for _ in 0..<100 {
      var status: Int32 = 0
      if waitpid(process, &status, WUNTRACED | WNOHANG) == process { return status & 0xff == 0x7f }
      _ = try more()
    }
    return false
  }

  /// The terminal goes away.
  func hangUp() {
    isClosed = true
    close(main)
  }

  /// Waits for the end.
  /// - Returns: the code, or the number of the signal below zero.
  func end() throws -> Int32 {
    for _ in 0..<600 {
      var waiting = [pollfd(fd: life, events: 0, revents: 0), pollfd(fd: isClosed ? -1 : main, events: Int16(POLLIN), revents: 0)]
      _ = poll(&waiting, 2, 100)
      if waiting[1].revents & Int16(POLLIN) != 0 { _ = try more() }
      guard waiting[0].revents != 0 else { continue }
      var status: Int32 = 0
      waitpid(process, &status, 0)
      while !isClosed, waiting[1].revents & Int16(POLLIN) != 0, try more() { _ = poll(&waiting, 2, 0) }
      return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
    }
    throw Trouble(text: "still running: \(screen.suffix(1500))")
  }

  /// Whether the terminal echoes and gives whole lines, as a shell wants it.
  var isAsBefore: Bool {
    var state = termios()
    guard tcgetattr(main, &state) == 0 else { return false }
    return state.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
  }
}
