import Basics
import Foundation
import Testing

@testable import myschool

@Suite("Transcripts")
struct TranscriptTests {
  @Test("a story typed is answered as written", arguments: Transcript.names)
  func story(name: String) throws {
    let file = Transcript.folder.appendingPathComponent(name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let played = try Transcript.play(written)
    guard played != written else { return }
    if ProcessInfo.processInfo.environment["MYSCHOOL_RECORD"] != nil {
      try played.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded anew: read it, then run again")
      return
    }
    let (a, b) = (written.components(separatedBy: "\n"), played.components(separatedBy: "\n"))
    let first = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      "\(name):\((first?.offset ?? min(a.count, b.count)) + 1): written «\(first?.element.0 ?? "")», came «\(first?.element.1 ?? "")»")
  }

  @Test("there are transcripts, and each holds commands")
  func present() throws {
    #expect(Transcript.names.count >= 6)
    for name in Transcript.names {
      #expect(try String(contentsOf: Transcript.folder.appendingPathComponent(name), encoding: .utf8).contains("\n$ myschool"))
    }
  }
}
