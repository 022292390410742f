import Basics
import Record

/// Why an account or a sign-in is refused.
public enum IdentityFailure: Failure, Equatable {
  // Signing in.
  case notAnIdentifier(String)
  /// Never says which half was wrong.
  case wrongNameOrPassword(failures: Int)
  case tooManyTries(seconds: Int)
  case consentNeeded
  case noConsent
  case noSuchRole(String, roles: [Role])
  case codeNeeded
  case wrongCode
  case codeExpired
  case wrongInvitation
  case secondFactorOn
  case noSecondFactor
  case noSuchSession(Int)
  // Passwords.
  case weakPassword(PasswordHasher.Weakness)
  case wrongPassword
  case samePassword
  case ownerResetsAdministrators(String)
  // Accounts.
  case fieldNeeded(String)
  case underFourteen(String)
  case notAChild(String)
  case loginTaken(String)
  /// Logins are given by the school.
  case loginBySchool
  case badName(String)
  case loginKnown(String)
  case invitationNames
  case notConfirmed(String)
  case namesDiffer(account: String, person: String)
  case childOfAge(String)
  case childHasOwnAccount(String)
  case wrongSecondFactor
  case loginNeeded(person: String)
  case accountExists(person: String, login: String?)
  case noAccount(person: String)
  case nothingToConfirm
  case nothingClaimed(String)
  case everybodyHasAccounts
  case roleNotGiven(Role)
  case roleNotHeld(String, Role)
  case lastAdministrator
  case noSuchToken(Int)
  case badScopes(String)
  case eraseOneself
  /// A child takes the account over at fourteen, on this day.
  case releasedLater(String, Day)
  /// Nothing is left of the person but a number: no account is made for it.
  case erased(String)
  case badYear(String)

  public var exit: ExitCode {
    switch self {
    case .wrongNameOrPassword, .tooManyTries, .consentNeeded, .codeNeeded, .wrongCode, .wrongSecondFactor, .codeExpired, .wrongInvitation,
      .wrongPassword:
      .signIn
    case .noSuchRole, .lastAdministrator, .ownerResetsAdministrators, .eraseOneself: .notPermitted
    case .noSuchSession, .noSuchToken, .noAccount: .notFound
    case .nothingToConfirm, .everybodyHasAccounts, .noConsent: .done
    case .fieldNeeded, .invitationNames: .usage
    case .childHasOwnAccount, .childOfAge, .notConfirmed: .notPermitted
    case .notAnIdentifier, .secondFactorOn, .noSecondFactor, .weakPassword, .samePassword, .underFourteen, .notAChild, .loginTaken,
      .loginBySchool, .badName, .loginKnown, .namesDiffer, .loginNeeded, .accountExists, .nothingClaimed,
      .roleNotGiven, .roleNotHeld, .badScopes, .badYear, .erased, .releasedLater:
      .badData
    }
  }

  public var key: String {
    switch self {
    case .notAnIdentifier: "login.form"
    case .wrongNameOrPassword: "login.refused"
    case .tooManyTries: "login.throttled"
    case .consentNeeded: "consent.needed"
    case .noConsent: "consent.none"
    case .noSuchRole: "role.unknown"
    case .codeNeeded: "code.needed"
    case .wrongCode: "code.wrong"
    case .codeExpired: "code.expired"
    case .wrongInvitation: "invitation.wrong"
    case .secondFactorOn: "second-factor.on"
    case .noSecondFactor: "second-factor.off"
    case .noSuchSession: "session.unknown"
    case .weakPassword: "password.weak"
    case .wrongPassword: "password.wrong"
    case .samePassword: "password.same"
    case .ownerResetsAdministrators: "password.owner"
    case .fieldNeeded: "field.needed"
    case .underFourteen: "age.young"
    case .notAChild: "age.adult"
    case .loginTaken: "login.taken"
    case .loginBySchool: "login.bySchool"
    case .badName: "name.form"
    case .loginKnown: "login.known"
    case .invitationNames: "invitation.names"
    case .notConfirmed: "link.unconfirmed"
    case .namesDiffer: "link.names"
    case .childOfAge: "age.own"
    case .childHasOwnAccount: "child.own"
    case .wrongSecondFactor: "second-factor.wrong"
    case .loginNeeded: "login.needed"
    case .accountExists: "account.exists"
    case .noAccount: "account.none"
    case .nothingToConfirm: "confirm.nothing"
    case .nothingClaimed: "link.nothing"
    case .everybodyHasAccounts: "invite.nobody"
    case .roleNotGiven: "role.notGiven"
    case .roleNotHeld: "role.notHeld"
    case .lastAdministrator: "role.lastAdmin"
    case .noSuchToken: "token.unknown"
    case .badScopes: "token.form"
    case .eraseOneself: "erase.oneself"
    case .erased: "person.erased"
    case .releasedLater: "child.later"
    case .badYear: "year.form"
    }
  }
}
