import Basics
import Record
import SQLite
import SchoolChat
import SchoolModel
import SchoolOutbox
import Tabular

extension Inbox {
  public static let columns = [
    Column("kind", en: "What", ru: "Что", labels: CodedWords.newsKinds), Column.at, Column.student,
    Column("subject", en: "Subject", ru: "Предмет, чат"), Column("text", en: "Text", ru: "Текст", mentionsDays: .anywhere),
    Column("ref", en: "To open", ru: "Где", mentionsDays: .anywhere),
    Column("day", .day, en: "Day", ru: "На день", isOptional: true), Column("before", en: "Before", ru: "Было", isOptional: true),
    Column("gone", .boolean, en: "Taken away", ru: "Убрано", isOptional: true),
    Column("detail", en: "Detail", ru: "Подробнее", isOptional: true),
  ]

  /// How many days are looked back without a wish.
  static let usualDays = 14

  /// Where a look back begins: at the first day of a span, else some days ago.
  private static func place(_ span: String?, _ reading: Reading) throws -> NewsPlace {
    let offset = reading.calendar.utcOffset
    guard let span else { return try .before(reading.now + -usualDays * 86_400, reading.database, offset: offset) }
    let first = try SpanReader(reading.calendar).span(span).first
    return try .before(Instant.start(of: first, offset: offset), reading.database, offset: offset)
  }

  /// The same as a digest would tell it.
  public func asDigest(span: String? = nil) throws -> Digest {
    try read(.inboxRead) { reading in
      try Digests(reading.database, reading.calendar, reading.now).preview(for: reading.access.actor, since: Self.place(span, reading))
    }
  }

  /// What happened to who asks, or to their children, the latest last; it moves nothing.
  /// - Parameter span: from its first day on; the last fourteen days without it.
  public func list(span: String? = nil) throws -> Table {
    try read(.inboxRead) { reading in
      let actor = reading.access.actor
      let place = try Self.place(span, reading)
      let students = try Self.students(of: actor.personID, reading.database)
      let items = try NewsReader(reading.database, reading.calendar, after: place.operation).items(since: place)
      let names = try Dictionary(uniqueKeysWithValues: students.map { ($0, try reading.person(withID: $0)) })
      var rows: [(Instant, [Cell])] = students.flatMap { student in
        (items[student] ?? []).map { item in
          let name = names[student].map { "\($0.surname) \($0.givenName)" } ?? ""
          return (item.at, Self.cells(item, student: name))
        }
      }
      let talk = ChatNews(reading.database, reading.calendar, now: reading.now)
      let shown = try talk.names(for: actor.personID, actor.roles)
      for message in try talk.unread(by: actor.personID, actor.roles, after: place.message) {
        let item = NewsItem(
          kind: .message, at: message.at, student: nil, subject: message.chat, day: nil, text: message.text, before: nil, isGone: false,
          detail: try shown(message.sender).name, ref: String(message.number))
        rows.append((message.at, Self.cells(item, student: nil)))
      }
      let calls = try Self.calls(since: place, reading.database)
      for meeting in try talk.meetings(of: actor.personID, actor.roles, among: calls) {
        rows.append((meeting.at, Self.cells(Self.item(meeting, reading.calendar.utcOffset), student: nil)))
      }
      return Table(Self.columns, rows: rows.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1))
    }
  }

  static func item(_ meeting: ChatNews.Meeting, _ offset: Int) -> NewsItem {
    NewsItem(
      kind: .call, at: meeting.at, student: nil, subject: meeting.chat, day: meeting.start.day(offset: offset), text: meeting.title,
      before: nil, isGone: meeting.isCancelled, detail: TimeOfDay.text(meeting.start.minuteOfDay(offset: offset)),
      ref: String(meeting.number))
  }

  /// How long ahead a digest reminds of a call.
  private static let reminderDays = 7

  /// The calls that will begin in the next days, whenever they were announced.
  static func callsAhead(_ now: Instant, _ database: Database) throws -> [Int: Instant] {
    let sql = "SELECT id, made_at FROM main.call WHERE starts_at > ? AND starts_at <= ? AND cancelled_at IS NULL"
    return Dictionary(
      uniqueKeysWithValues: try database.rows(
        sql, now.milliseconds, (now + reminderDays * 86_400).milliseconds, as: (Int, Int).self
      ).map { ($0.0, Instant(milliseconds: $0.1)) })
  }

  /// The calls that operations touched, with when.
  static func calls(since place: NewsPlace, _ database: Database) throws -> [Int: Instant] {
    let sql = """
      SELECT c.id, max(o.at) FROM main.operation_key k JOIN main.operation o ON o.number = k.operation
      JOIN main.call c ON c.id BETWEEN k.lo AND k.hi WHERE k.operation > ? AND k.table_name = 'call' GROUP BY c.id
      """
    return Dictionary(
      uniqueKeysWithValues: try database.rows(sql, place.operation, as: (Int, Int).self).map { ($0.0, Instant(milliseconds: $0.1)) })
  }

  /// Oneself where one is a student here, and one's children that the school knows.
  static func students(of person: Int, _ database: Database) throws -> [Int] {
    try database.values(
      """
      SELECT person_id FROM main.enrolment WHERE person_id = ?1
      UNION SELECT g.student_id FROM main.guardian g JOIN main.person c ON c.id = g.student_id
        WHERE g.person_id = ?1 AND c.self_declared IS NULL
      """, person, as: Int.self)
  }

  private static func cells(_ item: NewsItem, student: String?) -> [Cell] {
    [
      .text(item.kind.rawValue), .instant(item.at.iso), Cell(student), .text(item.subject), .text(item.text), .text(item.ref),
      item.day.map { .day($0.description) } ?? .empty, Cell(item.before), item.isGone ? .boolean(true) : .empty, Cell(item.detail),
    ]
  }
}
