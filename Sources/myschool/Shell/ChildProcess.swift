import Basics
import Glibc
import SchoolModel

/// Another program, started without a shell: `ssh` for a school elsewhere, the mailer for the outbox.
struct ChildProcess {
  private let words: [String]
  /// A file that takes its output; it appears whole, and only if the program succeeds.
  private let output: OutputFile?

  init(_ words: [String], output: OutputFile? = nil) {
    self.words = words
    self.output = output
  }

  enum Ended: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Runs the program to its end.
  /// - Parameter feed: writes its standard input; `nil` lets it have ours.
  func run(feeding feed: ((_ write: ([UInt8]) throws -> Void) throws -> Void)?) throws -> Ended {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var pipes: [Int32] = [-1, -1]
    if feed != nil {
      guard pipe(&pipes) == 0 else { throw ShellFailure.outputFailed(path: words[0], errno: errno) }
      // The child must not hold the writing end of its own input open.
      for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, pipes[0], 0)
    }
    if let output { posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let code = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
    if feed != nil { close(pipes[0]) }
    guard code == 0 else {
      if feed != nil { close(pipes[1]) }
      throw ShellFailure.outputFailed(path: words[0], errno: code)
    }
    // A program that ends early must not end us; what it says decides.
    let before = signal(SIGPIPE, SIG_IGN)
    if let feed {
      try? feed { bytes in try Self.write(bytes, to: pipes[1]) }
      close(pipes[1])
    }
    signal(SIGPIPE, before)
    let ended = Self.wait(for: child)
    if ended == .exit(0) { try output?.finish() } else { output?.abandon() }
    return ended
  }

  private static func wait(for child: pid_t) -> Ended {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ShellFailure.outputFailed(path: nil, errno: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
