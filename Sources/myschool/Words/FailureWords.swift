import Arguments
import Glibc
import SchoolCore
import Tabular

/// What a person is told of an error, and what to type next.
struct Complaint {
  var lines: [Text] = []
  var message: Text
  var cause: Text?
  var hint: Text?
  var key: String
  var exit: ExitCode
}

extension Text {
  /// Texts joined in both languages.
  static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}

/// The one place where errors become words.
enum FailureWords {
  static func complaint(_ error: any Error) -> Complaint {
    switch error {
    case let error as AccessFailure: access(error)
    case let error as IdentityFailure: identity(error)
    case let error as StorageFailure: storage(error)
    case let error as RecordFailure: record(error)
    case let error as BadInput: input(error)
    case let error as BadValue: value(error)
    case let error as BadFile: file(error)
    case let error as ShellFailure: shell(error)
    case let error as UsageFailure: make(error, error.error.message)
    case let error as any Failure: other(error)
    case let error as TableFailure: table(error)
    case let error as ByteOutput.Failed:
      shell(.outputFailed(path: nil, errno: error.errno))
    default: defect(error)
    }
  }

  private static func make(_ failure: any Failure, _ message: Text, cause: Text? = nil, hint: Text? = nil) -> Complaint {
    Complaint(message: message, cause: cause, hint: hint, key: failure.key, exit: failure.exit)
  }

  private static func defect(_ error: any Error) -> Complaint {
    Complaint(
      message: Text(en: "a defect of myschool: \(error)", ru: "ошибка самой программы: \(error)"),
      hint: Text(
        en: "report this line with the command you typed; nothing was changed",
        ru: "сообщите эту строку и набранную команду; ничего не изменено"), key: "defect", exit: .defect)
  }

  static func roleName(_ role: Role) -> Text {
    switch role {
    case .student: Text(en: "student", ru: "ученик")
    case .parent: Text(en: "parent", ru: "родитель")
    case .teacher: Text(en: "teacher", ru: "учитель")
    case .methodist: Text(en: "methodist", ru: "методист")
    case .provider: Text(en: "provider", ru: "поставщик")
    case .admin: Text(en: "administrator", ru: "администратор")
    }
  }

  static func actionName(_ action: Action) -> Text {
    switch action {
    case .rosterRead: Text(en: "does not see the roster of the school", ru: "не видит списков школы")
    case .rosterWrite: Text(en: "does not change the roster", ru: "не меняет списков школы")
    case .timetableRead: Text(en: "does not see this timetable", ru: "не видит этого расписания")
    case .timetableWrite: Text(en: "does not change the timetable", ru: "не меняет расписания")
    case .journalRead: Text(en: "does not see the journal", ru: "не видит журнала")
    case .journalWrite: Text(en: "does not write in the journal", ru: "не пишет в журнал")
    case .diaryRead: Text(en: "does not see this diary", ru: "не видит этого дневника")
    case .statsRead: Text(en: "does not see the reports of the school", ru: "не видит сводок по школе")
    case .libraryRead: Text(en: "does not see the library", ru: "не видит библиотеки")
    case .libraryWrite: Text(en: "does not add to the library", ru: "не пополняет библиотеку")
    case .chatUse: Text(en: "does not use chats", ru: "не пользуется чатами")
    case .accountOwn: Text(en: "has no account of its own", ru: "не имеет своей учётной записи")
    case .accountManage: Text(en: "does not make accounts", ru: "не заводит учётных записей")
    case .logRead: Text(en: "does not see the record", ru: "не видит журнала действий")
    case .undo: Text(en: "does not undo", ru: "не отменяет действий")
    }
  }

