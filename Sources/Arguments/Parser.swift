import Basics

/// Reads a command line by POSIX and GNU conventions against a tree of declarations.
public struct Parser<Context: CommandContext, Result> {
  public let root: Command<Context, Result>
  private let environment: [String: String]

  public init(_ root: Command<Context, Result>, environment: [String: String] = [:]) {
    self.root = root
    self.environment = environment
  }

  /// A command line that was understood.
  public enum Parsed {
    case run(Command<Context, Result>, Call)
    /// Help was asked for somewhere on the line.
    case help([Command<Context, Result>], short: Bool, Call)
    case version
  }

  /// How far a line was understood when it failed; `path` holds the commands from the root on.
  public struct Failure: Error {
    public let error: UsageError
    public let path: [Command<Context, Result>]
    /// The options understood so far, so that the complaint can come in the right language and format.
    public let call: Call
  }

  private struct State {
    var path: [Command<Context, Result>]
    var values: [String: [String]] = [:]
    var words: [String] = []
    var wantsHelp: Bool?
    var wantsVersion = false
    var command: Command<Context, Result> { path[path.count - 1] }
    var names: [String] { path.dropFirst().map(\.name) }
    /// What was understood so far, without the operands.
    var call: Call {
      var call = Call(path: names)
      call.options = values
      return call
    }
  }

  public func parse(_ arguments: [String]) throws(Failure) -> Parsed {
    var state = State(path: [root])
    do {
      try read(arguments, &state)
      if state.wantsVersion { return .version }
      if let short = state.wantsHelp { return .help(state.path, short: short, state.call) }
      guard state.command.run != nil else {
        if let word = state.words.first { throw unknownCommand(word, state) }
        if state.path.count == 1 { return .help(state.path, short: false, state.call) }
        throw UsageError.commandNeeded(under: state.names)
      }
      try checkOptions(&state)
      var call = state.call
      call.operands = try distribute(state.words, state)
      return .run(state.command, call)
    } catch let error as UsageError {
      // Help asked for on a half-typed line is given all the same; not for a command that there is none of.
      if case .unknownCommand = error { throw Failure(error: error, path: state.path, call: state.call) }
      if let short = state.wantsHelp ?? (arguments.contains("--help") ? false : nil) {
        return .help(state.path, short: short, state.call)
      }
      throw Failure(error: error, path: state.path, call: state.call)
    } catch {
      // `read`, `checkOptions` and `distribute` throw usage errors alone.
      preconditionFailure("\(error)")
    }
  }

