import Basics
import Foundation
import Record
import SQLite
import Tabular
import Testing

@testable import RussianText
@testable import SchoolChat
@testable import SchoolInbox
@testable import SchoolJournal
@testable import SchoolModel
@testable import SchoolOutbox
@testable import SchoolRoster
@testable import SchoolSetup
@testable import SchoolSheets

@Suite("Words of messages, and notices")
struct TalkNewsTests {
  // MARK: words

  @Test("a word of a message is in no record; once it was swept or its writer erased, in no byte of the file")
  func words() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.db").path
    let talkers = try Talkers(path: path)
    let school = talkers.school
    func holds(_ word: String) throws -> Bool {
      try ["", "-wal"].contains { ending in
        guard let data = FileManager.default.contents(atPath: path + ending) else { return false }
        return data.range(of: Data(word.utf8)) != nil
      }
    }
    let deleted = try talkers.send("mother", to: "teacher", "слово-удалённое")
    let edited = try talkers.send("mother", to: "teacher", "слово-прежнее")
    try talkers.send("mother", to: "teacher", "слово-отменённое")
    let undone = try #require(school.committed)
    try talkers.send("mother", to: "teacher", "слово-оставшееся")
    try talkers.act("mother")
    _ = try school.record.undo(undone...undone, WriteRequest())
    _ = try school.chat.edit(edited, MessageDraft("другое"), WriteRequest())
    _ = try school.chat.delete(deleted, reason: nil, WriteRequest())
    // In no part of the record, whoever looks.
    let store = OperationStore(database: school.database, schema: school.schema)
    for operation in try school.database.values("SELECT number FROM operation", as: Int.self) {
      for part in try store.partNumbers(operation) {
        #expect(!String(decoding: try store.part(operation, part), as: UTF8.self).contains("слово-"))
      }
    }
    // The first sweep notes them, a later one takes them out.
    #expect(try school.chat.sweep() == 0)
    talkers.clock.now = talkers.clock.now + 29 * 86_400
    #expect(try school.chat.sweep() == 0)
    talkers.clock.now = talkers.clock.now + 2 * 86_400
    #expect(try school.chat.sweep() == 3)
    for word in ["слово-удалённое", "слово-прежнее", "слово-отменённое"] { #expect(try !holds(word), "\(word)") }
    #expect(try holds("слово-оставшееся"))
    #expect(try school.record.check(full: true).findings == [])
    // A past in which they stood shows no word that is not shown now.
    let past = try School(path: path, clock: talkers.clock.clock)
    try talkers.act("teacher")
    past.actor = school.actor
    try past.record.goBack(to: undone)
    #expect(try texts(past.chat.messages(in: "mother", last: nil).table, 3) == ["", "", ""])
    past.close()
    try talkers.act("komarova.l")
    _ = try school.roster.erase("mother", reason: nil, WriteRequest())
    #expect(try !holds("слово-оставшееся"))
    let findings = try school.record.check(full: true).findings
    #expect(findings == [])
    #expect(try talkers.bodies("teacher", in: "1") == ["", "", ""])
  }

