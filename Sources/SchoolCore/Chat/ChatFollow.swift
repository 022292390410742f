import Basics
import Glibc
import SQLite
import SchoolModel
import Tabular

extension Chat {
  public static let followColumns =
    Array(messageColumns.prefix(8)) + [Column("kind", en: "What", ru: "Что", labels: CodedWords.messageNews)]
    + Array(messageColumns.dropFirst(8))

  /// Where following begins.
  public enum Since: Equatable, Sendable {
    case now
    case start
    /// After the message of this number.
    case message(Int)
  }

  /// Follows one's chats, or some of them.
  /// - Throws: `ChatFailure.noChat` for one that is not one's own.
  public func follow(_ chats: [String], since: Since) throws -> ChatFollower { try ChatFollower(self, chats, since) }
}

/// Hands on what is written in one's chats, each message once and in the order of their numbers; what was changed or taken
/// away of it is handed on as it happens.
public final class ChatFollower {
  private let room: Chat
  private let names: [String]
  /// The last message handed on, and the operation up to which all is known.
  private var last = 0
  private var operation = 0
  private var dataVersion = -1
  /// Which of the messages `m` are seen, and who is muted.
  private var condition = "0"
  private var muted: Set<Int> = []
  /// Knows the names of people as they were when the chats were last looked up.
  private var rows: MessageRows?
  private let bell: LockBell
  /// The messages handed on last, without their words: one that was taken back as a whole is in the school no more.
  private var handedOn: [(number: Int, cells: [Cell], chat: Int)] = []
  private static let mostRemembered = 1000

  init(_ room: Chat, _ names: [String], _ since: Chat.Since) throws {
    (self.room, self.names) = (room, names)
    bell = LockBell(room.path)
    try room.read(.chatUse) { reading in
      try learn(reading)
      operation = try Self.latest(reading.database)
      switch since {
      case .now: last = try reading.database.value("SELECT coalesce(max(id), 0) FROM message", as: Int.self) ?? 0
      case .start: last = 0
      case .message(let number): last = number
      }
    }
  }

  /// Something that was written, or what became of it.
  public struct News {
    public let cells: [Cell]
    public let isMuted: Bool
  }

  /// What is new since the last call; nothing most of the time.
  public func news() throws -> [News] {
    // Another process has committed nothing since: not even the log of the file is looked at.
    let version = try room.readVersion()
    guard version != dataVersion else { return [] }
    let found = try room.snapshot { try look() }
    dataVersion = version
    return found
  }

  /// Sleeps until somebody has written, at most for a while.
  public func wait(atMost milliseconds: Int) { bell.wait(atMost: milliseconds) }

  /// Fifty that follow wake at every commit: what they ask then is four small questions, unless the roster or the chats changed.
  private func look() throws -> [News] {
    let database = room.database
    let latest = try Self.latest(database)
    // The first time there may be something to tell of before anything new was written.
    guard latest > operation || dataVersion < 0 else { return [] }
    let sql = """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM main.operation WHERE number > ?1 AND action IS NOT ?2)
        OR EXISTS (SELECT 1 FROM main.operation_key WHERE operation > ?1 AND table_name IN ('chat', 'chat_member'))
      """
    let hasChanged = try database.value(sql, operation, Action.chatUse.rawValue, as: Int.self) != nil
    if hasChanged { try room.read(.chatUse) { try learn($0) } }
    guard let rows else { return [] }
    var news = try touched(since: operation, rows, database)
    let query = "SELECT \(MessageRows.columns) FROM main.message m WHERE m.id > ? AND (\(condition)) ORDER BY m.id"
    try database.forEach(query, [last]) { row in
      let cells = try rows.cells(row)
      news.append(try entry(cells, row.integer(6), "message"))
      last = row.integer(0)
      remember(last, cells, row.integer(6))
    }
    operation = latest
    return news
  }

