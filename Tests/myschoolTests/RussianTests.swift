import Basics
import Foundation
import Testing

@testable import myschool

/// Every Russian text of the sources, with the file it stands in.
private func russianTexts() throws -> [(file: String, text: String)] {
  let sources = Stage.tests.deletingLastPathComponent().appendingPathComponent("Sources")
  let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
  var result: [(String, String)] = []
  for file in files.sorted() {
    let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
    for match in text.matches(of: /ru:\s*"((?:[^"\\]|\\.)*)"/) { result.append((file, String(match.output.1))) }
    for match in text.matches(of: /ru:\s*"""\n((?s).*?)\n\s*"""/) { result.append((file, String(match.output.1))) }
  }
  return result
}

@Suite("The Russian of the program")
struct RussianTests {
  @Test("no Latin look-alike stands inside a Russian word, no straight quotes, no two blanks in a row")
  func typography() throws {
    let texts = try russianTexts()
    #expect(texts.count > 300)
    for (file, text) in texts {
      let plain = text.replacing(/\\\([^)]*\)+/, with: "7").replacing("\\n", with: " ")
      #expect(plain.firstMatch(of: /[а-яёА-ЯЁ][aceopxyABCEHKMOPTX]|[aceopxyABCEHKMOPTX][а-яёА-ЯЁ]/) == nil, "\(file): \(text)")
      #expect(!plain.contains("\\\""), "\(file): \(text)")
      if !text.contains("\n") { #expect(!plain.trimmingCharacters(in: .whitespaces).contains("  "), "\(file): \(text)") }
    }
  }

  @Test("a Russian dictionary knows every word, or the list of our own does")
  func dictionary() throws {
    let hunspell = "/usr/bin/hunspell"
    guard FileManager.default.isExecutableFile(atPath: hunspell), FileManager.default.fileExists(atPath: "/usr/share/hunspell/ru_RU.dic")
    else {
      print("hunspell with hunspell-ru is not installed: the dictionary is passed over; .ci/run installs it")
      return
    }
    let own = try String(contentsOf: Stage.tests.appendingPathComponent("words.ru.txt"), encoding: .utf8)
    let known = Set(own.split(whereSeparator: \.isNewline).map { $0.lowercased() })
    var words: Set<String> = []
    for (_, text) in try russianTexts() {
      for match in text.replacing(/\\\([^)]*\)+/, with: " ").replacing("\\n", with: " ").matches(of: /[а-яёА-ЯЁ]+(?:-[а-яёА-ЯЁ]+)*/) {
        words.insert(String(match.output))
      }
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: hunspell)
    process.arguments = ["-i", "utf-8", "-d", "ru_RU", "-l"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(words.sorted().joined(separator: "\n").utf8))
    try input.fileHandleForWriting.close()
    let unknown = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n")
      .map(String.init).filter { !known.contains($0.lowercased()) && $0.count > 1 }
    #expect(Set(unknown).sorted() == [])
  }
}
