import Basics
import SQLite
import SchoolModel
import Tabular

extension Chat {
  public static let chatColumns = [
    Column("chat", .integer, en: "Chat", ru: "Чат"), Column("with", en: "With", ru: "С кем"),
    Column("unread", .integer, en: "Unread", ru: "Новых"),
    Column("last_at", .instant, en: "Last", ru: "Последнее"), Column("last", en: "Message", ru: "Сообщение"),
    Column("kind", en: "Kind", ru: "Вид", labels: CodedWords.chatKinds), Column("members", .integer, en: "Members", ru: "Участников"),
  ]
  public static let messageColumns = [
    Column("message", .integer, en: "No.", ru: "№"), Column.at,
    Column("from", en: "From", ru: "От кого"),
    Column("body", en: "Message", ru: "Сообщение"),
    Column("reply", .integer, en: "Answers", ru: "Ответ на", isOptional: true),
    Column("attachments", en: "Attachments", ru: "Вложения", isOptional: true),
    Column("edited_at", .instant, en: "Edited", ru: "Изменено", isOptional: true),
    Column("chat", .integer, en: "Chat", ru: "Чат"),
    Column("state", en: "State", ru: "Состояние", labels: CodedWords.messageStates, isOptional: true),
    Column("reason", en: "Reason", ru: "Причина", isOptional: true),
    Column("pinned", .boolean, en: "Pinned", ru: "Закреплено", isOptional: true),
  ]

  /// One's chats, the latest first, those nobody has written in yet at the end.
  /// - Parameter children: the chats of one's children that are read along, instead.
  public func list(ofChildren children: Bool = false) throws -> Table {
    try read(.chatUse) { reading in
      let directory = try reading.chats
      let chats = try children ? directory.ofWards() : directory.all()
      return Table(Self.chatColumns, rows: try ChatRows(reading, directory).rows(chats))
    }
  }

  /// The standing chats of the year and all groups, whoever is in them; what is written there is shown to members alone.
  public func listAll() throws -> Table {
    let access = try authorize(.rosterRead)
    guard access.isWhole else { throw AccessFailure.notYours(.rosterRead, what: "--all") }
    return try read(.chatUse) { reading in
      let directory = try reading.chats
      var chats: [FoundChat] = []
      let forms = try reading.database.values(
        "SELECT id FROM main.form WHERE year_id = ? ORDER BY grade, letter", reading.calendar.yearID, as: Int.self)
      for form in forms { chats += try ChatKind.ofForms.map { try directory.seenFromOutside($0, form: form) } }
      chats.append(try directory.seenFromOutside(.staff, form: nil))
      chats += try directory.groups()
      return Table(Self.chatColumns, rows: try ChatRows(reading, directory).inOrder(chats))
    }
  }

  /// What a read of a chat shows.
  public struct Page {
    public let table: Table
    /// Whether guardians of the student may read this chat, too.
    public let isReadAlong: Bool
    /// Until when one may not write there.
    public let silencedUntil: Instant?
  }

  /// The messages of a chat in order; they count as read from then on, unless one only peeks, looks at the past, or reads along
  /// with a child.
  /// - Parameter chat: its number, its name, or the other one's name.
  public func messages(in chat: String, last limit: Int?, peek: Bool = false) throws -> Page {
    let (page, found, newest) = try read(.chatUse) { reading -> (Page, FoundChat, Int?) in
      let directory = try reading.chats
      let found = try directory.chat(chat)
      let rows = try found.id.map { try MessageRows(reading, directory).rows(of: found, $0, last: limit) } ?? []
      let newest = rows.last.flatMap { if case .integer(let number) = $0[0] { number } else { nil } }
      let page = Page(
        table: Table(Self.messageColumns, rows: rows), isReadAlong: try directory.isReadAlong(found),
        silencedUntil: try directory.silenced(found))
      return (page, found, newest)
    }
    if let id = found.id, let newest, found.ward == nil, !peek, !school.isInThePast { noteReading(of: id, upTo: newest) }
    return page
  }

  /// Notes that one has read a chat up to a message. Where nothing can be written it is read all the same.
  func noteReading(of chat: Int, upTo message: Int) {
    guard let own = actor?.personID else { return }
    let now = clock.now().milliseconds
    let isKnown = try? readUnchecked {
      try $0.value(
        "SELECT 1 FROM chat_reading WHERE chat_id = ? AND person_id = ? AND message_id >= ? LIMIT 1", chat, own, message, as: Int.self)
    }
    guard isKnown == .some(nil) else { return }
    _ = try? note {
      try $0.run(
        "INSERT INTO chat_reading (chat_id, person_id, message_id, read_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", chat, own, message,
        now)
    }
  }
}

/// The rows of lists of chats.
struct ChatRows {
  private let reading: Reading
  private let directory: ChatDirectory
  private let titles: ChatTitles

