import Basics
import SQLite
import SchoolModel

/// A message that waits, or was sent.
public struct OutboxMessage: Sendable {
  public let number: Int
  public let madeAt: Instant
  public let channel: String
  public let address: String
  public let subject: String
  /// `nil` once it was delivered or its code is used up.
  public let body: String?
  public let sentAt: Instant?
  public let tries: Int
  public let trouble: String?
}

/// The mailer's answer to one message.
public enum Delivery: Sendable {
  case sent
  case failed(String)
}

extension Outbox {
  /// - Parameter all: those that were sent too.
  public func letters(all: Bool) throws -> [OutboxMessage] {
    _ = try authorize(.outboxRead)
    return try messages(where: all ? "1" : "sent_at IS NULL AND body IS NOT NULL")
  }

  private func messages(where condition: String) throws -> [OutboxMessage] {
    let now = clock.now().milliseconds
    let sql = """
      SELECT id, made_at, channel, address, subject, body, sent_at, tries, trouble FROM outbox
      WHERE \(condition) AND (sent_at IS NOT NULL OR expires_at IS NULL OR expires_at > ?) ORDER BY id
      """
    return try readUnchecked { database in
      try database.rows(sql, now, as: (Int, Int, String, String, String, String?, Int?, Int, String?).self).map {
        OutboxMessage(
          number: $0.0, madeAt: Instant($0.1), channel: $0.2, address: $0.3, subject: $0.4, body: $0.5, sentAt: $0.6.map { Instant($0) },
          tries: $0.7, trouble: $0.8)
      }
    }
  }

  /// Hands the mail that waits to `send`, one message at a time, and writes down what came of each at once: a run that is
  /// killed repeats at most the message it was at. For the owner of the file; what was sent keeps no text.
  /// - Returns: how many were sent, and which failed.
  public func deliverMail(_ send: (OutboxMessage) throws -> Delivery) throws -> (sent: Int, failed: [OutboxMessage]) {
    let waiting = try messages(where: "channel = 'email' AND sent_at IS NULL AND body IS NOT NULL")
    var sent = 0
    var failed: [OutboxMessage] = []
    for message in waiting {
      let now = clock.now().milliseconds
      switch try send(message) {
      case .sent:
        sent += 1
        try note {
          try $0.run("UPDATE outbox SET sent_at = ?, body = NULL, trouble = NULL, tries = tries + 1 WHERE id = ?", now, message.number)
        }
      case .failed(let trouble):
        failed.append(message)
        try note { try $0.run("UPDATE outbox SET tries = tries + 1, trouble = ? WHERE id = ?", trouble, message.number) }
      }
    }
    // Codes that nobody can use any more go; so does what was sent a month ago.
    let now = clock.now().milliseconds
    try note {
      try $0.run("UPDATE outbox SET body = NULL WHERE expires_at < ?", now)
      try $0.run("DELETE FROM outbox WHERE (sent_at IS NOT NULL OR body IS NULL) AND made_at < ?", now - 30 * 86_400_000)
    }
    return (sent, failed)
  }
}
