import Basics
import Foundation
import SQLite
import SchoolJournal
import SchoolSheets
import Tabular
import Testing

@testable import Record
@testable import SchoolLibrary
@testable import SchoolModel
@testable import myschool

@Suite("The library")
struct LibraryTests {
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  /// A school with a publisher, a methodist, a teacher and a student of thirteen.
  private final class Shelves {
    let stage: Stage
    let school: School
    static let logins: [Role: String] = [
      .provider: "koroleva.z", .methodist: "fomina.i", .teacher: "sergeeva.m", .student: "alekseeva.z", .admin: "komarova.l",
    ]

    init() throws {
      stage = try Stage()
      try stage.makeSchool()
      school = try School(
        path: stage.folder.appendingPathComponent("school.db").path, clock: .fixed(Instant(iso: "2026-11-23T12:00:00+03:00")!))
    }

    func act(_ role: Role) throws {
      let login = Self.logins[role] ?? ""
      let person = try #require(try school.database.value("SELECT id FROM person WHERE login = ?", login, as: Int.self))
      school.actor = Actor(personID: person, accountID: nil, name: login, roles: [role], role: role)
    }

    func load(_ text: String) throws {
      let source = Source(name: "catalogue.csv", input: ByteInput(bytes: Array(text.utf8)))
      _ = try school.library.load([.rows(source)], WriteRequest(command: "test"))
    }

    func publish(_ text: String) throws {
      try act(.provider)
      try load(text)
      _ = try school.library.submit(nil, WriteRequest(command: "test"))
      try act(.methodist)
      _ = try school.library.verify(nil, age: "6+", WriteRequest(command: "test"))
    }

    func titles(_ words: String) throws -> [String] {
      var question = LibraryQuestion()
      question.words = words
      var titles: [String] = []
      let writer = RowWriter(columns: Library.searchColumns.count) { titles.append($0.string(1)) }
      try school.library.search(question).table.rows(writer)
      return titles
    }
  }

  @Test("what is asked of the demo's library is found first")
  func queries() throws {
    let shelves = try Shelves()
    try shelves.publish(DemoLibrary.catalogue)
    try shelves.act(.student)
    #expect(LibraryQueries.expected.count >= 50)
    for (words, title) in LibraryQueries.expected {
      #expect(try shelves.titles(words).first == title, "\(words)")
    }
  }

  @Test("no query is a mistake: it finds something, or says nothing to look for")
  func anyQuery() throws {
    let shelves = try Shelves()
    try shelves.publish(DemoLibrary.catalogue)
    try shelves.act(.student)
    var random = Seeded(7)
    let pieces = [
      "\"", "*", "-", "(", ")", "дроб", "уравнения", " ", "  ", "AND", "NOT", "NEAR", "^", ":", "{", "}", "«", "»", "'", "ё", "ЁЖ", "a",
      "7", "\u{301}", "\u{ad}", "\u{202e}", "🎓", "\0", "%", "_", "\\",
    ]
    for _ in 0..<(Self.isLong ? 1_000_000 : 1_500) {
      var text = ""
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        if Bool.random(using: &random) {
          text += pieces.randomElement(using: &random) ?? ""
        } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10ffff, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      do { _ = try shelves.titles(text) } catch LibraryFailure.nothingToSearch {} catch {
        Issue.record("\(text.debugDescription): \(error)")
      }
    }
  }

