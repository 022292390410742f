import Basics
import Record
import SQLite
import SchoolChat
import SchoolModel
import SchoolOutbox

/// What a run of digests came to.
public struct DigestRun: Sendable {
  public var letters = 0
  /// The hours in which nobody is disturbed.
  public var isQuiet = false
}

extension Inbox {
  /// Puts a digest into the outbox for everybody for whom one is due and who has something new, and moves their place; for the
  /// owner of the file, from cron. In quiet hours nothing.
  /// - Parameter dryRun: counts the letters, and writes none.
  public func digest(dryRun: Bool = false) throws -> DigestRun {
    let now = clock.now()
    let offset = school.utcOffset
    let isQuiet = try readUnchecked {
      QuietHours(try JournalRules($0).value(.chatQuiet))?.hold(now.minuteOfDay(offset: offset)) ?? false
    }
    if isQuiet { return DigestRun(letters: 0, isQuiet: true) }
    if dryRun {
      return DigestRun(letters: try readUnchecked { try Digests($0, try school.calendar($0), now).due().filter(\.isLetter).count })
    }
    return try note { database in
      let digests = try Digests(database, try school.calendar(database), now)
      let due = try digests.due()
      for made in due { try digests.put(made) }
      return DigestRun(letters: due.filter(\.isLetter).count)
    }
  }
}

/// Who is to be told what now.
struct Digests {
  private let database: Database
  private let calendar: SchoolCalendar
  private let now: Instant
  private let latest: (operation: Int, message: Int)

  init(_ database: Database, _ calendar: SchoolCalendar, _ now: Instant) throws {
    (self.database, self.calendar, self.now) = (database, calendar, now)
    latest = (
      try database.value("SELECT coalesce(max(number), 0) FROM operation", as: Int.self) ?? 0,
      try database.value("SELECT coalesce(max(id), 0) FROM message", as: Int.self) ?? 0
    )
  }

  /// How far back somebody is told who was never told.
  private let firstDays = 7

  /// Somebody with an account and a confirmed address, and what they chose.
  private struct Reader {
    let person: Int
    let email: String
    let rhythm: DigestRhythm
    let ways: [NewsKind: NewsKind.Way]
    let isGuardian: Bool
    var students: [Int] = []
    /// By what goes out: the digest, and letters of their own.
    var places: [NewsKind.Way: (place: NewsPlace, digestAt: Instant?)] = [:]
  }

  struct Made {
    let person: Int
    let email: String
    let way: NewsKind.Way
    let digest: Digest
    var isLetter: Bool { !digest.lines.isEmpty }
  }

  // MARK: who

  /// Those for whom something may be due; of thousands who were told already no more than their place is looked at.
  private func readers(_ moments: [DigestRhythm: Instant]) throws -> [Reader] {
    let sql = """
      SELECT a.person_id, i.value, d.value, w.value,
        EXISTS (SELECT 1 FROM guardian g JOIN person c ON c.id = g.student_id WHERE g.person_id = a.person_id AND c.self_declared IS NULL)
      FROM identifier i JOIN account a ON a.id = i.account_id
      LEFT JOIN preference d ON d.account_id = a.id AND d.name = 'digest' LEFT JOIN preference w ON w.account_id = a.id AND w.name = 'news'
      LEFT JOIN news_place n ON n.person_id = a.person_id AND n.way = 'digest'
      WHERE i.kind = 'email' AND i.confirmed_at IS NOT NULL
        AND (n.digest_at IS NULL OR n.digest_at < CASE d.value WHEN 'daily' THEN ?1 ELSE ?2 END OR instr(w.value, '=mail'))
      ORDER BY a.person_id, i.id
      """
    var readers: [Reader] = []
    for row in try database.rows(
      sql, (moments[.daily] ?? now).milliseconds, (moments[.weekly] ?? now).milliseconds, as: (Int, String, String?, String?, Bool).self)
    where readers.last?.person != row.0 {
      let rhythm = row.2.flatMap(DigestRhythm.init) ?? (row.4 ? .weekly : .off)
      let ways = NewsKind.ways(row.3)
      guard rhythm != .off || ways.values.contains(.mail) else { continue }
      readers.append(Reader(person: row.0, email: row.1, rhythm: rhythm, ways: ways, isGuardian: row.4))
    }
    guard !readers.isEmpty else { return [] }
    let people = keyList(readers.map(\.person))
    let places = Dictionary(
      grouping: try database.rows(
        "SELECT person_id, way, operation, day, message_id, digest_at FROM news_place WHERE person_id IN (\(people))",
        as: (Int, String, Int, Day, Int, Int?).self), by: \.0)
    let students = Dictionary(
      grouping: try database.rows(
        """
        SELECT g.person_id, g.student_id FROM guardian g JOIN person c ON c.id = g.student_id
        WHERE c.self_declared IS NULL AND g.person_id IN (\(people))
        UNION SELECT person_id, person_id FROM enrolment WHERE person_id IN (\(people))
        """, as: (Int, Int).self), by: \.0)
    let first = try NewsPlace.before(now + -firstDays * 86_400, database, offset: calendar.utcOffset)
    return readers.map { reader in
      var reader = reader
      reader.students = (students[reader.person] ?? []).map(\.1)
      for way in [NewsKind.Way.digest, .mail] {
        let known = places[reader.person]?.first { $0.1 == way.rawValue }
        reader.places[way] = (
          known.map { NewsPlace(operation: $0.2, day: $0.3, message: $0.4) } ?? first, known?.5.map { Instant(milliseconds: $0) }
        )
      }
      return reader
    }
  }

