import Basics
import Foundation
import Glibc
import Questions
import SQLite
import Tabular
import Testing

@testable import Record
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolQuizzes
@testable import SchoolStatistics
@testable import myschool

@Suite("Quizzes taken in a process")
struct QuizProcessTests {
  @Test("killed at any moment, an attempt goes on: no answer is lost, and none is twice")
  func killed() throws {
    let installed = try Installed(now: "2026-11-23T12:00:00+03:00")
    let stage = installed.stage
    let questions = (1...40).map { "::В\($0)::Число \($0) {#\($0)}" }.joined(separator: "\n\n")
    try stage.write(questions, to: "числа.gift")
    try stage.write("Три-кита-и-черепаха-26\n", to: "пароль")
    for line in [
      "myschool quiz import числа.gift", "myschool quiz assign 1 7А Алгебра --attempts 1",
      "myschool account create alekseeva.z --password-stdin < пароль",
    ] {
      let result = try stage.type(line)
      #expect(result.code == 0, "\(line): \(result.errors)")
    }
    #expect(try installed.run(["login", "alekseeva.z", "--password-stdin", "--accept-consent"], input: "пароль").code == 0)
    var random = Seeded(5)
    var kept = 0
    for _ in 0..<(QuizTests.isLong ? 200 : 6) {
      let process = installed.process(["quiz", "take", "1"])
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let answers = Int.random(in: 0...(QuizTests.isLong ? 1 : 4), using: &random)
      let before = kept
      for number in 0..<answers where kept < 39 {
        try input.fileHandleForWriting.write(contentsOf: Data("\(before + number + 1)\n".utf8))
        kept += 1
      }
      // The next question is asked when the answer before it is on the disk.
      var told = ""
      while !told.contains("\(kept + 1). ") {
        let piece = output.fileHandleForReading.availableData
        if piece.isEmpty { break }
        told += String(decoding: piece, as: UTF8.self)
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let database = try Database(path: stage.folder.appendingPathComponent("school.db").path, mode: .readWrite)
      let saved = try database.rows("SELECT position, reply FROM quiz_draft ORDER BY position", as: (Int, String).self)
      #expect(saved.map { "\($0.0)=\($0.1)" } == (0..<kept).map { "\($0 + 1)=\($0 + 1)" })
      database.close()
    }
    try stage.write((kept + 1...40).map { "\($0)\n" }.joined(), to: "конец.txt")
    let end = try installed.run(["quiz", "take", "1"], input: "конец.txt")
    #expect(end.code == 0 && end.output.contains("answered 40 of 40"), "\(end)")
    let results = try stage.type("myschool quiz results 1 --format csv --columns login,points,of --no-header")
    #expect(results.output == "alekseeva.z,40.00,40.00\n")
    #expect(try stage.type("myschool db check").code == 0)
  }

  @Test("in a terminal: keys choose, a second window is told, the terminal is as before on every way out")
  func inTerminal() throws {
    let installed = try Installed(now: "2026-11-23T12:00:00+03:00")
    let stage = installed.stage
    try stage.write(QuizTests.gift, to: "степени.gift")
    try stage.write("Три-кита-и-черепаха-26\n", to: "пароль")
    for line in [
      "myschool quiz import степени.gift", "myschool quiz assign 1 7А Алгебра --time 30m",
      "myschool account create alekseeva.z --password-stdin < пароль",
    ] { #expect(try stage.type(line).code == 0, "\(line)") }
    #expect(try installed.run(["login", "alekseeva.z", "--password-stdin", "--accept-consent"], input: "пароль").code == 0)
    let (enter, tab, down) = ("\r", "\t", "\u{1b}[B")
    let page = try PseudoTerminal(installed, ["quiz", "take", "1", "--no-pager"])
    try page.wait(for: "вопрос 1 из 4")
    try page.wait(for: "осталось 30:00")
    page.type("а" + enter)
    try page.wait(for: "вопрос 2 из 4")
    let second = try installed.run(["quiz", "take", "1"], input: "пароль")
    #expect(second.code == 75 && second.errors.contains("in another window"), "\(second)")
    page.type("\u{3}")
    #expect(try page.end() == 128 + SIGINT)
    #expect(page.isAsBefore)
    try page.wait(for: "отвечено 1 из 4")
    let again = try PseudoTerminal(installed, ["quiz", "take", "1", "--no-pager"])
    try again.wait(for: "вопрос 2 из 4")
    again.type(" " + down + " " + enter)
    try again.wait(for: "вопрос 3 из 4")
    again.type("н" + enter)
    try again.wait(for: "вопрос 4 из 4")
    again.type("Потому что частное равных чисел — единица" + tab)
    try again.wait(for: "Ответы даны на все вопросы")
    again.type(enter)
    try again.wait(for: "ещё раз Enter")
    again.type(enter)
    #expect(try again.end() == 0)
    #expect(again.isAsBefore)
    try again.wait(for: "1 ответ ждёт проверки")
    #expect(try stage.type("myschool quiz mark 1 alekseeva.z 4=1").code == 0)
    let results = try stage.type("myschool quiz results 1 --format csv --columns points,of --no-header")
    #expect(results.output == "4.00,4.00\n")
  }
}