  @Test("undone and redone at random, the index, the files and the sum of all rows hold", arguments: 0..<2)
  func undoneAndRedone(seed: Int) throws {
    let shelves = try Shelves()
    let school = shelves.school
    var random = Seeded(UInt64(seed) + 1)
    let folder = shelves.stage.folder
    try shelves.publish(DemoLibrary.catalogue.split(separator: "\n").prefix(12).joined(separator: "\n"))
    let words = ["дроби", "тригонометрия", "ёлки", "суффиксы", "магнетизм", "корни", "реки", "планеты"]
    for step in 0..<(Self.isLong ? 500 : 40) {
      let number = Int.random(in: 1...14, using: &random)
      let word = words.randomElement(using: &random) ?? ""
      let request = WriteRequest(command: "step \(step)")
      do {
        switch Int.random(in: 0..<11, using: &random) {
        case 0:
          try shelves.act(.teacher)
          var draft = LibraryDraft()
          draft.title = "Задания: \(word) \(step)"
          draft.subject = "Алгебра"
          let bytes = Array("# \(word)\n\nтекст \(step % 5)\n".utf8)
          var isRead = false
          let file = FileInput(name: "\(step).md") {
            defer { isRead = true }
            return isRead ? [] : bytes
          }
          _ = try school.library.add(draft, file: file, request)
        case 1:
          try shelves.act(.provider)
          var draft = LibraryDraft()
          draft.title = "\(word) и не только, \(step)"
          _ = try school.library.edit(number, draft, request)
        case 2:
          try shelves.act(.provider)
          _ = try school.library.submit(nil, request)
        case 3:
          try shelves.act(.methodist)
          _ = try school.library.verify([number], age: "6+", request)
        case 4:
          try shelves.act(.methodist)
          _ = try school.library.giveBack([number], reason: word, request)
        case 5:
          try shelves.act(.student)
          _ = try school.library.shelve([number], tags: [word], request)
        case 6:
          try shelves.act(.provider)
          _ = try school.library.withdraw([number], reason: nil, request)
        case 7:
          try shelves.act(.admin)
          let title = try school.library.attachable(number)
          _ = try school.journal.setLesson(
            .homework, form: "7А", subject: "Алгебра", day: "2026-11-25", lesson: nil, text: nil, replace: false,
            attaching: [try SchoolJournal.Attachment(title: title, .item(number))], request)
        case 8:
          try shelves.act(.provider)
          try shelves.load("Название;Предмет;Аннотация\nКаталог \(word);Физика;\(word) \(step)\n")
        case 9:
          try shelves.act(.admin)
          let last = try school.database.value("SELECT max(number) FROM operation", as: Int.self) ?? 1
          let operation = Int.random(in: max(1, last - 12)...last, using: &random)
          _ = try school.record.undo(operation...operation, request)
        default:
          try shelves.act(.admin)
          _ = try school.record.redo(nil, request)
        }
      } catch is any Failure {}
      if step % 5 == 4 || step > 480 { try holds(school, folder, step) }
    }
  }

  private func holds(_ school: School, _ folder: URL, _ step: Int) throws {
    let report = try school.record.check()
    #expect(report.findings.isEmpty, "step \(step): \(report.findings)")
    let breaker = SearchTokensProbe()
    for (id, title) in try school.database.rows("SELECT id, title FROM library_item", as: (Int, String).self) {
      for stem in breaker.stems(title) {
        let found = try school.database.value(
          "SELECT 1 FROM library_search WHERE library_search MATCH ? AND rowid = ?", SearchExpression.exactly(stem), id, as: Int.self)
        #expect(found == 1, "step \(step): \(title) by \(stem)")
      }
    }
  }

