import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountPassword {
  private static let person = Operand.optional(
    .person, Text(en: "Whose, for an administrator; one's own by default", ru: "Чей, для администратора; по умолчанию свой"))
  private static let owner = Option.flag(
    "owner",
    Text(
      en: "As the owner of the file, without a sign-in: an administrator's lost password",
      ru: "Как владелец файла, без входа: утерянный пароль администратора"))

  static let command: Command = Command(
    "password", Text(en: "Change one's password, or reset somebody's", ru: "Сменить свой пароль или сбросить чужой"),
    discussion: Text(
      en:
        "One's own: asks for the present password and for the new one; with --password-stdin they are two lines. The other sessions end. An administrator gives somebody a temporary password, which must be changed at the next sign-in; a second factor goes with the lost password. Passwords: at least 12 characters for staff, 8 for others, any letters and signs, nothing everybody tries.",
      ru:
        "Свой: спрашивает нынешний пароль и новый; с --password-stdin это две строки. Остальные сеансы завершаются. Администратор даёт временный пароль, который надо сменить при следующем входе; второй фактор уходит вместе с утерянным паролем. Пароль: не короче 12 знаков для сотрудников и 8 для остальных, любые буквы и знаки, не из тех, что пробуют первыми."
    ),
    needs: [.passwordOwn, .accountManage], operands: [person.spec], options: [owner.spec, Session.passwordOption.spec],
    examples: [
      Example("myschool account password", Text(en: "one's own", ru: "свой")),
      Example("myschool account password kazakova.t --password-stdin < secret", Text(en: "a temporary one", ru: "временный")),
      Example(
        "myschool account password komarova.l --owner", Text(en: "an administrator's, by the owner", ru: "администратора, владельцем файла")
      ),
    ]
  ) { call, session in
    guard let name = call[person] else { return try changeOwn(session) }
    if call[owner], session.console.gate != nil { throw GateFailure.local("account password --owner") }
    let school = call[owner] ? try session.owned() : try session.school()
    let reset = try school.identity.resetPassword(of: name, to: try session.password(twice: true), byOwner: call[owner], session.request)
    var lines = [
      Text(
        en: "temporary password set: \(reset.person); it is changed at the next sign-in",
        ru: "временный пароль задан: \(reset.person); его сменят при следующем входе")
    ]
    if reset.removedSecondFactor { lines.append(Text(en: "the second factor is off", ru: "второй фактор выключен")) }
    return .receipt(Receipt(lines: lines))
  }

  private static func changeOwn(_ session: Session) throws -> Answer {
    let school = try session.school()
    let current: String
    if session.call[Session.passwordOption] {
      current = try session.password(twice: false)
    } else {
      guard session.canAsk else { throw ShellFailure.passwordNeeded }
      current = try session.askSecretly(Text(en: "Present password: ", ru: "Нынешний пароль: "))
    }
    guard let new = try session.anotherSecret(Text(en: "New password: ", ru: "Новый пароль: ")) else {
      throw ShellFailure.noPasswordOnInput
    }
    if !session.call[Session.passwordOption], try session.anotherSecret(Text(en: "Once more: ", ru: "Ещё раз: ")) != new {
      throw ShellFailure.passwordsDiffer
    }
    try school.identity.changePassword(from: current, to: new, keeping: try session.sessionToken(), session.request)
    var lines = [Text(en: "password changed; other sessions are ended", ru: "пароль изменён; другие сеансы завершены")]
    let tokens = try school.identity.accountPage().tokens
    if tokens > 0 {
      lines.append(
        Text(
          en: "tokens that stay in force: \(tokens); myschool account services",
          ru: "ключи программ остаются в силе: \(tokens); myschool account services"))
    }
    return .receipt(Receipt(lines: lines))
  }
}