  /// What became of messages that were handed on.
  private func touched(since: Int, _ rows: MessageRows, _ database: Database) throws -> [News] {
    func changed(_ column: String) -> String {
      """
      SELECT o.number AS operation, m.id AS message FROM main.operation o CROSS JOIN main.message m ON m.\(column) = o.at
      WHERE o.number > ?1 AND m.\(column) IS NOT NULL AND m.id <= ?2 AND EXISTS (SELECT 1 FROM main.operation_key k
        WHERE k.table_name = 'message' AND k.operation = o.number AND k.hi >= m.id AND k.lo <= m.id)
      """
    }
    let sql = """
      SELECT \(MessageRows.columns) FROM (\(changed("edited_at")) UNION \(changed("deleted_at"))) x
      JOIN main.message m ON m.id = x.message WHERE (\(condition)) ORDER BY x.operation, m.id
      """
    var news: [News] = []
    try database.forEach(sql, [since, last]) { row in
      let isDeleted: Bool = try row.get(7)
      news.append(try entry(rows.cells(row), row.integer(6), isDeleted ? "delete" : "edit"))
    }
    return try news + withdrawn(since: since, database)
  }

  private func remember(_ number: Int, _ cells: [Cell], _ chat: Int) {
    var wordless = cells
    (wordless[3], wordless[8]) = (.empty, .text("deleted"))
    handedOn.append((number, wordless, chat))
    if handedOn.count > 2 * Self.mostRemembered { handedOn.removeFirst(handedOn.count - Self.mostRemembered) }
  }

  /// Messages that were handed on and undone since.
  private func withdrawn(since: Int, _ database: Database) throws -> [News] {
    let isTouched = "SELECT 1 FROM main.operation_key WHERE operation > ? AND table_name = 'message' AND lo <= ? LIMIT 1"
    guard !handedOn.isEmpty, try database.value(isTouched, since, last, as: Int.self) != nil else { return [] }
    let missing = Set(
      try database.values(
        "SELECT j.value FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM main.message m WHERE m.id = j.value)",
        "[\(keyList(handedOn.map(\.number)))]", as: Int.self))
    let gone = handedOn.filter { missing.contains($0.number) }
    handedOn.removeAll { missing.contains($0.number) }
    return try gone.map { try entry($0.cells, $0.chat, "delete") }
  }

  private func entry(_ cells: [Cell], _ chat: Int, _ kind: String) throws -> News {
    News(cells: Array(cells[..<8]) + [.text(kind)] + Array(cells[8...]), isMuted: muted.contains(chat))
  }

  /// Which chats there are to follow now.
  private func learn(_ reading: Reading) throws {
    let directory = try reading.chats
    let chats = try names.isEmpty ? directory.all() : names.map { try directory.chat($0) }
    let parts = chats.compactMap { chat in chat.id.map { "(m.chat_id = \($0) AND \(chat.sight.condition))" } }
    condition = parts.isEmpty ? "0" : parts.joined(separator: " OR ")
    rows = try MessageRows(reading, directory)
    muted = Set(try reading.database.values("SELECT chat_id FROM main.chat_mute WHERE person_id = ?", directory.person, as: Int.self))
  }

  private static func latest(_ database: Database) throws -> Int {
    try database.value("SELECT coalesce(max(number), 0) FROM main.operation", as: Int.self) ?? 0
  }
}

extension Chat {
  /// Counts what was handed on as read.
  public func markRead(_ news: [ChatFollower.News]) throws {
    var latest: [Int: Int] = [:]
    for entry in news {
      if case .integer(let message) = entry.cells[0], case .integer(let chat) = entry.cells[7] {
        latest[chat] = max(latest[chat] ?? 0, message)
      }
    }
    for (chat, message) in latest.sorted(by: { $0.key < $1.key }) { noteReading(of: chat, upTo: message) }
  }

  /// The hours in which no bell rings.
  public func quietHours() throws -> QuietHours? {
    try read(.chatUse) { QuietHours(try JournalRules($0.database).value(.chatQuiet)) }
  }

  /// A number that changes when another process has committed.
  fileprivate func readVersion() throws -> Int {
    try School.translating(path) { try database.value("PRAGMA data_version", as: Int.self) ?? 0 }
  }
}

/// Rings when a writer lets go of the lock: after its commit, so that what it wrote is there to be read.
private final class LockBell {
  private let descriptor: Int32

  init(_ path: String) {
    // A school in memory has no other writers.
    guard path != ":memory:" else {
      descriptor = -1
      return
    }
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { return }
    // A file that nobody has written to has no lock yet.
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if lock >= 0 { close(lock) }
    inotify_add_watch(descriptor, path + ".lock", UInt32(IN_CLOSE_WRITE))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func wait(atMost milliseconds: Int) {
    guard descriptor >= 0 else {
      usleep(UInt32(min(milliseconds, 1000) * 1000))
      return
    }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(milliseconds)) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }
}
