import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountCreate {
  private static let person = Operand.one(
    .person,
    Text(
      en: "Full name, login, SNILS, phone or e-mail of somebody in the roster",
      ru: "Полное имя, логин, СНИЛС, телефон или почта человека из списков"))
  private static let loginName = Option.text(
    "login", nil, .login, Text(en: "The login, when the roster has none", ru: "Логин, если в списках его нет"))
  private static let temporary = Option.flag(
    "temporary", Text(en: "The password must be changed at the first sign-in", ru: "Пароль нужно сменить при первом входе"))

  static let command: Command = Command(
    "create", Text(en: "Make an account for a person of the roster", ru: "Завести учётную запись человеку из списков"),
    discussion: Text(
      en:
        "The login is that of the roster. The school vouches for the account, so the phone and the e-mail of the roster can be signed in with at once.",
      ru: "Логин берётся из списков. Школа ручается за запись, поэтому по телефону и почте из списков можно входить сразу."),
    needs: [.accountManage], writes: true, operands: [person.spec],
    options: [loginName.spec, temporary.spec, Session.passwordOption.spec],
    examples: [
      Example(
        "myschool account create 'Казакова Таисия Марковна' --password-stdin < secret2",
        Text(en: "a teacher, with the login of the roster", ru: "учителю, с логином из списков")),
      Example(
        "myschool account create 'Александрова Кира Артёмовна' --login kira --password-stdin < secret3",
        Text(en: "a guardian", ru: "представителю")),
    ]
  ) { call, session in
    let school = try session.school()
    let performed = try school.identity.createAccount(
      for: call[person], login: call[loginName], password: try session.password(twice: true), mustChange: call[temporary], session.request)
    let made = performed.value
    let roles = Role.words(made.roles)
    return .receipt(
      Receipt(
        performed,
        extra: [
          Text(
            en: "account: \(made.person), login \(made.login), roles: \(roles.en)",
            ru: "учётная запись: \(made.person), логин \(made.login), роли: \(roles.ru)")
        ],
        canBeUndone: false))
  }
}
