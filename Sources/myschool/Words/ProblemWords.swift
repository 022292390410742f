import Arguments
import Basics
import Record
import SchoolModel
import Tabular

extension FailureWords {
  /// One mistake of a file as `FILE:LINE:COLUMN: what is wrong, what would be right`.
  static func line(_ mistake: Mistake) -> Text {
    let place = "\(mistake.file):\(mistake.line)" + (mistake.column.map { ":\($0)" } ?? "") + ": "
    let words = words(mistake.problem)
    guard mistake.rows > 1 else { return Text(en: place + words.en, ru: place + words.ru) }
    return Text(
      en: "\(place)\(words.en) (\(mistake.rows) rows)",
      ru: "\(place)\(words.ru) (\(Counting.plural(mistake.rows, "строка", "строки", "строк")))")
  }

  static func input(_ error: BadInput) -> Complaint {
    let shown = error.mistakes.prefix(100)
    var lines = shown.map { line($0) }
    if error.mistakes.count > shown.count {
      let more = error.mistakes.count - shown.count
      lines.append(Text(en: "… and \(more) more", ru: "… и ещё \(more)"))
    }
    let mistakes = error.mistakes.count
    let rows =
      error.mistakes.contains { $0.rows > 1 }
      ? error.mistakes.map(\.rows).reduce(0, +) : Set(error.mistakes.map { "\($0.file):\($0.line)" }).count
    return Complaint(
      lines: lines,
      message: Text(
        en: "\(mistakes) mistake\(mistakes == 1 ? "" : "s") in \(rows) row\(rows == 1 ? "" : "s"), nothing was written",
        ru:
          "\(Counting.plural(mistakes, "ошибка", "ошибки", "ошибок")) в \(Counting.plural(rows, "строке", "строках", "строках")), ничего не записано"
      ),
      key: error.key, exit: error.exit)
  }

  static func value(_ error: BadValue) -> Complaint {
    Complaint(message: words(error.problem), hint: hint(error.problem), key: error.key, exit: error.exit)
  }

  private static func hint(_ problem: Problem) -> Text? {
    switch problem {
    case .notAMark: Text(en: "scales and codes of the journal: myschool help marks", ru: "шкалы и знаки журнала: myschool help marks")
    case .notADay: Text(en: "how days are written: myschool help dates", ru: "как пишутся дни: myschool help dates")
    case .severalPersons: Text(en: "write the full name or the login", ru: "назовите полностью или по логину")
    case .different: Text(en: "to put the new value: --replace", ru: "поставить новое: --replace")
    case .attendanceBesideMark(let code, let mark):
      Text(en: "write them together: \(code)/\(mark), or --replace", ru: "напишите вместе: \(code)/\(mark), или --replace")
    case .markBesideAttendance(let code, let mark):
      Text(en: "write them together: \(code)/\(mark), or --replace", ru: "напишите вместе: \(code)/\(mark), или --replace")
    case .noLesson:
      Text(
        en: "another day: --date DAY; a lesson out of the timetable: --extra-lesson",
        ru: "другой день: --date ДЕНЬ; урок не по расписанию: --extra-lesson")
    case .severalLessons: Text(en: "say which: --lesson N", ru: "уточните: --lesson N")
    default: nil
    }
  }