  private static func access(_ error: AccessFailure) -> Complaint {
    switch error {
    case .notSignedIn:
      return make(
        error, Text(en: "nobody is signed in", ru: "вход не выполнен"),
        hint: Text(en: "myschool login LOGIN (or your phone, e-mail or SNILS)", ru: "myschool login ЛОГИН (или телефон, почта, СНИЛС)"))
    case .sessionExpired:
      return make(
        error,
        Text(
          en: "Your session has expired. To go on working, sign in again.",
          ru: "Ваша авторизационная сессия истекла. Для продолжения работы требуется повторная авторизация."),
        cause: Text(
          en: "the session was ended, or not used for seven days, or is a month old",
          ru: "сеанс завершён, не использовался семь дней или открыт больше месяца назад"),
        hint: Text(en: "myschool login LOGIN", ru: "myschool login ЛОГИН"))
    case .roleNeeded(let roles):
      let names = roles.map(\.rawValue)
      return make(
        error,
        names.isEmpty
          ? Text(en: "this account has no role in the school yet", ru: "у этой учётной записи ещё нет роли в школе")
          : Text(
            en: "you have several roles and chose none: \(Text.list(names))",
            ru: "ролей несколько, и ни одна не выбрана: \(Text.list(names))"),
        hint: names.isEmpty
          ? Text(en: "the school's administrator adds you to the roster", ru: "в списки школы добавляет её администратор")
          : Text(
            en: "add --role \(names[0]) to the command, or sign in with it", ru: "добавьте к команде --role \(names[0]) или войдите с ним"))
    case .notThisRole(let role, let action, let others):
      let hint: Text? =
        if let other = others.first {
          Text(en: "you may do it as --role \(other.rawValue)", ru: "это можно в другой вашей роли: --role \(other.rawValue)")
        } else if role == .parent || role == .student { Text("myschool diary show") } else {
          Text(en: "who may do what: myschool help permissions", ru: "кому что можно: myschool help permissions")
        }
      let (name, what) = (roleName(role), actionName(action))
      return make(error, Text(en: "the role “\(name.en)” \(what.en)", ru: "роль «\(name.ru)» \(what.ru)"), hint: hint)
    case .notYours(let action, let what):
      let reason: Text =
        switch action {
        case .journalRead, .journalWrite: Text(en: "you do not teach it", ru: "это не ваш курс")
        case .diaryRead: Text(en: "no diary of yours", ru: "это не ваш дневник")
        default: Text(en: "out of your reach", ru: "вам это недоступно")
        }
      return make(
        error, Text(en: "“\(what)”: \(reason.en)", ru: "«\(what)»: \(reason.ru)"),
        hint: action == .diaryRead
          ? Text("myschool diary show")
          : Text(en: "who may do what: myschool help permissions", ru: "кому что можно: myschool help permissions"))
    }
  }

  private static func identity(_ error: IdentityFailure) -> Complaint {
    switch error {
    case .notAnIdentifier(let text):
      return make(
        error,
        Text(
          en:
            "“\(text)” is neither a phone (+7 900 000-00-00), nor an e-mail (name@example.org), nor a SNILS (112-233-445 95), nor a login",
          ru: "«\(text)» — не телефон (+7 900 000-00-00), не почта (name@example.org), не СНИЛС (112-233-445 95) и не логин"),
        hint: Text(
          en: "correct it and try again; if that does not help, ask the school",
          ru: "исправьте и повторите; если не выходит, обратитесь в школу"))
    case .wrongNameOrPassword:
      return make(
        error, Text(en: "the name or the password is wrong", ru: "имя для входа или пароль указаны неверно"),
        hint: Text(
          en: "check both and try again; a forgotten password is reset by the school",
          ru: "проверьте и повторите; забытый пароль меняет школа"))
    case .consentNeeded:
      return make(
        error,
        Text(
          en: "without consent to the processing of personal data there is no sign-in",
          ru: "без согласия на обработку персональных данных войти нельзя"),
        hint: Text(
          en: "read the text: myschool help privacy; agree: myschool login --accept-consent",
          ru: "текст: myschool help privacy; согласиться: myschool login --accept-consent"))
    case .noSuchRole(let role, let roles):
      let names = Text.list(roles.map(\.rawValue))
      return make(
        error, Text(en: "you do not have the role “\(role)”", ru: "роли «\(role)» у вас нет"),
        hint: Text(en: "your roles: \(names)", ru: "ваши роли: \(names)"))
    case .weakPassword(let weakness):
      return make(
        error, password(weakness),
        hint: Text(en: "several words are long and easy to remember", ru: "несколько слов подряд — длинно и легко запомнить"))
    case .loginTaken(let login):
      return make(
        error, Text(en: "the login “\(login)” is taken", ru: "логин «\(login)» занят"),
        hint: Text(en: "choose another: --login NAME", ru: "выберите другой: --login ИМЯ"))
    case .loginNeeded(let person):
      return make(
        error, Text(en: "\(person) has no login in the roster", ru: "в списках нет логина: \(person)"),
        hint: Text(en: "give one: --login NAME", ru: "назовите его: --login ИМЯ"))
    case .accountExists(let person, let login):
      return make(
        error, Text(en: "\(person) already has an account (\(login ?? ""))", ru: "учётная запись уже есть: \(person) (\(login ?? ""))"))
    case .badYear(let text):
      return make(
        error, Text(en: "“\(text)” is not an academic year", ru: "«\(text)» — не учебный год"),
        hint: Text(en: "write it as 2026/27", ru: "пишется так: 2026/27"))
    }
  }