  /// The last moment at which a digest was due.
  private func dueMoment(_ rhythm: DigestRhythm) throws -> Instant {
    let time = DigestTime(try JournalRules(database).value(.familyDigestAt)) ?? DigestTime(JournalRule.familyDigestAt.standard)
    guard let time else { return now }
    var day = now.day(offset: calendar.utcOffset)
    if rhythm == .weekly { day = day - (day.weekday - time.weekday + 7) % 7 }
    let moment = Instant.start(of: day, offset: calendar.utcOffset) + time.minutes * 60
    return moment <= now ? moment : moment + -(rhythm == .weekly ? 7 : 1) * 86_400
  }

  // MARK: what

  func due() throws -> [Made] {
    let moments = try [DigestRhythm.daily: dueMoment(.daily), .weekly: dueMoment(.weekly)]
    let readers = try readers(moments)
    var wanted: [(reader: Reader, way: NewsKind.Way)] = []
    for reader in readers {
      if let moment = moments[reader.rhythm], reader.places[.digest]?.digestAt.map({ moment > $0 }) ?? true {
        wanted.append((reader, .digest))
      }
      if reader.ways.values.contains(.mail) { wanted.append((reader, .mail)) }
    }
    guard let earliest = wanted.compactMap({ $0.reader.places[$0.way]?.place.operation }).min() else { return [] }
    let news = try NewsReader(database, calendar, after: earliest)
    let talk = ChatNews(database, calendar, now: now)
    let firstMessage = wanted.compactMap { $0.reader.places[$0.way]?.place.message }.min() ?? 0
    let chatting = firstMessage < latest.message ? try talk.readers(after: firstMessage) : []
    var known: [(place: NewsPlace, items: [Int: [NewsItem]])] = []
    func items(since place: NewsPlace) throws -> [Int: [NewsItem]] {
      // Nearly everybody was told at the same run.
      if let found = known.first(where: { $0.place.operation == place.operation && $0.place.day == place.day }) { return found.items }
      let found = try news.items(since: place)
      known.append((place, found))
      return found
    }
    let names = try studentNames()
    let ahead = try Inbox.callsAhead(now, database)
    return try wanted.map { reader, way in
      let place = reader.places[way]?.place ?? NewsPlace(operation: 0, day: calendar.todayOfAccess, message: 0)
      let roles: [Role] = reader.isGuardian ? [.parent] : []
      func wants(_ kind: NewsKind) -> Bool { (reader.ways[kind] ?? .digest) == way }
      var lines = try Self.lines(of: reader.students, items(since: place), names, calendar, wants)
      if chatting.contains(reader.person) {
        lines += try talkLines(to: reader.person, roles, since: place, talk, wants)
      }
      // A call that will begin soon is told again, but makes no letter by itself.
      if way == .digest, !lines.isEmpty, wants(.call) {
        let told = Set(lines.filter { $0.kind == NewsKind.call.rawValue }.map(\.text))
        lines += try meetings(of: reader.person, roles, among: ahead, talk).filter { !told.contains($0.text) }
      }
      return Made(person: reader.person, email: reader.email, way: way, digest: Digest(lines: lines))
    }
  }

