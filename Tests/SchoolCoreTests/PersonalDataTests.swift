import Basics
import Foundation
import SQLite
import Tabular
import Testing

@testable import Record
@testable import SchoolChat
@testable import SchoolExchange
@testable import SchoolIdentity
@testable import SchoolJournal
@testable import SchoolLibrary
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets
@testable import SchoolSupport

@Suite("Personal data")
struct PersonalDataTests {
  private static let students = """
    Класс;Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Логин;Представитель 1: ФИО;Представитель 1: кем приходится;Представитель 1: телефон;Представитель 1: e-mail
    7А;Жемчугова;Аполлинария;Львовна;01.02.2013;112-233-445 95;zhemchugova.a;Жемчугова Вероника Петровна;мать;+7 900 000-55-66;zhemchugova@example.org
    7А;Петров;Иван;Сергеевич;03.04.2013;;petrov.i;Петров Сергей Иванович;отец;+7 900 000-77-88;petrov@example.org

    """
  private static let staff = "Фамилия;Имя;Отчество;Должность;Логин\nКазакова;Таисия;Марковна;учитель;kazakova.t\n"
  private static let load = "Класс;Предмет;Учитель;Часов в неделю\n7А;Алгебра;Казакова Таисия Марковна;4\n"

  private func filledSchool(_ clock: TestClock, at path: String) throws -> School {
    let school = try smallSchool(clock, at: path)
    func source(_ name: String, _ text: String) -> Source { Source(name: name, input: ByteInput(bytes: Array(text.utf8))) }
    _ = try school.roster.importRoster(
      [source("students.csv", Self.students), source("staff.csv", Self.staff), source("load.csv", Self.load)], prune: false,
      WriteRequest(command: "myschool roster import"))
    var options = GradeOptions()
    options.day = "2026-09-21"
    options.comment = "Жемчугова А. решала у доски"
    _ = try school.journal.grade(
      form: "7А", subject: "Алгебра", pairs: [("Жемчугова", "5")], options,
      WriteRequest(command: "myschool journal grade 7А алг 'Жемчугова=5'"))
    options.comment = "вместе с Аполлинарией Жемчуговой"
    _ = try school.journal.grade(
      form: "7А", subject: "Алгебра", pairs: [("Петров", "4")], options, WriteRequest(command: "myschool journal grade"))
    _ = try school.identity.createAccount(
      for: "zhemchugova.a", login: nil, password: "вишнёвый-сад-цветёт", mustChange: false,
      WriteRequest(command: "myschool account create zhemchugova.a"))
    let admin = school.actor
    _ = try school.identity.signIn(
      SignInAttempt(name: "zhemchugova.a", password: "вишнёвый-сад-цветёт"), acceptsConsent: { true },
      WriteRequest(command: "myschool login zhemchugova.a"))
    _ = try school.support.askSupport(
      "не вижу отметок, Жемчугова", subject: nil, contact: nil, WriteRequest(command: "myschool support ask"))
    _ = try school.chat.send(to: "kazakova.t", MessageDraft("здравствуйте, это Жемчугова"), WriteRequest(command: "myschool chat send"))
    var change = AccountChange()
    change.email = "polina.zh@example.org"
    _ = try school.identity.changeAccount(change, WriteRequest(command: "myschool account settings --email polina.zh@example.org"))
    school.actor = admin
    var draft = LibraryDraft()
    draft.title = "Задачи Жемчуговой"
    draft.kind = "учебник"
    draft.author = "Жемчугова В. П."
    _ = try school.library.add(draft, WriteRequest(command: "myschool library add"))
    return school
  }

