import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountConsent {
  static let give: Command = Command(
    "give", Text(en: "Agree to the text as it is now", ru: "Согласиться с нынешним текстом"),
    needs: [.consentOwn], examples: [Example("myschool account consent give", Text(en: "after reading it", ru: "после прочтения"))]
  ) { _, session in
    let isNew = try session.school().identity.giveConsent(session.request)
    return .receipt(
      Receipt(lines: [isNew ? Text(en: "consent given", ru: "согласие дано") : Text(en: "given already", ru: "уже дано")]))
  }
}
