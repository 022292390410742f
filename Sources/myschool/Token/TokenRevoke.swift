import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension TokenCommands {
  static let revoke: Command = Command(
    "revoke", Text(en: "Make a token void", ru: "Отозвать ключ"), needs: [.accountOwn], operands: [number.spec],
    examples: [Example("myschool token revoke 3", Text(en: "at once", ru: "сразу"))]
  ) { call, session in
    guard let number = Int(call[number]) else {
      throw UsageFailure(.badValue(option: "N", value: call[number], expected: Text(en: "a number of the list", ru: "номер из списка")))
    }
    let token = try session.school().identity.revokeToken(number, session.request)
    return .receipt(Receipt(lines: [Text(en: "void: \(token.name)", ru: "отозван: \(token.name)")]))
  }
}
