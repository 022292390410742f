import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// A consent as it was given, and perhaps withdrawn.
public struct ConsentRecord: Sendable {
  public let version: Int
  /// SHA-256 of the text that was shown, in hexadecimal digits.
  public let textDigest: String
  public let givenAt: Instant
  public let withdrawnAt: Instant?
  /// Who gave it: oneself, or the representative.
  public let givenBy: String?
}

extension Identity {
  package static func hasConsent(_ account: Int, _ database: Database) throws -> Bool {
    try database.value(
      "SELECT 1 FROM consent WHERE account_id = ? AND version = ? AND withdrawn_at IS NULL", account, ConsentText.version, as: Int.self)
      != nil
  }

  package static func giveConsent(_ account: Int?, by person: Int, _ database: Database, _ now: Instant) throws {
    try database.run(
      "INSERT INTO consent (account_id, version, text_digest, given_at, given_by) VALUES (?, ?, ?, ?, ?)", account, ConsentText.version,
      ConsentText.digest, now.milliseconds, person)
  }

  /// One's own consents, the latest first.
  public func consents() throws -> [ConsentRecord] {
    // Seen with the right to read, and by who has yet to give it.
    let account = try ownAccount((try? authorize(.accountRead)) != nil ? .accountRead : .consentOwn)
    return try readUnchecked { database in
      let sql = """
        SELECT c.version, c.text_digest, c.given_at, c.withdrawn_at, \(PersonName.sql) FROM consent c LEFT JOIN person p ON p.id = c.given_by
        WHERE c.account_id = ? ORDER BY c.id DESC
        """
      return try database.rows(sql, account, as: (Int, [UInt8], Int, Int?, String?).self).map {
        ConsentRecord(
          version: $0.0, textDigest: hex($0.1), givenAt: Instant(milliseconds: $0.2), withdrawnAt: $0.3.map { Instant($0) }, givenBy: $0.4)
      }
    }
  }

  /// Gives consent to the text as it is now; giving it again changes nothing.
  /// - Returns: whether it was not given before.
  public func giveConsent(_ request: WriteRequest) throws -> Bool {
    let access = try authorize(.consentOwn)
    let account = try ownAccount(.consentOwn)
    if try readUnchecked({ try Self.hasConsent(account, $0) }) { return false }
    _ = try performSecurity(access, request) { try Self.giveConsent(account, by: access.actor.personID, $0.database, $0.now) }
    return true
  }

  /// Withdraws consent: every session ends, and the next sign-in asks again. What the law makes the school keep stays.
  public func withdrawConsent(_ request: WriteRequest) throws {
    let access = try authorize(.consentOwn)
    let account = try ownAccount(.consentOwn)
    guard try readUnchecked({ try Self.hasConsent(account, $0) }) else { throw IdentityFailure.noConsent }
    _ = try performSecurity(access, request) { writing in
      let now = writing.now.milliseconds
      try writing.database.run("UPDATE consent SET withdrawn_at = ? WHERE account_id = ? AND withdrawn_at IS NULL", now, account)
      try writing.database.run("UPDATE session SET ended_at = ? WHERE account_id = ? AND ended_at IS NULL", now, account)
      try writing.database.run("UPDATE service_token SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL", now, account)
    }
  }
}
