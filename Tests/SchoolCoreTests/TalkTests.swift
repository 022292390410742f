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

/// A small school whose people write to one another.
private struct Talkers {
  let clock = TestClock()
  let school: School

  private static let files = [
    """
    Класс;Фамилия;Имя;Отчество;Логин;Дата рождения;Представитель 1: ФИО
    5А;Белова;Арина;Ильинична;pupil;01.02.2015;Белова Вера Львовна
    5А;Гусев;Лев;Олегович;classmate;02.03.2015;Гусева Анна Юрьевна
    5Б;Ежов;Пётр;Ильич;stranger;03.04.2015;Ежова Нина Петровна
    """,
    """
    Фамилия;Имя;Отчество;Должность;Логин;Классное руководство
    Жукова;Ольга;Ивановна;учитель;head;5А
    Зайцева;Яна;Павловна;учитель;teacher;
    """,
    """
    Класс;Предмет;Учитель;Часов в неделю
    5А;Математика;Зайцева Яна Павловна;5
    """,
  ]

  init(path: String? = nil) throws {
    school = try smallSchool(clock, at: path ?? ":memory:")
    let sources = Self.files.enumerated().map { Source(name: "\($0.offset).csv", input: ByteInput(bytes: Array($0.element.utf8))) }
    _ = try school.roster.importRoster(sources, prune: false, WriteRequest())
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      for (surname, login) in [("Белова", "mother"), ("Гусева", "other-mother"), ("Ежова", "strange-mother")] {
        try writing.database.run("UPDATE person SET login = ? WHERE surname = ? AND login IS NULL", login, surname)
      }
    }
  }

  static let roles: [(login: String, role: Role)] = [
    ("pupil", .student), ("classmate", .student), ("mother", .parent), ("other-mother", .parent), ("head", .teacher), ("teacher", .teacher),
  ]

  func act(_ login: String) throws {
    let id = try #require(try school.readUnchecked { try $0.value("SELECT id FROM person WHERE login = ?", login, as: Int.self) })
    let role = Self.roles.first { $0.login == login }?.role ?? .admin
    school.actor = Actor(personID: id, accountID: nil, name: login, roles: [role], role: role)
  }

  @discardableResult
  func send(_ login: String, to: String, _ text: String) throws -> Int {
    try act(login)
    clock.now = clock.now + 60
    return try school.chat.send(to: to, try MessageDraft(text), WriteRequest(command: "myschool chat send")).value.number
  }

  func bodies(_ login: String, in chat: String, peek: Bool = false) throws -> [String] {
    try act(login)
    return try texts(school.chat.messages(in: chat, last: nil, peek: peek).table, 3)
  }
}

private func texts(_ table: Table, _ column: Int) throws -> [String] {
  var found: [String] = []
  try table.rows(RowWriter(columns: table.columns.count) { found.append($0.string(column)) })
  return found
}

@Suite("Talk")
struct TalkTests {
  // MARK: links

