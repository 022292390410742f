import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountRole {
  static let use: Command = Command(
    "use", Text(en: "Choose the role to act in", ru: "Выбрать роль, в которой действовать"),
    discussion: Text(
      en: "The choice holds for this session and is where later sign-ins begin; --role is for one command.",
      ru: "Выбор действует в этом сеансе, с него начнутся и следующие входы; --role — на одну команду."),
    needs: [.accountOwn], operands: [own.spec],
    examples: [Example("myschool account role use parent", Text(en: "as a parent", ru: "как родитель"))]
  ) { call, session in
    let school = try session.school()
    let role = try role(call[own])
    try school.identity.useRole(role, token: try session.sessionToken(), session.request)
    let name = role.word
    return .receipt(Receipt(lines: [Text(en: "role: \(name.en)", ru: "роль: \(name.ru)")]))
  }
}
