import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

extension AccountConsent {
  private static let yes = Option.flag("yes", "y", Text(en: "Do not ask", ru: "Не переспрашивать"))

  static let withdraw: Command = Command(
    "withdraw", Text(en: "Withdraw consent; every session ends", ru: "Отозвать согласие; все сеансы завершатся"),
    discussion: Text(
      en:
        "Without consent there is no sign-in until it is given again. The school stops using what it held by consent and destroys it within 30 days; marks and attendance, which the law makes it keep, stay.",
      ru:
        "Без согласия войти нельзя, пока оно не дано снова. Школа прекращает обработку того, что держала по согласию, и уничтожает его за 30 дней; отметки и посещаемость, которые обязана хранить по закону, остаются."
    ),
    needs: [.consentOwn], options: [yes.spec],
    examples: [Example("myschool account consent withdraw -y", Text(en: "without a question", ru: "без вопроса"))]
  ) { call, session in
    let school = try session.school()
    guard
      try session.confirm(
        Text(en: "Withdraw consent and end all sessions?", ru: "Отозвать согласие и завершить все сеансы?"), assumed: call[yes])
    else { return .nothing }
    try school.identity.withdrawConsent(session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "consent withdrawn; all sessions are ended", ru: "согласие отозвано; все сеансы завершены"),
        Text(
          en: "marks and attendance stay: the law makes the school keep them",
          ru: "отметки и посещаемость остаются: школа обязана хранить их по закону"),
      ]))
  }
}
