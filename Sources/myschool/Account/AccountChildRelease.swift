import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountChild {
  static let release: Command = Command(
    "release", Text(en: "Let a child of fourteen take the account over", ru: "Передать запись ребёнку, которому четырнадцать"),
    discussion: Text(
      en: "Prints a one-time code with which the child registers by itself; an account the parent made for it is closed.",
      ru: "Печатает одноразовый код, по которому ребёнок регистрируется сам; запись, заведённая родителем, закрывается."),
    needs: [.accountOwn], operands: [child.spec],
    examples: [Example("myschool account child release Илья", Text(en: "a code for the child", ru: "код для ребёнка"))]
  ) { call, session in
    let invitation = try session.school().identity.releaseChild(call[child], session.request).value
    return .receipt(
      Receipt(lines: [
        Text(
          en: "code for \(invitation.person): \(invitation.code), until \(invitation.until)",
          ru: "код (\(invitation.person)): \(invitation.code), до \(invitation.until.russian)"),
        Text(
          en: "the child registers: myschool account register --invitation \(invitation.code)",
          ru: "ребёнок набирает: myschool account register --invitation \(invitation.code)"),
      ]))
  }
}
