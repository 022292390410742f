import Basics
import SQLite
import SchoolModel
import Tabular

/// A call that was announced.
public struct AnnouncedCall: Sendable {
  public let number: Int
  public let chat: String
  public let title: String
  public let start: Instant
  public let minutes: Int
}

extension Chat {
  public static let callColumns = [
    Column("call", .integer, en: "No.", ru: "№"), Column("chat", en: "Chat", ru: "Чат"), Column("title", en: "Title", ru: "Название"),
    Column("starts_at", .instant, en: "Begins", ru: "Начало"), Column("minutes", .integer, en: "Minutes", ru: "Минут", unit: "minutes"),
    Column("by", en: "By", ru: "Кто созвал"), Column("state", en: "State", ru: "Состояние", labels: CodedWords.callStates),
  ]
  public static let callAttendanceColumns = [
    Column("person", en: "Name", ru: "Имя"), Column("taken_at", .instant, en: "Took the link", ru: "Взял ссылку"),
    Column("joined", .boolean, en: "Joined", ru: "Был на встрече", isOptional: true),
  ]

  /// How long before the start, and after the end, one is let in, in seconds.
  static let opensBefore = 15 * 60
  static let closesAfter = 30 * 60

  /// Announces a call in a chat one may write in; for the staff. Who is in the chat may join it.
  /// - Parameters:
  ///   - start: a day and a time of the school's clock: `29.10 18:00`.
  ///   - invitation: words the message that tells of it, and the name of its calendar file.
  public func announceCall(
    in chat: String, start: String, minutes: Int, title: String, _ request: WriteRequest,
    invitation: (AnnouncedCall) -> (text: String, file: String)
  ) throws -> Performed<AnnouncedCall> {
    guard (5...1440).contains(minutes) else { throw CallFailure.badMinutes }
    var settled: FileStore.Staged?
    defer { if let settled { school.files.discard(settled) } }
    return try perform(.chatUse, request) { writing in
      let places = try ChatPlaces(writing)
      _ = try callServer(writing.database)
      guard try Self.isStaff(places.directory) else { throw CallFailure.notStaff }
      let target = try places.target(chat)
      let begins = try Self.instant(start, places.directory.calendar)
      guard begins + minutes * 60 > writing.now else { throw CallFailure.startsInPast(start) }
      let id = try places.open(target)
      let database = writing.database
      let kept = try MessageTexts.put(try MessageDraft(title).text, by: places.directory.person, database, school.chance)
      try database.run(
        "INSERT INTO call (chat_id, made_by, made_at, starts_at, minutes, title_id, title_digest) VALUES (?, ?, ?, ?, ?, ?, ?)", id,
        places.directory.person, writing.now.milliseconds, begins.milliseconds, minutes, kept.id, kept.digest)
      let number = database.lastInsertedID
      try database.run("INSERT INTO call_room (call_id, letters) VALUES (?, ?)", number, Self.letters(school.chance))
      let call = AnnouncedCall(
        number: number, chat: try ChatTitles(places.directory).title(target), title: title, start: begins, minutes: minutes)
      let words = invitation(call)
      var draft = try MessageDraft(words.text)
      if !request.dryRun {
        try attachCalendar(of: call, named: words.file, places.directory.calendar.utcOffset, to: &draft)
        settled = draft.files.last?.body
        try settle(draft)
      }
      let message = try put(draft, in: id, answering: nil, writing)
      try database.run("UPDATE call SET message_id = ? WHERE id = ?", message, number)
      return call
    }
  }

  private func attachCalendar(of call: AnnouncedCall, named name: String, _ offset: Int, to draft: inout MessageDraft) throws {
    let begins = call.start.minuteOfDay(offset: offset)
    var event = CalendarFile.Event(
      uid: "call-\(call.number)", day: call.start.day(offset: offset), begins: begins, ends: begins + call.minutes, summary: call.title)
    event.description = "myschool chat call join \(call.number)"
    let file = CalendarFile(
      name: call.title, product: "call", uuid: school.uuid, madeAt: clock.now(), utcOffset: offset, sequence: 0, events: [event])
    var bytes: [UInt8]? = Array(file.text.utf8)
    try attach(name, to: &draft) {
      defer { bytes = nil }
      return bytes ?? []
    }
  }