  @Test("the export holds every table that names a person, by the schema itself, and no secret")
  func export() throws {
    let clock = TestClock()
    let school = try filledSchool(clock, at: ":memory:")
    let data = try school.exchange.personalData(of: "zhemchugova.a")
    let told = Set(data.tables.map { "\($0.name).\($0.column)" } + data.authored.map { "\($0.table).\($0.column)" })
    // Every reference to a person or an account, found here in another way than the export finds it.
    var wanted: Set<String> = []
    for table in try school.database.values("SELECT name FROM sqlite_schema WHERE type = 'table'", as: String.self) {
      let sql = "SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?)"
      for (parent, column) in try school.database.rows(sql, table, as: (String, String).self) where ["person", "account"].contains(parent) {
        wanted.insert("\(table).\(column)")
      }
    }
    #expect(wanted.subtracting(told).isEmpty, "left out: \(wanted.subtracting(told).sorted())")
    func rows(_ table: String) -> [[String: String?]] {
      data.tables.filter { $0.name == table }.flatMap { item in item.rows.map { Dictionary(uniqueKeysWithValues: zip(item.columns, $0)) } }
    }
    #expect(rows("person").first?["snils"] == "11223344595")
    #expect(rows("mark").count == 1 && rows("support_ticket").count == 1 && rows("message").count == 1 && rows("consent").count == 1)
    #expect(rows("password").first?.keys.contains("hash") == false && rows("session").first?.keys.contains("token_hash") == false)
    #expect(
      SchoolTables.all.allSatisfy { table in
        table.columns.filter { $0.holds == .secret }.allSatisfy { secret in
          !data.tables.contains { $0.name == table.name && $0.columns.contains(secret.name) }
        }
      })
    // A look of the staff is told to whom it was about.
    #expect(data.tables.contains { $0.name == "personal_access" && $0.column == "person_id" && $0.rows.count == 1 })
  }

  @Test("after an erasure no byte of the name, SNILS, phone or e-mail is anywhere in the file, and the chain verifies")
  func erase() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.db").path
    let clock = TestClock()
    let school = try filledSchool(clock, at: path)
    let traces = [
      "Жемчугов", "жемчугов", "ЖЕМЧУГОВ", "112233445", "112-233-445", "zhemchugova.a", "polina.zh@example.org", "9000005566",
      "zhemchugova@example.org",
    ]
    func found() throws -> [String] {
      let bytes = try ["", "-wal"].reduce(into: Data()) { $0 += (try? Data(contentsOf: URL(fileURLWithPath: path + $1))) ?? Data() }
      return traces.filter { bytes.range(of: Data($0.utf8)) != nil }
    }
    #expect(try found().count >= 7)
    // The guardian first: while she bears the surname, too, it names nobody by itself.
    let mother = try school.roster.erase("Жемчугова Вероника Петровна", reason: "согласие отозвано", WriteRequest(command: "x"))
    #expect(mother.removed.contains { $0.table == "guardian" })
    let act = try school.roster.erase(
      "zhemchugova.a", reason: "согласие отозвано", WriteRequest(command: "myschool roster erase zhemchugova.a"))
    #expect(act.person == "Жемчугова Аполлинария Львовна" && act.struckParts > 3 && act.struckCommands >= 3)
    #expect(act.kept.contains { $0 == ("mark", 1) } && act.kept.contains { $0 == ("enrolment", 1) })
    let left = try found()
    #expect(left.isEmpty, "\(left)")
    #expect(try school.record.check(full: true).findings == [])
    // What others did stays, and can still be read; what was struck out cannot be undone.
    #expect(try school.record.log().count == act.operation)
    let imported = try #require(try school.record.log().first { $0.header.command == "myschool roster import" })
    let number = imported.header.number
    #expect(throws: RecordFailure.self) { try school.record.undo(number...number, WriteRequest()) }
    #expect(try school.record.changes(of: number).contains { $0.subject.contains("Петров") })
    #expect(throws: RecordFailure.self) { try school.record.undo(act.operation...act.operation, WriteRequest()) }
    // Tampering after an erasure is still found.
    try school.database.script("UPDATE mark SET weight = 9")
    #expect(try school.record.check().findings.contains(.stateDiffers))
  }

  @Test("what was written of a person's health and of why goes with the person's data, out of the rows and out of the record")
  func health() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.db").path
    let school = try filledSchool(TestClock(), at: path)
    let secrets = ["астма, справка 086", "болеет астмой", "переезд в Казань", "мигрень", "SIS-000777"]
    _ = try school.perform(.rosterWrite, WriteRequest(command: "x")) { writing in
      let database = writing.database
      let id = try writing.reading().person("zhemchugova.a").id
      let course = try database.value("SELECT id FROM course", as: Int.self)
      try database.run(
        "INSERT INTO exemption (person_id, course_id, first_day, reason) VALUES (?, ?, '2026-09-01', ?)", id, course, secrets[0])
      try database.run(
        "INSERT INTO term_mark (course_id, student_id, term, value_id, reason, entered_at) SELECT ?, ?, 'q1', id, ?, 1 FROM mark_value LIMIT 1",
        course, id, secrets[1])
      try database.run("UPDATE enrolment SET exit_reason = ? WHERE person_id = ?", secrets[2], id)
      try database.run(
        "INSERT INTO absence_notice (student_id, first_day, last_day, code, reason, made_at) VALUES (?, '2026-09-07', '2026-09-07', 'б', ?, 1)",
        id, secrets[3])
      try database.run("INSERT INTO foreign_key (source, kind, foreign_id, local_id) VALUES ('sis', 'user', ?, ?)", secrets[4], id)
    }
    func found() throws -> [String] {
      let bytes = try ["", "-wal"].reduce(into: Data()) { $0 += (try? Data(contentsOf: URL(fileURLWithPath: path + $1))) ?? Data() }
      return secrets.filter { bytes.range(of: Data($0.utf8)) != nil }
    }
    #expect(try found() == secrets)
    let act = try school.roster.erase("zhemchugova.a", reason: nil, WriteRequest())
    #expect(try found() == [])
    #expect(act.kept.contains { $0 == ("exemption", 1) } && act.removed.contains { $0 == ("foreign_key", 1) })
    for number in 1...act.operation {
      let words = try school.record.changes(of: number).flatMap(\.fields).compactMap { $0.after }
      #expect(!words.contains { word in secrets.contains { word.contains($0) } }, "\(number): \(words)")
    }
    #expect(try school.record.check(full: true).findings == [])
  }

  @Test("a dry run of an erasure erases nothing")
  func dryRun() throws {
    let clock = TestClock()
    let school = try filledSchool(clock, at: ":memory:")
    var request = WriteRequest()
    request.dryRun = true
    _ = try school.roster.erase("zhemchugova.a", reason: nil, request)
    #expect(try school.exchange.personalData(of: "zhemchugova.a").person == "Жемчугова Аполлинария Львовна")
    #expect(throws: IdentityFailure.eraseOneself) { try school.roster.erase("komarova.l", reason: nil, WriteRequest()) }
  }

  @Test("two records of one person become one, and what referred to either refers to it")
  func merge() throws {
    let clock = TestClock()
    let school = try filledSchool(clock, at: ":memory:")
    let before = try school.database.value("SELECT count(*) FROM mark", as: Int.self)
    // Both have a mark for the same work: which one is right, nobody can know.
    #expect(throws: PersonMerge.Clash.self) {
      try school.perform(.rosterWrite, WriteRequest()) { writing in
        let ids = try ["petrov.i", "zhemchugova.a"].map { try writing.reading().person($0).id }
        try PersonMerge(writing).merge(ids[0], into: ids[1])
      }
    }
    #expect(try school.database.value("SELECT count(*) FROM mark", as: Int.self) == before)
    let (from, target) = try school.perform(.rosterWrite, WriteRequest()) { writing in
      let ids = try ["petrov.i", "Жемчугова Вероника Петровна"].map { try writing.reading().person($0).id }
      try PersonMerge(writing).merge(ids[0], into: ids[1])
      return (ids[0], ids[1])
    }.value
    #expect(try school.database.value("SELECT student_id FROM mark WHERE student_id IN (?, ?)", from, target, as: Int.self) == target)
    #expect(try school.database.value("SELECT login FROM person WHERE id = ?", target, as: String.self) == "petrov.i")
    _ = try school.record.undo(nil, WriteRequest())
    #expect(try school.database.value("SELECT student_id FROM mark WHERE student_id IN (?, ?)", from, target, as: Int.self) == from)
    #expect(try school.record.check(full: true).findings == [])
  }
}