  @Test("a report shows the administrators ten before and ten after, former and deleted words, as they stood, and lets them go")
  func report() throws {
    let talkers = try Talkers()
    let school = talkers.school
    for number in 1...30 { try talkers.send(number % 2 == 0 ? "pupil" : "classmate", to: "5А", "сообщение \(number)") }
    try talkers.act("pupil")
    _ = try school.chat.edit(14, MessageDraft("исправлено"), WriteRequest())
    _ = try school.chat.delete(16, reason: nil, WriteRequest())
    try talkers.act("classmate")
    let report = try school.chat.report(15, reason: "обидно", WriteRequest()).value
    try talkers.act("pupil")
    _ = try school.chat.edit(18, MessageDraft("после жалобы"), WriteRequest())
    try talkers.act("komarova.l")
    let shown = try texts(school.chat.reportedMessages(report), 3)
    #expect(shown.first == "сообщение 5" && shown.last == "сообщение 25")
    #expect(
      shown.contains("сообщение 14") && shown.contains("исправлено") && shown.contains("сообщение 16") && shown.contains("сообщение 18"))
    #expect(!shown.contains("после жалобы"))
    // It is kept until thirty days after it was closed.
    talkers.clock.now = talkers.clock.now + 60 * 86_400
    _ = try school.chat.sweep()
    talkers.clock.now = talkers.clock.now + 60 * 86_400
    _ = try school.chat.sweep()
    #expect(try texts(school.chat.reportedMessages(report), 3) == shown)
    _ = try school.chat.closeReport(report, WriteRequest())
    for _ in 0..<2 {
      talkers.clock.now = talkers.clock.now + 31 * 86_400
      _ = try school.chat.sweep()
    }
    #expect(!(try texts(school.chat.reportedMessages(report), 3).contains("сообщение 16")))
    #expect(try school.record.check(full: true).findings == [])
  }

  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  @Test("chats and calls undone and redone at random: the sum of all rows and every text hold", arguments: 0..<3)
  func undoneAndRedone(seed: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let talkers = try Talkers(path: folder.appendingPathComponent("school.db").path)
    let school = talkers.school
    var random = TalkSeed(UInt64(seed) + 7)
    _ = try school.chat.setUpCalls(
      .jitsi, address: "https://meet.example.org", issuer: "myschool", secret: [UInt8](repeating: 65, count: 40), WriteRequest())
    // Who leads the form is in all its chats, and may do most.
    let people = Talkers.roles.map(\.login) + ["head", "head", "head", "teacher"]
    let chats = ["5А", "5А-родители", "5А-учителя", "сотрудники", "Кружок", "1", "2", "3"]
    var (step, done) = (0, 0)
    while done < (Self.isLong ? 500 : 50) {
      step += 1
      talkers.clock.now = talkers.clock.now + Int.random(in: 1...4000, using: &random)
      let who = people.randomElement(using: &random) ?? "head"
      let last = try school.database.value("SELECT coalesce(max(id), 0) FROM message", as: Int.self) ?? 0
      try talkers.act(who)
      let (chat, message) = (chats.randomElement(using: &random) ?? "5А", Int.random(in: 1...max(1, last), using: &random))
      let request = WriteRequest(command: "step \(step)")
      do {
        switch Int.random(in: 0..<16, using: &random) {
        case 0, 1: _ = try school.chat.send(to: chat, MessageDraft("слово \(step)"), request)
        case 2: _ = try school.chat.send(to: people.randomElement(using: &random) ?? "", MessageDraft("лично \(step)"), request)
        case 3: _ = try school.chat.reply(to: message, MessageDraft("ответ \(step)"), request)
        case 4: _ = try school.chat.edit(message, MessageDraft("иначе \(step)"), request)
        case 5: _ = try school.chat.delete(message, reason: "так надо", request)
        case 6: _ = try school.chat.pin(message, off: Bool.random(using: &random), request)
        case 7: _ = try school.chat.createGroup("Кружок", of: ["pupil", "classmate"], request)
        case 8: _ = try school.chat.changeMembers(of: "Кружок", add: ["mother"], remove: ["pupil"], request)
        case 9: _ = try school.chat.leave("Кружок", request)
        case 10:
          _ = try school.chat.silence(
            people.randomElement(using: &random) ?? "", in: chat, for: Bool.random(using: &random) ? ChatSpan("2d") : nil, request)
        case 11:
          _ = try school.chat.announceCall(
            in: chat, start: "29.11 18:00", minutes: 60, title: "Собрание \(step)", request,
            invitation: { ("встреча \($0.number)", "call.ics") })
        case 12: _ = try school.chat.cancelCall(Int.random(in: 1...4, using: &random), request, words: { "отменена \($0.number)" })
        case 13: _ = try school.chat.report(message, reason: "обидно", request)
        case 14: _ = try school.chat.messages(in: chat, last: nil, peek: Bool.random(using: &random))
        default: _ = try Bool.random(using: &random) ? school.record.undo(nil, request) : school.record.redo(nil, request)
        }
        done += 1
      } catch is any Failure {}
      if step % 20 == 19 {
        let report = try school.record.check()
        #expect(report.findings == [], "step \(step)")
      }
    }
    #expect(try school.record.check(full: true).findings == [])
  }

  // MARK: notices

  @Test(
    "each net change is told once, however it was entered, undone, redone and corrected, and with a clock turned back", arguments: 0..<6)
  func digests(seed: Int) throws {
    let talkers = try Talkers()
    let school = talkers.school
    var random = TalkSeed(UInt64(seed) + 1)
    try talkers.act("komarova.l")
    _ = try school.perform(.accountManage, WriteRequest()) { writing in
      let mother = try writing.database.value("SELECT id FROM person WHERE login = 'mother'", as: Int.self)
      try writing.database.run("INSERT INTO account (person_id, created_at, vouched) VALUES (?, 0, 1)", mother)
      let account = writing.database.lastInsertedID
      try writing.database.run(
        "INSERT INTO identifier (account_id, kind, value, confirmed_at) VALUES (?, 'email', 'mother@example.org', 0)", account)
      try writing.database.run("INSERT INTO preference (account_id, name, value) VALUES (?, 'digest', 'daily')", account)
      try writing.database.run("INSERT INTO setting (name, value) VALUES ('chat.quiet', 'off')")
    }
    _ = try school.inbox.digest()
    // What the mother knows by her letters, and what stands in the journal.
    var known: [String: String] = [:]
    let days = ["2026-09-07", "2026-09-08", "2026-09-09", "2026-09-10"]
    for step in 0..<60 {
      try talkers.act("komarova.l")
      let day = days.randomElement(using: &random) ?? days[0]
      do {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
          var options = GradeOptions()
          options.replace = true
          options.day = day
          let value = ["2", "3", "4", "5"].randomElement(using: &random) ?? "5"
          _ = try school.journal.grade(
            form: "5А", subject: "Математика", pairs: [(student: "Белова Арина", cell: value)], options,
            WriteRequest(command: "step \(step)"))
        case 2:
          _ = try school.record.undo(nil, WriteRequest())
        case 3:
          _ = try school.record.redo(nil, WriteRequest())
        case 4:
          talkers.clock.now = talkers.clock.now + (Bool.random(using: &random) ? 90_000 : -40_000)
        default:
          let before = try school.database.value("SELECT coalesce(max(id), 0) FROM outbox", as: Int.self) ?? 0
          _ = try school.inbox.digest()
          for data in try school.database.values("SELECT data FROM outbox WHERE id > ? AND kind = 'digest'", before, as: String.self) {
            guard case .digest(let digest)? = try Letter(kind: "digest", data: data, school.database) else { continue }
            // One mark may go and another come on a day.
            for line in digest.lines.filter({ $0.kind == "mark" }).sorted(by: { $0.isGone && !$1.isGone }) {
              if line.isGone {
                #expect(known[line.day] == line.text, "\(step): \(line)")
                known[line.day] = nil
              } else {
                #expect(known[line.day] != line.text, "told twice, step \(step): \(line)")
                #expect(known[line.day] ?? "" == line.before, "step \(step): \(line)")
                known[line.day] = line.text
              }
            }
          }
        }
      } catch is any Failure {}
    }
  }
}
