import Basics

/// Writes manual pages in mdoc from declarations.
public struct Manual<Context: CommandContext, Result> {
  private let program: String
  private let language: Language
  /// The day of the page, `November 23, 2026`: the day of the release, not of the build, so that pages are reproducible.
  private let date: String

  public init(program: String, language: Language, date: String) {
    self.program = program
    self.language = language
    self.date = date
  }

  private func word(_ en: String, _ ru: String) -> String { language == .ru ? ru : en }

  /// The page of the program itself.
  public func page(
    _ root: Command<Context, Result>, exitCodes: [(Int32, Text)], environment: [(String, Text)], files: [(String, Text)], topics: [String]
  )
    -> String
  {
    var out = head(program, root.summary)
    out += section("SYNOPSIS", "ОБЗОР") + ".Nm\n.Ar \(word("command", "команда"))\n.Op Ar \(word("argument ...", "аргумент ..."))\n"
    out += section("DESCRIPTION", "ОПИСАНИЕ") + paragraphs(root.discussion)
    let nouns = root.children().filter { !$0.isHidden }
    out += list(nouns.map { ($0.name, $0.summary[language], ".Cm") })
    out += subsection("Options everywhere", "Ключи всех команд") + options(root.options)
    out += section("ENVIRONMENT", "ОКРУЖЕНИЕ") + list(environment.map { ($0.0, $0.1[language], ".Ev") })
    out += section("FILES", "ФАЙЛЫ") + list(files.map { ($0.0, $0.1[language], ".Pa") })
    out += section("EXIT STATUS", "КОДЫ ВОЗВРАТА") + list(exitCodes.map { (String($0.0), $0.1[language], ".Li") })
    out += section("EXAMPLES", "ПРИМЕРЫ") + examples(root.examples)
    out += section("SEE ALSO", "СМ. ТАКЖЕ")
    let pages = nouns.filter { !$0.children().isEmpty }.map { ".Xr \(program)-\($0.name) 1" }
    out += (pages.sorted() + topics.sorted().map { ".Xr \(program)-\($0) 7" }).joined(separator: " ,\n") + "\n"
    return out
  }

  /// The page of one noun with all its verbs.
  public func page(_ noun: Command<Context, Result>) -> String {
    let name = "\(program)-\(noun.name)"
    var out = head(name, noun.summary)
    let verbs = [noun].filter { $0.run != nil } + noun.children().filter { !$0.isHidden }
    out += section("SYNOPSIS", "ОБЗОР")
    // mdoc breaks lines by itself only in a section that is called SYNOPSIS.
    out += verbs.map { synopsis(noun, $0) }.joined(separator: word("", ".Pp\n"))
    out += section("DESCRIPTION", "ОПИСАНИЕ") + paragraphs(noun.discussion ?? noun.summary)
    for verb in verbs {
      let title = verb.name == noun.name ? noun.name : "\(noun.name) \(verb.name)"
      out += ".Ss \(escaped(title))\n" + paragraphs(verb.summary)
      if let discussion = verb.discussion, verb.name != noun.name { out += ".Pp\n" + paragraphs(discussion) }
      if let who = Context.allowed(verb.needs) {
        out += ".Pp\n" + paragraphs(Text(word("Who may: ", "Кто может: ") + who[language]))
      }
      out += list(verb.operands.map { ($0.kind.placeholder(language), $0.help[language], ".Ar") })
      out += options(verb.options)
      for extra in verb.sections where !extra.rows.isEmpty {
        out += ".Pp\n\(escaped(extra.title[language])):\n" + list(extra.rows.map { ($0.term, $0.meaning[language], ".Li") })
      }
    }
    let shown = verbs.flatMap(\.examples)
    if !shown.isEmpty { out += section("EXAMPLES", "ПРИМЕРЫ") + examples(shown) }
    return out + section("SEE ALSO", "СМ. ТАКЖЕ") + ".Xr \(program) 1\n"
  }

