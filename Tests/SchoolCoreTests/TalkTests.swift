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
}
