import Arguments
import Basics
import Glibc
import Record
import SchoolChat
import SchoolCurriculum
import SchoolFamily
import SchoolJournal
import SchoolLibrary
import SchoolModel
import SchoolRoster
import SchoolSheets
import SchoolSupport
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
  /// The first of many.
  static func few(_ words: [String]) -> String { list(Array(words.prefix(20))) + (words.count > 20 ? ", …" : "") }
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
    case let error as GateFailure: gate(error)
    case let error as SupportFailure: support(error)
    case let error as JournalFailure: journal(error)
    case let error as UsageFailure: make(error, error.error.message)
    case let error as any Failure: other(error)
    case let error as TableFailure: table(error)
    case let error as ByteOutput.Failed:
      shell(.outputFailed(path: nil, errno: error.errno))
    default: defect(error)
    }
  }

  static func make(_ failure: any Failure, _ message: Text, cause: Text? = nil, hint: Text? = nil) -> Complaint {
    Complaint(message: message, cause: cause, hint: hint, key: failure.key, exit: failure.exit)
  }

  private static func defect(_ error: any Error) -> Complaint {
    Complaint(
      message: Text(en: "a defect of myschool: \(error)", ru: "ошибка самой программы: \(error)"),
      hint: Text(
        en: "report this line with the command you typed; nothing was changed",
        ru: "сообщите эту строку и набранную команду; ничего не изменено"), key: "defect", exit: .defect)
  }

  private static func storage(_ error: StorageFailure) -> Complaint {
    switch error {
    case .noDatabase(let path):
      return make(
        error, Text(en: "there is no school at \(path)", ru: "базы школы нет: \(path)"),
        hint: Text(
          en: "make one: myschool init, or look around: myschool demo, or name it: --db PATH",
          ru: "создать: myschool init; посмотреть пример: myschool demo; назвать файл: --db ПУТЬ"))
    case .copyThere(let path):
      return make(
        error, Text(en: "the file is there already: \(path)", ru: "файл уже есть: \(path)"),
        hint: Text(en: "give the copy another name", ru: "назовите копию иначе"))
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
    case .system(let path, let errno): return make(error, Text(en: "\(path): \(system(errno).en)", ru: "\(path): \(system(errno).ru)"))
    case .full(let path):
      return make(
        error, Text(en: "\(path): no space left on the disk; nothing was written", ru: "\(path): на диске нет места; ничего не записано"))
    case .damaged(let path, let message):
      return make(
        error, Text(en: "\(path): \(message)", ru: "\(path): файл повреждён или не открывается (\(message))"),
        hint: Text(en: "restore a backup", ru: "восстановите резервную копию"))
    }
  }

  /// What the system says of an error; its own words are English only.
  static func system(_ errno: Int32) -> Text {
    let known: [Int32: String] = [
      ENOENT: "нет такого файла или папки", EEXIST: "уже существует", EFBIG: "файл вышел за разрешённый размер", EACCES: "нет прав доступа",
      ENOSPC: "на диске нет места",
      EISDIR: "это папка", ENOTDIR: "это не папка", EROFS: "только для чтения", EIO: "ошибка диска", EDQUOT: "исчерпана квота диска",
      EPERM: "не разрешено", ENAMETOOLONG: "слишком длинное имя", EPIPE: "получатель закрылся", EMFILE: "открыто слишком много файлов",
    ]
    let english = String(cString: strerror(errno))
    return Text(en: english, ru: known[errno] ?? english)
  }

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
    case .answerNeeded:
      return make(
        error, Text(en: "this asks a question, and there is no terminal to ask on", ru: "нужен ответ, а спросить не у кого"),
        hint: Text(en: "answer it on the command line: -y", ru: "ответьте в самой команде: -y"))
    case .badTimeZone(let text):
      return make(
        error, Text(en: "“\(text)” is not an offset from UTC", ru: "«\(text)» — не смещение от UTC"), hint: Text("--time-zone +03:00"))
    case .badSetting(let key):
      return make(
        error, Text(en: "that is no value of “\(key)”", ru: "такое значение не подходит: «\(key)»"), hint: Text("myschool config --help"))
    case .badDuration(let text):
      return make(error, Text(en: "“\(text)” is not a length of time", ru: "«\(text)» — не срок"), hint: Text("30m, 8h, 7d"))
    case .sessionDamaged(let path):
      return make(
        error, Text(en: "the session file is damaged: \(path)", ru: "файл сеанса испорчен: \(path)"),
        hint: Text(en: "sign in again: myschool login LOGIN", ru: "войдите снова: myschool login ЛОГИН"))
    case .passwordsDiffer: return make(error, Text(en: "the two passwords differ", ru: "пароли не совпали"))
    case .noPasswordOnInput: return make(error, Text(en: "standard input has no password", ru: "на стандартном вводе нет пароля"))
    case .outputFailed(let path, let errno):
      let place = path.map { "\($0): " } ?? ""
      return make(error, Text(en: "\(place)cannot write: \(system(errno).en)", ru: "\(place)запись не удалась: \(system(errno).ru)"))
    case .unknownKey(let key):
      return make(
        error,
        Text(en: "no setting “\(key)”: \(Text.list(Configuration.keys))", ru: "нет настройки «\(key)»: \(Text.list(Configuration.keys))"))
    case .unknownTopic(let topic):
      return make(error, Text(en: "no help on “\(topic)”", ru: "нет справки о «\(topic)»"), hint: Text("myschool help"))
    case .editorFailed(let editor, let draft):
      return make(
        error, Text(en: "\(editor) did not end well", ru: "редактор завершился с ошибкой: \(editor)"),
        hint: Text(en: "the text is kept: \(draft)", ru: "текст сохранён: \(draft)"))
    case .noTerminalToEdit:
      return make(
        error, Text(en: "there is no terminal to edit at", ru: "править не на чем: нет терминала"),
        hint: Text(
          en: "as a text: myschool journal show FORM SUBJECT --week-text > week.txt, then myschool journal enter week.txt",
          ru: "текстом: myschool journal show КЛАСС ПРЕДМЕТ --week-text > week.txt, затем myschool journal enter week.txt"))
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
    case .notACalendar:
      return Complaint(
        message: Text(en: "this is no calendar", ru: "это не календарь"), hint: Text("myschool timetable export --format ics"),
        key: "format.ics",
        exit: .usage)
    case .badCondition(let text):
      return Complaint(
        message: Text(en: "“\(text)” is not COLUMN=VALUE", ru: "«\(text)» — не СТОЛБЕЦ=ЗНАЧЕНИЕ"), key: "condition.form", exit: .usage)
    }
  }

  private static func other(_ error: any Failure) -> Complaint {
    switch error {
    case DiaryFailure.noHomework(let subject):
      return make(
        error, Text(en: "no homework for “\(subject)” is due", ru: "по предмету «\(subject)» ничего не задано"),
        hint: Text("myschool diary homework"))
    case DiaryFailure.noAverage(let subject):
      return make(
        error, Text(en: "\(subject) is passed or failed, there is no average", ru: "\(subject): зачёт или незачёт, средней отметки нет"))
    case DiaryFailure.noForm(let name):
      return make(error, Text(en: "\(name) is in no form this year", ru: "\(name): в этом учебном году не числится ни в одном классе"))
    case DiaryFailure.whose(let names):
      return make(
        error,
        names.isEmpty
          ? Text(en: "whose diary?", ru: "чей дневник?")
          : Text(en: "whose diary: \(Text.list(names))", ru: "чей дневник: \(Text.list(names))"),
        hint: Text(en: "say whose: --student NAME", ru: "назовите ребёнка: --student ИМЯ"))
    case LibraryFailure.noItem(let number):
      return make(
        error, Text(en: "no item \(number) in the library", ru: "в библиотеке нет материала \(number)"),
        hint: Text("myschool library search"))
    case LibraryFailure.badGrades(let text):
      return make(error, Text(en: "“\(text)” is not a range of grades", ru: "«\(text)» — не классы"), hint: Text("--grades 5-7"))
    case SubjectFailure.unknown(let text):
      return make(
        error, Text(en: "the school has no subject “\(text)”", ru: "в школе нет предмета «\(text)»"),
        hint: Text("myschool roster list subjects"))
    case ChatFailure.toOneself: return make(error, Text(en: "that is yourself", ru: "это вы сами"))
    case ChatFailure.emptyMessage: return make(error, Text(en: "the message is empty", ru: "сообщение пустое"))
    case ChatFailure.tooLong(let limit):
      return make(error, Text(en: "the message is longer than \(limit) characters", ru: "сообщение длиннее \(limit) знаков"))
    case ChatFailure.noChat(let name):
      return make(error, Text(en: "there is no such chat: “\(name)”", ru: "нет такого чата: «\(name)»"), hint: Text("myschool chat list"))
    case ChatFailure.outOfReach(let name):
      return make(
        error,
        Text(en: "“\(name)”: nobody like that among those you may write to", ru: "«\(name)»: нет такого среди тех, кому вы можете писать"),
        hint: Text("myschool chat list"))
    case MailFailure.notSent(let count):
      return make(
        error, Text(en: "messages not sent: \(count)", ru: "не отправлено писем: \(count)"),
        hint: Text(
          en: "what the mailer says is above; its command: myschool config set sendmail COMMAND",
          ru: "ответ почтовой программы выше; её команда: myschool config set sendmail КОМАНДА"))
    case MailFailure.noMailer(let command):
      return make(
        error, Text(en: "there is no mailer “\(command)”", ru: "нет почтовой программы «\(command)»"),
        hint: Text(
          en: "name one: myschool config set sendmail 'msmtp -t'; or pass the messages on by hand: myschool outbox list",
          ru: "назовите её: myschool config set sendmail 'msmtp -t'; или передайте сообщения сами: myschool outbox list"))
    case PlanFailure.noPlan(let course):
      return make(
        error, Text(en: "\(course) has no plan", ru: "плана нет: \(course)"),
        hint: Text(en: "myschool plan import FORM SUBJECT FILE", ru: "myschool plan import КЛАСС ПРЕДМЕТ ФАЙЛ"))
    case let error as RosterFailure: return roster(error)
    case let error as OneRosterFailure: return oneRoster(error)
    case FamilyFailure.badReason(let text):
      return make(
        error, Text(en: "“\(text)” is no reason", ru: "«\(text)» — не причина"),
        hint: Text(en: "б ill, у another valid one", ru: "б — болезнь, у — другая уважительная"))
    case SpanFailure.endsBeforeItBegins: return make(error, Text(en: "it ends before it begins", ru: "конец раньше начала"))
    case FamilyFailure.overlaps(let first, let last):
      let days = first == last ? first.russian : "\(first.russian)–\(last.russian)"
      return make(
        error,
        Text(en: "some of these days are in another notice: \(first)–\(last)", ru: "часть этих дней уже есть в уведомлении: \(days)"),
        hint: Text(
          en: "take that one back first: myschool family absence \(first)..\(last) --withdraw",
          ru: "сначала отзовите его: myschool family absence \(first)..\(last) --withdraw"))
    case FamilyFailure.noSchoolDays(let text):
      return make(error, Text(en: "“\(text)” has no school day in it", ru: "в «\(text)» нет ни одного учебного дня"))
    case FamilyFailure.weekNotBegun(let monday):
      return make(
        error, Text(en: "the week of \(monday) has not begun", ru: "неделя с \(monday.russian) ещё не началась"))
    case FamilyFailure.noNotice(let text):
      return make(
        error, Text(en: "there is no notice for “\(text)”", ru: "уведомления за «\(text)» нет"), hint: Text("myschool family absence"))
    case AttachmentFailure.notAnAddress(let text):
      return make(error, Text(en: "“\(text)” is no address of a page", ru: "«\(text)» — не адрес страницы"), hint: Text("https://…"))
    case AttachmentFailure.noName(let text): return make(error, Text(en: "“\(text)” names no file", ru: "«\(text)» — не имя файла"))
    case AttachmentFailure.empty(let name): return make(error, Text(en: "\(name) is empty", ru: "файл \(name) пуст"))
    case AttachmentFailure.tooLarge(let name, let bytes):
      return make(
        error, Text(en: "\(name) has \(bytes) bytes, more than 4 MB", ru: "файл \(name) — \(bytes) байт, больше 4 МБ"),
        hint: Text(en: "put it elsewhere and attach a link", ru: "положите его в другое место и приложите ссылку"))
    case AttachmentFailure.notThere(let title, let known):
      return make(
        error, Text(en: "no attachment “\(title)”", ru: "вложения «\(title)» нет"),
        hint: known.isEmpty ? nil : Text(en: "there are: \(known.joined(separator: ", "))", ru: "есть: \(known.joined(separator: ", "))"))
    case let error as CalendarFailure: return calendar(error)
    case let clash as PersonMerge.Clash:
      return make(
        error,
        Text(
          en: "both have entries of their own: \(SchoolTables.rowWords[clash.table]?.en ?? clash.table)",
          ru: "у обеих записей есть своё: \(SchoolTables.rowWords[clash.table]?.ru ?? clash.table)"),
        hint: Text(en: "settle them first: myschool roster show NAME", ru: "сначала уладьте их: myschool roster show ИМЯ"))
    default: return make(error, Text(error.key))
    }
  }
}
