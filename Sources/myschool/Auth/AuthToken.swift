import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AuthCommands {
  private static let minutes = Option<Int>.value(
    "minutes", nil, .number, default: 15, expected: Text(en: "minutes, 1 to 1440", ru: "число минут от 1 до 1440"),
    Text(en: "How long it is good for; 15 by default", ru: "Сколько минут действует; по умолчанию 15")
  ) { Int($0).flatMap { (1...1440).contains($0) ? $0 : nil } }

  static let token: Command = Command(
    "token", Text(en: "Print a short-lived token of one's own", ru: "Напечатать недолгий ключ своей записи"),
    needs: [.accountOwn], options: [TokenCommands.scopes.spec, name.spec, minutes.spec],
    examples: [
      Example("MYSCHOOL_TOKEN=$(myschool auth token --scope diary:read) other-program", Text(en: "for one run", ru: "на один запуск"))
    ].map { Example("myschool auth token --scope diary:read", $0.comment) }
  ) { call, session in
    let made = try session.school().identity.createToken(
      named: call[name] ?? "auth", scopes: try TokenCommands.parse(call[TokenCommands.scopes]), seconds: call[minutes] * 60,
      session.request
    ).value
    return .text(made.token + "\n")
  }
}
