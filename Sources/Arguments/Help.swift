import Basics

/// Writes help texts from declarations.
public struct Help<Context: CommandContext, Result> {
  private let program: String
  private let language: Language
  private let width: Int

  public init(program: String, language: Language, width: Int) {
    self.program = program
    self.language = language
    self.width = max(40, min(width, 100))
  }

  /// The one line that says how a command is typed.
  public func usage(_ path: [Command<Context, Result>]) -> String {
    guard let command = path.last else { return program }
    var words = [program] + path.dropFirst().map(\.name)
    if command.children().contains(where: { !$0.isHidden }) {
      let name = Text(en: "COMMAND", ru: "КОМАНДА")[language]
      words.append(command.run == nil ? name : "[\(name)]")
    }
    for option in command.options where option.isRequired { words.append("--\(option.name) \(option.kind?.placeholder(language) ?? "")") }
    if command.options.contains(where: { !$0.isRequired && !$0.isHidden }), path.count > 1 {
      words.append(Text(en: "[OPTION ...]", ru: "[КЛЮЧ ...]")[language])
    }
    words += command.operands.map { $0.usage(language) }
    return words.joined(separator: " ")
  }

  /// - Parameter short: the usage line and the options alone.
  public func text(_ path: [Command<Context, Result>], short: Bool) -> String {
    guard let command = path.last else { return "" }
    var out = "\(command.summary[language])\n\n\(usage(path))\n"
    if !short {
      if let discussion = command.discussion { out += "\n\(wrapped(discussion[language], indent: 0))\n" }
      out += examples(command)
    }
    out += commands(command)
    out += table(Text(en: "Operands", ru: "Что указать"), command.operands.map { ($0.kind.placeholder(language), $0.help[language]) })
    let options = path.count > 1 ? command.options : []
    out += table(Text(en: "Options", ru: "Ключи"), rows(options))
    guard !short else { return out }
    for section in command.sections { out += table(section.title, section.rows.map { ($0.term, $0.meaning[language]) }) }
    if let who = Context.allowed(command.needs) {
      out += "\n" + wrapped(Text(en: "Who may: ", ru: "Кто может: ")[language] + who[language], indent: 0) + "\n"
    }
    return out + "\n" + Text(en: "Options of all commands", ru: "Ключи всех команд")[language] + ": \(program) help options\n"
  }

  /// The options that every command takes.
  public func commonOptions(_ root: Command<Context, Result>) -> String {
    table(Text(en: "Options of all commands", ru: "Ключи всех команд"), rows(root.options))
      + table(Text(en: "Options of commands that write", ru: "Ключи команд, которые что-то меняют"), rows(Context.writingOptions))
  }

  private func commands(_ command: Command<Context, Result>) -> String {
    func listed(_ title: Text, _ commands: [Command<Context, Result>]) -> String {
      table(title, commands.filter { !$0.isHidden }.map { ($0.name, $0.summary[language]) })
    }
    guard let groups = command.groups else { return listed(Text(en: "Commands", ru: "Команды"), command.children()) }
    return groups().map { listed($0.title, $0.commands) }.joined()
  }

  private func examples(_ command: Command<Context, Result>) -> String {
    guard !command.examples.isEmpty else { return "" }
    let lines = command.examples.map { "  # \($0.comment[language])\n  \($0.line)\n" }.joined()
    return "\n\(Text(en: "Examples", ru: "Примеры")[language]):\n" + lines
  }

  private func rows(_ options: [OptionSpec]) -> [(String, String)] {
    options.filter { !$0.isHidden }.map { option in
      var left = option.short.map { "-\($0), " } ?? "    "
      left += "--\(option.name)" + (option.kind.map { " \($0.placeholder(language))" } ?? "")
      var right = option.help[language]
      if let choices = option.kind?.choices, !choices.isEmpty { right += ": \(choices.joined(separator: ", "))" }
      if let variable = option.environment { right += " [\(variable)]" }
      return (left, right)
    }
  }

  private func table(_ title: Text, _ rows: [(String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let left = min(30, rows.map(\.0.count).max() ?? 0)
    var out = "\n\(title[language]):\n"
    for (term, meaning) in rows {
      let padding = String(repeating: " ", count: max(0, left - term.count))
      let body = wrapped(meaning, indent: left + 4).drop { $0 == " " }
      out +=
        term.count > left
        ? "  \(term)\n\(String(repeating: " ", count: left + 4))\(body)\n" : "  \(term)\(padding)  \(body)\n"
    }
    return out
  }

  /// Breaks a text at spaces; paragraphs and lines that begin with a space stay as they are.
  private func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard !line.hasPrefix(" ") else { return margin + line }
      var lines: [String] = [""]
      for word in line.split(separator: " ") {
        if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + 1 + word.count > width - indent { lines.append("") }
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
      return lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
