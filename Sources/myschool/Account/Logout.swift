import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum Logout {
  static let command: Command = Command(
    "logout", Text(en: "Sign out", ru: "Выйти"),
    examples: [Example("myschool logout", Text(en: "end the session", ru: "завершить сеанс"))], local: true
  ) { _, session in
    let school = try session.school()
    let file = SessionFile(session.console, school.uuid, session.databasePath)
    // Who acts by a token or through the gate has no session here to end.
    guard let token = try session.sessionToken() else { throw AccessFailure.notSignedIn }
    try school.identity.signOut(token: token, session.request)
    file.remove()
    return .receipt(Receipt(lines: [Text(en: "signed out", ru: "выход выполнен")]))
  }
}
