import Basics
import SchoolModel

extension Action {
  /// What a role does not do, after its name.
  var refusal: Text {
    switch self {
    case .rosterRead: Text(en: "does not see the roster of the school", ru: "не видит списков школы")
    case .rosterWrite: Text(en: "does not change the roster", ru: "не меняет списков школы")
    case .timetableRead: Text(en: "does not see this timetable", ru: "не видит этого расписания")
    case .calendarWrite: Text(en: "does not change the school's calendar", ru: "не меняет календаря школы")
    case .timetableWrite: Text(en: "does not change the timetable", ru: "не меняет расписания")
    case .planRead: Text(en: "does not see the plans", ru: "не видит планов")
    case .planWrite: Text(en: "does not change the plans", ru: "не меняет планов")
    case .journalRead: Text(en: "does not see the journal", ru: "не видит журнала")
    case .journalWrite: Text(en: "does not write in the journal", ru: "не пишет в журнал")
    case .attendanceWrite: Text(en: "does not enter absences", ru: "не отмечает отсутствующих")
    case .chatReportRead: Text(en: "does not see reports of messages", ru: "не рассматривает жалоб на сообщения")
    case .callSetup: Text(en: "does not set up calls", ru: "не настраивает видеовстреч")
    case .inboxRead: Text(en: "has no news", ru: "не получает новостей")
    case .termClose:
      Text(en: "does not close terms or set the rules of marking", ru: "не закрывает периодов и не задаёт правил выставления")
    case .certificateRead: Text(en: "does not see the report cards of a form", ru: "не видит табелей класса")
    case .diaryRead: Text(en: "does not see this diary", ru: "не видит этого дневника")
    case .diaryWrite: Text(en: "does not tick homework", ru: "не отмечает задания сделанными")
    case .familyWrite: Text(en: "does not sign diaries or tell of absences", ru: "не подписывает дневников и не уведомляет об отсутствии")
    case .statsRead: Text(en: "does not see the reports of the school", ru: "не видит сводок по школе")
    case .libraryRead: Text(en: "does not see the library", ru: "не видит библиотеки")
    case .libraryWrite: Text(en: "does not add to the library", ru: "не пополняет библиотеку")
    case .libraryUse: Text(en: "does not keep a shelf", ru: "не ведёт полки")
    case .librarySubmit: Text(en: "does not hand items in", ru: "не подаёт материалов на проверку")
    case .libraryVerify: Text(en: "does not verify items", ru: "не проверяет материалов")
    case .quizWrite: Text(en: "does not make quizzes or mark them", ru: "не составляет и не проверяет тестов")
    case .quizTake: Text(en: "does not take quizzes", ru: "не проходит тестов")
    case .quizRead: Text(en: "does not see quizzes", ru: "не видит тестов")
    case .chatUse: Text(en: "does not use chats", ru: "не пользуется чатами")
    case .accountRead, .accountOwn, .passwordOwn, .proofOwn, .consentOwn:
      Text(en: "has no account of its own", ru: "не имеет своей учётной записи")
    case .accountRegister: Text(en: "does not register accounts", ru: "не регистрирует учётных записей")
    case .accountManage: Text(en: "does not manage accounts", ru: "не ведает учётными записями")
    case .supportUse: Text(en: "does not write to support", ru: "не обращается в поддержку")
    case .supportManage: Text(en: "does not answer tickets", ru: "не отвечает на обращения")
    case .outboxRead: Text(en: "does not see the outgoing messages", ru: "не видит исходящих сообщений")
    case .personErase: Text(en: "does not erase data", ru: "не уничтожает данных")
    case .logRead: Text(en: "does not see the record", ru: "не видит журнала действий")
    case .undo: Text(en: "does not undo", ru: "не отменяет действий")
    }
  }
}

