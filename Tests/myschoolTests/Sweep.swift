import Arguments
import Basics

@testable import myschool

/// Command lines made from the declarations, so that a new command is swept by itself.
struct Sweep {
  /// What to put where a value of a kind is wanted; a kind that is not here gets its first choice, or one word.
  var values: [String: [String]]

  /// The commands with the words that lead to them, but those that ask for the school's own machine.
  private static var commands: [(path: [String], command: myschool.Command)] {
    func all(_ command: myschool.Command, _ path: [String]) -> [(path: [String], command: myschool.Command)] {
      let own = command.run == nil || command.isHidden || command.isLocal ? [] : [(path: path, command: command)]
      return own + command.children().flatMap { all($0, path + [$0.name]) }
    }
    return all(Tree.root, [])
  }

  /// The commands that read: what declares no dry run.
  static var readingCommands: [(path: [String], command: myschool.Command)] {
    let makesSomething: Set<String> = ["init", "demo", "login", "logout", "config set", "config unset", "help"]
    return commands.filter { found in
      !found.command.options.contains { $0.name == "dry-run" } && !makesSomething.contains(found.path.joined(separator: " "))
    }
  }

  /// All of them, but what makes a school, ends or changes who is signed in, or waits.
  static var commandsOfAll: [(path: [String], command: myschool.Command)] {
    let apart: Set<String> = [
      "init", "demo", "login", "logout", "help", "account register", "account role use", "account sessions end",
    ]
    return commands.filter { !apart.contains($0.path.joined(separator: " ")) }
  }

  private func values(of kind: ValueKind) -> [String] { values[kind.name] ?? [kind.choices.first ?? "x"] }

  /// The lines of one command: what it needs, with each of its values in turn; then with each optional operand and option.
  func lines(_ path: [String], _ command: myschool.Command) -> [[String]] {
    var lines: [[String]] = [path]
    for operand in command.operands where operand.arity == .one || operand.arity == .some {
      lines = lines.flatMap { line in values(of: operand.kind).map { line + [$0] } }
    }
    let bare = lines
    var filled = bare
    for operand in command.operands where operand.arity == .optional || operand.arity == .any {
      filled = filled.flatMap { line in values(of: operand.kind).map { line + [$0] } }
      lines += filled
    }
    for option in command.options {
      guard let kind = option.kind else {
        lines += bare.map { $0 + ["--\(option.name)"] }
        continue
      }
      guard values[kind.name] != nil || !kind.choices.isEmpty else { continue }
      for value in values(of: kind) { lines += bare.map { $0 + ["--\(option.name)", value] } }
    }
    // What goes on until it is told to end ends at once.
    return path == ["chat", "watch"] ? lines.map { $0 + ["--for", "0s"] } : lines
  }
}
