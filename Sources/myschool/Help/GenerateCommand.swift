import Arguments
import Basics
import Glibc
import SchoolModel
import Tabular

/// Writes the manual pages and the completion files from the declarations.
enum GenerateCommand {
  private static let folder = Operand.one(.file, Text(en: "The root of the source tree", ru: "Корень исходников"))
  /// The day on the manual pages: of the release, so that they are the same whenever they are made.
  private static let date = "November 23, 2026"

  static let command: Command = Command(
    "__generate", Text(en: "Write man pages and completions", ru: "Записать страницы руководства и файлы дополнения"),
    operands: [folder.spec], hidden: true, local: true
  ) { call, session in
    for (path, text) in files() {
      let target = session.console.path(call[folder]) + "/" + path
      try SessionFile.makeFolders(target)
      guard let file = fopen(target, "w") else { throw ShellFailure.outputFailed(path: target, errno: errno) }
      let written = text.withCString { fwrite($0, 1, strlen($0), file) }
      guard fclose(file) == 0, written == text.utf8.count else { throw ShellFailure.outputFailed(path: target, errno: errno) }
    }
    return .nothing
  }

  /// Every generated file with its text.
  static func files() -> [(path: String, text: String)] {
    var result: [(String, String)] = []
    for (language, folder) in [(Language.en, "man/man1"), (.ru, "man/ru/man1")] {
      let manual = Manual<Session, Answer>(program: "myschool", language: language, date: date)
      result.append(
        (
          "\(folder)/myschool.1",
          manual.page(
            Tree.root, exitCodes: HelpTopics.exitCodes, environment: HelpTopics.environment, files: HelpTopics.files,
            topics: HelpTopics.all.map(\.name))
        ))
      for noun in Tree.root.children() where !noun.isHidden && !noun.children().isEmpty {
        result.append(("\(folder)/myschool-\(noun.name).1", manual.page(noun)))
      }
      for topic in HelpTopics.all {
        result.append(
          (
            "\(folder.dropLast())7/myschool-\(topic.name).7", manual.topic(topic.name, topic.summary, topic.text(language))
          ))
      }
    }
    for script in CompletionScript.allCases { result.append(("completions/\(script.fileName("myschool"))", script.text("myschool"))) }
    return result
  }
}