  /// Sixteen letters that nobody guesses.
  private static func letters(_ chance: Chance) -> String {
    String((0..<16).map { _ in Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(chance.number(below: 26)))) })
  }

  /// Reads a day and a time of the school's clock.
  static func instant(_ text: String, _ calendar: SchoolCalendar) throws -> Instant {
    let words = Folding.tidy(text).split(separator: " ")
    guard words.count >= 2, let time = TimeOfDay(words[words.count - 1]),
      let day = DayReader(calendar).day(words.dropLast().joined(separator: " "))
    else { throw CallFailure.badStart(text) }
    return Instant.start(of: day, offset: calendar.utcOffset) + time.minutes * 60
  }

  /// The calls of one's chats that are not over, or all of them.
  public func calls(all: Bool) throws -> Table {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let titles = try ChatTitles(directory)
      var rows: [(Int, [Cell])] = []
      for chat in try directory.all() {
        guard let id = chat.id else { continue }
        let sql = """
          SELECT c.id, (SELECT t.text FROM main.message_text t WHERE t.id = c.title_id), c.starts_at, c.minutes, c.made_by,
            c.cancelled_at IS NOT NULL, c.made_at FROM call c WHERE c.chat_id = ? ORDER BY c.id
          """
        for row in try reading.database.rows(sql, id, as: (Int, String?, Int, Int, Int?, Bool, Int).self) {
          let end = Instant(milliseconds: row.2) + row.3 * 60 + Self.closesAfter
          guard chat.sight.sees(Instant(milliseconds: row.6)), all || (!row.5 && end > reading.now) else { continue }
          let opens = Instant(milliseconds: row.2) + -Self.opensBefore
          let state = row.5 ? "cancelled" : end <= reading.now ? "over" : opens <= reading.now ? "open" : "ahead"
          rows.append(
            (
              row.2,
              [
                .integer(row.0), .text(try titles.title(chat)), Cell(row.1), .instant(Instant(milliseconds: row.2).iso), .integer(row.3),
                Cell(try row.4.map { try titles.name($0) }), .text(state),
              ]
            ))
        }
      }
      return Table(Self.callColumns, rows: rows.sorted { $0.0 < $1.0 }.map(\.1))
    }
  }

  /// One's own link into a call, from a quarter of an hour before it begins to half an hour after it ends.
  /// - Throws: `CallFailure.noCall` for one that is not in one's chats.
  public func join(_ number: Int) throws -> String {
    guard actor?.token == nil else { throw AccessFailure.tokenScope(.chatUse) }
    let link = try read(.chatUse) { reading -> String in
      let found = try SeenCall(number, try reading.chats)
      guard !found.isCancelled else { throw CallFailure.cancelled(number) }
      guard reading.now >= found.opens else {
        throw CallFailure.tooEarly(number, from: LocalTime(found.opens, offset: reading.calendar.utcOffset))
      }
      guard reading.now < found.closes else {
        throw CallFailure.over(number, at: LocalTime(found.closes, offset: reading.calendar.utcOffset))
      }
      let server = try callServer(reading.database)
      let own = reading.access.actor.personID
      let guest = CallGuest(
        id: CallLink.guestID(own, server), name: try Self.guestName(own, reading), isModerator: try found.isModerator(own))
      return CallLink.link(
        server, room: try found.room(), opens: found.opens.milliseconds / 1000, closes: found.closes.milliseconds / 1000, for: guest)
    }
    if let own = actor?.personID {
      let now = clock.now().milliseconds
      _ = try? note {
        try $0.run("INSERT INTO call_link (call_id, person_id, taken_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", number, own, now)
      }
    }
    return link
  }

  /// In full; a student's surname and name.
  private static func guestName(_ person: Int, _ reading: Reading) throws -> String {
    let name = try reading.person(withID: person)
    let isStudent = try reading.chats.isStudent(person)
    return isStudent ? "\(name.surname) \(name.givenName)" : name.full
  }

  /// The address that opens the room of a BigBlueButton server, to be fetched before anybody joins; for who moderates the call.
  public func openRoom(_ number: Int) throws -> String {
    try read(.chatUse) { reading in
      let found = try SeenCall(number, try reading.chats)
      guard try found.isModerator(reading.access.actor.personID) else { throw CallFailure.notYours(number) }
      guard !found.isCancelled else { throw CallFailure.cancelled(number) }
      let server = try callServer(reading.database)
      guard server.kind == .bigbluebutton else { throw CallFailure.opensItself }
      let title = try reading.database.value("SELECT text FROM main.message_text WHERE id = ?", found.title, as: String.self) ?? ""
      return BigBlueButton.address(
        server.address, "create", [("name", title), ("meetingID", try found.room())], secret: server.secret)
    }
  }

  /// Cancels a call; for who called, and who moderates its chat.
  /// - Parameter words: the message that tells of it.
  public func cancelCall(_ number: Int, _ request: WriteRequest, words: (AnnouncedCall) -> String) throws -> Performed<Void> {
    try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let found = try SeenCall(number, directory)
      guard try found.isModerator(directory.person) else { throw CallFailure.notYours(number) }
      guard !found.isCancelled else { throw CallFailure.cancelled(number) }
      try writing.database.run("UPDATE call SET cancelled_at = ? WHERE id = ?", writing.now.milliseconds, number)
      guard found.chat.canWrite else { return }
      let title = try writing.database.value("SELECT text FROM message_text WHERE id = ?", found.title, as: String.self) ?? ""
      let call = AnnouncedCall(
        number: number, chat: try ChatTitles(directory).title(found.chat), title: title, start: found.start, minutes: found.minutes)
      _ = try put(try MessageDraft(words(call)), in: found.chatID, answering: found.message, writing)
    }
  }

  /// Who took their link, and when; with BigBlueButton's answer to `getMeetingInfo`, who joined. For who moderates the call.
  /// - Parameter form: those who are students of it today are told by their numbers, `№144`, which no namesake shares.
  public func attendance(of number: Int, meetingInfo: [UInt8]?, form: String? = nil) throws -> CallAttendance {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let found = try SeenCall(number, directory)
      guard try found.isModerator(directory.person) else { throw CallFailure.notYours(number) }
      var joined: Set<String> = []
      let server = try callServer(reading.database)
      if let meetingInfo {
        guard let attendees = BigBlueButton.attendees(meetingInfo) else { throw CallFailure.notMeetingInfo(String(number)) }
        joined = attendees
      }
      let taken = Dictionary(
        uniqueKeysWithValues: try reading.database.rows(
          "SELECT person_id, min(taken_at) FROM main.call_link WHERE call_id = ? GROUP BY person_id", number, as: (Int, Int).self))
      let titles = try ChatTitles(directory)
      var rows: [(String, [Cell], Int, Bool)] = []
      for person in try directory.members(of: found.chat) {
        let came = joined.contains(CallLink.guestID(person, server))
        guard taken[person] != nil || came else { continue }
        let name = try titles.name(person)
        rows.append(
          (
            name,
            [
              .text(name), taken[person].map { .instant(Instant(milliseconds: $0).iso) } ?? .empty,
              meetingInfo == nil ? .empty : .boolean(came),
            ], person, meetingInfo == nil || came
          ))
      }
      rows.sort { RussianOrder.compare($0.0, $1.0) < 0 }
      let students = try form.map { Set(try reading.students(ofForm: reading.formID($0), on: reading.calendar.present).map(\.id)) } ?? []
      return CallAttendance(
        table: Table(Self.callAttendanceColumns, rows: rows.map(\.1)),
        students: rows.filter { $0.3 && students.contains($0.2) }.map { "№\($0.2)" },
        day: found.start.day(offset: reading.calendar.utcOffset))
    }
  }
}

