import Arguments
import Basics
import Glibc
import SchoolModel

/// A school on another machine: the arguments and streams go there through `ssh`, and its exit code comes back.
struct Remote {
  private let session: Session
  private let command: Command
  private let host: String

  /// Commands about this machine, or that need no school.
  private static let stayHere: Set<String> = ["config", "help", "gate", "demo", "init", "__generate"]

  /// - Returns: `nil` when the school is here: no `remote` is set, or a file is named.
  init?(_ session: Session, _ command: Command) throws {
    let console = session.console
    guard console.gate == nil, !session.call.has(Everywhere.database), let first = session.call.path.first, !Self.stayHere.contains(first),
      let host = console.variable("MYSCHOOL_REMOTE") ?? Configuration(console).value("remote")
    else { return nil }
    self.session = session
    self.command = command
    self.host = host
  }

  func run(_ arguments: [String]) -> Int32 {
    do { return try forward(arguments) } catch {
      let complaint = Complaint(error)
      session.console.say("myschool: \(complaint.message[session.language])\n")
      return complaint.exit.rawValue
    }
  }

  private func forward(_ arguments: [String]) throws -> Int32 {
    let console = session.console
    let files = session.call.files(of: command)
    let target = session.call[Everywhere.output].flatMap { $0 == "-" ? nil : $0 }
    // Standard input is taken only where the command reads it: a loop around it keeps its own.
    let readsInput = arguments.contains { $0 == "-" || $0.hasSuffix("-stdin") }
    let isDialogue = console.inputIsTerminal && console.outputIsTerminal && files.isEmpty && target == nil
    var line: [String] = ["MYSCHOOL_LANG=\(session.language == .ru ? "ru" : "en")"]
    if console.outputIsTerminal { line.append("COLUMNS=\(console.width)") }
    for name in ["MYSCHOOL_ROLE", "MYSCHOOL_NO_INPUT", "NO_COLOR"] {
      if let value = console.variable(name) { line.append("\(name)=\(value)") }
    }
    // Of a table of a document the whole file travels, and once.
    let contents = try Set(files.map { session.parted($0).file }).sorted().map { name in (name, try session.wholeBytes(name)) }
    if !contents.isEmpty { line.append("MYSCHOOL_FILES=\(contents.count)") }
    if target != nil { line.append("MYSCHOOL_OUTPUT=1") }
    let remoteLine = line.map(Self.quotedAssignment).joined(separator: " ") + " " + ShellWords.joined(["myschool"] + arguments)
    var ssh = ["ssh", isDialogue ? "-t" : "-T"]
    if !readsInput, files.isEmpty, !isDialogue { ssh.append("-n") }
    ssh += ["--", host, remoteLine]
    let feeds = readsInput || !contents.isEmpty
    let output = try target.map { try OutputFile(path: console.path($0), name: $0) }
    let ended = try ChildProcess(ssh, output: output).run(
      feeding: !feeds
        ? nil
        : { write in
          for (name, bytes) in contents {
            try write(Array("\(bytes.count) \(name)\n".utf8))
            try write(bytes)
          }
          if readsInput { try Self.copy(console.input, write) }
        })
    switch ended {
    case .exit(255): throw GateFailure.remoteFailed(host)
    case .exit(let code): return code
    case .signal(let number):
      signal(number, SIG_DFL)
      raise(number)
      return 128 + number
    }
  }

  private static func quotedAssignment(_ text: String) -> String {
    guard let equals = text.firstIndex(of: "=") else { return text }
    return text[...equals] + ShellWords.joined([String(text[text.index(after: equals)...])])
  }

  private static func copy(_ input: Int32, _ write: ([UInt8]) throws -> Void) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      try write(Array(buffer.prefix(count)))
    }
  }
}
