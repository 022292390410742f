import Arguments
import Basics
import Glibc
import SchoolModel
import SchoolSheets
import Tabular

/// Runs the program as a process: bytes of the command line in, exit code out.
func runProcess() -> Int32 {
  School.prepareProcess()
  _ = OutputFile.umaskOfProcess
  // A file size limit is then a failed write with an answer, not a sudden death.
  signal(SIGXFSZ, SIG_IGN)
  // A parent with many threads may hand on a mask of its own; Ctrl-C and a closed pipe must reach us all the same.
  var none = sigset_t()
  sigemptyset(&none)
  sigprocmask(SIG_SETMASK, &none, nil)
  var arguments: [String] = []
  let console = Console.ofProcess()
  for index in 1..<max(1, Int(CommandLine.argc)) {
    guard let start = CommandLine.unsafeArgv[index] else { break }
    // CommandLine.arguments repairs bad bytes without a word; a name so repaired would match nobody, or somebody else.
    guard let text = String(validatingCString: start) else {
      return Program(console).complain(UsageError.notUTF8(position: index), nil)
    }
    arguments.append(text)
  }
  return Program(console).run(arguments)
}

/// One run of the program on a console.
struct Program {
  private let console: Console
  private let root = Tree.root

  init(_ console: Console) { self.console = console }

  func run(_ arguments: [String]) -> Int32 {
    if arguments.first == "__complete" { return Completer(console).run(arguments) }
    do throws(Parser<Session, Answer>.Failure) {
      switch try Parser(root, environment: console.environment).parse(arguments) {
      case .version: return finish(Session(console, arguments, Call.empty)) { _ in .text("myschool \(Tree.version)\n") }
      case .help(let path, let short, let call):
        return finish(Session(console, arguments, call)) { session in
          .text(Help(program: "myschool", language: session.language, width: console.width).text(path, short: short))
        }
      case .run(let command, let call):
        let days = call.values(of: command, kinds: [ValueKind.span.name, ValueKind.day.name])
        let session = Session(console, arguments, call, secrets: call.secrets(of: command), days: days)
        guard let run = command.run else { return 0 }
        defer { session.close() }
        if let remote = try? Remote(session, command) { return remote.run(arguments) }
        return finish(session) { session in
          try GateSeat.check(session)
          if !command.makesOutput { try session.openOutput() }
          var answer = try run(call, session)
          answer.title = answer.title ?? ListTitle.of(call.path) ?? command.summary
          assert(
            session.asked.isEmpty || command.needs.isEmpty || command.needs.contains(where: session.asked.contains),
            "\(call.path): \(session.asked)")
          return answer
        }
      }
    } catch {
      let usage = Help<Session, Answer>(program: "myschool", language: console.language, width: console.width).usage(error.path)
      return complain(error.error, usage)
    }
  }

  private func finish(_ session: Session, _ body: (Session) throws -> Answer) -> Int32 {
    var answer = Answer.nothing
    do {
      answer = try body(session)
      let code = try session.deliver(answer)
      try answer.afterShown?()
      return code
    } catch let error as ByteOutput.Failed where error.errno == EPIPE {
      try? answer.takeBack?()
      // The reader has enough. Dying of the signal itself tells a shell loop to stop too.
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
      return 141
    } catch {
      var complaint = Complaint(error)
      if complaint.exit == .inputOutput { explain(&complaint, answer, session) }
      if complaint.exit == .done, session.call[Everywhere.quiet] { return 0 }
      tell(complaint, json: session.format == .json || session.format == .ndjson, session.language)
      return complaint.exit.rawValue
    }
  }

  /// Says what became of an act whose output could not be written.
  private func explain(_ complaint: inout Complaint, _ answer: Answer, _ session: Session) {
    if let takeBack = answer.takeBack {
      let isTakenBack = (try? takeBack()) != nil
      complaint.cause =
        isTakenBack
        ? Text(en: "what could not be shown was taken back: nothing has changed", ru: "показать не удалось, поэтому сделанное отменено")
        : complaint.cause
    } else if let operation = session.committed {
      complaint.cause = Text(
        en: "operation \(operation) was written all the same: myschool log show \(operation)",
        ru: "действие \(operation) всё же записано: myschool log show \(operation)")
    }
  }

  private func tell(_ complaint: Complaint, json: Bool, _ language: Language) {
    func clean(_ text: Text) -> String { DisplayText.clean(text[language], keepingLines: true) }
    if json {
      let details = complaint.lines.map { JSONText.quoted($0[language]) }.joined(separator: ",")
      console.say(
        "{\"error\":\"\(complaint.key)\",\"exit\":\(complaint.exit.rawValue),\"message\":\(JSONText.quoted(complaint.message[language])),"
          + "\"hint\":\(complaint.hint.map { JSONText.quoted($0[language]) } ?? "null"),\"details\":[\(details)]}\n")
      return
    }
    for line in complaint.lines { console.say(clean(line) + "\n") }
    console.say("myschool: \(clean(complaint.message))\n")
    if let cause = complaint.cause { console.say(Text(en: "cause: ", ru: "причина: ")[language] + clean(cause) + "\n") }
    if let hint = complaint.hint { console.say(Text(en: "hint: ", ru: "подсказка: ")[language] + clean(hint) + "\n") }
  }

  func complain(_ error: UsageError, _ usage: String?) -> Int32 {
    let language = console.language
    console.say("myschool: \(DisplayText.clean(error.message[language]))\n")
    if let usage { console.say(Text(en: "usage: ", ru: "как набирать: ")[language] + usage + "\n") }
    return ExitCode.usage.rawValue
  }
}
