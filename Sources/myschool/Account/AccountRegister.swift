import Arguments
import Basics
import SchoolIdentity
import SchoolModel
import Tabular

enum AccountRegister {
  private static let invitation = Option.text(
    "invitation", nil, ValueKind(.code, isSecret: true),
    Text(
      en: "The one-time code of the school; then name and birth date are known",
      ru: "Одноразовый код школы; имя и дата рождения тогда известны"))

  static let command: Command = Command(
    "register", Text(en: "Register an account of one's own", ru: "Зарегистрировать свою учётную запись"),
    discussion: Text(
      en:
        "Everybody in school life registers: by a phone, an e-mail address, a SNILS, or several of them. The address is confirmed by a code: account confirm. A child under fourteen is entered by a parent or legal representative: account child add. With an invitation of the school the account is at once that of the person it was made for; without one the school links it: account link. What is not given is asked for at a terminal.",
      ru:
        "Регистрируются все участники школьной жизни: по телефону, адресу электронной почты, СНИЛС или нескольким сразу. Адрес подтверждается кодом: account confirm. Ребёнка до четырнадцати лет заносит родитель или законный представитель: account child add. С приглашением школы запись сразу принадлежит тому, кому оно выписано; без него её привязывает школа: account link. Чего не хватает, программа спросит на терминале."
    ),
    needs: [.accountRegister], writes: true,
    options: [
      PersonOptions.surname.spec, PersonOptions.givenName.spec, PersonOptions.patronymic.spec, PersonOptions.birthDate.spec,
      PersonOptions.email.spec, PersonOptions.phone.spec, PersonOptions.snils.spec, PersonOptions.login.spec, invitation.spec,
      Session.passwordOption.spec,
    ],
    examples: [
      Example(
        "myschool account register --surname Петрова --given-name Ольга --birth-date 1985-04-12 --email olga@example.org --password-stdin < secret",
        Text(en: "without a terminal", ru: "без терминала")),
      Example("myschool account register --invitation KX7M-2PQR-9TWD", Text(en: "with a code of the school", ru: "с кодом от школы")),
    ]
  ) { call, session in
    let school = try session.schoolForAnybody()
    var draft = Registration(password: "")
    draft.invitation = call[invitation]
    draft.login = call[PersonOptions.login]
    draft.email = call[PersonOptions.email]
    draft.phone = call[PersonOptions.phone]
    draft.snils = call[PersonOptions.snils]
    draft.patronymic = call[PersonOptions.patronymic]
    if draft.invitation == nil {
      draft.surname = try session.ask(PersonOptions.surname, Text(en: "Surname: ", ru: "Фамилия: "))
      draft.givenName = try session.ask(PersonOptions.givenName, Text(en: "Given name: ", ru: "Имя: "))
      draft.birthDate = try session.ask(PersonOptions.birthDate, Text(en: "Day of birth: ", ru: "Дата рождения: "))
      if draft.email == nil, draft.phone == nil, draft.snils == nil, draft.login == nil {
        draft.email = try session.ask(PersonOptions.email, Text(en: "E-mail address: ", ru: "Адрес электронной почты: "))
      }
    }
    draft.password = try session.password(twice: true)
    let performed = try school.identity.register(draft, session.request)
    let made = performed.value
    var lines = [Text(en: "account registered: \(made.person)", ru: "учётная запись создана: \(made.person)")]
    lines += made.codesSentTo.map(AccountConfirm.sentTo)
    let name = ShellWords.joined([made.signInName])
    lines.append(Text(en: "next: myschool login \(name)", ru: "дальше: myschool login \(name)"))
    if !made.codesSentTo.isEmpty {
      lines.append(Text(en: "then: myschool account confirm CODE", ru: "затем: myschool account confirm КОД"))
    }
    return .receipt(Receipt(performed, extra: lines, canBeUndone: false))
  }
}

extension Session {
  /// The value of an option, else an answer at the terminal; `nil` when there is neither.
  func ask(_ option: Option<String?>, _ question: Text) throws -> String? {
    if let given = call[option] { return given }
    guard canAsk else { return nil }
    console.say(question[language])
    return readLine().flatMap { $0.isEmpty ? nil : $0 }
  }
}
