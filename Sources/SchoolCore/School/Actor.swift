import Basics
import Record

/// Who acts, and in which role.
public struct Actor: Sendable, Equatable {
  public var personID: Int
  public var accountID: Int?
  public var name: String
  public var roles: [Role]
  /// The role chosen; `nil` when there are several and none was.
  public var role: Role?
  /// What the sign-in is good for.
  public var standing = Standing.full
  /// The program that acts for the person; `nil` when the person acts.
  public var token: TokenScopes?

  public init(personID: Int, accountID: Int?, name: String, roles: [Role], role: Role?) {
    self.personID = personID
    self.accountID = accountID
    self.name = name
    self.roles = roles
    self.role = role
  }

  /// Somebody who has not signed in.
  package static let nobody = Actor(personID: 0, accountID: nil, name: "", roles: [], role: nil)

  package var knownPerson: Int? { personID == 0 ? nil : personID }
}

/// What a sign-in is good for.
public enum Standing: String, Sendable, Equatable {
  case full
  /// A self-registered account without a confirmed e-mail address: good for `account` and `support` alone.
  case unconfirmed
  /// The password was given by the school and must be changed first.
  case passwordTemporary = "password-temporary"
  /// Let in by a key of the gate, but without consent to the processing of personal data.
  case consentMissing = "consent-missing"

  package func refusal(of action: Action) -> AccessFailure? {
    switch self {
    case .full: nil
    case .unconfirmed: Permissions.unconfirmed.contains(action) ? nil : .unconfirmed(.none)
    case .passwordTemporary: action == .passwordOwn ? nil : .passwordTemporary
    case .consentMissing: action == .consentOwn ? nil : .consentMissing
    }
  }
}

/// What a token lets a program do: per noun of the command line, reading or writing.
public struct TokenScopes: Sendable, Equatable {
  public let id: Int
  /// `journal:read`, `journal:write`, `all:read`; writing includes reading.
  public let scopes: [String]
  public let expiresAt: Instant

  public init(id: Int, scopes: [String], expiresAt: Instant = Instant(milliseconds: Int.max)) {
    self.id = id
    self.scopes = scopes
    self.expiresAt = expiresAt
  }

  package func allows(_ action: Action) -> Bool {
    guard let (noun, writes) = action.tokenScope else { return false }
    return scopes.contains { scope in
      let parts = scope.split(separator: ":")
      return parts.count == 2 && (parts[0] == noun || parts[0] == "all") && (parts[1] == "write" || !writes)
    }
  }

  /// Every scope there is.
  public static var all: [String] { (Action.tokenNouns + ["all"]).flatMap { ["\($0):read", "\($0):write"] } }

  /// `nil` when a word names no scope.
  public static func parse(_ text: String) -> [String]? {
    let words = text.split(separator: ",").map { Folding.tidy(String($0)).lowercased() }
    let nouns = Action.tokenNouns + ["all"]
    let isFine = words.allSatisfy { word in
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return parts.count == 2 && nouns.contains(parts[0]) && ["read", "write"].contains(parts[1])
    }
    return isFine && !words.isEmpty ? words : nil
  }
}

/// What has become of the e-mail address of an account since.
public enum EmailState: Sendable, Equatable {
  case none
  /// A code waits to be typed.
  case waiting
  /// It is confirmed by now: the next session is whole.
  case confirmed
}

/// Why somebody may not act.
public enum AccessFailure: Failure, Equatable {
  case notSignedIn
  case sessionExpired
  /// The session was opened on another machine.
  case sessionElsewhere
  /// The clock shows a time before the sign-in.
  case clockWentBack
  /// The account had no confirmed e-mail address when this session began.
  case unconfirmed(EmailState)
  case passwordTemporary
  case consentMissing
  case roleNeeded([Role])
  /// Who acts has left the staff.
  case accountClosed(lastDay: Day)
  case notThisRole(Role, Action, others: [Role])
  /// The role may do this, but not to this course, student or form.
  case notYours(Action, what: String)
  case tokenRefused
  case tokenScope(Action)

  public var exit: ExitCode {
    switch self {
    case .notSignedIn, .sessionExpired, .sessionElsewhere, .clockWentBack, .unconfirmed, .passwordTemporary, .consentMissing, .roleNeeded,
      .tokenRefused, .accountClosed:
      .signIn
    case .notThisRole, .notYours, .tokenScope: .notPermitted
    }
  }

  public var key: String {
    switch self {
    case .notSignedIn: "session.none"
    case .sessionExpired: "session.expired"
    case .sessionElsewhere: "session.elsewhere"
    case .clockWentBack: "clock.back"
    case .unconfirmed: "session.unconfirmed"
    case .passwordTemporary: "password.temporary"
    case .consentMissing: "consent.needed"
    case .roleNeeded: "role.needed"
    case .accountClosed: "account.closed"
    case .notThisRole: "role.notPermitted"
    case .notYours: "scope.notPermitted"
    case .tokenRefused: "token.refused"
    case .tokenScope: "token.scope"
    }
  }
}