  static func words(_ problem: Problem) -> Text {
    switch problem {
    case .missing: return Text(en: "empty, a value is needed", ru: "пусто, нужно значение")
    case .notOfScale(let text, let known):
      return Text(
        en: "“\(text)” is not of this course's scale: \(known.joined(separator: ", "))",
        ru: "отметка «\(text)» не из шкалы этого курса: \(known.joined(separator: ", "))")
    case .notAMark(let text):
      return Text(
        en: "“\(text)” is not of the five-point scale: 1–5, зач, незач, осв, н, б, у, п, оп",
        ru: "«\(text)» не из пятибалльной шкалы: 1–5, зач, незач, осв, н, б, у, п, оп")
    case .notAWeight(let text):
      return Text(en: "“\(text)” is not a weight: a whole number from 1 to 100", ru: "«\(text)» — не вес: нужно целое число от 1 до 100")
    case .notADay(let text):
      return Text(
        en: "“\(text)” is not a day: 02.09.2026, 2026-09-02, 02.09", ru: "«\(text)» — нет такого дня: пишется 02.09.2026, 2026-09-02, 02.09"
      )
    case .notANumber(let text): return Text(en: "“\(text)” is not a number that fits here", ru: "«\(text)» — не подходящее число")
    case .notAWeekday(let text): return Text(en: "“\(text)” is not a day of the week", ru: "«\(text)» — не день недели")
    case .notSNILS(let text):
      return Text(
        en: "“\(text)” is not a SNILS: eleven digits with a right control number",
        ru: "«\(text)» — не СНИЛС: одиннадцать цифр с верным контрольным числом")
    case .notAPhone(let text):
      return Text(en: "“\(text)” is not a Russian phone: +7 900 000-00-00", ru: "«\(text)» — не телефон: +7 900 000-00-00")
    case .notAnEmail(let text): return Text(en: "“\(text)” is not an e-mail address", ru: "«\(text)» — не адрес электронной почты")
    case .notALogin(let text):
      return Text(en: "“\(text)” is not a login: letters, digits, dot, hyphen", ru: "«\(text)» — не логин: буквы, цифры, точка, дефис")
    case .notAForm(let text): return Text(en: "“\(text)” is not a form: 7А", ru: "«\(text)» — не класс: пишется 7А")
    case .notAName(let text):
      return Text(en: "“\(text)” is not a full name: Иванова Анна Павловна", ru: "«\(text)» — не полное имя: Иванова Анна Павловна")
    case .notARelation(let text): return Text(en: "“\(text)” is not a relation", ru: "«\(text)» — не родство")
    case .birthDateImpossible(let text): return Text(en: "“\(text)” cannot be a birth date", ru: "«\(text)» не может быть датой рождения")
    case .noSuchForm(let text, let known): return Text(en: "no form “\(text)”", ru: "нет класса «\(text)»") + there(known)
    case .noSuchSubject(let text, let form, let known):
      return Text(en: "\(form) has no subject “\(text)”", ru: "в \(form) нет предмета «\(text)»") + there(known)
    case .ambiguousSubject(let text, let candidates):
      return Text(
        en: "“\(text)” begins several subjects: \(Text.list(candidates))",
        ru: "на «\(text)» начинается несколько предметов: \(Text.list(candidates))")
    case .noSuchPerson(let text, let among, let near):
      let place = among.isEmpty ? Text(en: "in the school", ru: "в школе") : Text(en: "in \(among)", ru: "в \(among)")
      let tail = near.map { Text(en: "; did you mean \($0)?", ru: "; возможно, \($0)?") } ?? Text("")
      return Text(en: "nobody called “\(text)” \(place.en)", ru: "«\(text)» — \(place.ru) никого с таким именем") + tail
    case .severalPersons(let text, let among, let candidates):
      let list = Text.list(candidates)
      let number = candidates.count == 2 ? Text(en: "two", ru: "двое") : Text(en: "several", ru: "несколько")
      let place = among.isEmpty ? Text("") : Text(en: " in \(among)", ru: " в \(among)")
      return Text(en: "“\(text)” fits \(number.en)\(place.en): \(list)", ru: "«\(text)» — \(number.ru)\(place.ru): \(list)")
    case .noSuchKind(let text, let known): return Text(en: "no kind of work “\(text)”", ru: "нет вида работы «\(text)»") + there(known)
    default: return lessonWords(problem)
    }
  }