  private static func password(_ weakness: PasswordHasher.Weakness) -> Text {
    switch weakness {
    case .short(let least):
      Text(
        en: "the password is shorter than \(least) characters", ru: "пароль короче \(Counting.plural(least, "знака", "знаков", "знаков"))")
    case .long: Text(en: "the password is longer than 512 bytes", ru: "пароль длиннее 512 байт")
    case .common: Text(en: "everybody tries this password first", ru: "такой пароль пробуют первым")
    case .likeLogin: Text(en: "the password contains the login", ru: "в пароле есть логин")
    }
  }

  private static func storage(_ error: StorageFailure) -> Complaint {
    switch error {
    case .noDatabase(let path):
      return make(
        error, Text(en: "there is no school at \(path)", ru: "базы школы нет: \(path)"),
        hint: Text(
          en: "make one: myschool init, or look around: myschool demo, or name it: --db PATH",
          ru: "создать: myschool init; посмотреть пример: myschool demo; назвать файл: --db ПУТЬ"))
    case .alreadyThere(let path):
      return make(
        error, Text(en: "\(path) exists already", ru: "файл уже есть: \(path)"),
        hint: Text(en: "another place: --db PATH", ru: "другое место: --db ПУТЬ"))
    case .notASchool(let path):
      return make(
        error, Text(en: "\(path) is not a school of myschool", ru: "\(path) — не база школы"),
        hint: Text(en: "name the right file: --db PATH", ru: "назовите нужный файл: --db ПУТЬ"))
    case .newer(let path, let version, let known):
      return make(
        error,
        Text(
          en: "\(path) was made by a newer myschool (schema \(version), this one knows \(known)); it was not touched",
          ru: "\(path) создан более новой программой (схема \(version), здесь известна \(known)); файл не тронут"),
        hint: Text(en: "install a newer myschool", ru: "установите более новую версию myschool"))
    case .older(let path, let version, let known):
      return make(
        error,
        Text(
          en: "\(path) has the older schema \(version) (now \(known))", ru: "у файла \(path) прежняя схема \(version) (сейчас \(known))"),
        hint: Text("myschool db migrate"))
    case .readableByOthers(let path):
      return make(error, Text(en: "others can read \(path)", ru: "файл могут читать посторонние: \(path)"), hint: Text("chmod 600 \(path)"))
    case .directoryOpen(let path):
      return make(
        error, Text(en: "others can write in \(path)", ru: "в каталог могут писать посторонние: \(path)"), hint: Text("chmod go-w \(path)"))
    case .busy(let holder):
      let who = holder.map { Text(en: " (process \($0))", ru: " (процесс \($0))") } ?? Text("")
      return make(
        error, Text(en: "somebody else is writing", ru: "школу сейчас меняет другой") + who,
        hint: Text(en: "try again later, or wait longer: --wait 300s", ru: "повторите позже или ждите дольше: --wait 300s"))
    case .system(let path, let errno): return make(error, Text(en: "\(path): \(system(errno))", ru: "\(path): \(system(errno))"))
    case .full(let path):
      return make(
        error, Text(en: "\(path): no space left on the disk; nothing was written", ru: "\(path): на диске нет места; ничего не записано"))
    case .damaged(let path, let message):
      return make(
        error, Text(en: "\(path): \(message)", ru: "\(path): файл повреждён или не открывается (\(message))"),
        hint: Text(en: "restore a backup", ru: "восстановите резервную копию"))
    }
  }

  static func system(_ errno: Int32) -> String { String(cString: strerror(errno)) }

