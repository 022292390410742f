import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountRole {
  static let grant: Command = Command(
    "grant", Text(en: "Give somebody a role", ru: "Дать роль"), needs: [.accountManage], writes: true, operands: [person.spec, given.spec],
    examples: [Example("myschool account role grant kazakova.t methodist", Text(en: "a methodist", ru: "методист"))]
  ) { call, session in
    let performed = try session.school().identity.grantRole(try role(call[given]), to: call[person], session.request)
    return .receipt(Receipt(performed))
  }
}
