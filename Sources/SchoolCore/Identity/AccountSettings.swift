import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// The settings page.
public struct AccountPage: Sendable {
  public let name: String
  public let login: String?
  public let snils: String?
  public let identifiers: [(kind: String, value: String, isConfirmed: Bool)]
  public let roles: [Role]
  public let role: Role?
  public let language: String?
  public let utcOffset: Int
  public let notify: [Notification]
  public let secondFactor: Identity.SecondFactorState
  public let sessions: Int
  public let tokens: Int
  public let consent: Instant?
  public let digest: DigestRhythm?
  /// `mark=mail,homework=off`.
  public let news: String?
  public let hearsGuardians: Bool
  public let children: Int
  public let standing: Standing
}

/// What is to be changed on it.
public struct AccountChange: Sendable {
  public var email: String?
  public var phone: String?
  public var language: String?
  public var utcOffset: Int?
  public var notify: [Notification]?
  public var digest: DigestRhythm?
  /// `mark=mail,homework=off`; what it does not name stays as it was.
  public var news: [(kind: String, way: String)]?
  /// Whether other guardians of the form may write to this one.
  public var hearsGuardians: Bool?
  public init() {}
  public var isEmpty: Bool {
    email == nil && phone == nil && language == nil && utcOffset == nil && notify == nil && digest == nil && news == nil
      && hearsGuardians == nil
  }
}

extension Identity {
  public func accountPage() throws -> AccountPage {
    let access = try authorize(.accountRead)
    let account = try ownAccount(.accountRead)
    let factor = try secondFactorState()
    let sessions = try self.sessions().count
    return try readUnchecked { database in
      let (login, snils) =
        try database.row("SELECT login, snils FROM person WHERE id = ?", access.actor.personID, as: (String?, String?).self) ?? (nil, nil)
      let identifiers = try database.rows(
        """
        SELECT kind, value, confirmed_at IS NOT NULL FROM identifier WHERE account_id = ?1
        UNION ALL SELECT kind, value, 0 FROM address_claim WHERE account_id = ?1 ORDER BY kind, 3 DESC
        """, account,
        as: (String, String, Bool).self)
      let consent = try database.value(
        "SELECT given_at FROM consent WHERE account_id = ? AND withdrawn_at IS NULL ORDER BY id DESC", account, as: Int.self)
      let now = self.clock.now()
      return AccountPage(
        name: access.actor.name, login: login, snils: snils.flatMap { SNILS($0)?.formatted },
        identifiers: identifiers.map { (kind: $0.0, value: $0.1, isConfirmed: $0.2) }, roles: access.actor.roles, role: access.actor.role,
        language: try Preferences.value(.language, of: account, database), utcOffset: try Self.displayOffset(account, database),
        notify: try Notification.allCases.filter { try Preferences.wants($0, account, database) }, secondFactor: factor,
        sessions: sessions,
        tokens: try database.value(
          "SELECT count(*) FROM service_token WHERE account_id = ? AND revoked_at IS NULL AND expires_at > ?", account, now.milliseconds,
          as: Int.self) ?? 0, consent: consent.map { Instant($0) },
        digest: try Preferences.value(.digest, of: account, database).flatMap(DigestRhythm.init),
        news: try Preferences.value(.news, of: account, database),
        hearsGuardians: try Preferences.value(.chatGuardians, of: account, database) != "off",
        children: try database.value("SELECT count(*) FROM guardian WHERE person_id = ?", access.actor.personID, as: Int.self) ?? 0,
        standing: access.actor.standing)
    }
  }

  package static func displayOffset(_ account: Int?, _ database: Database) throws -> Int {
    if let account, let chosen = try Preferences.value(.timeZone, of: account, database).flatMap({ Int($0) }) { return chosen }
    return try database.value("SELECT utc_offset FROM school", as: Int.self) ?? 180
  }

  /// Minutes east of UTC in which times are shown to who acts: the person's own, else the school's.
  public var displayOffset: Int { (try? readUnchecked { try Self.displayOffset(self.actor?.accountID, $0) }) ?? 180 }

  /// The language the person chose; `nil` before a choice.
  public var chosenLanguage: String? {
    guard let account = actor?.accountID else { return nil }
    return try? readUnchecked { try Preferences.value(.language, of: account, $0) }
  }

  /// Changes settings. A new address takes the place of the old one once it is confirmed.
  /// - Returns: where codes were sent.
  public func changeAccount(_ change: AccountChange, _ request: WriteRequest) throws -> Performed<[String]> {
    let draft = try IdentifierDraft(email: change.email, phone: change.phone, snils: nil, login: nil)
    let touchesAddresses = draft.email != nil || draft.phone != nil
    let action: Action = touchesAddresses ? .proofOwn : .accountOwn
    let access = try authorize(action)
    let account = try ownAccount(action)
    return try perform(access, request, kind: touchesAddresses ? .security : .change, evenIfEmpty: touchesAddresses) { writing in
      let database = writing.database
      var sent: [String] = []
      if let email = draft.email { sent.append(try self.addIdentifier(.email(email), to: account, writing)) }
      if let phone = draft.phone { sent.append(try self.addIdentifier(.phone(phone), to: account, writing)) }
      if let language = change.language { try Preferences.set(.language, language, of: account, database) }
      if let offset = change.utcOffset { try Preferences.set(.timeZone, String(offset), of: account, database) }
      if let digest = change.digest { try Preferences.set(.digest, digest.rawValue, of: account, database) }
      if let hears = change.hearsGuardians { try Preferences.set(.chatGuardians, hears ? "on" : "off", of: account, database) }
      if let news = change.news {
        let known = try Preferences.value(.news, of: account, database) ?? ""
        let kept = known.split(separator: ",").map(String.init).filter { pair in !news.contains { pair.hasPrefix($0.kind + "=") } }
        let all = kept + news.map { "\($0.kind)=\($0.way)" }
        try Preferences.set(.news, all.sorted().joined(separator: ","), of: account, database)
      }
      if let notify = change.notify {
        try Preferences.set(.notify, notify.map(\.rawValue).joined(separator: ","), of: account, database)
      }
      return sent.filter { !$0.isEmpty }
    }
  }
}
