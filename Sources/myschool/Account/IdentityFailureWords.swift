import Basics
import SchoolIdentity
import SchoolModel

/// Why an account or a sign-in is refused, in words.
extension IdentityFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notAnIdentifier(let text):
      return told(
        Text(
          en:
            "“\(text)” is neither a phone (+7 900 000-00-00), nor an e-mail (name@example.org), nor a SNILS (112-233-445 95), nor a login",
          ru: "«\(text)» — не телефон (+7 900 000-00-00), не почта (name@example.org), не СНИЛС (112-233-445 95) и не логин"),
        hint: Self.support
      )
    case .wrongNameOrPassword(let failures):
      return told(
        Text(en: "the name or the password is wrong", ru: "имя для входа или пароль указаны неверно"),
        hint: failures < 2
          ? Text(
            en: "check both and try again; a forgotten password: myschool account recover ADDRESS",
            ru: "проверьте и повторите; забыли пароль: myschool account recover АДРЕС")
          : Text(
            en: "if it fails again: myschool support ask --contact ADDRESS TEXT",
            ru: "если снова не выходит, обратитесь в поддержку: myschool support ask --contact АДРЕС ТЕКСТ"))
    case .tooManyTries(let seconds):
      let wait = Self.wait(seconds)
      return told(
        Text(en: "too many tries; wait \(wait.en)", ru: "слишком много попыток; подождите \(wait.ru)"),
        hint: Text(
          en: "if it still fails then: myschool support ask --contact ADDRESS TEXT",
          ru: "если и потом не выйдет: myschool support ask --contact АДРЕС ТЕКСТ"))
    case .consentNeeded:
      return told(
        Text(
          en: "without consent to the processing of personal data there is no sign-in",
          ru: "без согласия на обработку персональных данных войти нельзя"),
        hint: Text(
          en: "read the text: myschool help privacy; agree: myschool login LOGIN --accept-consent",
          ru: "текст: myschool help privacy; согласиться: myschool login ЛОГИН --accept-consent"))
    case .noConsent: return told(Text(en: "there is no consent to withdraw", ru: "отзывать нечего: согласие не дано"))
    case .noSuchRole(let role, let roles):
      let names = Role.words(roles)
      let wanted = Role(rawValue: role).map(\.word) ?? Text(role)
      return told(
        Text(en: "you do not have the role “\(wanted.en)”", ru: "роли «\(wanted.ru)» у вас нет"),
        hint: roles.isEmpty ? nil : Text(en: "your roles: \(names.en)", ru: "ваши роли: \(names.ru)"))
    case .codeNeeded:
      return told(
        Text(en: "a code of the second factor is needed", ru: "нужен код второго фактора"),
        hint: Text(
          en: "with --password-stdin it is the line after the password; a recovery code will do",
          ru: "с --password-stdin это строка после пароля; подойдёт и код восстановления"))
    case .wrongCode:
      return told(
        Text(en: "the code is wrong or used up", ru: "код неверен или уже использован"),
        hint: Text(
          en: "another one: myschool account confirm --resend; for a forgotten password: myschool account recover ADDRESS",
          ru: "новый: myschool account confirm --resend; для забытого пароля: myschool account recover АДРЕС"))
    case .wrongSecondFactor:
      return told(
        Text(en: "the code of the second factor is wrong or used already", ru: "код второго фактора неверен или уже использован"),
        hint: Text(
          en: "wait for the next code of the app; a recovery code signs in, too",
          ru: "дождитесь следующего кода приложения; войти можно и по коду восстановления"))
    case .codeExpired:
      return told(Text(en: "the code is over an hour old", ru: "код старше часа"), hint: Text("myschool account confirm --resend"))
    case .wrongInvitation:
      return told(
        Text(en: "the invitation is wrong, used up or too old", ru: "код приглашения неверен, использован или устарел"),
        hint: Text(en: "the school makes another: myschool roster invite", ru: "новый выписывает школа: myschool roster invite"))
    case .secondFactorOn:
      return told(
        Text(en: "the second factor is on already", ru: "второй фактор уже включён"),
        hint: Text("myschool account second-factor disable"))
    case .noSecondFactor:
      return told(
        Text(en: "there is no second factor waiting", ru: "второй фактор не готовится"),
        hint: Text("myschool account second-factor enable"))
    case .noSuchSession(let number):
      return told(
        Text(en: "no session \(number) of yours", ru: "у вас нет сеанса \(number)"), hint: Text("myschool account sessions"))
    case .weakPassword(let weakness):
      return told(
        Self.password(weakness),
        hint: Text(en: "several words are long and easy to remember", ru: "несколько слов подряд — длинно и легко запомнить"))
    case .wrongPassword:
      return told(
        Text(en: "the present password is wrong", ru: "нынешний пароль указан неверно"),
        hint: Text(en: "a forgotten password: myschool account recover ADDRESS", ru: "забыли пароль: myschool account recover АДРЕС"))
    case .samePassword: return told(Text(en: "the new password is the old one", ru: "новый пароль совпадает с прежним"))
    case .ownerResetsAdministrators(let person):
      return told(
        Text(en: "--owner is for administrators; \(person) is none", ru: "--owner — для администраторов; это не администратор: \(person)"),
        hint: Text(
          en: "an administrator does it: myschool account password LOGIN", ru: "это делает администратор: myschool account password ЛОГИН"))
    case .fieldNeeded(let field):
      let name = Self.fields[field] ?? Text(field)
      return told(Text(en: "needed: \(name.en)", ru: "не хватает: \(name.ru)"))
    case .underFourteen(let person):
      let who = person.isEmpty ? "" : ": \(person)"
      return told(
        Text(en: "under fourteen\(who)", ru: "ещё нет четырнадцати лет\(who)"),
        hint: Text(
          en: "a parent or legal representative enters the child through an account of their own: myschool account child add",
          ru: "ребёнка заносит родитель или законный представитель через свою учётную запись: myschool account child add"))
    case .notAChild(let person):
      return told(
        Text(en: "\(person) is of age", ru: "уже есть восемнадцать: \(person)"), hint: Text("myschool account register"))
    case .loginTaken(let login):
      return told(
        Text(en: "the login “\(login)” is taken", ru: "логин «\(login)» занят"),
        hint: Text(en: "choose another: --login NAME", ru: "выберите другой: --login ИМЯ"))
    case .badName(let text):
      return told(
        Text(
          en: "“\(text)” is no name: too long, or with invisible characters",
          ru: "«\(text)» — не имя: слишком длинное или с невидимыми знаками"))
    case .loginBySchool:
      return told(
        Text(en: "logins are given by the school", ru: "логины даёт школа"),
        hint: Text(en: "register with --email, --phone or --snils", ru: "зарегистрируйтесь по --email, --phone или --snils"))
    case .loginKnown(let login):
      return told(
        Text(en: "the roster has a login already: \(login)", ru: "логин в списках уже есть: \(login)"),
        hint: Text(en: "leave --login out, or give this one", ru: "уберите --login или назовите этот"))
    case .invitationNames:
      return told(
        Text(
          en: "an invitation names the person itself: leave out the name, birth date and SNILS",
          ru: "приглашение уже именное: имя, дату рождения и СНИЛС не указывайте"))
    case .notConfirmed(let account):
      return told(
        Text(en: "no address of the account is confirmed: \(account)", ru: "у учётной записи нет подтверждённого адреса: \(account)"),
        hint: Text(
          en: "its bearer confirms it first: myschool account confirm CODE",
          ru: "сначала владелец подтверждает адрес: myschool account confirm КОД"))
    case .namesDiffer(let account, let person):
      return told(
        Text(en: "the account is “\(account)”, the roster has “\(person)”", ru: "учётная запись — «\(account)», в списках — «\(person)»"),
        hint: Text(
          en: "if it is the same person: myschool account link ACCOUNT PERSON --force",
          ru: "если это тот же человек: myschool account link ЗАПИСЬ ЧЕЛОВЕК --force"))
    case .childOfAge(let person):
      return told(
        Text(en: "\(person) is fourteen or older", ru: "уже исполнилось 14 лет: \(person)"),
        hint: Text(en: "the child registers: myschool account register", ru: "ребёнок регистрируется сам: myschool account register"))
    case .childHasOwnAccount(let person):
      return told(
        Text(en: "the account of \(person) is not yours to give away", ru: "эту учётную запись завели не вы: \(person)"),
        hint: Text(en: "the school invites: myschool roster invite", ru: "приглашение выписывает школа: myschool roster invite"))
    case .loginNeeded(let person):
      return told(
        Text(en: "\(person) has no login in the roster", ru: "в списках нет логина: \(person)"),
        hint: Text(en: "give one: --login NAME", ru: "назовите его: --login ИМЯ"))
    case .accountExists(let person, let login):
      let name = login.map { " (\($0))" } ?? ""
      return told(Text(en: "\(person) already has an account\(name)", ru: "учётная запись уже есть: \(person)\(name)"))
    case .noAccount(let person):
      return told(
        Text(en: "no account: \(person)", ru: "учётной записи нет: \(person)"),
        hint: Text(
          en: "make one: myschool account create, or invite: myschool roster invite",
          ru: "завести: myschool account create; пригласить: myschool roster invite"))
    case .nothingToConfirm: return told(Text(en: "everything is confirmed", ru: "всё уже подтверждено"))
    case .nothingClaimed(let account):
      return told(
        Text(en: "the roster has nobody with the SNILS of \(account)", ru: "в списках нет человека с СНИЛС этой записи: \(account)"),
        hint: Text(
          en: "name the person: myschool account link ACCOUNT PERSON", ru: "назовите человека: myschool account link ЗАПИСЬ ЧЕЛОВЕК"))
    case .everybodyHasAccounts: return told(Text(en: "everybody has an account already", ru: "учётные записи есть у всех"))
    case .roleNotGiven(let role):
      let name = role.word
      return told(
        Text(en: "the role “\(name.en)” follows from the roster", ru: "роль «\(name.ru)» следует из списков школы"),
        hint: Text(Identity.grantableRoles.map(\.rawValue).joined(separator: ", ")))
    case .roleNotHeld(let person, let role):
      return told(
        Text(
          en: "\(person) was not given the role \(role.rawValue)",
          ru: "роль «\(role.word.ru)» отдельно не давалась: она следует из списков (\(person))"),
        hint: Text(en: "myschool roster show PERSON", ru: "myschool roster show ЧЕЛОВЕК"))
    case .lastAdministrator:
      return told(
        Text(en: "this is the last administrator", ru: "это последний администратор"),
        hint: Text(
          en: "make another first: myschool account role grant PERSON admin",
          ru: "сначала назначьте другого: myschool account role grant ЧЕЛОВЕК admin"))
    case .noSuchToken(let number):
      return told(Text(en: "no token \(number) of yours", ru: "у вас нет ключа \(number)"), hint: Text("myschool token list"))
    case .badScopes(let text):
      let nouns = Text.list(Action.tokenNouns + ["all"])
      return told(
        Text(en: "“\(text)” are not scopes", ru: "«\(text)» — не пределы ключа"),
        hint: Text(en: "NOUN:read or NOUN:write, of: \(nouns)", ru: "РАЗДЕЛ:read или РАЗДЕЛ:write; разделы: \(nouns)"))
    case .releasedLater(let child, let day):
      return told(
        Text(
          en: "\(child) is not fourteen yet: the account can be handed over from \(day) on",
          ru: "ещё нет четырнадцати лет: \(child); передать запись можно с \(day.russian)"))
    case .erased(let person):
      return told(
        Text(
          en: "the data of \(person) were erased: there is nobody to have an account",
          ru: "данные \(person) уничтожены: заводить учётную запись некому"))
    case .eraseOneself: return told(Text(en: "nobody erases themselves", ru: "себя стереть нельзя"))
    case .badYear(let text):
      return told(
        Text(en: "“\(text)” is not an academic year", ru: "«\(text)» — не учебный год"),
        hint: Text(en: "write it as 2026/27", ru: "пишется так: 2026/27"))
    }
  }

  private static let support = Text(
    en: "correct it and try again; if that does not help: myschool support ask --contact ADDRESS TEXT",
    ru: "исправьте и повторите; если не выходит: myschool support ask --contact АДРЕС ТЕКСТ")

  /// The wait in words.
  private static func wait(_ seconds: Int) -> Text {
    seconds < 120
      ? Text(en: "\(seconds) second\(seconds == 1 ? "" : "s")", ru: Counting.plural(seconds, "секунду", "секунды", "секунд"))
      : Text(en: "\(seconds / 60) minutes", ru: Counting.plural(seconds / 60, "минуту", "минуты", "минут"))
  }

  private static func password(_ weakness: PasswordHasher.Weakness) -> Text {
    switch weakness {
    case .short(let least):
      Text(
        en: "the password is shorter than \(least) characters", ru: "пароль короче \(Counting.plural(least, "знака", "знаков", "знаков"))")
    case .long: Text(en: "the password is longer than 512 bytes", ru: "пароль длиннее 512 байт")
    case .common: Text(en: "everybody tries this password first", ru: "такой пароль пробуют первым")
    case .unprintable: Text(en: "the password has a control character in it", ru: "в пароле есть управляющий знак")
    case .likeLogin: Text(en: "the password is little more than the login or the name", ru: "пароль почти совпадает с логином или именем")
    }
  }

  private static let fields: [String: Text] = [
    "surname": Text(en: "a surname (--surname)", ru: "фамилия (--surname)"),
    "given-name": Text(en: "a given name (--given-name)", ru: "имя (--given-name)"),
    "birth-date": Text(en: "a day of birth (--birth-date)", ru: "дата рождения (--birth-date)"),
    "password": Text(en: "a password (--password-stdin)", ru: "пароль (--password-stdin)"),
    "identifier": Text(
      en: "something to sign in with: --email, --phone, --snils or --login",
      ru: "то, по чему входить: --email, --phone, --snils или --login"),
  ]
}