  private static func lessonWords(_ problem: Problem) -> Text {
    switch problem {
    case .outsideYear(let day, let first, let last):
      return Text(
        en: "\(day) is outside the academic year \(first)–\(last)", ru: "\(date(day)) — вне учебного года: \(date(first)) – \(date(last))")
    case .noLessons(let day, let why):
      let reason = why.map { " (\($0))" } ?? ""
      return Text(en: "no lessons on \(day)\(reason)", ru: "\(date(day)) уроков нет\(reason)")
    case .noLesson(let day, let nearest):
      let dates = nearest.map(date)
      return Text(
        en: "no lesson of this subject on \(day)" + (nearest.isEmpty ? "" : "; the nearest: \(Text.list(nearest))"),
        ru: "\(date(day)) урока по расписанию нет" + (dates.isEmpty ? "" : "; ближайшие: \(Text.list(dates))"))
    case .noLessonNumber(let number, let day, let known):
      let list = Text.list(known.map(String.init))
      return Text(en: "not lesson \(number) on \(day): \(list)", ru: "\(date(day)): урока № \(number) нет, по расписанию — № \(list)")
    case .severalLessons(let day, let numbers):
      let list = Text.list(numbers.map(String.init))
      return Text(en: "several lessons on \(day): \(list)", ru: "\(date(day)) уроков несколько: \(list)")
    case .severalWorks(let kinds):
      return Text(
        en: "several works stand here: \(Text.list(kinds)); name the kind",
        ru: "здесь несколько работ: \(Text.list(kinds)); назовите вид работы")
    case .tooFewFields(let found, let headings):
      return Text(en: "only \(found) fields under \(headings) headings", ru: "полей только \(found), а заголовков \(headings)")
    case .tooManyFields(let found, let headings):
      return Text(en: "\(found) fields under \(headings) headings", ru: "полей \(found), а заголовков \(headings)")
    case .givenTwice(let firstLine, let before, let now):
      return Text(
        en: "the same as line \(firstLine): “\(before)” there, “\(now)” here",
        ru: "то же, что в строке \(firstLine): там «\(before)», здесь «\(now)»")
    case .different(let stands, let given):
      return Text(en: "“\(stands)” stands here already, “\(given)” was given", ru: "уже стоит «\(stands)», дано «\(given)»")
    case .attendanceBesideMark(let code, let mark):
      return Text(en: "“\(code)” beside the mark “\(mark)”", ru: "«\(code)» рядом с отметкой «\(mark)»")
    case .markBesideAttendance(let code, let mark):
      return Text(en: "the mark “\(mark)” beside “\(code)”", ru: "отметка «\(mark)» рядом с «\(code)»")
    case .notInCourse(let person, let course, let day):
      return Text(en: "\(person) is not in \(course) on \(day)", ru: "\(date(day)) в журнале «\(course)» этого ученика нет: \(person)")
    case .samePersonTwice(let firstLine):
      return Text(en: "the same person as in line \(firstLine)", ru: "тот же человек, что в строке \(firstLine)")
    case .snilsOfAnother(let text): return Text(en: "the SNILS “\(text)” is somebody else's", ru: "СНИЛС «\(text)» принадлежит другому")
    case .loginOfAnother(let login, let person):
      return Text(en: "the login “\(login)” is that of \(person)", ru: "логин «\(login)» уже занят: \(person)")
    case .notSubstituteDay(let day):
      return Text(en: "you do not stand in on \(day)", ru: "в этот день замену ведёте не вы: \(day)")
    case .tooLate(let days, let limit):
      return Text(
        en: "entered \(days) days after the day, the school allows \(limit)",
        ru: "прошло \(Counting.plural(days, "день", "дня", "дней")), школа отводит \(limit)")
    case .termClosed(let term): return closed(term)
    default: return setWords(problem)
    }
  }

  private static func setWords(_ problem: Problem) -> Text {
    switch problem {
    case .notInVocabulary(let text, let known):
      let list = Text.list(known)
      return Text(en: "“\(text)”, the specification has: \(list)", ru: "«\(text)», по спецификации: \(list)")
    case .notInSet(let id, let file): return Text(en: "“\(id)” is not in \(file)", ru: "«\(id)» — нет в \(file)")
    case .idTwice(let id, let firstLine):
      return Text(en: "“\(id)” stands in line \(firstLine) already", ru: "«\(id)» уже есть в строке \(firstLine)")
    case .headingOrder(let first):
      return Text(
        en: "the columns are in another order than the specification’s, which begins with \(first)",
        ru: "порядок столбцов не по спецификации, она начинает с \(first)")
    case .saidAbsent: return Text(en: "the manifest says absent, the file is here", ru: "в описи — absent, а файл есть")
    case .saidPresent(let mode): return Text(en: "the manifest says \(mode), the file is not here", ru: "в описи — \(mode), а файла нет")
    case .roleOtherwise(let role):
      return Text(
        en: "“\(role)” in the class, otherwise in the school: not taken over", ru: "«\(role)» в группе, а в школе иначе: не взято")
    case .noFormFor(let name):
      return Text(
        en: "\(name): neither a homeroom nor a grade from 1 to 12; say the form: --form 10А",
        ru: "\(name): нет ни класса, ни параллели от 1 до 12; назовите класс: --form 10А")
    case .notStaff(let person): return Text(en: "\(person) is not on the staff", ru: "нет среди сотрудников: \(person)")
    case .idOfAnother(let person):
      return Text(en: "this identifier is that of \(person)", ru: "этот номер принадлежит другому: \(person)")
    case .twoHomerooms(let person, let a, let b):
      return Text(en: "\(person) is in two homerooms: \(a) and \(b)", ru: "сразу в двух классах, \(a) и \(b): \(person)")
    case .notASign(let code):
      return Text(
        en: "“\(code)” cannot be a sign: 4+, or a word of two to six letters that means nothing else in the journal",
        ru: "«\(code)» не может быть знаком: нужно 4+ или слово от двух до шести букв, которое в журнале больше ничего не значит")
    case .emptySet:
      return Text(en: "nobody is in the set; no enrolment was ended", ru: "в наборе никого нет; обучение никому не завершено")
    case .nameOtherwise(let name, let person):
      return Text(
        en: "the identifier is that of \(person), the name “\(name)”", ru: "номер принадлежит другому (\(person)), а имя — «\(name)»")
    case .nothingToRetake(let day): return Text(en: "no mark of \(day) to take again", ru: "нет отметки за \(date(day)), которую пересдают")
    case .alreadyThere(let name): return Text(en: "“\(name)” is there already", ru: "«\(name)» уже есть")
    case .lessonFirst:
      return Text(
        en: "a course and a lesson come first: == 7А Алгебра, then 07.09 №2 TOPIC",
        ru: "сначала курс и урок: == 7А Алгебра, затем 07.09 №2 ТЕМА")
    case .notASheetRule(let line):
      return Text(
        en: "“\(line)” is no rule: skip, days = DMY|MDY|YMD, column.HEADING = meaning, encoding, separator",
        ru: "«\(line)» — не правило: skip, days = DMY|MDY|YMD, column.ЗАГОЛОВОК = значение, encoding, separator")
    case .notARule(let line):
      return Text(
        en: "“\(line)” is no rule: skip, student, bands, work.TITLE = value",
        ru: "«\(line)» — не правило: skip, student, bands, work.НАЗВАНИЕ = значение")
    case .worksUnnamed(let titles):
      return Text(
        en: "no column names a day; say it in FILE.rules: work.\(titles[0]) = 07.09 Контрольная работа",
        ru: "ни один столбец не называет день; напишите в ФАЙЛ.rules: work.\(titles[0]) = 07.09 Контрольная работа")
    case .pointsNeedBands(let text, let most):
      let number = most == most.rounded() && most < 1_000_000 ? String(Int(most)) : String(most)
      return Text(
        en: "“\(text)” of \(number) points; say what marks they are: --bands 85,70,50",
        ru: "«\(text)» из \(number) баллов; назовите границы отметок: --bands 85,70,50")
    default: return Text("\(problem)")
    }
  }