  /// What a digest would tell a person of all that happened since a place.
  func preview(for actor: Actor, since place: NewsPlace) throws -> Digest {
    let news = try NewsReader(database, calendar, after: place.operation).items(since: place)
    let students = try Inbox.students(of: actor.personID, database)
    let talk = ChatNews(database, calendar, now: now)
    return Digest(
      lines: try Self.lines(of: students, news, studentNames(), calendar) { _ in true }
        + talkLines(to: actor.personID, actor.roles, since: place, talk) { _ in true })
  }

  private static func lines(
    of students: [Int], _ news: [Int: [NewsItem]], _ names: [Int: String], _ calendar: SchoolCalendar, _ wants: (NewsKind) -> Bool
  ) -> [Digest.Line] {
    students.flatMap { student in
      lines((news[student] ?? []).filter { wants($0.kind) }, names[student] ?? "", today: calendar.todayOfAccess)
    }
  }

  private func talkLines(
    to person: Int, _ roles: [Role], since place: NewsPlace, _ talk: ChatNews, _ wants: (NewsKind) -> Bool
  ) throws -> [Digest.Line] {
    var lines: [Digest.Line] = []
    if wants(.message) { lines += try messages(to: person, roles, after: place.message, talk) }
    if wants(.call) {
      lines += try meetings(of: person, roles, among: Inbox.calls(since: place, database), talk)
    }
    return lines
  }

  /// What is over already is nobody's to join.
  private func meetings(of person: Int, _ roles: [Role], among calls: [Int: Instant], _ talk: ChatNews) throws -> [Digest.Line] {
    try talk.meetings(of: person, roles, among: calls).filter { $0.start > now }.map { Self.line(Inbox.item($0, calendar.utcOffset), "") }
  }

  private func studentNames() throws -> [Int: String] {
    Dictionary(
      uniqueKeysWithValues: try database.rows(
        "SELECT id, surname || ' ' || given_name FROM person WHERE id IN (SELECT person_id FROM enrolment)", as: (Int, String).self))
  }

  /// Lessons longer ago than that are told in one line.
  private static let recentDays = 14

  private static func lines(_ items: [NewsItem], _ student: String, today: Day) -> [Digest.Line] {
    let isOld: (NewsItem) -> Bool = { item in item.day.map { $0 < today - recentDays } ?? false }
    var lines = items.filter { !isOld($0) }.map { line($0, student) }
    let old = items.count(where: isOld)
    if old > 0 {
      lines.append(
        Digest.Line(kind: "older", student: student, subject: "", day: "", text: String(old), before: "", isGone: false, detail: ""))
    }
    return lines
  }

  private static func line(_ item: NewsItem, _ student: String) -> Digest.Line {
    Digest.Line(
      kind: item.kind.rawValue, student: student, subject: item.subject, day: item.day?.description ?? "", text: item.text,
      before: item.before ?? "", isGone: item.isGone, detail: item.detail ?? "")
  }

  /// Who wrote how many: no word of a message goes by mail.
  private func messages(to person: Int, _ roles: [Role], after message: Int, _ talk: ChatNews) throws -> [Digest.Line] {
    let unread = try talk.unread(by: person, roles, after: message)
    guard !unread.isEmpty else { return [] }
    let names = try talk.names(for: person, roles)
    return try Dictionary(grouping: unread, by: \.sender).sorted { $0.value[0].number < $1.value[0].number }.map { sender, messages in
      Digest.Line(
        kind: NewsKind.message.rawValue, student: "", subject: messages[0].chat, day: "", text: String(messages.count), before: "",
        isGone: false, detail: try names(sender).from)
    }
  }

  // MARK: told

  /// Puts a digest into the outbox and moves the place of who gets it, which never goes back.
  func put(_ made: Made) throws {
    if made.isLetter, let email = Email(made.email) {
      try Letters.report(.digest(made.digest), to: .email(email), made.person, at: now, database)
    }
    try database.run(
      """
      INSERT INTO news_place (person_id, way, operation, day, message_id, digest_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (person_id, way) DO UPDATE SET operation = max(operation, excluded.operation), day = max(day, excluded.day),
        message_id = max(message_id, excluded.message_id), digest_at = max(coalesce(digest_at, 0), excluded.digest_at)
      """, made.person, made.way.rawValue, latest.operation, calendar.todayOfAccess, latest.message, now.milliseconds)
  }
}
