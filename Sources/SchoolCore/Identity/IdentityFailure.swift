/// Why an account or a sign-in is refused.
public enum IdentityFailure: Failure, Equatable {
  case notAnIdentifier(String)
  /// Never says which half was wrong.
  case wrongNameOrPassword
  case consentNeeded
  case noSuchRole(String, roles: [Role])
  case weakPassword(PasswordHasher.Weakness)
  case loginTaken(String)
  case loginNeeded(person: String)
  case accountExists(person: String, login: String?)
  case badYear(String)

  public var exit: ExitCode {
    switch self {
    case .wrongNameOrPassword, .consentNeeded: .signIn
    case .noSuchRole: .notPermitted
    default: .badData
    }
  }

  public var key: String {
    switch self {
    case .notAnIdentifier: "login.form"
    case .wrongNameOrPassword: "login.refused"
    case .consentNeeded: "consent.needed"
    case .noSuchRole: "role.unknown"
    case .weakPassword: "password.weak"
    case .loginTaken: "login.taken"
    case .loginNeeded: "login.needed"
    case .accountExists: "account.exists"
    case .badYear: "year.form"
    }
  }
}