  @Test("what somebody must not see is found by no door")
  func hidden() throws {
    let shelves = try Shelves()
    let stage = shelves.stage
    try stage.write("Три-кита-и-черепаха-26\n", to: "s2")
    for (role, login) in Shelves.logins where role != .admin {
      try stage.type("account create \(login) --password-stdin < s2")
      if role == .provider || role == .methodist { try stage.type("account role grant \(login) \(role)") }
    }
    // Another provider's draft, what came back, what is above the age, what was withdrawn.
    let hidden = ["Тайнопись", "Недоделка", "Взросление", "Отозванное"]
    stage.act(as: "provider")
    try stage.type("login koroleva.z --role provider --password-stdin --accept-consent < s2")
    for (title, age) in zip(hidden, ["0+", "0+", "16+", "0+"]) {
      try stage.type(
        "library add \(title) --age \(age) --publisher Скрытень --topic Потаённость --address https://example.org/\(title.hashValue.magnitude)"
      )
    }
    try stage.type("library submit 2 3 4")
    stage.act(as: "methodist")
    try stage.type("login fomina.i --role methodist --password-stdin --accept-consent < s2")
    try stage.type("library return 2 --reason Сыро")
    try stage.type("library verify 3 4")
    try stage.type("library withdraw 4 --reason Устарело")
    let doors = [
      "library search", "library search --format csv", "library search тайнопись", "library search потаённость", "library search скрытень",
      "library search тайнопис", "library search nfqyjgbcm", "library search --facet publisher,topic,kind,age,status,provider --format csv",
      "library search --publisher Скрытень", "library search --status draft", "library search --provider koroleva.z", "library export",
      "library export --to oai", "library export --to lom", "library shelf", "library search --for-topic Потаённость",
      "library search тай*", "library search 'взрослениа'", "library queue",
    ]
    for (name, login, seen) in [("student", "alekseeva.z", [String]()), ("teacher", "sergeeva.m", ["Взросление"])] {
      stage.act(as: name)
      try stage.type("login \(login) --password-stdin --accept-consent < s2")
      for door in doors {
        let result = try stage.type(door)
        let said = (result.output + result.errors).lowercased()
        for title in hidden where !seen.contains(title) && !door.contains(title.lowercased().prefix(6)) {
          #expect(!said.contains(title.lowercased()), "\(name): \(door): \(said)")
        }
        if seen.isEmpty, !door.lowercased().contains("скрыт") { #expect(!said.contains("скрытень"), "\(name): \(door): \(said)") }
        if seen.isEmpty { #expect(!said.contains("возможно, вы искали"), "\(name): \(door): \(said)") }
      }
      for number in 1...4 where !(number == 3 && !seen.isEmpty) {
        for words in [
          "show", "open", "get", "edit N --title X", "shelf add", "rate N 5", "complain N плохо", "remove", "submit", "withdraw",
          "show N --version 1", "show N --ratings",
        ] {
          let line = "library " + (words.contains("N") ? words.replacing("N", with: "\(number)") : "\(words) \(number)")
          let (result, missing) = (try stage.type(line), try stage.type(line.replacing(" \(number)", with: " 999")))
          #expect(
            result.code == missing.code && result.errors.replacing("\(number)", with: "999") == missing.errors,
            "\(name): \(line): \(result)")
        }
      }
      for word in ["тай", "недо", "взр", "Скр"] {
        let result = try stage.run(["__complete", "--", word, "library", "search"])
        #expect(seen.isEmpty ? result.output.isEmpty : true, "\(name): \(word): \(result.output)")
      }
    }
  }

  @Test("catalogues that are wrong are refused by file and line, and nothing is half done")
  func hostile() throws {
    let shelves = try Shelves()
    let stage = shelves.stage
    func oai(_ inner: String, namespace: String = "http://www.openarchives.org/OAI/2.0/") -> String {
      "<?xml version=\"1.0\"?>\n<OAI-PMH xmlns=\"\(namespace)\"><ListRecords>\(inner)</ListRecords></OAI-PMH>"
    }
    let cases: [(name: String, text: String, code: Int32, said: String)] = [
      ("namespace.xml", oai("", namespace: "https://www.openarchives.org/OAI/2.0/"), 65, "namespace.xml:1"),
      ("cut.xml", String(oai("<record><header><identifier>a</identifier></header></record>").dropLast(20)), 65, "cut.xml"),
      ("doctype.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><OAI-PMH/>", 65, "doctype.xml"),
      ("deep.xml", oai(String(repeating: "<a>", count: 300)), 65, "deep.xml"),
      ("anonymous.xml", oai("\n<record><header></header></record>"), 65, "anonymous.xml:3"),
      ("untitled.xml", oai("<record><header><identifier>a</identifier></header><metadata/></record>"), 65, "untitled.xml:2"),
      ("values.csv", "Название;Классы;Возраст;ISBN;Ссылка\nА;13;7+;978-0596528120;javascript:alert(1)\nБ;5;0+;;\n", 65, "values.csv:2"),
      ("untitled.csv", "Автор;Предмет\nА;Б\n", 65, "untitled.csv"),
      ("empty.csv", "", 65, "empty.csv"),
    ]
    let before = try shelves.school.database.value("SELECT count(*) FROM operation", as: Int.self)
    for (name, text, code, said) in cases {
      try stage.write(text, to: name)
      let result = try stage.type("library import \(name)")
      #expect(result.code == code && result.errors.contains(said), "\(name): \(result)")
    }
    #expect(try stage.type("library import nothing.csv").code == 66)
    try FileManager.default.createDirectory(at: stage.folder.appendingPathComponent("bare"), withIntermediateDirectories: true)
    #expect(try stage.type("library import bare").code == 65)
    #expect(try shelves.school.database.value("SELECT count(*) FROM operation", as: Int.self) == before)
    // What is odd and no mistake: signs that steer a terminal go, a formula is text, links and hidden files are passed over.
    try stage.write("Название;Автор\n=1+1;А\u{202e}Б\u{1b}[31m\n", to: "odd.csv")
    #expect(try stage.type("library import odd.csv").code == 0)
    let shown = try stage.type("library search --format csv --columns title,author --no-header")
    #expect(shown.output == "=1+1,АБ[31m\n", "\(shown)")
    for name in ["odd/.hidden.md", "odd/read.md"] { try stage.write("# \(name)\n", to: name) }
    try FileManager.default.createSymbolicLink(
      at: stage.folder.appendingPathComponent("odd/loop"), withDestinationURL: stage.folder.appendingPathComponent("odd"))
    mkfifo(stage.folder.appendingPathComponent("odd/pipe").path, 0o600)
    let folder = try stage.type("library import odd")
    #expect(
      folder.code == 0 && folder.errors.contains("odd/.hidden.md") && folder.errors.contains("odd/loop")
        && folder.errors.contains("odd/pipe"), "\(folder)")
    #expect(try stage.type("db check").code == 0)
  }