  private static func there(_ known: [String]) -> Text {
    guard !known.isEmpty else { return Text("") }
    let list = Text.list(Array(known.prefix(12))) + (known.count > 12 ? ", …" : "")
    return Text(en: "; there are: \(list)", ru: "; есть: \(list)")
  }

  /// A day as people write it.
  static func date(_ iso: String) -> String { Day(iso: iso)?.russian ?? iso }

  static func file(_ error: BadFile) -> Complaint {
    func make(_ message: Text, hint: Text? = nil) -> Complaint { Complaint(message: message, hint: hint, key: error.key, exit: error.exit) }
    switch error {
    case .unreadable(let file, let problem, let line): return make(Text("\(file):\(line): \(problem)"))
    case .undecodable(let file, let encoding, let byte, let line):
      return make(
        Text(en: "\(file):\(line): the byte \(byte) is not \(encoding)", ru: "\(file):\(line): байт \(byte) — не \(encoding)"),
        hint: Text(en: "name the encoding: --encoding cp1251", ru: "назовите кодировку: --encoding cp1251"))
    case .quotes(let file, let line, let unclosed):
      return make(
        unclosed
          ? Text(en: "\(file):\(line): a quote is opened here and never closed", ru: "\(file):\(line): кавычка открыта и не закрыта")
          : Text(en: "\(file):\(line): a quote within a field that is not quoted", ru: "\(file):\(line): кавычка внутри поля без кавычек"))
    case .zeroByte(let file, let line):
      return make(Text(en: "\(file):\(line): a zero byte: not a text file", ru: "\(file):\(line): нулевой байт: это не текстовый файл"))
    case .empty(let file): return make(Text(en: "\(file): empty", ru: "\(file): пусто"))
    case .headingsMissing(let file, let missing, let understood):
      return make(
        Text(
          en: "\(file): no heading\(missing.count == 1 ? "" : "s") \(Text.list(missing.map { "“\($0)”" }))",
          ru: "\(file): нет \(missing.count == 1 ? "столбца" : "столбцов") \(Text.list(missing.map { "«\($0)»" }))"),
        hint: understood.isEmpty
          ? Text(
            en: "a line before the headings, or headings of another system: myschool help file-rules",
            ru: "лишняя строка перед заголовками или заголовки другой системы: myschool help file-rules")
          : Text(en: "understood: \(Text.list(understood))", ru: "понятны столбцы: \(Text.list(understood))"))
    case .headingTwice(let file, let heading):
      return make(
        Text(en: "\(file): the heading “\(heading)” says the same as another", ru: "\(file): столбец «\(heading)» повторяет другой"))
    case .ruleForNothing(let file, let heading, let headings):
      return make(
        Text(
          en: "\(file): the rules name the heading “\(heading)”, which it does not have",
          ru: "\(file): в правилах назван столбец «\(heading)», в файле его нет"),
        hint: Text(
          en: "it has: \(Text.list(headings)); lines before the headings: skip = N",
          ru: "есть: \(Text.list(headings)); лишние строки перед заголовками: skip = N"))
    case .givenTwice(let file, let other):
      return make(Text(en: "\(file) holds the same as \(other)", ru: "\(file) — то же, что \(other)"))
    case .unknownKind(let file, let understood):
      return make(
        Text(en: "\(file): neither students, nor staff, nor teaching load", ru: "\(file): не список учеников, не сотрудники и не нагрузка"),
        hint: understood.isEmpty
          ? Text(
            en: "a line before the headings, or headings of another system: myschool help file-rules",
            ru: "лишняя строка перед заголовками или заголовки другой системы: myschool help file-rules")
          : Text(en: "understood: \(Text.list(understood))", ru: "понятны столбцы: \(Text.list(understood))"))
    case .notFound(let file): return make(Text(en: "\(file): no such file", ru: "\(file): нет такого файла"))
    case .input(let file, let errno): return make(Text(en: "\(file): \(system(errno).en)", ru: "\(file): \(system(errno).ru)"))
    }
  }

