import Arguments
import SchoolCore
import Tabular

enum AccountRole {
  static let noun: Command = Command(
    "role", Text(en: "Roles: choose one's own, give and take", ru: "Роли: выбрать свою, дать и снять"), children: { [use, grant, revoke] })

  private static let own = Operand.one(
    0, .choice(Role.allCases.map(\.rawValue), placeholder: "ROLE"), Text(en: "One of your roles", ru: "Одна из ваших ролей"))

  static let use: Command = Command(
    "use", Text(en: "Choose the role to act in", ru: "Выбрать роль, в которой действовать"),
    discussion: Text(
      en: "The choice holds for this session and is where later sign-ins begin; --role is for one command.",
      ru: "Выбор действует в этом сеансе, с него начнутся и следующие входы; --role — на одну команду."),
    operands: [own.spec],
    examples: [Example("myschool account role use parent", Text(en: "as a parent", ru: "как родитель"))]
  ) { call, session in
    let school = try session.school()
    let role = try role(call[own])
    try school.useRole(role, token: try session.sessionToken(), session.request)
    let name = FailureWords.roleName(role)
    return .receipt(Receipt(lines: [Text(en: "role: \(name.en)", ru: "роль: \(name.ru)")]))
  }

  static func role(_ text: String) throws -> Role {
    guard let role = FailureWords.role(named: text) else {
      throw UsageFailure(.badValue(option: "ROLE", value: text, expected: Text(Role.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    return role
  }

  private static let person = Operand.one(
    0, .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))
  private static let given = Operand.one(
    1, .choice(School.grantableRoles.map(\.rawValue), placeholder: "ROLE"),
    Text(en: "teacher, methodist, provider or admin", ru: "teacher, methodist, provider или admin"))

  static let grant: Command = Command(
    "grant", Text(en: "Give somebody a role", ru: "Дать роль"), operands: [person.spec, given.spec], options: Everywhere.writing,
    examples: [Example("myschool account role grant kazakova.t methodist", Text(en: "a methodist", ru: "методист"))]
  ) { call, session in
    let performed = try session.school().grantRole(try role(call[given]), to: call[person], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }

  static let revoke: Command = Command(
    "revoke", Text(en: "Take a role away", ru: "Снять роль"),
    discussion: Text(
      en: "The last administrator who can sign in stays one. A teacher of a course is a teacher as long as the roster says so.",
      ru: "Последний администратор, который может войти, им и остаётся. Учитель курса — учитель, пока так сказано в списках."),
    operands: [person.spec, given.spec], options: Everywhere.writing,
    examples: [Example("myschool account role revoke kazakova.t methodist", Text(en: "no longer", ru: "больше не методист"))]
  ) { call, session in
    let performed = try session.school().revokeRole(try role(call[given]), from: call[person], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }
}
