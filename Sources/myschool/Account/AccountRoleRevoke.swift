import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountRole {
  static let revoke: Command = Command(
    "revoke", Text(en: "Take a role away", ru: "Снять роль"),
    discussion: Text(
      en: "The last administrator who can sign in stays one. A teacher of a course is a teacher as long as the roster says so.",
      ru: "Последний администратор, который может войти, им и остаётся. Учитель курса — учитель, пока так сказано в списках."),
    needs: [.accountManage], writes: true, operands: [person.spec, given.spec],
    examples: [Example("myschool account role revoke kazakova.t methodist", Text(en: "no longer", ru: "больше не методист"))]
  ) { call, session in
    let performed = try session.school().identity.revokeRole(try role(call[given]), from: call[person], session.request)
    return .receipt(Receipt(performed))
  }
}