  static func record(_ error: RecordFailure) -> Complaint {
    func make(_ message: Text, hint: Text? = nil) -> Complaint { Complaint(message: message, hint: hint, key: error.key, exit: error.exit) }
    switch error {
    case .noSuchOperation(let number):
      return make(Text(en: "no operation \(number)", ru: "нет действия \(number)"), hint: Text("myschool log"))
    case .nothingToUndo: return make(Text(en: "nothing of yours to undo", ru: "отменять нечего"), hint: Text("myschool log"))
    case .nothingToRedo: return make(Text(en: "nothing to redo", ru: "возвращать нечего"), hint: Text("myschool log"))
    case .notUndoable(let number, let kind):
      let reason: Text =
        kind == "security"
        ? Text(en: "passwords and sign-ins are not undone", ru: "пароли и входы не отменяются")
        : Text(en: "it made the school", ru: "оно создало школу")
      return make(Text(en: "operation \(number) cannot be undone: \(reason.en)", ru: "действие \(number) отменить нельзя: \(reason.ru)"))
    case .alreadyUndone(let number, let by):
      return make(
        Text(en: "operation \(number) is already undone by \(by)", ru: "действие \(number) уже отменено действием \(by)"),
        hint: Text("myschool redo \(number)"))
    case .notUndone(let number): return make(Text(en: "operation \(number) is in force", ru: "действие \(number) в силе"))
    case .othersOperation(let number):
      return make(
        Text(en: "operation \(number) is somebody else's", ru: "действие \(number) — не ваше"),
        hint: Text(en: "ask the administrator", ru: "обратитесь к администратору"))
    case .struckOut(let number, let by):
      return make(
        Text(
          en: "operation \(number) cannot come back: operation \(by) struck personal data out of it",
          ru: "действие \(number) не вернуть: действием \(by) из него вычеркнуты личные данные"))
    case .nothingThen(let day):
      return make(Text(en: "there was no school on \(day)", ru: "школы в этот день ещё не было: \(day)"), hint: Text("myschool log"))
    case .pastIsFixed:
      return make(
        Text(en: "the past is only looked at", ru: "прошлое можно только смотреть"),
        hint: Text(en: "leave out --as-of and --at", ru: "уберите --as-of и --at"))
    case .migrationBetween(let number, let migration):
      return make(
        Text(
          en: "the file's form has changed since operation \(number) (operation \(migration))",
          ru: "после действия \(number) изменилось устройство файла (действие \(migration))"))
    case .conflict(let number, let later, _):
      guard let later else {
        return make(
          Text(
            en: "operation \(number) cannot be undone: what it made has changed since",
            ru: "действие \(number) не отменить: сделанное им с тех пор изменилось"))
      }
      return make(
        Text(
          en: "operation \(number) cannot be undone: operation \(later) changed the same since",
          ru: "действие \(number) не отменить: то же самое позже изменило действие \(later)"),
        hint: Text(
          en: "see it: myschool log show \(later); undo it first: myschool undo \(later)",
          ru: "посмотреть: myschool log show \(later); сначала отменить его: myschool undo \(later)"))
    case .damagedPart(let operation, let part):
      return make(
        Text(en: "operation \(operation), part \(part): damaged", ru: "действие \(operation), часть \(part): повреждено"),
        hint: Text("myschool db check"))
    }
  }
}