  /// The page of a topic: a text of paragraphs, and of indented blocks that stand as they are.
  public func topic(_ name: String, _ summary: Text, _ text: String) -> String {
    var out = head("\(program)-\(name)", summary, section: 7) + section("DESCRIPTION", "ОПИСАНИЕ")
    var isFirst = true
    for block in Self.blocks(text) {
      if block.allSatisfy({ $0.hasPrefix("  ") }) {
        out += ".Bd -literal -offset indent\n" + block.map { escaped(String($0.dropFirst(2))) + "\n" }.joined() + ".Ed\n"
      } else {
        out += (isFirst ? "" : ".Pp\n") + lines(block.map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: " "))
      }
      isFirst = false
    }
    return out + section("SEE ALSO", "СМ. ТАКЖЕ") + ".Xr \(program) 1\n"
  }

  /// Runs of lines of one kind, blank lines between them gone.
  private static func blocks(_ text: String) -> [[Substring]] {
    var blocks: [[Substring]] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.contains(where: { $0 != " " }) else {
        isOpen = false
        continue
      }
      if isOpen, blocks[blocks.count - 1][0].hasPrefix("  ") == line.hasPrefix("  ") {
        blocks[blocks.count - 1].append(line)
      } else {
        blocks.append([line])
      }
      isOpen = true
    }
    return blocks
  }

  private func head(_ name: String, _ summary: Text, section: Int = 1) -> String {
    // NAME stays in Latin letters in both languages: apropos and makewhatis look for it.
    ".\\\" \(word("Generated from the command declarations; do not edit.", "Создано из описаний команд; не править."))\n"
      + ".Dd \(date)\n.Dt \(name.uppercased()) \(section)\n.Os\n.Sh NAME\n.Nm \(name)\n.Nd \(escaped(summary[language]))\n"
  }

  private func section(_ en: String, _ ru: String) -> String { ".Sh \(word(en, ru))\n" }
  private func subsection(_ en: String, _ ru: String) -> String { ".Ss \(word(en, ru))\n" }

  private func synopsis(_ noun: Command<Context, Result>, _ verb: Command<Context, Result>) -> String {
    var out = ".Nm \(program)\n.Cm \(noun.name)"
    if verb.name != noun.name || verb.children().isEmpty && noun.name != verb.name { out += " \(verb.name)" }
    out += "\n"
    for option in verb.options where !option.isHidden {
      let body = "Fl \\-\(option.name)" + (option.kind.map { " Ar \(escaped($0.placeholder(language)))" } ?? "")
      out += option.isRequired ? ".\(body)\n" : ".Op \(body)\n"
    }
    for operand in verb.operands {
      let many = operand.arity == .any || operand.arity == .some ? " ..." : ""
      let body = "Ar \(escaped(operand.kind.placeholder(language)))\(many)"
      out += operand.arity == .one || operand.arity == .some ? ".\(body)\n" : ".Op \(body)\n"
    }
    return out
  }

  private func options(_ specs: [OptionSpec]) -> String {
    let visible = specs.filter { !$0.isHidden }
    guard !visible.isEmpty else { return "" }
    var out = ".Bl -tag -width Ds\n"
    for option in visible {
      let value = option.kind.map { " Ar \(escaped($0.placeholder(language)))" } ?? ""
      out += ".It " + (option.short.map { "Fl \($0) , " } ?? "") + "Fl \\-\(option.name)\(value)\n"
      var text = option.help[language]
      if let choices = option.kind?.choices, !choices.isEmpty { text += ": " + choices.joined(separator: ", ") }
      out += lines(text + ".")
      if let variable = option.environment {
        out += "\(word("Default from the environment", "По умолчанию из окружения")):\n.Ev \(variable) .\n"
      }
    }
    return out + ".El\n"
  }

  private func list(_ rows: [(String, String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    return ".Bl -tag -width Ds\n" + rows.map { ".It \($0.2.dropFirst()) \(escaped($0.0))\n" + lines($0.1 + ".") }.joined() + ".El\n"
  }

  private func examples(_ examples: [Example]) -> String {
    examples.map { lines($0.comment[language] + ":") + ".Bd -literal -offset indent\n\(escaped($0.line))\n.Ed\n" }.joined(
      separator: ".Pp\n")
  }

  private func paragraphs(_ text: Text?) -> String {
    guard let text else { return "" }
    var out = text[language]
    if !out.hasSuffix(".") { out += "." }
    return out.split(separator: "\n").map { lines(String($0)) }.joined(separator: ".Pp\n")
  }

  /// One sentence a line, as mdoc wants it.
  private func lines(_ text: String) -> String {
    var out = ""
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count > 78 || (line.hasSuffix(".") && line.count > 2 && (word.first?.isUppercase ?? false)) {
        out += escaped(line) + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return out + escaped(line) + "\n"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
