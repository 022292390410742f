import Arguments
import Basics
import Glibc
import SchoolChat
import SchoolModel
import Tabular

extension ChatCommands {
  private static let chats = Operand.any(ValueKind(.chat), Text(en: "The chats; all one's own without them", ru: "Чаты; без них все свои"))
  private static let since = Option<Chat.Since>.value(
    "since", nil, ValueKind(.number, placeholder: "now|start|N"), default: .now,
    expected: Text(en: "now, start or the number of a message", ru: "now, start или номер сообщения"),
    Text(en: "From now on, from the start, or after message N", ru: "С этого момента, с начала или после сообщения N")
  ) { text in
    switch text {
    case "now": .now
    case "start": .start
    default: Int(text).flatMap { $0 >= 0 ? .message($0) : nil }
    }
  }
  private static let span = Option<Int?>.value(
    "for", nil, ValueKind(.duration, placeholder: "10s"), expected: Text(en: "10s, 5m or 2h", ru: "10s, 5m или 2h"),
    Text(en: "End after this time", ru: "Закончить через это время")
  ) { text in
    let unit = ["s": 1, "m": 60, "h": 3600][text.last.map(String.init) ?? ""]
    return Int(unit == nil ? text : String(text.dropLast())).flatMap { (0...86_400).contains($0) ? $0 * (unit ?? 1) * 1000 : nil }
  }
  private static let markRead = Option.flag("mark-read", Text(en: "What is shown counts as read", ru: "Показанное считается прочитанным"))

  static let watch: Command = Command(
    "watch", Text(en: "Follow chats as they are written", ru: "Следить за чатами"),
    discussion: Text(
      en:
        "Shows each message once, in the order of their numbers, until Ctrl-C, SIGTERM, or the time of --for; what is changed or deleted later follows as such. A program that ended goes on with --since NUMBER of the last message it saw, without a gap. On a terminal a bell rings, but for muted chats and within the hours of the rule chat.quiet.",
      ru:
        "Показывает каждое сообщение один раз, по порядку номеров, до Ctrl-C, SIGTERM или конца времени --for; изменённое и удалённое позже следует отдельной строкой. Прерванная программа продолжит без пропусков с --since НОМЕР последнего увиденного сообщения. В терминале подаётся сигнал, кроме чатов с отключёнными уведомлениями и тихих часов из правила chat.quiet."
    ),
    needs: [.chatUse], operands: [chats.spec], options: [since.spec, span.spec, markRead.spec],
    examples: [
      Example("myschool chat watch", Text(en: "all one's chats", ru: "все свои чаты")),
      Example("myschool chat watch kira --format ndjson --since start", Text(en: "for a program", ru: "для программы")),
    ],
    sections: [Tree.columns(Chat.followColumns)]
  ) { call, session in
    let school = try session.school()
    let follower = try school.chat.follow(call[chats], since: call[since])
    let end = call[span].map { Follow.clock() + $0 }
    let follow = try Follow(school.chat, follower, session, until: end, marksRead: call[markRead])
    if session.format == .table { try follow.forPeople() } else { try session.follow(follow.table) }
    return .nothing
  }
}

/// Goes on until it is told to end.
private struct Follow {
  let room: Chat
  let follower: ChatFollower
  let session: Session
  let end: Int?
  let marksRead: Bool
  let bells: Bells

  init(_ room: Chat, _ follower: ChatFollower, _ session: Session, until end: Int?, marksRead: Bool) throws {
    (self.room, self.follower, self.session, self.end, self.marksRead) = (room, follower, session, end, marksRead)
    bells = try Bells(room, session)
  }

  /// Milliseconds of a clock that nobody sets.
  static func clock() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  var table: Table {
    Table(Chat.followColumns) { writer in try eachNews { for cells in $0.map(\.cells) { try writer.add(cells) } } }
  }

  /// A line a message.
  func forPeople() throws {
    let output = session.console.output
    let offset = session.displayOffset
    try eachNews { news in
      for entry in news {
        output.append(line(entry, offset: offset) + "\n")
        if !entry.isMuted, bells.ring { output.append("\u{7}") }
      }
      try output.flush()
    }
  }

  private func line(_ news: ChatFollower.News, offset: Int) -> String {
    func text(_ index: Int) -> String { if case .text(let text) = news.cells[index] { text } else { "" } }
    func number(_ index: Int) -> String { if case .integer(let number) = news.cells[index] { String(number) } else { "" } }
    var at = ""
    if case .instant(let iso) = news.cells[1], let instant = Instant(iso: iso) {
      at = session.language == .ru ? instant.russian(offset: offset) : instant.local(offset: offset)
    }
    let kind = text(8)
    let what = kind == "message" ? "" : " (\(CodedWords.messageNews[kind]?[session.language] ?? kind))"
    // In the place of words that are shown no more stands what became of them.
    let words = text(3).isEmpty ? CodedWords.messageStates[text(9)]?[session.language] ?? "" : text(3)
    return DisplayText.clean("\(at)  №\(number(0))  \(text(2))\(what): \(words)", keepingLines: true)
  }

  private func eachNews(_ body: ([ChatFollower.News]) throws -> Void) throws {
    while true {
      let news = try follower.news()
      if !news.isEmpty {
        try body(news)
        if marksRead { try room.markRead(news) }
      }
      let left = end.map { $0 - Self.clock() } ?? 1000
      guard left > 0 else { return }
      follower.wait(atMost: min(left, 1000))
    }
  }
}

/// Whether a bell rings now.
private struct Bells {
  private let isHeard: Bool
  private let quiet: QuietHours?
  private let session: Session

  init(_ room: Chat, _ session: Session) throws {
    self.session = session
    isHeard = session.console.outputIsTerminal
    quiet = try room.quietHours()
  }

  var ring: Bool {
    guard isHeard, let clock = try? session.clock() else { return false }
    return !(quiet?.hold(clock.now().minuteOfDay(offset: session.displayOffset)) ?? false)
  }
}