  private static func shell(_ error: ShellFailure) -> Complaint {
    switch error {
    case .badNow(let text):
      return make(
        error, Text(en: "MYSCHOOL_NOW: “\(text)” is not an instant", ru: "MYSCHOOL_NOW: «\(text)» — не момент времени"),
        hint: Text("MYSCHOOL_NOW=2026-10-26T09:00+03:00"))
    case .unknownEncoding(let text):
      let names = Text.list(TextEncoding.allCases.map(\.rawValue))
      return make(
        error,
        Text(
          en: "“\(text)” is not known; encodings: \(names); separators: comma, semicolon, tab",
          ru: "«\(text)» не подходит; кодировки: \(names); разделители: comma, semicolon, tab"))
    case .passwordNeeded:
      return make(
        error, Text(en: "a password is needed, and there is no terminal to ask on", ru: "нужен пароль, а спросить не у кого"),
        hint: Text(en: "add --password-stdin < FILE", ru: "добавьте --password-stdin < ФАЙЛ"))
    case .passwordsDiffer: return make(error, Text(en: "the two passwords differ", ru: "пароли не совпали"))
    case .noPasswordOnInput: return make(error, Text(en: "standard input has no password", ru: "на стандартном вводе нет пароля"))
    case .outputFailed(let path, let errno):
      let place = path.map { "\($0): " } ?? ""
      return make(error, Text(en: "\(place)cannot write: \(system(errno))", ru: "\(place)запись не удалась: \(system(errno))"))
    case .unknownKey(let key):
      return make(
        error,
        Text(en: "no setting “\(key)”: \(Text.list(Configuration.keys))", ru: "нет настройки «\(key)»: \(Text.list(Configuration.keys))"))
    case .unknownTopic(let topic):
      return make(error, Text(en: "no help on “\(topic)”", ru: "нет справки о «\(topic)»"), hint: Text("myschool help"))
    case .badPair(let text):
      return make(
        error, Text(en: "“\(text)” is not PERSON=MARK", ru: "«\(text)» — не УЧЕНИК=ОТМЕТКА"),
        hint: Text(en: "myschool journal grade 7А алг 'Иванова А. П.=5'", ru: "myschool journal grade 7А алг 'Иванова А. П.=5'"))
    case .badConfiguration(let path, let line):
      return make(error, Text(en: "\(path):\(line): not “key = value”", ru: "\(path):\(line): не «ключ = значение»"))
    case .sessionFile(let path):
      return make(
        error,
        Text(
          en: "others can read the session file \(path); it is not used",
          ru: "файл сеанса могут читать посторонние, он не используется: \(path)"), hint: Text("chmod 600 \(path)"))
    case .nothingMatched: return make(error, Text(en: "nothing found", ru: "ничего не найдено"))
    }
  }

  private static func table(_ error: TableFailure) -> Complaint {
    switch error {
    case .unknownColumn(let name, let known):
      let list = Text.list(known)
      return Complaint(
        message: Text(en: "no column “\(name)”", ru: "нет столбца «\(name)»"),
        hint: Text(en: "the columns: \(list)", ru: "столбцы: \(list)"),
        key: "column.unknown", exit: .usage)
    case .badCondition(let text):
      return Complaint(
        message: Text(en: "“\(text)” is not COLUMN=VALUE", ru: "«\(text)» — не СТОЛБЕЦ=ЗНАЧЕНИЕ"), key: "condition.form", exit: .usage)
    }
  }

  private static func other(_ error: any Failure) -> Complaint {
    switch error {
    case DiaryFailure.whose(let names):
      return make(
        error,
        names.isEmpty
          ? Text(en: "whose diary?", ru: "чей дневник?")
          : Text(en: "whose diary: \(Text.list(names))", ru: "чей дневник: \(Text.list(names))"),
        hint: Text(en: "myschool diary show --child NAME", ru: "myschool diary show --child ИМЯ"))
    case LibraryFailure.noItem(let number):
      return make(
        error, Text(en: "no item \(number) in the library", ru: "в библиотеке нет материала \(number)"),
        hint: Text("myschool library search"))
    case LibraryFailure.badGrades(let text):
      return make(error, Text(en: "“\(text)” is not a range of grades", ru: "«\(text)» — не классы"), hint: Text("--grades 5-7"))
    case LibraryFailure.noSubject(let text):
      return make(
        error, Text(en: "the school has no subject “\(text)”", ru: "в школе нет предмета «\(text)»"),
        hint: Text("myschool roster list subjects"))
    case ChatFailure.toOneself: return make(error, Text(en: "that is yourself", ru: "это вы сами"))
    case ChatFailure.emptyMessage: return make(error, Text(en: "the message is empty", ru: "сообщение пустое"))
    case ChatFailure.tooLong(let limit):
      return make(error, Text(en: "the message is longer than \(limit) characters", ru: "сообщение длиннее \(limit) знаков"))
    case ChatFailure.noChat(let name):
      return make(error, Text(en: "no chat with “\(name)”", ru: "нет чата: «\(name)»"), hint: Text("myschool chat list"))
    default: return make(error, Text(error.key))
    }
  }
}
