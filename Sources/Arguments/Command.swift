import Basics

/// What the commands of a program run in, and what they share.
public protocol CommandContext {
  /// What who runs a command must be allowed to do.
  associatedtype Need: Sendable
  /// The options of every command that writes.
  static var writingOptions: [OptionSpec] { get }
  /// Who is allowed one of these, in words.
  static func allowed(_ needs: [Need]) -> Text?
}

/// One command: everything that help, manual, completion and the parser know of it, and what it does.
public struct Command<Context: CommandContext, Result>: Sendable {
  public let name: String
  public let summary: Text
  public let discussion: Text?
  /// What who runs it must be allowed to do; of several, which one depends on what is asked.
  public let needs: [Context.Need]
  /// Whether it records an operation: it then takes the options of all commands that write.
  public let writes: Bool
  public let operands: [OperandSpec]
  public let options: [OptionSpec]
  public let examples: [Example]
  public let sections: [HelpSection]
  public let isHidden: Bool
  /// For who sits at the machine that holds the school: not to be run from elsewhere.
  public let isLocal: Bool
  /// It makes what `-o` names itself: a folder, or a copy of the school.
  public let makesOutput: Bool
  /// Verbs are built only when somebody asks: building all of them costs every start a third of a millisecond.
  public let children: @Sendable () -> [Command]
  /// The same commands under the titles that help shows them by.
  public let groups: (@Sendable () -> [CommandGroup<Context, Result>])?
  public let run: (@Sendable (Call, Context) throws -> Result)?

  /// A verb.
  public init(
    _ name: String, _ summary: Text, discussion: Text? = nil, needs: [Context.Need] = [], writes: Bool = false,
    operands: [OperandSpec] = [], options: [OptionSpec] = [], examples: [Example] = [], sections: [HelpSection] = [],
    hidden: Bool = false, local: Bool = false, makesOutput: Bool = false, run: @escaping @Sendable (Call, Context) throws -> Result
  ) {
    self.init(
      name, summary, discussion: discussion, needs: needs, writes: writes, operands: operands, options: options, examples: examples,
      sections: sections, hidden: hidden, local: local, makesOutput: makesOutput, children: { [] }, run: run)
  }

  /// A noun; with `run` it does something alone, too.
  public init(
    _ name: String, _ summary: Text, discussion: Text? = nil, needs: [Context.Need] = [], writes: Bool = false,
    operands: [OperandSpec] = [], options: [OptionSpec] = [], examples: [Example] = [], sections: [HelpSection] = [],
    hidden: Bool = false, local: Bool = false, makesOutput: Bool = false, groups: (@Sendable () -> [CommandGroup<Context, Result>])? = nil,
    children: @escaping @Sendable () -> [Command], run: (@Sendable (Call, Context) throws -> Result)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.needs = needs
    self.writes = writes
    self.operands = operands
    self.options = options + (writes ? Context.writingOptions : [])
    self.examples = examples
    self.sections = sections
    self.isHidden = hidden
    isLocal = local
    self.makesOutput = makesOutput
    self.children = children
    self.groups = groups
    self.run = run
  }
}

/// Commands that one kind of people uses.
public struct CommandGroup<Context: CommandContext, Result> {
  public let title: Text
  public let commands: [Command<Context, Result>]
  public init(_ title: Text, _ commands: [Command<Context, Result>]) {
    self.title = title
    self.commands = commands
  }
}

/// A command line somebody could type, with what it is for.
public struct Example: Sendable {
  public let line: String
  public let comment: Text
  public init(_ line: String, _ comment: Text) {
    self.line = line
    self.comment = comment
  }
}

/// A table of words and their meaning in a help text.
public struct HelpSection: Sendable {
  public let title: Text
  public let rows: [(term: String, meaning: Text)]
  /// Whether the words are columns of what the command lists: completion offers them.
  public let areColumns: Bool
  public init(_ title: Text, rows: [(term: String, meaning: Text)], areColumns: Bool = false) {
    self.title = title
    self.rows = rows
    self.areColumns = areColumns
  }
}

/// A parsed command line.
public struct Call: Sendable {
  /// `journal grade`.
  public let path: [String]
  var options: [String: [String]] = [:]
  var operands: [ObjectIdentifier: [String]] = [:]

  public subscript<V>(option: Option<V>) -> V { option.decode(options[option.spec.name] ?? []) }
  public subscript<V>(operand: Operand<V>) -> V {
    operand.decode(words(operand.spec))
  }

  private func words(_ operand: OperandSpec) -> [String] {
    let words = operands[ObjectIdentifier(operand.identity)]
    assert(words != nil || operands.isEmpty, "an operand is asked for that the command does not declare")
    return words ?? []
  }

  /// A line with nothing on it.
  public static let empty = Call(path: [])

  /// The words of the line that must not be kept: values of secret kinds.
  public func secrets<C: CommandContext, R>(of command: Command<C, R>) -> [String] {
    let given = command.options.filter { $0.kind?.isSecret ?? false }.flatMap { options[$0.name] ?? [] }
    let words = command.operands.filter(\.kind.isSecret).flatMap(words)
    return given + words
  }

  /// What was given for the options of some kinds of values.
  public func values<C: CommandContext, R>(of command: Command<C, R>, kinds: Set<String>) -> [String] {
    command.options.filter { $0.kind.map { kinds.contains($0.name) } ?? false }.flatMap { options[$0.name] ?? [] }
  }

  /// The files the line names for reading: values of options and operands of the kind `file`, but not what is written.
  public func files<C: CommandContext, R>(of command: Command<C, R>) -> [String] {
    let given = command.options.filter { $0.kind?.name == "file" && $0.name != "output" }.flatMap { options[$0.name] ?? [] }
    let words =
      command.operands.filter { $0.kind.name == "file" }.flatMap(words)
      + command.operands.filter(\.kind.mayBeFile).flatMap(words).filter { ValueKind.looksLikeFile($0) && !$0.contains("=") }
    return (given + words).filter { $0 != "-" }
  }

  /// Whether an option was given, on the command line or by its environment variable.
  public func has<V>(_ option: Option<V>) -> Bool { options[option.spec.name] != nil }

  /// The same with another value of an option, as it would be typed.
  public func setting<V>(_ option: Option<V>, to value: String) -> Call {
    var call = self
    call.options[option.spec.name] = [value]
    return call
  }
}
