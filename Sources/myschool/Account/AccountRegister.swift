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
    if draft.invitation == nil, session.canAsk, !isNamed(call) {
      draft.invitation = try session.ask(
        invitation, Text(en: "Code of the school, if you have one (Enter: none): ", ru: "Код от школы, если он есть (Enter — нет): "),
        isOptional: true)
    }
    if draft.invitation == nil { try askWho(&draft, call, school, session) }
    draft.password = try session.newPassword {
      try school.identity.checkNewPassword($0, roles: [], context: [draft.surname, draft.givenName, draft.email])
    }
    let performed = try school.identity.register(draft, session.request)
    let made = performed.value
    var lines = [Text(en: "account registered: \(made.person)", ru: "учётная запись создана: \(made.person)")]
    lines += made.codesSentTo.map { AccountConfirm.sentTo($0) }
    let name = ShellWords.joined([made.signInName])
    lines.append(Text(en: "next: myschool login \(name)", ru: "дальше: myschool login \(name)"))
    if !made.codesSentTo.isEmpty {
      lines.append(Text(en: "then: myschool account confirm CODE", ru: "затем: myschool account confirm КОД"))
    }
    return .receipt(Receipt(performed, extra: lines, canBeUndone: false))
  }

  /// Whether the command line says who registers: then it is said whole, or what is missing is asked.
  private static func isNamed(_ call: Call) -> Bool { call[PersonOptions.surname] != nil || call[PersonOptions.givenName] != nil }

  /// Asks for what the command line does not say, one field after the other, each until it can be read.
  private static func askWho(_ draft: inout Registration, _ call: Call, _ school: School, _ session: Session) throws {
    draft.surname = try session.ask(PersonOptions.surname, Text(en: "Surname: ", ru: "Фамилия: ")) {
      _ = try NewPersonName($0, "А", nil)
    }
    draft.givenName = try session.ask(PersonOptions.givenName, Text(en: "Given name: ", ru: "Имя: ")) {
      _ = try NewPersonName("А", $0, nil)
    }
    draft.patronymic = try session.ask(
      PersonOptions.patronymic, Text(en: "Patronymic (Enter: none): ", ru: "Отчество (Enter — нет): "), isOptional: true)
    draft.birthDate = try session.ask(PersonOptions.birthDate, Text(en: "Day of birth: ", ru: "Дата рождения: ")) {
      try school.identity.checkBirthDate($0)
    }
    let isReachable = draft.phone != nil || draft.snils != nil || draft.login != nil
    draft.email = try session.ask(
      PersonOptions.email,
      isReachable
        ? Text(en: "E-mail address (Enter: none): ", ru: "Адрес электронной почты (Enter — нет): ")
        : Text(en: "E-mail address: ", ru: "Адрес электронной почты: "), isOptional: isReachable
    ) { text in _ = try Email(text).orThrow(BadValue(.notAnEmail(text))) }
    draft.phone = try session.ask(PersonOptions.phone, Text(en: "Phone (Enter: none): ", ru: "Телефон (Enter — нет): "), isOptional: true) {
      text in _ = try Phone(text).orThrow(BadValue(.notAPhone(text)))
    }
    draft.snils = try session.ask(PersonOptions.snils, Text(en: "SNILS (Enter: none): ", ru: "СНИЛС (Enter — нет): "), isOptional: true) {
      text in _ = try SNILS(text).orThrow(BadValue(.notSNILS(text)))
    }
  }
}

extension Session {
  /// The value of an option, else an answer at the terminal that passes the check; `nil` when there is neither.
  ///
  /// What cannot be read is told at once and asked for again, alone.
  func ask(
    _ option: Option<String?>, _ question: Text, isOptional: Bool = false, _ check: (String) throws -> Void = { _ in }
  ) throws -> String? {
    if let given = call[option] { return given }
    guard canAsk else { return nil }
    while true {
      console.say(question[language])
      guard let line = readLine() else { return nil }
      let answer = Folding.tidy(line)
      if answer.isEmpty {
        if isOptional { return nil }
        continue
      }
      do {
        try check(answer)
        return answer
      } catch let error as BadValue { say(Complaint(error)) }
    }
  }

  /// A new password; at a terminal one that is too weak is asked for again.
  func newPassword(_ check: (String) throws -> Void) throws -> String {
    while true {
      let password: String
      do { password = try self.password(twice: true) } catch ShellFailure.passwordsDiffer where canAsk && !call[Self.passwordOption] {
        say(Complaint(ShellFailure.passwordsDiffer))
        continue
      }
      guard canAsk, !call[Self.passwordOption] else { return password }
      do {
        try check(password)
        return password
      } catch { say(Complaint(error)) }
    }
  }

  private func say(_ complaint: Complaint) {
    for text in [complaint.message, complaint.hint].compactMap({ $0 }) { console.say(DisplayText.clean(text[language]) + "\n") }
  }
}