  @Test("tokens and checksums are byte for byte those of the documents")
  func vectors() throws {
    // RFC 7515, A.1.
    let key = try #require(
      Base64.decode(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow".replacing("-", with: "+").replacing(
          "_", with: "/")))
    let token = WebToken.signed(
      header: "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}",
      payload: "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", key: key)
    #expect(token.hasSuffix(".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
    // The vector of facts.md, section 9.
    let own = WebToken.signed(
      header: #"{"alg":"HS256","typ":"JWT"}"#,
      payload:
        #"{"aud":"jitsi","iss":"myschool","sub":"meet.example.org","room":"7a-algebra","exp":1789000000,"context":{"user":{"name":"Иванова М. И.","email":"ivanova@example.org","affiliation":"owner"}}}"#,
      key: Array("secret".utf8))
    #expect(own.hasSuffix(".TG06RmbzQov9wmA3pRIryJAJux6WUm1yJlrtu2-qjqU"))
    let query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444"
    let secret = Array("639259d4-9dd8-4b25-bf01-95f9567eaf4b".utf8)
    #expect(
      BigBlueButton.checksum("create", query, secret) == "da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e")
    let address = BigBlueButton.address(
      "https://b.example.org", "create",
      [("name", "Test Meeting"), ("meetingID", "abc123"), ("attendeePW", "111222"), ("moderatorPW", "333444")], secret: secret)
    #expect(
      address
        == "https://b.example.org/bigbluebutton/api/create?\(query)&checksum=da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e"
    )
  }

  @Test("what is longer than a block is sealed and opened, and nothing of it is changed unseen", arguments: [1, 31, 32, 33, 100, 4096])
  func sealed(length: Int) {
    let bytes = (0..<length).map { UInt8($0 % 251) }
    let lock = [UInt8](repeating: 7, count: 32)
    let sealed = SealedBytes.seal(bytes, lock: lock, nonce: [UInt8](repeating: 9, count: 16))
    #expect(SealedBytes.open(sealed, lock: lock) == bytes)
    #expect(SealedBytes.open(sealed, lock: [UInt8](repeating: 8, count: 32)) == nil)
    for place in stride(from: 0, to: sealed.count, by: max(1, sealed.count / 20)) {
      var altered = sealed
      altered[place] ^= 1
      #expect(SealedBytes.open(altered, lock: lock) == nil)
    }
  }

  @Test(
    "names are declined as a teacher would",
    arguments: [
      ("Валерия", "Николаевна", "Валерии"), ("Илья", "Олегович", "Ильи"), ("Лев", "Андреевич", "Льва"), ("Пётр", "Ильич", "Петра"),
      ("Игорь", "Ильич", "Игоря"), ("Ольга", "Ивановна", "Ольги"), ("Любовь", "Алексеевна", "Любови"), ("Матвей", "Львович", "Матвея"),
      ("Никита", "", "Никиты"), ("Айгуль", "Маратовна", "Айгули"), ("Кармен", "Ивановна", "Кармен"), ("Саша", "Петрович", "Саши"),
    ])
  func given(name: String, patronymic: String, expected: String) {
    #expect(Genitive.given(name, isFemale: Genitive.isFemale(patronymic: patronymic, given: name)) == expected)
  }

  @Test(
    "surnames are declined as a teacher would",
    arguments: [
      ("Чернов", false, "Чернова"), ("Чернова", true, "Черновой"), ("Бородский", false, "Бородского"), ("Бородская", true, "Бородской"),
      ("Толстой", false, "Толстого"), ("Седых", false, "Седых"), ("Шевченко", true, "Шевченко"), ("Ким", false, "Кима"),
      ("Ким", true, "Ким"), ("Коваль", false, "Коваля"), ("Белова-Гусева", true, "Беловой-Гусевой"), ("Кравец", false, "Кравца"),
      ("Сорока", false, "Сороки"),
    ])
  func surname(name: String, isFemale: Bool, expected: String) {
    #expect(Genitive.surname(name, isFemale: isFemale) == expected)
  }

  // MARK: chats

  @Test("a standing chat follows the roster: one sees what was sent while one was in it")
  func follows() throws {
    let talkers = try Talkers()
    let school = talkers.school
    try talkers.send("head", to: "5А-родители", "первое")
    #expect(try talkers.bodies("mother", in: "5а-parents") == ["первое"])
    // A new form teacher sees what is sent from then on; the one before reads on what there was.
    try talkers.act("komarova.l")
    talkers.clock.now = talkers.clock.now + 3600
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      let (form, teacher) = (
        try writing.database.value("SELECT id FROM form WHERE name = '5А'", as: Int.self) ?? 0,
        try writing.database.value("SELECT id FROM person WHERE login = 'teacher'", as: Int.self)
      )
      try FormTeachers.set(teacher, of: form, writing.database, now: writing.now)
    }
    try talkers.send("teacher", to: "5А-родители", "второе")
    #expect(try talkers.bodies("teacher", in: "5А-родители") == ["второе"])
    #expect(try talkers.bodies("head", in: "5А-родители") == ["первое"])
    #expect(throws: ChatFailure.outOfReach("5А-родители")) { try talkers.send("head", to: "5А-родители", "третье") }
    #expect(try talkers.bodies("mother", in: "5А-родители") == ["первое", "второе"])
    // Who is out of it is told what is told of none.
    try talkers.act("pupil")
    #expect(throws: ChatFailure.noChat("5А-родители")) { try school.chat.messages(in: "5А-родители", last: nil) }
    #expect(throws: ChatFailure.noMessage("1")) { try school.chat.reply(to: 1, MessageDraft("нет"), WriteRequest()) }
  }

  @Test("what is typed decides nothing beyond reach: numbers, replies, groups, reports and attachments of others are not there")
  func doors() throws {
    let talkers = try Talkers()
    let school = talkers.school
    let number = try talkers.send("mother", to: "teacher", "между нами")
    let chat = try #require(try school.database.value("SELECT chat_id FROM message WHERE id = ?", number, as: Int.self))
    for login in ["pupil", "other-mother", "head", "komarova.l"] {
      try talkers.act(login)
      #expect(throws: ChatFailure.noChat(String(chat))) { try school.chat.messages(in: String(chat), last: nil) }
      #expect(throws: ChatFailure.outOfReach(String(chat))) { try school.chat.send(to: String(chat), MessageDraft("я"), WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.reply(to: number, MessageDraft("я"), WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.edit(number, MessageDraft("я"), WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.delete(number, reason: "я", WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.pin(number, off: false, WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.report(number, reason: "я", WriteRequest()) }
      #expect(throws: ChatFailure.noMessage(String(number))) { try school.chat.attachment(of: number, 1) }
      #expect(try texts(school.chat.search("между", in: nil, last: nil), 3).isEmpty)
      #expect(throws: ChatFailure.noChat(String(chat))) { try school.chat.follow([String(chat)], since: .start) }
      #expect(try school.chat.follow([], since: .start).news().isEmpty)
    }
    // The administrator may write to everybody; a student to nobody beyond the table, by a group neither.
    try talkers.act("pupil")
    #expect(throws: AccessFailure.self) { try school.chat.createGroup("Все", of: ["stranger"], WriteRequest()) }
    try talkers.act("teacher")
    #expect(throws: ChatFailure.outOfReach("stranger")) { try school.chat.createGroup("Все", of: ["stranger"], WriteRequest()) }
    #expect(throws: ChatFailure.outOfReach("никто")) { try school.chat.createGroup("Все", of: ["никто"], WriteRequest()) }
  }

  @Test("guardians read along until the birthday, and only what adults write")
  func readAlong() throws {
    let talkers = try Talkers()
    let school = talkers.school
    try talkers.send("teacher", to: "pupil", "приди на олимпиаду")
    try talkers.send("classmate", to: "pupil", "пойдём гулять")
    try talkers.act("mother")
    let wards = try texts(school.chat.list(ofChildren: true), 0)
    #expect(wards.count == 1)
    #expect(try talkers.bodies("mother", in: wards[0]) == ["приди на олимпиаду"])
    // It marks nothing read.
    try talkers.act("teacher")
    #expect(try texts(school.chat.receipts("pupil", nil), 1) == [""])
    try talkers.act("pupil")
    #expect(try school.chat.messages(in: "teacher", last: nil).isReadAlong)
    talkers.clock.now = Instant.start(of: Day(year: 2029, month: 2, day: 1) ?? Day(number: 0), offset: 180)
    try talkers.act("mother")
    #expect(throws: ChatFailure.noChat(wards[0])) { try school.chat.messages(in: wards[0], last: nil) }
  }

  @Test("a chat of two and its members stay when its first message is taken back; a message comes back before none")
  func places() throws {
    let talkers = try Talkers()
    let school = talkers.school
    try talkers.send("mother", to: "teacher", "ошибка")
    let first = try #require(school.committed)
    try talkers.send("teacher", to: "mother", "Здравствуйте")
    let second = try #require(school.committed)
    try talkers.act("mother")
    _ = try school.record.undo(nil, WriteRequest())
    #expect(try school.database.value("SELECT count(*) FROM chat_member", as: Int.self) == 2)
    #expect(try talkers.bodies("mother", in: "teacher", peek: true) == ["Здравствуйте"])
    #expect(throws: RecordFailure.laterMessage(operation: first)) { try school.record.redo(first...first, WriteRequest()) }
    // Read by a peek, a list or a search is not read.
    try talkers.act("teacher")
    _ = try school.record.undo(second...second, WriteRequest())
    _ = try school.record.redo(nil, WriteRequest())
    #expect(try talkers.bodies("mother", in: "teacher") == ["Здравствуйте"])
    try talkers.act("teacher")
    #expect(throws: RecordFailure.messageRead(operation: second, message: 2, call: nil, before: nil)) {
      try school.record.undo(nil, WriteRequest())
    }
    try talkers.send("teacher", to: "mother", "До завтра")
    let third = try #require(school.committed)
    #expect(try talkers.bodies("mother", in: "teacher").count == 2)
    try talkers.send("teacher", to: "mother", "Или послезавтра")
    let range = try school.record.undo(third...(third + 1), WriteRequest())
    #expect(range.passedOver == [third] && range.done.map(\.target.number) == [third + 1])
    #expect(try school.record.check(full: true).findings == [])
  }

  @Test("two records of one person: their chats with one other are one", arguments: [true, false])
  func merge(both: Bool) throws {
    let talkers = try Talkers()
    let school = talkers.school
    try talkers.act("komarova.l")
    _ = try school.perform(.rosterWrite, WriteRequest()) { writing in
      try writing.database.run(
        "INSERT INTO person (surname, given_name, patronymic, name_key, login) VALUES ('Белова', 'Вера', 'Львовна', 'белова вера львовна', 'twin')"
      )
      let twin = writing.database.lastInsertedID
      try writing.database.run(
        "INSERT INTO guardian (student_id, person_id, relation) SELECT id, ?, 'мать' FROM person WHERE login = 'pupil'", twin)
    }
    let twin = try #require(try school.database.value("SELECT id FROM person WHERE login = 'twin'", as: Int.self))
    if both { try talkers.send("mother", to: "teacher", "с одной записи") }
    school.actor = Actor(personID: twin, accountID: nil, name: "twin", roles: [.parent], role: .parent)
    _ = try school.chat.send(to: "teacher", MessageDraft("с другой записи"), WriteRequest())
    let mother = try #require(try school.database.value("SELECT id FROM person WHERE login = 'mother'", as: Int.self))
    try talkers.act("komarova.l")
    _ = try school.perform(.rosterWrite, WriteRequest()) { try PersonMerge($0).merge(twin, into: mother) }
    #expect(try talkers.bodies("mother", in: "teacher") == (both ? ["с одной записи"] : []) + ["с другой записи"])
    #expect(try school.record.check(full: true).findings == [])
  }

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
    _ = try holds("слово-удалённое")
    talkers.clock.now = talkers.clock.now + 2 * 86_400
    #expect(try school.chat.sweep() == 3)
    for word in ["слово-удалённое", "слово-прежнее", "слово-отменённое"] { #expect(try !holds(word), "\(word)") }
    #expect(try holds("слово-оставшееся"))
    #expect(try school.record.check(full: true).findings == [])
    // A past in which it stood shows no word that is not shown now.
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
    var done = 0
    for step in 0..<(Self.isLong ? 1500 : 150) {
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
    #expect(done > (Self.isLong ? 500 : 40))
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
    talkers.clock.now = Instant.start(of: Day(year: 2026, month: 12, day: 1) ?? Day(number: 0), offset: 180) + 12 * 3600
  }
}

/// A generator whose numbers follow from its seed.
private struct TalkSeed: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