  init(_ reading: Reading, _ directory: ChatDirectory) throws {
    (self.reading, self.directory) = (reading, directory)
    titles = try ChatTitles(directory)
  }

  /// The latest first, the empty ones after them in the order of their names.
  func rows(_ chats: [FoundChat]) throws -> [[Cell]] {
    var rows: [(at: Int?, title: String, cells: [Cell])] = []
    for chat in chats {
      let (at, cells) = try row(chat)
      rows.append((at, try titles.title(chat), cells))
    }
    return rows.sorted { a, b in
      switch (a.at, b.at) {
      case (let first?, let second?): first > second || (first == second && RussianOrder.compare(a.title, b.title) < 0)
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): RussianOrder.compare(a.title, b.title) < 0
      }
    }.map(\.cells)
  }

  func inOrder(_ chats: [FoundChat]) throws -> [[Cell]] { try chats.map { try row($0).cells } }

  private func row(_ chat: FoundChat) throws -> (at: Int?, cells: [Cell]) {
    let title: [Cell] = [Cell(chat.id), .text(try titles.title(chat))]
    let kind: [Cell] = [.text(chat.kind.rawValue), .integer(try directory.members(of: chat).count)]
    guard let id = chat.id, !chat.sight.isEmpty else {
      return (nil, title + [chat.sight.isEmpty ? .empty : .integer(0), .empty, .empty] + kind)
    }
    let database = reading.database
    let unread =
      chat.ward != nil
      ? nil
      : try database.value(
        """
        SELECT count(*) FROM message m WHERE m.chat_id = ?1 AND m.sender_id <> ?2 AND m.deleted_at IS NULL AND \(chat.sight.condition)
          AND m.id > coalesce((SELECT max(message_id) FROM chat_reading r WHERE r.chat_id = ?1 AND r.person_id = ?2), 0)
        """, id, directory.person, as: Int.self)
    let last = try database.row(
      """
      SELECT m.sent_at, \(MessageTexts.ofMessage) FROM message m WHERE m.chat_id = ? AND \(chat.sight.condition) ORDER BY m.id DESC LIMIT 1
      """, id, as: (Int, String?).self)
    return (
      last?.0, title + [Cell(unread), last.map { .instant(Instant(milliseconds: $0.0).iso) } ?? .empty, Cell(last?.1)] + kind
    )
  }
}

/// The rows of lists of messages.
struct MessageRows {
  private let reading: Reading
  private let titles: ChatTitles
  private let own: Int

  init(_ reading: Reading, _ directory: ChatDirectory) throws {
    self.reading = reading
    own = directory.person
    titles = try ChatTitles(directory)
  }

  static let columns = """
    m.id, m.sent_at, m.sender_id, \(MessageTexts.ofMessage), m.reply_to, m.edited_at, m.chat_id, m.deleted_at IS NOT NULL,
    EXISTS (SELECT 1 FROM main.message_file f WHERE f.message_id = m.id),
    (SELECT t.text FROM main.message_text t WHERE t.id = m.reason_id), m.deleted_by, m.pinned_at IS NOT NULL
    """

  func rows(of chat: FoundChat, _ id: Int, last limit: Int?) throws -> [[Cell]] {
    let sql = """
      SELECT * FROM (SELECT \(Self.columns) FROM message m WHERE m.chat_id = ? AND \(chat.sight.condition)
        ORDER BY m.id DESC LIMIT ?) ORDER BY 1
      """
    return try rows(sql, [id, limit ?? -1])
  }

  func rows(_ sql: String, _ values: [any Bindable]) throws -> [[Cell]] {
    var rows: [[Cell]] = []
    try reading.database.forEach(sql, values) { row in rows.append(try cells(row)) }
    return rows
  }

  func cells(_ row: Row) throws -> [Cell] {
    let number: Int = try row.get(0)
    let isDeleted: Bool = try row.get(7)
    let text: String? = try row.get(3)
    let files = try row.get(8) && !isDeleted ? try MessageFiles.names(number, reading.database) : []
    let edited: Int? = try row.get(5)
    return [
      .integer(number), .instant(Instant(milliseconds: try row.get(1)).iso), .text(try titles.name(try row.get(2))), Cell(text),
      Cell(try row.get(4) as Int?), files.isEmpty ? .empty : .text(files.joined(separator: "; ")),
      edited.map { .instant(Instant(milliseconds: $0).iso) } ?? .empty, .integer(try row.get(6)),
      isDeleted ? .text("deleted") : text == nil ? .text("gone") : .empty,
      // Why it was taken away is between who wrote it and who took it.
      try row.get(2) == own || (row.get(10) as Int?) == own ? Cell(try row.get(9) as String?) : .empty,
      try row.get(11) ? .boolean(true) : .empty,
    ]
  }
}
