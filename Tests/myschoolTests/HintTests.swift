import Arguments
import Basics
import Foundation
import Testing

@testable import myschool

/// A hint is a line that can be typed.
@Suite("Hints")
struct HintTests {
  /// The command lines of a hint: from `myschool` to where the sentence goes on.
  private static func commands(_ hint: String) -> [String] {
    let verbs = Set(Tree.root.children().map(\.name))
    return hint.components(separatedBy: "myschool ").dropFirst().compactMap { rest in
      let end = rest.range(of: #"[,;)»”]|, | \(| >| — | или | or | and | и | then |; |: |\.$"#, options: .regularExpression)?.lowerBound
      let line = String(rest[..<(end ?? rest.endIndex)]).trimmingCharacters(in: .whitespaces)
      return verbs.contains(String(line.prefix { $0 != " " })) ? line : nil
    }
  }

  @Test("every hint of every story is a command line the program takes")
  func typed() throws {
    var seen = 0
    for name in Transcript.names {
      let text = try String(contentsOf: Transcript.folder.appendingPathComponent(name), encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("подсказка: ") || line.hasPrefix("hint: ") {
        for command in Self.commands(String(line)) {
          seen += 1
          do { _ = try Parser(Tree.root, environment: [:]).parse(Stage.words(command)) } catch {
            Issue.record("\(name): \(line): «\(command)»: \(error.error.message.en)")
          }
        }
      }
    }
    #expect(seen > 40)
  }

  @Test("every command that a text of help names is there, with its options")
  func help() throws {
    var seen = 0
    for topic in HelpTopics.all {
      for language in [Language.ru, .en] {
        for line in topic.text(language).split(separator: "\n") where line.hasPrefix("  ") {
          for command in Self.commands(String(line)) where !command.contains("…") && !command.contains("<") && !command.contains("|") {
            seen += 1
            let words = Stage.words(command)
            do { _ = try Parser(Tree.root, environment: [:]).parse(words) } catch {
              Issue.record("\(topic.name): «\(command)»: \(error.error.message.en)")
            }
          }
        }
      }
    }
    #expect(seen > 10)
  }
}
