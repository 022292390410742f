import Arguments
import Basics
import SchoolExchange
import SchoolIdentity
import SchoolModel
import SchoolSheets
import Tabular

extension AccountConsent {
  private static let columns = [
    Column("version", .integer, en: "Version", ru: "Редакция"), Column("given_at", .instant, en: "Given", ru: "Дано"),
    Column("withdrawn_at", .instant, en: "Withdrawn", ru: "Отозвано"), Column("given_by", en: "By", ru: "Кем"),
    Column("text_sha256", en: "SHA-256 of the text", ru: "SHA-256 текста"),
  ]

  static let show: Command = Command(
    "show", Text(en: "Show the text and what was given and withdrawn", ru: "Показать текст и что дано и отозвано"),
    needs: [.accountRead], examples: [Example("myschool account consent show", Text(en: "text and history", ru: "текст и история"))],
    sections: [Tree.columns(columns)]
  ) { _, session in
    let rows = try session.school().identity.consents().map { item -> [Cell] in
      [
        .integer(item.version), .instant(item.givenAt.iso), item.withdrawnAt.map { .instant($0.iso) } ?? .empty, Cell(item.givenBy),
        .text(item.textDigest),
      ]
    }
    return .page([Text(en: ConsentText.english + "\n", ru: ConsentText.russian + "\n")], [("", Table(columns, rows: rows))])
  }
}
