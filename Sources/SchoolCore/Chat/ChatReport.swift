import Basics
import SQLite
import SchoolModel
import Tabular

// What a member shows the administrator of a chat the administrator is not in.
extension Chat {
  public static let reportColumns = [
    Column("report", .integer, en: "No.", ru: "№"), Column.at, Column("chat", en: "Chat", ru: "Чат"),
    Column("message", .integer, en: "Message", ru: "Сообщение"), Column("reason", en: "Reason", ru: "Причина"),
    Column("by", en: "By", ru: "Кто пожаловался"), Column("closed_at", .instant, en: "Closed", ru: "Рассмотрено", isOptional: true),
  ]
  public static let reportTextColumns = [
    Column("message", .integer, en: "No.", ru: "№"), Column.at, Column("from", en: "From", ru: "От кого"),
    Column("body", en: "Message", ru: "Сообщение"),
    Column("state", en: "State", ru: "Состояние", labels: CodedWords.reportedStates, isOptional: true),
  ]
  /// How many messages before and after the one meant go with a report.
  static let around = 10

  /// Shows the administrators a message with ten before and ten after it, former and deleted words too, as they stand now.
  public func report(_ message: Int, reason: String, _ request: WriteRequest) throws -> Performed<Int> {
    guard actor?.token == nil else { throw AccessFailure.tokenScope(.chatReportRead) }
    return try perform(.chatUse, request) { writing in
      let directory = try writing.chats()
      let seen = try SeenMessage(message, directory)
      let database = writing.database
      let waiting = "SELECT id FROM chat_report WHERE message_id = ? AND reporter_id = ? AND closed_at IS NULL"
      if let report = try database.value(waiting, message, directory.person, as: Int.self) {
        throw ChatFailure.reportedAlready(message: message, report: report)
      }
      let kept = try MessageTexts.put(try MessageDraft(reason).text, by: directory.person, database, school.chance)
      try database.run(
        "INSERT INTO chat_report (message_id, chat_id, reporter_id, made_at, reason_id, reason_digest) VALUES (?, ?, ?, ?, ?, ?)", message,
        seen.chatID, directory.person, writing.now.milliseconds, kept.id, kept.digest)
      let report = database.lastInsertedID
      let near = """
        SELECT id FROM (SELECT id FROM message WHERE chat_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT \(Self.around))
        UNION SELECT ?2 UNION SELECT id FROM (SELECT id FROM message WHERE chat_id = ?1 AND id > ?2 ORDER BY id LIMIT \(Self.around))
        """
      let numbers = try database.values(near, seen.chatID, message, as: Int.self)
      try database.run(
        """
        INSERT INTO chat_report_text (report_id, message_id, sender_id, sent_at, text_id, digest, state)
        SELECT ?1, m.id, m.sender_id, m.sent_at, v.text_id, v.digest, 'former' FROM message_version v JOIN message m ON m.id = v.message_id
        WHERE m.id IN (\(keyList(numbers))) AND \(seen.chat.sight.condition) AND EXISTS (SELECT 1 FROM message_text t WHERE t.id = v.text_id)
        UNION ALL
        SELECT ?1, m.id, m.sender_id, m.sent_at, m.text_id, m.digest, CASE WHEN m.deleted_at IS NULL THEN 'shown' ELSE 'deleted' END
        FROM message m WHERE m.id IN (\(keyList(numbers))) AND \(seen.chat.sight.condition) AND m.text_id IS NOT NULL ORDER BY 2, 5
        """, report)
      return report
    }
  }

  /// The reports that wait, or all of them.
  public func reports(all: Bool) throws -> Table {
    try read(.chatReportRead) { reading in
      let names = try ChatNames(reading.database, for: reading.access.actor)
      let directory = try reading.chats
      let sql = """
        SELECT r.id, r.made_at, r.chat_id, r.message_id, (SELECT text FROM main.message_text t WHERE t.id = r.reason_id), r.reporter_id,
          r.closed_at
        FROM chat_report r WHERE ?1 OR r.closed_at IS NULL ORDER BY r.id
        """
      let rows = try reading.database.rows(sql, all, as: (Int, Int, Int, Int, String?, Int?, Int?).self)
      return Table(
        Self.reportColumns,
        rows: try rows.map {
          [
            .integer($0.0), .instant(Instant(milliseconds: $0.1).iso), .text(try directory.nameForReport($0.2, names)), .integer($0.3),
            Cell($0.4), Cell(try $0.5.map { try names.name($0) }), $0.6.map { .instant(Instant(milliseconds: $0).iso) } ?? .empty,
          ]
        })
    }
  }

  /// What a report shows; who looked at it stands in the log of looks.
  public func reportedMessages(_ report: Int) throws -> Table {
    let (table, people) = try read(.chatReportRead) { reading -> (Table, [Int]) in
      let database = reading.database
      guard try database.value("SELECT 1 FROM chat_report WHERE id = ?", report, as: Int.self) != nil else {
        throw ChatFailure.noReport(report)
      }
      let names = try ChatNames(database, for: reading.access.actor)
      let sql = """
        SELECT r.message_id, r.sent_at, r.sender_id, (SELECT text FROM main.message_text t WHERE t.id = r.text_id), r.state
        FROM chat_report_text r WHERE r.report_id = ? ORDER BY r.message_id, r.id
        """
      let rows = try database.rows(sql, report, as: (Int, Int, Int?, String?, String).self)
      let table = Table(
        Self.reportTextColumns,
        rows: try rows.map {
          [
            .integer($0.0), .instant(Instant(milliseconds: $0.1).iso), Cell(try $0.2.map { try names.name($0) }), Cell($0.3),
            $0.4 == "shown" ? .empty : .text($0.4),
          ]
        })
      return (table, rows.compactMap(\.2))
    }
    for person in Set(people).sorted() { school.noteLook(at: person, "chat report show") }
    return table
  }

  /// Says that a report was seen to; thirty days later what it showed is let go of.
  public func closeReport(_ report: Int, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.chatReportRead, request) { writing in
      let known = try writing.database.value("SELECT 1 FROM chat_report WHERE id = ?", report, as: Int.self)
      guard known != nil else { throw ChatFailure.noReport(report) }
      try writing.database.run(
        "UPDATE chat_report SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL", writing.now.milliseconds,
        writing.actor.personID, report)
    }
  }
}

extension ChatDirectory {
  /// What a chat is called to who looks at a report of it.
  fileprivate func nameForReport(_ chat: Int, _ names: ChatNames) throws -> String {
    guard
      let row = try database.row(
        "SELECT pair, title, kind, form_id FROM main.chat WHERE id = ?", chat, as: (String?, String?, String?, Int?).self)
    else { return "" }
    if let pair = row.0 { return try pair.split(separator: ":").compactMap { Int($0) }.map { try names.name($0) }.joined(separator: " — ") }
    if let title = row.1 { return title }
    return try seenFromOutside(row.2.flatMap(ChatKind.init) ?? .group, form: row.3).title ?? ""
  }
}