  private func read(_ arguments: [String], _ state: inout State) throws {
    var index = 0
    var onlyOperands = false
    while index < arguments.count {
      let word = arguments[index]
      index += 1
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        try take(word: word, &state)
      } else if word == "--" {
        onlyOperands = true
      } else if word.hasPrefix("--") {
        try takeLong(word, arguments, &index, &state)
      } else {
        try takeShort(word, arguments, &index, &state)
      }
    }
  }

  private func take(word: String, _ state: inout State) throws {
    if state.words.isEmpty, let child = state.command.children().first(where: { $0.name == word }) {
      state.path.append(child)
    } else if state.command.run == nil || (state.command.operands.isEmpty && !state.command.children().isEmpty) {
      throw unknownCommand(word, state)
    } else {
      state.words.append(word)
    }
  }

  private func unknownCommand(_ word: String, _ state: State) -> UsageError {
    let names = state.command.children().filter { !$0.isHidden }.map(\.name)
    return .unknownCommand(word, under: state.names, suggestion: Suggestion.nearest(to: word, among: names))
  }

  private func options(_ state: State) -> [OptionSpec] { state.path.count == 1 ? root.options : state.command.options + root.options }

  private func takeLong(_ word: String, _ arguments: [String], _ index: inout Int, _ state: inout State) throws {
    let (name, attached): (String, String?) =
      if let equals = word.firstIndex(of: "=") {
        (String(word[word.index(word.startIndex, offsetBy: 2)..<equals]), String(word[word.index(after: equals)...]))
      } else { (String(word.dropFirst(2)), nil) }
    if name == "help", attached == nil {
      state.wantsHelp = false
      return
    }
    if name == "version", attached == nil, state.path.count == 1 {
      state.wantsVersion = true
      return
    }
    guard let option = options(state).first(where: { $0.name == name || $0.synonyms.contains(name) }) else {
      let known = options(state).filter { !$0.isHidden }.map { "--" + $0.name } + ["--help", "--version"]
      // Where a command takes days at all, they are what a day means.
      let days = name == "date" && known.contains("--span") ? "--span" : nil
      throw UsageError.unknownOption("--" + name, suggestion: days ?? Suggestion.nearest(to: "--" + name, among: known))
    }
    try take(option, "--" + name, attached, arguments, &index, &state)
  }

  private func takeShort(_ word: String, _ arguments: [String], _ index: inout Int, _ state: inout State) throws {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      if letter == "h" {
        state.wantsHelp = true
        continue
      }
      if letter == "V", state.path.count == 1 {
        state.wantsVersion = true
        continue
      }
      guard let option = options(state).first(where: { $0.short == letter }) else {
        throw UsageError.unknownOption("-\(letter)", suggestion: nil)
      }
      if option.kind == nil {
        try take(option, "-\(letter)", nil, arguments, &index, &state)
      } else {
        try take(option, "-\(letter)", rest.isEmpty ? nil : String(rest), arguments, &index, &state)
        return
      }
    }
  }

  private func take(
    _ option: OptionSpec, _ typed: String, _ attached: String?, _ arguments: [String], _ index: inout Int, _ state: inout State
  ) throws {
    var value = ""
    if option.kind == nil {
      guard attached == nil else { throw UsageError.valueNotTaken(typed) }
    } else if let attached {
      value = attached
    } else {
      guard index < arguments.count else { throw UsageError.valueNeeded(typed) }
      value = arguments[index]
      index += 1
    }
    guard option.kind == nil || option.accepts(value) else {
      throw UsageError.badValue(option: typed, value: value, expected: option.expected)
    }
    if option.kind != nil, !option.isRepeatable, state.values[option.name] != nil { throw UsageError.repeated(typed) }
    state.values[option.name, default: []].append(value)
  }

  private func checkOptions(_ state: inout State) throws {
    let known = options(state)
    for option in known {
      if state.values[option.name] == nil, let variable = option.environment, let value = environment[variable], !value.isEmpty {
        guard option.accepts(value) else {
          throw UsageError.badValue(option: variable, value: value, expected: option.expected)
        }
        state.values[option.name] = [value]
      }
      if option.isRequired, state.values[option.name] == nil { throw UsageError.optionNeeded("--" + option.name) }
    }
    var groups: [String: String] = [:]
    for option in known where state.values[option.name] != nil {
      guard let group = option.exclusive else { continue }
      if let other = groups[group] { throw UsageError.exclusive("--" + other, "--" + option.name) }
      groups[group] = option.name
    }
  }

  /// Gives the words to the operands in order; what is left over goes to the one operand that takes many.
  private func distribute(_ words: [String], _ state: State) throws -> [ObjectIdentifier: [String]] {
    let operands = state.command.operands
    let needed = operands.filter { $0.arity == .one || $0.arity == .some }.count
    var spare = words.count - needed
    var rest = words[...]
    var result: [ObjectIdentifier: [String]] = [:]
    for operand in operands {
      var count = 0
      switch operand.arity {
      case .one: count = 1
      case .optional: count = spare > 0 ? 1 : 0
      case .some: count = 1 + max(0, spare)
      case .any: count = max(0, spare)
      }
      if operand.arity != .one { spare -= operand.arity == .some ? count - 1 : count }
      guard rest.count >= count else { throw UsageError.operandNeeded(operand.kind.placeholder) }
      result[ObjectIdentifier(operand.identity)] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    if let extra = rest.first { throw UsageError.extraOperand(extra) }
    return result
  }
}