/// Who came to a call.
public struct CallAttendance {
  public let table: Table
  /// The students of the form that was asked for, by their numbers.
  public let students: [String]
  /// The day of the call.
  public let day: Day
}

/// A call that who acts may join, with its chat.
struct SeenCall {
  let number: Int
  let chatID: Int
  let chat: FoundChat
  let start: Instant
  let minutes: Int
  let title: Int
  let message: Int?
  let isCancelled: Bool
  let maker: Int?
  private let directory: ChatDirectory

  init(_ number: Int, _ directory: ChatDirectory) throws {
    let row = try directory.database.row(
      "SELECT chat_id, starts_at, minutes, title_id, message_id, cancelled_at IS NOT NULL, made_by FROM main.call WHERE id = ?", number,
      as: (Int, Int, Int, Int, Int?, Bool, Int?).self)
    guard let row, let chat = try directory.numbered(row.0), chat.sight.isMember else { throw CallFailure.noCall(String(number)) }
    self.number = number
    (chatID, start, minutes, title, message) = (row.0, Instant(milliseconds: row.1), row.2, row.3, row.4)
    (isCancelled, maker) = (row.5, row.6)
    self.chat = chat
    self.directory = directory
  }

  var opens: Instant { start + -Chat.opensBefore }
  var closes: Instant { start + minutes * 60 + Chat.closesAfter }

  /// Who called, and who moderates the chat.
  func isModerator(_ person: Int) throws -> Bool { try person == maker || directory.moderator(of: chat) == person }

  func room() throws -> String {
    let letters = try directory.database.value("SELECT letters FROM main.call_room WHERE call_id = ?", number, as: String.self)
    guard let letters else { throw CallFailure.noCall(String(number)) }
    return "\(number)-\(letters)"
  }
}
