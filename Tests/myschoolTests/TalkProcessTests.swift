import Basics
import Foundation
import Glibc
import SQLite
import Tabular
import Testing

@testable import SchoolChat
@testable import SchoolModel
@testable import myschool

@Suite("Talk in processes")
struct TalkProcessTests {
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  /// The numbers of whole lines; a killed process may have left half of one.
  private func numbers(_ file: URL) throws -> [Int] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
    return whole.split(separator: "\n").compactMap { Int($0) }
  }

  @Test("many write, some are killed, many follow and are ended: each message that was acknowledged is seen once, in order, by each")
  func followers() throws {
    let installed = try Installed(now: "2026-11-23T12:00:00+03:00")
    let folder = installed.stage.folder
    let (writers, rounds, followers) = Self.isLong ? (50, 10, 50) : (3, 5, 3)
    var random = Seeded(11)
    func follow(_ number: Int, since: String, _ file: URL, until: String?) throws -> Process {
      let process = installed.process(
        ["chat", "watch", "--format", "csv", "--no-header", "--columns", "message", "--since", since] + (until.map { ["--for", $0] } ?? []))
      FileManager.default.createFile(atPath: file.path, contents: nil)
      process.standardOutput = try FileHandle(forWritingTo: file)
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    var pieces: [[URL]] = (0..<followers).map { [folder.appendingPathComponent("follower-\($0)-0")] }
    var following = try (0..<followers).map { try follow($0, since: "start", pieces[$0][0], until: nil) }
    var acknowledged: [String] = []
    for round in 0..<rounds {
      let sent = try (0..<writers).map { writer -> (Process, URL) in
        let process = installed.process(["chat", "send", "сотрудники", "весть \(round)-\(writer)", "--format", "json"])
        let file = folder.appendingPathComponent("sent-\(round)-\(writer)")
        FileManager.default.createFile(atPath: file.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, file)
      }
      // Somebody is killed at whatever it does now, and one who follows is ended and goes on from what it saw.
      kill(sent[Int.random(in: 0..<writers, using: &random)].0.processIdentifier, SIGKILL)
      for (writer, (process, _)) in sent.enumerated() {
        process.waitUntilExit()
        if process.terminationReason == .exit, process.terminationStatus == 0 { acknowledged.append("весть \(round)-\(writer)") }
      }
      let ended = Int.random(in: 0..<followers, using: &random)
      kill(following[ended].processIdentifier, Bool.random(using: &random) ? SIGKILL : SIGTERM)
      following[ended].waitUntilExit()
      let seen = try pieces[ended].flatMap(numbers).last
      let file = folder.appendingPathComponent("follower-\(ended)-\(round + 1)")
      pieces[ended].append(file)
      following[ended] = try follow(ended, since: seen.map(String.init) ?? "start", file, until: nil)
    }
    for process in following { kill(process.processIdentifier, SIGTERM) }
    for process in following { process.waitUntilExit() }
    let database = try Database(path: folder.appendingPathComponent("school.db").path, mode: .readOnly)
    let written = try database.rows(
      "SELECT m.id, t.text FROM message m JOIN message_text t ON t.id = m.text_id ORDER BY m.id", as: (Int, String).self)
    #expect(Set(acknowledged).isSubset(of: Set(written.map(\.1))))
    #expect(acknowledged.count >= rounds * (writers - 1))
    for number in 0..<followers {
      let seen = try pieces[number].flatMap(numbers)
      let rest = folder.appendingPathComponent("rest-\(number)")
      let last = try follow(number, since: seen.last.map(String.init) ?? "start", rest, until: "0s")
      last.waitUntilExit()
      #expect(try seen + numbers(rest) == written.map(\.0), "follower \(number)")
    }
    #expect(try installed.run(["db", "check", "--full"]).code == 0)
  }

  @Test("who follows hears that a message was taken back as a whole")
  func takenBack() throws {
    let stage = try Stage()
    try stage.makeSchool()
    let path = stage.folder.appendingPathComponent("school.db").path
    func school(of login: String, _ role: Role) throws -> School {
      let school = try School(path: path, clock: .fixed(Instant(iso: "2026-11-23T12:00:00+03:00")!))  // it is a moment
      let person = try #require(try school.database.value("SELECT id FROM person WHERE login = ?", login, as: Int.self))
      school.actor = Actor(personID: person, accountID: nil, name: login, roles: [role], role: role)
      return school
    }
    let (writer, reader) = (try school(of: "chernov.l", .teacher), try school(of: "kazakova.t", .teacher))
    let follower = try reader.chat.follow([], since: .start)
    let request = WriteRequest(command: "myschool chat send")
    _ = try writer.chat.send(to: "сотрудники", try MessageDraft("Совещание в три"), request)
    let told = try follower.news()
    #expect(told.map { $0.cells[8] } == [.text("message")] && told.first?.cells[3] == .text("Совещание в три"))
    _ = try writer.record.undo(nil, WriteRequest(command: "myschool undo"))
    let gone = try follower.news()
    #expect(gone.map { $0.cells[8] } == [.text("delete")] && gone.first?.cells[3] == .empty && gone.first?.cells[0] == told.first?.cells[0])
    #expect(try follower.news().isEmpty)
  }

  @Test("who follows hears of a message soon after it was written, and ends quietly with the time or a reader gone")
  func soon() throws {
    let installed = try Installed(now: "2026-11-23T12:00:00+03:00")
    let process = installed.process(["chat", "watch", "--format", "ndjson", "--since", "now", "--for", "20s"])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // The lock file of writers is there before anybody follows.
    #expect(try installed.run(["chat", "send", "сотрудники", "раньше"]).code == 0)
    try process.run()
    var told = ""
    // It may have begun after some of them: they are written until one is heard.
    var number = 0
    while !told.contains("весть"), number < 200 {
      number += 1
      #expect(try installed.run(["chat", "send", "сотрудники", "весть \(number)"]).code == 0)
      var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 50) > 0 { told += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }
    }
    #expect(told.contains("весть") && !told.contains("раньше"))
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let quick = try installed.run([], shell: "\"$1\" chat watch --since start --for 0s --format csv | head -1")
    #expect(quick.output.hasPrefix("message,at,from,body") && quick.errors.isEmpty)
  }
}
