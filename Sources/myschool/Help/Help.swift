import Arguments
import Basics
import SchoolModel
import Tabular

enum HelpCommand {
  private static let words = Operand.any(
    ValueKind(.topic, placeholder: "COMMAND|TOPIC"), Text(en: "A command, or a topic", ru: "Команда или тема"))

  static let command: Command = Command(
    "help", Text(en: "Explain a command or a topic", ru: "Объяснить команду или тему"), operands: [words.spec],
    examples: [
      Example("myschool help journal grade", Text(en: "a command", ru: "команда")),
      Example("myschool help marks", Text(en: "a topic", ru: "тема")),
    ],
    sections: [HelpSection(Text(en: "Topics", ru: "Темы"), rows: HelpTopics.all.map { ($0.name, $0.summary) })]
  ) { call, session in
    let help = Help<Session, Answer>(program: "myschool", language: session.language, width: session.console.width)
    let words = call[words]
    if words.isEmpty {
      let topics = HelpTopics.all.map { "  \($0.name.padding(14))\($0.summary[session.language])\n" }.joined()
      return .text(help.text([Tree.root], short: false) + "\n\(Text(en: "Topics", ru: "Темы")[session.language]):\n" + topics)
    }
    if words == ["options"] { return .text(String(help.commonOptions(Tree.root).drop { $0 == "\n" })) }
    if words.count == 1, let topic = HelpTopics.all.first(where: { $0.name == words[0] }) {
      let text = topic.text(session.language)
      return .text(session.console.outputIsTerminal ? PlainText.wrapped(text, to: session.console.width) : text)
    }
    var path = [Tree.root]
    for word in words {
      guard let next = path[path.count - 1].children().first(where: { $0.name == word }) else {
        throw ShellFailure.unknownTopic(words.joined(separator: " "))
      }
      path.append(next)
    }
    return .text(help.text(path, short: false))
  }
}
