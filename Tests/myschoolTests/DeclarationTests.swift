import Arguments
import Basics
import Foundation
import Testing

@testable import myschool

/// Every command with the words that lead to it.
private func all(_ command: myschool.Command = Tree.root, _ path: [myschool.Command] = []) -> [[myschool.Command]] {
  let here = path + [command]
  return [here] + command.children().flatMap { all($0, here) }
}

@Suite("The declarations of commands")
struct DeclarationTests {
  @Test("names are unique at every level, options too, with their letters")
  func unique() {
    for path in all() {
      let command = path[path.count - 1]
      let children = command.children().map(\.name)
      #expect(Set(children).count == children.count, "\(command.name)")
      let options = path.count == 1 ? command.options : command.options + Tree.root.options
      let names = options.flatMap { [$0.name] + $0.synonyms }
      #expect(Set(names).count == names.count, "\(path.map(\.name))")
      let letters = options.compactMap(\.short)
      #expect(Set(letters).count == letters.count, "\(path.map(\.name))")
      #expect(!letters.contains("h") && !letters.contains("V"))
    }
  }

  @Test("the words typed are the path: a command lies in the folder of its noun, in a file of its words, alone")
  func paths() throws {
    let sources = Stage.tests.deletingLastPathComponent().appendingPathComponent("Sources/myschool")
    func camel(_ words: [String]) -> String {
      words.flatMap { $0.split(separator: "-") }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
    for path in all() where path.count > 1 && path[path.count - 1].run != nil && !path[path.count - 1].isHidden {
      let words = path.dropFirst().map(\.name)
      // A noun that runs alone stands in the file that lists its verbs.
      let stems = [camel(words), camel(words) + "Commands"]
      let found = stems.lazy.compactMap { stem -> String? in
        let folder = sources.appendingPathComponent(camel([words[0]]))
        let folders =
          words.count == 1 ? (try? FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)) ?? [] : [folder]
        return folders.lazy.compactMap { try? String(contentsOf: $0.appendingPathComponent("\(stem).swift"), encoding: .utf8) }.first
      }.first
      let text = try #require(found, "\(words.joined(separator: " ")): no \(stems[0]).swift")
      let declared = text.matches(of: /\bCommand\(\s*"([a-z-]+)"/).map { String($0.output.1) }
      #expect(declared == [words[words.count - 1]], "\(words.joined(separator: " ")): \(stems[0]).swift declares \(declared)")
    }
  }

  @Test("what lists are called is told of commands that are there")
  func listTitles() {
    let paths = Set(all().map { $0.dropFirst().map(\.name).joined(separator: " ") })
    for words in ListTitle.titles.keys { #expect(paths.contains(words), "\(words)") }
  }

  @Test("both languages say something everywhere, and no summary ends with a full stop")
  func languages() {
    for path in all() {
      let command = path[path.count - 1]
      var texts = [command.summary] + command.options.map(\.help) + command.operands.map(\.help) + command.examples.map(\.comment)
      texts += command.sections.map(\.title) + command.sections.flatMap { $0.rows.map(\.meaning) }
      if let discussion = command.discussion { texts.append(discussion) }
      for text in texts { #expect(!text.en.isEmpty && !text.ru.isEmpty, "\(path.map(\.name)): \(text)") }
      for text in [command.summary] + command.options.map(\.help) { #expect(!text.en.hasSuffix(".") && !text.ru.hasSuffix("."), "\(text)") }
      #expect(command.summary.ru.count <= 75, "\(command.summary.ru)")
    }
  }

  @Test("every command that runs has examples, and every example is understood")
  func examples() throws {
    for path in all() where !path[path.count - 1].isHidden {
      let command = path[path.count - 1]
      if command.run != nil { #expect(!command.examples.isEmpty, "\(path.map(\.name))") }
      for example in command.examples {
        let line = example.line.components(separatedBy: " && ")[0]
        var words = Stage.words(line)
        if let redirection = words.firstIndex(where: ["<", ">"].contains) { words.removeSubrange(redirection...) }
        #expect(words.first == "myschool")
        do { _ = try Parser(Tree.root).parse(Array(words.dropFirst())) } catch { Issue.record("\(line): \(error.error)") }
      }
    }
  }

  @Test("every example runs: what it names may be missing, but nothing in it is misunderstood")
  func examplesRun() throws {
    let stage = try Stage()
    try stage.makeSchool()
    // These reach beyond the folder of the test (a mailer, an editor, an SSH server, a school of their own), or end the session.
    let outside = [
      "demo", "outbox deliver", "journal edit", "quiz edit", "journal fill", "gate", "init", "login", "logout", "account", "auth",
    ]
    for path in all() where path.count > 1 && !path[path.count - 1].isHidden {
      let words = path.dropFirst().map(\.name).joined(separator: " ")
      guard !outside.contains(where: { words == $0 || words.hasPrefix($0 + " ") }) else { continue }
      for example in path[path.count - 1].examples {
        for line in example.line.components(separatedBy: " && ") where line.hasPrefix("myschool ") && !line.contains("<") {
          // What goes on until it is told to end ends at once.
          let result = try stage.type(words == "chat watch" ? line + " --for 0s" : line)
          #expect(![ExitCode.usage, .defect, .signIn].map(\.rawValue).contains(result.code), "\(line): \(result.errors)")
        }
      }
    }
  }

  @Test("every option and command that a help text names exists")
  func named() {
    let options = Set(all().flatMap { $0[$0.count - 1].options.map { "--" + $0.name } } + ["--help", "--version"])
    for path in all() {
      let command = path[path.count - 1]
      for text in [command.discussion, command.summary].compactMap({ $0 }) {
        for words in [text.en, text.ru] {
          for match in words.matches(of: /--[a-z][a-z-]+/) { #expect(options.contains(String(match.output)), "\(words)") }
        }
      }
    }
  }

  @Test("a mistake in the command line tells what was wrong and exits 2")
  func mistakes() throws {
    let stage = try Stage()
    for line in [
      "myschool ащкь", "myschool journal grade --lesson x", "myschool stats report", "myschool roster list students extra",
      "myschool --format xml whoami",
      "myschool journal show 7А алг --term q1 --span q2", "myschool undo x", "myschool init --name x",
    ] {
      let result = try stage.type(line)
      #expect(result.code == 2 && result.output.isEmpty && result.errors.hasPrefix("myschool: "), "\(line): \(result)")
    }
  }

  @Test("help is given on every command, wherever it is asked for, and nothing is done")
  func help() throws {
    let stage = try Stage()
    for language in ["ru", "en"] {
      stage.speak(language)
      for path in all() where path.count > 1 {
        let words = path.dropFirst().map(\.name)
        for line in [words + ["--help"], words + ["-h"], words + ["--no-such", "--help"]] {
          let result = try stage.run(line)
          #expect(result.code == 0 && !result.output.isEmpty && result.errors.isEmpty, "\(line): \(result)")
        }
      }
    }
  }

  @Test("the committed manual pages and completions are those of the declarations")
  func generated() throws {
    let root = Stage.tests.deletingLastPathComponent()
    for (path, text) in GenerateCommand.files() {
      let committed = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      #expect(committed == text, "stale: \(path); run: swift run myschool __generate .")
    }
  }

  @Test("every failure has its words")
  func failures() throws {
    let sources = Stage.tests.deletingLastPathComponent().appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var (failures, worded): (Set<String>, Set<String>) = ([], [])
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      failures.formUnion(text.matches(of: /(?:enum|struct) (\w+): Failure\b/).map { String($0.output.1) })
      worded.formUnion(text.matches(of: /extension (?:\w+\.)?(\w+): Worded\b/).map { String($0.output.1) })
    }
    #expect(failures.count > 20)
    #expect(failures == worded, "\(failures.symmetricDifference(worded).sorted())")
  }

  @Test("one thing has one name: periods, days, people, files and courses are said alike everywhere")
  func vocabulary() {
    /// The names an option may have by what its value is; what else a value can be said as is a synonym.
    let names: [TypedValue: Set<String>] = [
      .term: ["term"], .span: ["span", "against", "added"], .form: ["form"], .subject: ["subject"], .kind: ["kind"],
      // A person is a student or a teacher; whose data are exported may be anybody.
      .student: ["student", "repeat", "leave"], .person: ["teacher", "person", "to", "provider", "add", "remove"],
      // A day is a date, unless it is the day of something else.
      .day: ["date", "week", "until", "due", "open", "show-from", "retake", "to", "birth-date", "as-of"],
      // Files come in as operands and go out by -o; beside them stand rules, keys and the school itself.
      .file: ["output", "db", "rules", "keys", "files", "from", "state", "file", "attach", "secret-from"],
    ]
    for path in all() {
      let command = path[path.count - 1]
      let words = path.dropFirst().map(\.name).joined(separator: " ")
      for option in command.options where !option.isHidden {
        guard let value = option.kind.flatMap({ TypedValue(rawValue: $0.name) }), let allowed = names[value] else { continue }
        #expect(allowed.contains(option.name), "\(words) --\(option.name) is a \(value)")
        #expect(option.synonyms.allSatisfy { !allowed.contains($0) }, "\(words) --\(option.name)")
      }
      let options = Set(command.options.filter { !$0.isHidden }.map(\.name))
      #expect(
        !options.contains("term") || options.contains("span") || ["journal form", "diary need"].contains(words), "\(words) has no --span")
      // A course is FORM SUBJECT, one after the other.
      let operands = command.operands.compactMap { TypedValue(rawValue: $0.kind.name) }
      if let subject = operands.firstIndex(of: .subject), operands.contains(.form) {
        #expect(subject == (operands.firstIndex(of: .form) ?? -1) + 1, "\(words)")
      }
    }
  }

  @Test("every command that writes does so in a story, where it is taken back and put back")
  func walked() throws {
    var done: Set<String> = []
    for name in Transcript.names {
      let text = try String(contentsOf: Transcript.folder.appendingPathComponent(name), encoding: .utf8)
      for story in text.components(separatedBy: "\n$ myschool ").dropFirst() where story.contains("myschool undo ") {
        done.insert(story.components(separatedBy: "\n")[0])
      }
    }
    // What these record is of the security kind, which nobody takes back.
    // A page of the terminal has its own story in `LessonPageTests`, undone there, too; what was handed in is not taken back.
    let secure = ["account register", "account create", "account link", "journal fill", "quiz take", "chat call setup"]
    for path in all() where path[path.count - 1].writes {
      let words = path.dropFirst().map(\.name).joined(separator: " ")
      #expect(secure.contains(words) || done.contains { $0 == words || $0.hasPrefix(words + " ") }, "\(words) writes in no transcript")
    }
  }

  @Test("the columns of every table are those scripts lean on")
  func columns() throws {
    var lines: [String] = []
    for path in all() {
      for section in path[path.count - 1].sections where section.title.en.hasPrefix("Columns") {
        lines.append(
          "\(path.dropFirst().map(\.name).joined(separator: " "))\(section.title.en.dropFirst(7)): \(section.rows.map(\.term).joined(separator: ","))"
        )
      }
    }
    let text = lines.sorted().joined(separator: "\n") + "\n"
    let file = Stage.tests.appendingPathComponent("columns.snapshot")
    let committed = try? String(contentsOf: file, encoding: .utf8)
    if committed != text, ProcessInfo.processInfo.environment["MYSCHOOL_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(committed == text, "a column was added, renamed or moved: look at the difference in Tests/columns.snapshot")
  }
}
