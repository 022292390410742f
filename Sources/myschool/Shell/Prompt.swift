import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

/// The terminal as it was before echo was turned off, for the signal handler.
nonisolated(unsafe) private var savedTerminal = termios()

extension Session {
  static let passwordOption = Option.flag(
    "password-stdin", Text(en: "Read the password from standard input, one line", ru: "Прочитать пароль со стандартного ввода, одна строка")
  )

  /// A password from standard input or, without echo, from the terminal; never from the command line.
  func password(twice: Bool) throws -> String {
    if call[Self.passwordOption] {
      guard let line = readLine(), !line.isEmpty else { throw ShellFailure.noPasswordOnInput }
      return line
    }
    guard canAsk else { throw ShellFailure.passwordNeeded }
    let first = try askSecretly(Text(en: "Password: ", ru: "Пароль: "))
    if twice, try askSecretly(Text(en: "Once more: ", ru: "Ещё раз: ")) != first { throw ShellFailure.passwordsDiffer }
    return first
  }

  /// A second secret: the next line of standard input after `--password-stdin`, else asked for; `nil` when there is none.
  func anotherSecret(_ question: Text, silently: Bool = true) throws -> String? {
    if call[Self.passwordOption] { return readLine().flatMap { $0.isEmpty ? nil : $0 } }
    guard canAsk else { return nil }
    if silently { return try askSecretly(question) }
    console.say(question[language])
    return readLine()
  }

  /// One line of standard input without its end; `nil` at the end of the input.
  /// - Parameter limit: bytes of it that are taken at most.
  func readLine(limit: Int = 4096) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(console.input, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == 10 { break }
      bytes.append(byte)
      if bytes.count > limit { break }
    }
    if bytes.last == 13 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Asks for yes or no; no is the answer to anything else.
  /// - Parameter assumed: the answer was given on the command line.
  /// - Throws: `ShellFailure.answerNeeded` where nobody can be asked.
  func confirm(_ question: Text, assumed: Bool) throws -> Bool {
    if assumed { return true }
    guard canAsk else { throw ShellFailure.answerNeeded }
    return confirm(question)
  }

  func confirm(_ question: Text) -> Bool {
    console.say(question[language] + Text(en: " [y/N] ", ru: " [д/Н] ")[language])
    let answer = (readLine() ?? "").lowercased()
    return ["y", "yes", "д", "да"].contains(answer)
  }

  func askSecretly(_ question: Text) throws -> String {
    console.say(question[language])
    guard tcgetattr(console.input, &savedTerminal) == 0 else { throw ShellFailure.passwordNeeded }
    var silent = savedTerminal
    silent.c_lflag &= ~tcflag_t(ECHO)
    let signals = [SIGINT, SIGTERM, SIGHUP, SIGTSTP]
    // Whatever ends or stops the program here, the terminal gets its echo back first.
    for number in signals {
      signal(number) { number in
        tcsetattr(0, TCSANOW, &savedTerminal)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    tcsetattr(console.input, TCSAFLUSH, &silent)
    defer {
      tcsetattr(console.input, TCSAFLUSH, &savedTerminal)
      for number in signals { signal(number, SIG_DFL) }
      console.say("\n")
    }
    guard let line = readLine(), !line.isEmpty else { throw ShellFailure.noPasswordOnInput }
    return line
  }
}
