import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// Somebody who may be sent reports of the school.
public struct ReportRecipient: Sendable {
  let person: Int
  let address: Address
  /// In which language they read.
  public let language: Language
}

extension Statistics {
  /// Who a report may be sent to: whose own role sees the whole school, or who leads the form it is of, at a confirmed address.
  /// - Parameters:
  ///   - text: a login or a name.
  ///   - form: the form that the report is held to, if any.
  /// - Throws: `StatisticsFailure.notARecipient`.
  public func recipient(_ text: String, form: String?) throws -> ReportRecipient {
    try read(.statsRead) { reading in
      guard reading.access.isWhole else { throw StatisticsFailure.notARecipient(text, .senderSeesLess) }
      let person = try reading.person(text, as: .staff).id
      let roles = try Role.of(person, reading.database, now: clock.now())
      let seesSchool = roles.contains { Permissions.scopes($0, .statsRead).contains(.school) }
      guard try seesSchool || form.map({ try leads(person, $0, reading) }) ?? false else {
        throw StatisticsFailure.notARecipient(text, .seesLess)
      }
      guard let account = try reading.database.value("SELECT id FROM account WHERE person_id = ?", person, as: Int.self),
        let address = try Letters.confirmedEmail(account, reading.database)
      else { throw StatisticsFailure.notARecipient(text, .noAddress) }
      let chosen =
        try Preferences.value(.language, of: account, reading.database)
        ?? reading.database.value("SELECT language FROM school", as: String?.self).flatMap { $0 }
      return ReportRecipient(person: person, address: address, language: chosen == "en" ? .en : .ru)
    }
  }

  private func leads(_ person: Int, _ form: String, _ reading: Reading) throws -> Bool {
    guard let id = try CourseIndex(reading.database, reading.calendar).form(form).first?.formID else { return false }
    return try reading.database.value("SELECT 1 FROM form WHERE id = ? AND teacher_id = ?", id, person, as: Int.self) != nil
  }

  /// Puts a report into the outbox, once for each block and content.
  /// - Parameters:
  ///   - block: its name in the run file.
  ///   - content: of title, options and rows; the same is not sent again.
  /// - Returns: whether it was new.
  @discardableResult
  public func mail(_ letter: Letter, block: String, content: String, to recipient: ReportRecipient) throws -> Bool {
    let now = clock.now()
    return try note { database in
      let isNew = try database.run(
        "INSERT INTO report_sent (block, address, digest, sent_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", block,
        recipient.address.written, Array(SHA256.digest(content)), now.milliseconds)
      guard isNew > 0 else { return false }
      try Letters.report(letter, to: recipient.address, recipient.person, at: now, database)
      return true
    }
  }
}
