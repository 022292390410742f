import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountRole {
  static let noun: Command = Command(
    "role", Text(en: "Roles: choose one's own, give and take", ru: "Роли: выбрать свою, дать и снять"), children: { [use, grant, revoke] })

  static let own = Operand.one(
    .choice(Role.allCases.map(\.rawValue), placeholder: "ROLE"), Text(en: "One of your roles", ru: "Одна из ваших ролей"))

  static func role(_ text: String) throws -> Role {
    guard let role = Role(typed: text) else {
      throw UsageFailure(.badValue(option: "ROLE", value: text, expected: Text(Role.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    return role
  }

  static let person = Operand.one(
    .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))

  static let given = Operand.one(
    .choice(Identity.grantableRoles.map(\.rawValue), placeholder: "ROLE"),
    Text(en: "teacher, methodist, provider or admin", ru: "teacher, methodist, provider или admin"))
}
