import Arguments
import Basics
import SchoolModel
import Tabular

enum AccountConsent {
  static let noun: Command = Command(
    "consent", Text(en: "Consent to the processing of personal data", ru: "Согласие на обработку персональных данных"),
    children: { [show, give, withdraw] })
}
