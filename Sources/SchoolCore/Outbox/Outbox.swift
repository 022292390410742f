import Basics
import Record
import SQLite
import SchoolModel

/// A message that waits, or was sent.
public struct OutboxMessage: Sendable {
  public let number: Int
  public let madeAt: Instant
  public let channel: String
  public let address: String
  public let content: Content
  public let sentAt: Instant?
  public let tries: Int
  public let trouble: String?
}

extension OutboxMessage {
  /// What a message says.
  public enum Content: Sendable {
    /// Worded by an older program.
    case worded(subject: String, body: String)
    /// In the language its reader has chosen.
    case letter(Letter, isEnglish: Bool)
    /// It was delivered, or its code is used up; the subject is known of what was delivered.
    case gone(subject: String)
  }
}

/// The mailer's answer to one message.
public enum Delivery: Sendable {
  /// - Parameter subject: stays when the text goes.
  case sent(subject: String)
  case failed(String)
}

extension Outbox {
  /// - Parameter all: those that were sent too.
  public func letters(all: Bool) throws -> [OutboxMessage] {
    _ = try authorize(.outboxRead)
    return try messages(where: all ? "1" : "sent_at IS NULL AND coalesce(body, data) IS NOT NULL")
  }

  private func messages(where condition: String) throws -> [OutboxMessage] {
    let now = clock.now().milliseconds
    let sql = """
      SELECT id, made_at, channel, address, subject, body, sent_at, tries, trouble, kind, data, coalesce(
          (SELECT p.value FROM account a JOIN preference p ON p.account_id = a.id
            WHERE a.person_id = outbox.person_id AND p.name = '\(Preference.language.rawValue)'),
          (SELECT language FROM school), 'ru') = 'en'
      FROM outbox WHERE \(condition) AND (sent_at IS NOT NULL OR expires_at IS NULL OR expires_at > ?) ORDER BY id
      """
    return try readUnchecked { database in
      try database.rows(
        sql, now, as: (Int, Int, String, String, String, String?, Int?, Int, String?, String?, String?, Bool).self
      ).map { row in
        var content = row.5.map { OutboxMessage.Content.worded(subject: row.4, body: $0) } ?? .gone(subject: row.4)
        if let kind = row.9, let data = row.10, let letter = try Letter(kind: kind, data: data, database) {
          content = .letter(letter, isEnglish: row.11)
        }
        return OutboxMessage(
          number: row.0, madeAt: Instant(row.1), channel: row.2, address: row.3, content: content, sentAt: row.6.map { Instant($0) },
          tries: row.7, trouble: row.8)
      }
    }
  }

  /// Hands the mail that waits to `send`, one message at a time, and writes down what came of each at once: a run that is
  /// killed repeats at most the message it was at. For the owner of the file; what was sent keeps no text.
  /// - Returns: how many were sent, and which failed.
  ///
  /// One run at a time: two would send one letter twice.
  /// - Throws: `StorageFailure.busy` while another run delivers.
  public func deliverMail(_ send: (OutboxMessage) throws -> Delivery) throws -> (sent: Int, failed: [OutboxMessage]) {
    let turn: WriterLock?
    do { turn = path == ":memory:" ? nil : try WriterLock(path: path + ".deliver", patience: 0) } catch StorageFailure.busy(let holder) {
      throw StorageFailure.delivering(holder: holder)
    }
    defer { withExtendedLifetime(turn) {} }
    let waiting = try messages(where: "channel = 'email' AND sent_at IS NULL AND coalesce(body, data) IS NOT NULL")
    var sent = 0
    var failed: [OutboxMessage] = []
    for message in waiting {
      let now = clock.now().milliseconds
      switch try send(message) {
      case .sent(let subject):
        sent += 1
        try note {
          try $0.run(
            "UPDATE outbox SET sent_at = ?, subject = ?, body = NULL, data = NULL, trouble = NULL, tries = tries + 1 WHERE id = ?", now,
            subject, message.number)
        }
      case .failed(let trouble):
        failed.append(message)
        try note { try $0.run("UPDATE outbox SET tries = tries + 1, trouble = ? WHERE id = ?", trouble, message.number) }
      }
    }
    // Codes that nobody can use any more go; so does what was sent a month ago.
    let now = clock.now().milliseconds
    try note {
      try $0.run("UPDATE outbox SET body = NULL, data = NULL WHERE expires_at < ?", now)
      try $0.run("DELETE FROM outbox WHERE (sent_at IS NOT NULL OR coalesce(body, data) IS NULL) AND made_at < ?", now - 30 * 86_400_000)
    }
    return (sent, failed)
  }
}
