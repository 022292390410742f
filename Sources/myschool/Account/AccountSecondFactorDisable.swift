import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountSecondFactor {
  static let disable: Command = Command(
    "disable", Text(en: "Do without it again", ru: "Отказаться от него"), needs: [.proofOwn], options: [Session.passwordOption.spec],
    examples: [Example("myschool account second-factor disable", Text(en: "asks for the password", ru: "спросит пароль"))]
  ) { _, session in
    let school = try session.school()
    try school.identity.removeSecondFactor(password: try session.password(twice: false), session.request)
    return .receipt(Receipt(lines: [Text(en: "the second factor is off", ru: "второй фактор выключен")]))
  }
}
