import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountLink {
  private static let account = Operand.one(
    ValueKind(.address), Text(en: "The account: its e-mail, phone or login", ru: "Учётная запись: её почта, телефон или логин"))
  private static let person = Operand.optional(
    .person,
    Text(
      en: "The person of the roster; by default the one with the SNILS of the account",
      ru: "Человек из списков; по умолчанию — с тем же СНИЛС"))

  private static let force = Option.flag(
    "force", Text(en: "Although the names differ", ru: "Даже если имена разные"))

  static let command: Command = Command(
    "link", Text(en: "Give an account to the person of the roster it belongs to", ru: "Привязать учётную запись к человеку из списков"),
    discussion: Text(
      en:
        "For accounts that registered themselves. The children entered through the account come along; the school vouches for it from now on.",
      ru: "Для записей, созданных самостоятельно. Дети, занесённые через запись, остаются при ней; дальше за неё ручается школа."),
    needs: [.accountManage], writes: true, operands: [account.spec, person.spec], options: [force.spec],
    examples: [
      Example("myschool account link olga@example.org 'Петрова Ольга Игоревна'", Text(en: "to a guardian", ru: "к представителю"))
    ]
  ) { call, session in
    let performed = try session.school().identity.linkAccount(
      call[account], to: call[person], namesMayDiffer: call[force], session.request)
    return .receipt(
      Receipt(
        performed,
        extra: [Text(en: "linked to \(performed.value)", ru: "привязано: \(performed.value)")], canBeUndone: false))
  }
}