  @Test("a file that was altered beside the school is handed to nobody, and keeps no copy from becoming the school again")
  func altered() throws {
    let stage = try Stage()
    try stage.makeSchool()
    try stage.write("Рычаги", to: "levers.txt")
    #expect(try stage.type("library add Рычаги --file levers.txt").code == 0)
    let store = FileStore(besides: stage.folder.appendingPathComponent("school.db").path)
    let body = store.path(try #require(store.hashes().first))
    try FileManager.default.removeItem(atPath: body)
    try Data("другое".utf8).write(to: URL(fileURLWithPath: body))
    let got = try stage.type("library get 1 -o levers-again.txt")
    #expect(got.code == 66 && got.errors.contains("levers.txt"), "\(got)")
    let copied = try stage.type("-q db backup -o copy.db")
    #expect(copied.code == 1 && copied.errors.contains("1"), "\(copied)")
    let drill = try stage.type("db restore copy.db --check")
    #expect(drill.code == 1 && drill.output.contains("Рычаги"), "\(drill)")
    let restored = try stage.type("--db again/school.db db restore copy.db")
    #expect(restored.code == 1 && restored.output.contains("Рычаги"), "\(restored)")
    #expect(try stage.type("--db again/school.db db info").code == 0)
  }

  @Test("killed in the middle of a folder, items and files agree")
  func killed() throws {
    let installed = try Installed()
    let folder = installed.stage.folder
    for number in 0..<60 {
      try installed.stage.write("# Тема \(number)\n\n" + String(repeating: "слово \(number) ", count: 3000), to: "files/\(number).md")
    }
    let store = FileStore(besides: folder.appendingPathComponent("school.db").path)
    /// The files that one process has on their way.
    func staged(by process: Process) -> Int {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: store.folder)) ?? []
      return names.filter { $0.hasPrefix(".staged-\(process.processIdentifier)-") }.count
    }
    var random = Seeded(3)
    for _ in 0..<(Self.isLong ? 200 : 4) {
      let process = installed.process(["-q", "library", "import", "files"])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Somewhere between the first file and the last, when all are read and the items go in.
      let enough = Int.random(in: 0...60, using: &random)
      while process.isRunning, staged(by: process) < enough { sched_yield() }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let check = try installed.run(["db", "check", "--format", "csv", "--no-header"])
      #expect(check.code == 0, "\(check)")
      _ = try installed.run(["-q", "undo"])
    }
    #expect(try installed.run(["library", "import", "files"]).code == 0)
    #expect(try installed.run(["db", "check"]).code == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("school.db.files").path)
    #expect(left.allSatisfy { !$0.hasPrefix(".staged-") }, "\(left)")
  }
}

/// The stems of a text's words.
private struct SearchTokensProbe {
  private let tokens = SearchTokens()
  func stems(_ text: String) -> [String] {
    var stems: [String] = []
    var text = Folding.composed(text)
    text.withUTF8 { bytes in
      tokens.forEachToken(bytes, for: .document) { token, _, _ in
        stems.append(String(decoding: token, as: UTF8.self))
        return true
      }
    }
    return stems
  }
}
