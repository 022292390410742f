import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountSecondFactor {
  static let confirm: Command = Command(
    "confirm", Text(en: "Put it in force with a code of the app", ru: "Ввести в действие кодом из приложения"),
    discussion: Text(
      en: "With --password-stdin the password and the code are two lines of standard input.",
      ru: "С --password-stdin пароль и код — две строки стандартного ввода."),
    needs: [.proofOwn], options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor confirm", Text(en: "asks for both", ru: "спросит то и другое"))]
  ) { _, session in
    let school = try session.school()
    let password = try session.password(twice: false)
    guard let code = try session.anotherSecret(Text(en: "Code of the app: ", ru: "Код из приложения: "), silently: false) else {
      throw IdentityFailure.codeNeeded
    }
    try school.identity.confirmSecondFactor(password: password, code: code, session.request)
    return .receipt(Receipt(lines: [on]))
  }
}
