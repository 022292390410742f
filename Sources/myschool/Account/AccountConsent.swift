import Arguments
import SchoolCore
import Tabular

enum AccountConsent {
  static let noun: Command = Command(
    "consent", Text(en: "Consent to the processing of personal data", ru: "Согласие на обработку персональных данных"),
    children: { [show, give, withdraw] })

  private static let columns = [
    Column("version", .integer, en: "Version", ru: "Редакция"), Column("given_at", .instant, en: "Given", ru: "Дано"),
    Column("withdrawn_at", .instant, en: "Withdrawn", ru: "Отозвано"), Column("given_by", en: "By", ru: "Кем"),
    Column("text_sha256", en: "SHA-256 of the text", ru: "SHA-256 текста"),
  ]

  static let show: Command = Command(
    "show", Text(en: "Show the text and what was given and withdrawn", ru: "Показать текст и что дано и отозвано"),
    examples: [Example("myschool account consent show", Text(en: "text and history", ru: "текст и история"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let rows = try session.school().consents().map { item -> [Cell] in
      [
        .integer(item.version), .instant(item.givenAt.iso), item.withdrawnAt.map { .instant($0.iso) } ?? .empty, Cell(item.givenBy),
        .text(item.textDigest),
      ]
    }
    return .page([Text(en: ConsentText.english + "\n", ru: ConsentText.russian + "\n")], [("", Table(columns, rows: rows))])
  }

  static let give: Command = Command(
    "give", Text(en: "Agree to the text as it is now", ru: "Согласиться с нынешним текстом"),
    examples: [Example("myschool account consent give", Text(en: "after reading it", ru: "после прочтения"))]
  ) { _, session in
    let isNew = try session.school().giveConsent(session.request)
    return .receipt(
      Receipt(lines: [isNew ? Text(en: "consent given", ru: "согласие дано") : Text(en: "given already", ru: "уже дано")]))
  }

  private static let yes = Option.flag("yes", "y", Text(en: "Do not ask", ru: "Не переспрашивать"))

  static let withdraw: Command = Command(
    "withdraw", Text(en: "Withdraw consent; every session ends", ru: "Отозвать согласие; все сеансы завершатся"),
    discussion: Text(
      en:
        "Without consent there is no sign-in until it is given again. The school stops using what it held by consent and destroys it within 30 days; marks and attendance, which the law makes it keep, stay.",
      ru:
        "Без согласия войти нельзя, пока оно не дано снова. Школа прекращает обработку того, что держала по согласию, и уничтожает его за 30 дней; отметки и посещаемость, которые обязана хранить по закону, остаются."
    ),
    options: [yes.spec],
    examples: [Example("myschool account consent withdraw -y", Text(en: "without a question", ru: "без вопроса"))]
  ) { call, session in
    let school = try session.school()
    guard
      try session.confirm(
        Text(en: "Withdraw consent and end all sessions?", ru: "Отозвать согласие и завершить все сеансы?"), assumed: call[yes])
    else { return .nothing }
    try school.withdrawConsent(session.request)
    return .receipt(
      Receipt(lines: [
        Text(en: "consent withdrawn; all sessions are ended", ru: "согласие отозвано; все сеансы завершены"),
        Text(
          en: "marks and attendance stay: the law makes the school keep them",
          ru: "отметки и посещаемость остаются: школа обязана хранить их по закону"),
      ]))
  }
}
