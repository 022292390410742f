import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// A request for help, as lists show it.
public struct SupportTicket: Sendable {
  public let number: Int
  public let openedAt: Instant
  public let closedAt: Instant?
  /// Who asks; `nil` for somebody who was not signed in.
  public let person: String?
  public let contact: String?
  public let subject: String
  public let messages: Int
  public let lastAt: Instant
}

public struct SupportMessage: Sendable {
  public let at: Instant
  /// `nil` for somebody who was not signed in.
  public let person: String?
  public let body: String
}

public enum SupportFailure: Failure, Equatable {
  case empty
  case tooLong(limit: Int)
  case contactNeeded
  case noTicket(Int)
  case closed(Int)
  case tooMany

  public var exit: ExitCode {
    switch self {
    case .noTicket: .notFound
    case .tooMany: .busy
    case .empty, .tooLong, .contactNeeded, .closed: .badData
    }
  }
  public var key: String {
    switch self {
    case .empty: "support.empty"
    case .tooLong: "support.long"
    case .contactNeeded: "support.contact"
    case .noTicket: "support.unknown"
    case .closed: "support.closed"
    case .tooMany: "support.many"
    }
  }
}

extension Support {
  private static let longest = 10_000

  /// Opens a ticket. Somebody who is not signed in leaves an address to be answered at.
  /// - Returns: the ticket's number.
  public func askSupport(_ text: String, subject: String?, contact: String?, _ request: WriteRequest) throws -> Performed<Int> {
    let access = try authorize(.supportUse)
    let body = text.trimmed
    guard !body.isEmpty else { throw SupportFailure.empty }
    guard body.count <= Self.longest else { throw SupportFailure.tooLong(limit: Self.longest) }
    let isKnown = access.actor.knownPerson != nil
    if !isKnown, contact.flatMap(Letters.address) == nil { throw SupportFailure.contactNeeded }
    return try perform(access, request, kind: .change, evenIfEmpty: false) { writing in
      let (database, now) = (writing.database, writing.now.milliseconds)
      // Whoever is not signed in could fill the list.
      if !isKnown {
        let recent =
          try database.value(
            "SELECT count(*) FROM support_ticket WHERE person_id IS NULL AND opened_at > ?", now - 3_600_000, as: Int.self) ?? 0
        guard recent < 50 else { throw SupportFailure.tooMany }
      }
      let title = subject.map { String($0.trimmed.prefix(200)) } ?? String(body.split(separator: "\n").first.map { $0.prefix(60) } ?? "")
      try database.run(
        "INSERT INTO support_ticket (person_id, contact, subject, opened_at) VALUES (?, ?, ?, ?)", access.actor.knownPerson,
        contact.flatMap { Letters.address($0)?.written }, title, now)
      let ticket = database.lastInsertedID
      try database.run(
        "INSERT INTO support_message (ticket_id, person_id, sent_at, body) VALUES (?, ?, ?, ?)", ticket, access.actor.knownPerson, now, body
      )
      return ticket
    }
  }

  /// One's own tickets; the whole school's for who answers them.
  public func tickets(all: Bool) throws -> [SupportTicket] {
    guard let actor else { throw AccessFailure.notSignedIn }
    _ = try authorize(.supportUse)
    let answers = (try? authorize(.supportManage)) != nil
    return try readUnchecked { database in
      let sql = """
        SELECT t.id, t.opened_at, t.closed_at, \(PersonName.sql), t.contact, t.subject,
          (SELECT count(*) FROM support_message m WHERE m.ticket_id = t.id), (SELECT max(sent_at) FROM support_message m WHERE m.ticket_id = t.id)
        FROM support_ticket t LEFT JOIN person p ON p.id = t.person_id
        WHERE (?1 OR t.person_id = ?2) AND (?3 OR t.closed_at IS NULL) ORDER BY t.id DESC
        """
      return try database.rows(
        sql, answers, actor.personID, all, as: (Int, Int, Int?, String?, String?, String, Int, Int?).self
      ).map {
        SupportTicket(
          number: $0.0, openedAt: Instant($0.1), closedAt: $0.2.map { Instant($0) }, person: $0.3, contact: $0.4, subject: $0.5,
          messages: $0.6, lastAt: Instant($0.7 ?? $0.1))
      }
    }
  }

  public func ticket(_ number: Int) throws -> (ticket: SupportTicket, messages: [SupportMessage]) {
    guard let ticket = try tickets(all: true).first(where: { $0.number == number }) else { throw SupportFailure.noTicket(number) }
    let sql = """
      SELECT m.sent_at, \(PersonName.sql), m.body FROM support_message m LEFT JOIN person p ON p.id = m.person_id
      WHERE m.ticket_id = ? ORDER BY m.id
      """
    let messages = try readUnchecked { try $0.rows(sql, number, as: (Int, String?, String).self) }
    return (ticket, messages.map { SupportMessage(at: Instant($0.0), person: $0.1, body: $0.2) })
  }

  /// Adds to a ticket: an answer of the school goes to who asked by mail, too.
  public func answerSupport(_ number: Int, _ text: String, _ request: WriteRequest) throws -> Performed<Void> {
    let (ticket, _) = try self.ticket(number)
    guard ticket.closedAt == nil else { throw SupportFailure.closed(number) }
    let body = text.trimmed
    guard !body.isEmpty else { throw SupportFailure.empty }
    guard body.count <= Self.longest else { throw SupportFailure.tooLong(limit: Self.longest) }
    return try perform(.supportUse, request) { writing in
      let database = writing.database
      try database.run(
        "INSERT INTO support_message (ticket_id, person_id, sent_at, body) VALUES (?, ?, ?, ?)", number, writing.actor.personID,
        writing.now.milliseconds, body)
      let answer = database.lastInsertedID
      let (asker, contact) =
        try database.row("SELECT person_id, contact FROM support_ticket WHERE id = ?", number, as: (Int?, String?).self) ?? (nil, nil)
      if asker != writing.actor.personID { try Letters.answer(ticket: number, body, id: answer, to: asker, contact: contact, writing) }
    }
  }

  /// Closes a ticket; closing it again changes nothing.
  public func closeSupport(_ number: Int, _ request: WriteRequest) throws -> Performed<Void> {
    _ = try self.ticket(number)
    return try perform(.supportUse, request) { writing in
      try writing.database.run(
        "UPDATE support_ticket SET closed_at = ? WHERE id = ? AND closed_at IS NULL", writing.now.milliseconds, number)
    }
  }
}