/// Why somebody may not act, in words.
extension AccessFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .notSignedIn:
      return told(
        Text(en: "nobody is signed in", ru: "вход не выполнен"),
        hint: Text(en: "myschool login LOGIN (or your phone, e-mail or SNILS)", ru: "myschool login ЛОГИН (или телефон, почта, СНИЛС)"))
    case .sessionExpired:
      return told(
        Self.expired,
        cause: Text(
          en: "the session was ended, or not used for seven days, or is a month old",
          ru: "сеанс завершён, не использовался семь дней или открыт больше месяца назад"), hint: Self.signIn)
    case .unconfirmed(.none):
      return told(
        Self.expired,
        cause: Text(
          en: "the account has no confirmed e-mail address", ru: "в учётной записи нет подтверждённого адреса электронной почты"),
        hint: Text(
          en: "myschool account settings --email ADDRESS, then myschool account confirm CODE and myschool login",
          ru: "myschool account settings --email АДРЕС, затем myschool account confirm КОД и myschool login"))
    case .unconfirmed(.waiting):
      return told(
        Self.expired,
        cause: Text(
          en: "the account has no confirmed e-mail address: a code was sent to it",
          ru: "в учётной записи нет подтверждённого адреса электронной почты: на него отправлен код"),
        hint: Text(
          en: "myschool account confirm CODE (another one: --resend), then myschool login",
          ru: "myschool account confirm КОД (ещё один: --resend), затем myschool login"))
    case .unconfirmed(.confirmed):
      return told(
        Self.expired,
        cause: Text(
          en: "the address was confirmed after this session began", ru: "адрес подтверждён уже после входа"), hint: Self.signIn)
    case .sessionElsewhere:
      return told(
        Self.expired,
        cause: Text(en: "the session was opened on another machine", ru: "сеанс открыт на другой машине"), hint: Self.signIn)
    case .clockWentBack:
      return told(
        Self.expired,
        cause: Text(
          en: "the clock of this machine shows a time before the sign-in", ru: "часы этой машины показывают время раньше, чем был вход"),
        hint: Text(
          en: "set the clock (date), or sign in again: myschool login LOGIN",
          ru: "проверьте часы (date) или войдите снова: myschool login ЛОГИН"))
    case .passwordTemporary:
      return told(
        Text(en: "the password is temporary and must be changed first", ru: "пароль временный, сначала его надо сменить"),
        hint: Text("myschool account password"))
    case .consentMissing:
      return told(
        Text(
          en: "without consent to the processing of personal data nothing is open",
          ru: "без согласия на обработку персональных данных ничего не доступно"),
        hint: Text(
          en: "the text: account consent show; to agree: account consent give",
          ru: "текст: account consent show; согласиться: account consent give"))
    case .tokenRefused:
      return told(
        Text(en: "the token is unknown, void or over", ru: "ключ неизвестен, отозван или просрочен"),
        hint: Text(
          en: "make another: myschool token create NAME --scope roster:read",
          ru: "создайте другой: myschool token create ИМЯ --scope roster:read"))
    case .tokenScope(let action):
      let scope = action.tokenScope.map { "\($0.noun):\($0.writes ? "write" : "read")" }
      return told(
        scope.map { Text(en: "the token does not have the scope \($0)", ru: "у ключа нет права \($0)") }
          ?? Text(en: "no token may do this", ru: "ключом этого делать нельзя"),
        hint: Text(
          en: "make another with it, signed in yourself: myschool token create NAME --scope …",
          ru: "создайте ключ с ним, войдя сами: myschool token create ИМЯ --scope …"))
    case .roleNeeded(let roles): return roleNeeded(roles)
    case .accountClosed(let day):
      return told(
        Text(
          en: "your account is closed: your last working day was \(day)",
          ru: "Ваша учётная запись закрыта: последний рабочий день — \(day.russian)"))
    case .notThisRole(let role, let action, let others):
      let hint: Text? =
        if let other = others.first {
          Text(
            en: "you may do it as --role \(other.rawValue), or: myschool account role use \(other.rawValue)",
            ru: "это можно в другой вашей роли: --role \(other.rawValue) или myschool account role use \(other.rawValue)")
        } else if role == .parent || role == .student { Text("myschool diary show") } else {
          Text(en: "who may do what: myschool help permissions", ru: "кому что можно: myschool help permissions")
        }
      let (name, what) = (role.word, action.refusal)
      return told(Text(en: "the role “\(name.en)” \(what.en)", ru: "роль «\(name.ru)» \(what.ru)"), hint: hint)
    case .notYours(let action, let what):
      let reason: Text =
        switch action {
        case .journalRead, .journalWrite, .attendanceWrite, .planRead, .planWrite: Text(en: "you do not teach it", ru: "это не ваш курс")
        case .chatReportRead: Text(en: "does not see reports of messages", ru: "не рассматривает жалоб на сообщения")
        case .callSetup: Text(en: "does not set up calls", ru: "не настраивает видеовстреч")
        case .inboxRead: Text(en: "has no news", ru: "не получает новостей")
        case .termClose:
          Text(en: "does not close terms or set the rules of marking", ru: "не закрывает периодов и не задаёт правил выставления")
        case .diaryRead: Text(en: "no diary of yours", ru: "это не ваш дневник")
        default: Text(en: "nothing within your reach is called that", ru: "среди доступного вам такого нет")
        }
      return told(
        Text(en: "“\(what)”: \(reason.en)", ru: "«\(what)»: \(reason.ru)"),
        hint: action == .diaryRead
          ? Text("myschool diary show")
          : Text(en: "who may do what: myschool help permissions", ru: "кому что можно: myschool help permissions"))
    }
  }

  private func roleNeeded(_ roles: [Role]) -> Complaint {
    let names = Role.words(roles)
    let first = roles.first?.rawValue ?? ""
    return told(
      roles.isEmpty
        ? Text(en: "this account has no role in the school yet", ru: "у этой учётной записи ещё нет роли в школе")
        : Text(
          en: "you have several roles and chose none: \(names.en)", ru: "ролей несколько, и ни одна не выбрана: \(names.ru)"),
      hint: roles.isEmpty
        ? Text(
          en: "the school links it to the roster; ask: myschool support ask TEXT",
          ru: "к спискам её привязывает школа; спросите: myschool support ask ТЕКСТ")
        : Text(
          en: "myschool account role use \(first), or add --role \(first) to the command",
          ru: "myschool account role use \(first) или добавьте к команде --role \(first)"))
  }
}

extension AccessFailure {
  /// The message of the guide to the system, word for word.
  fileprivate static let expired = Text(
    en: "Your session has expired. To go on working, sign in again.",
    ru: "Ваша авторизационная сессия истекла. Для продолжения работы требуется повторная авторизация.")

  fileprivate static let signIn = Text(en: "myschool login LOGIN", ru: "myschool login ЛОГИН")
}
