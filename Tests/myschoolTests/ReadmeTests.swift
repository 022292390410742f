import Basics
import Foundation
import Testing

@testable import myschool

@Suite("The README")
struct ReadmeTests {
  @Test("its session is the transcript of that name, word for word")
  func session() throws {
    let root = Stage.tests.deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let transcript = try String(contentsOf: Transcript.folder.appendingPathComponent("readme.transcript"), encoding: .utf8)
    let story = transcript.components(separatedBy: "@ school\n")[1].trimmingCharacters(in: .newlines)
    #expect(readme.contains("```\n\(story)\n```"))
  }

  @Test("every line a reader could copy is understood")
  func commands() throws {
    let root = Stage.tests.deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let lines = readme.split(separator: "\n").map(String.init).filter { $0.hasPrefix("myschool ") }
    #expect(lines.count >= 8)
    for line in lines {
      let stage = try Stage()
      // Help on the same words: they are parsed, and nothing is done.
      #expect(try stage.run(Stage.words(line).dropFirst() + ["--help"]).code == 0, "\(line)")
    }
  }
}
