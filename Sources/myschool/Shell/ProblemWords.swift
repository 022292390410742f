import Basics

/// What is wrong with a value, in words.
extension Problem {
  var words: Text {
    switch self {
    case .missing: return Text(en: "empty, a value is needed", ru: "пусто, нужно значение")
    case .notOfScale(let text, let near, let known):
      return Text(
        en: "“\(text)” is not of this course's scale: \(known.joined(separator: ", "))",
        ru: "отметка «\(text)» не из шкалы этого курса: \(known.joined(separator: ", "))") + Self.meant(near)
    case .notAMark(let text, let near):
      return Text(
        en: "“\(text)” is not of the five-point scale: 1–5, зач, незач, осв, “.”, н, б, у, п, оп10, зд",
        ru: "«\(text)» не из пятибалльной шкалы: 1–5, зач, незач, осв, «.», н, б, у, п, оп10, зд") + Self.meant(near)
    case .notAWeight(let text):
      return Text(en: "“\(text)” is not a weight: a whole number from 1 to 100", ru: "«\(text)» — не вес: нужно целое число от 1 до 100")
    case .cellError(let word): return Text(en: "the cell holds an error: \(word)", ru: "в ячейке ошибка: \(word)")
    case .noStoredValue:
      return Text(
        en: "a formula whose value was not stored: open the file, recalculate and save it",
        ru: "формула без сохранённого значения: откройте файл, пересчитайте и сохраните")
    case .notADay(let text):
      return Text(
        en: "“\(text)” is not a day: 02.09.2026, 2026-09-02, 02.09", ru: "«\(text)» — нет такого дня: пишется 02.09.2026, 2026-09-02, 02.09"
      )
    case .notANumber(let text): return Text(en: "“\(text)” is not a number that fits here", ru: "«\(text)» — не подходящее число")
    case .notAWeekday(let text): return Text(en: "“\(text)” is not a day of the week", ru: "«\(text)» — не день недели")
    case .notAWeek(let text):
      return Text(en: "“\(text)” says neither odd nor even weeks", ru: "«\(text)»: нужно «нечётная», «чётная» или пусто")
    case .notSNILS(let text):
      return Text(
        en: "“\(text)” is not a SNILS: eleven digits with a right control number",
        ru: "«\(text)» — не СНИЛС: одиннадцать цифр с верным контрольным числом")
    case .notAPhone(let text):
      return Text(
        en: "“\(text)” is not a phone: +7 900 000-00-00, of another country with its +: +375 29 000-00-00",
        ru: "«\(text)» — не телефон: +7 900 000-00-00, иностранный — с плюсом: +375 29 000-00-00")
    case .roundedNumber(let text):
      return Text(
        en: "“\(text)”: a table program has rounded the number, its digits are lost; make the column text and enter it again",
        ru: "«\(text)»: табличная программа округлила число, цифры потеряны; задайте столбцу текстовый формат и введите заново")
    case .maximumUnknown(let work):
      return Text(
        en: "points without a known maximum; add a line to FILE.rules: max.\(work) = 20",
        ru: "баллы, а максимум неизвестен; добавьте строку в ФАЙЛ.rules: max.\(work) = 20")
    case .bandsOfAnotherScale(let course):
      return Text(
        en: "\(course) is not marked on the five-point scale: --bands mean nothing there",
        ru: "\(course): шкала не пятибалльная, --bands здесь не годится")
    case .noSuchHeading: return Text(en: "the file has no such column", ru: "в файле нет такого столбца")
    case .headingTwice: return Text(en: "the file has this column twice", ru: "такой столбец в файле дважды")
    case .headingsTakenAsEmpty(let names):
      return Text(en: "no columns \(Text.list(names)): taken as empty", ru: "нет столбцов \(Text.list(names)): считаются пустыми")
    case .deletedInSet(let id, let file):
      return Text(en: "“\(id)” is to be deleted by \(file)", ru: "«\(id)» в \(file) помечено на удаление")
    case .relativeOfNobody(let name):
      return Text(en: "\(name) is a relative of nobody in the set, not taken", ru: "\(name): ребёнок в наборе не указан, не взято")
    case .notAnEmail(let text): return Text(en: "“\(text)” is not an e-mail address", ru: "«\(text)» — не адрес электронной почты")
    case .notGrades(let text): return Text(en: "“\(text)” is not a range of grades: 7 or 5-7", ru: "«\(text)» — не классы: 7 или 5-7")
    case .notAnAge(let text):
      return Text(en: "“\(text)” is no age mark: 0+, 6+, 12+, 16+", ru: "«\(text)» — не возрастная метка: 0+, 6+, 12+, 16+")
    case .notAnISBN(let text):
      return Text(en: "“\(text)” is not an ISBN, or has a slip in it", ru: "«\(text)» — не ISBN или в нём опечатка")
    case .notAnAddress(let text): return Text(en: "“\(text)” is not an address: https://…", ru: "«\(text)» — не адрес: https://…")
    case .notALogin(let text):
      return Text(en: "“\(text)” is not a login: letters, digits, dot, hyphen", ru: "«\(text)» — не логин: буквы, цифры, точка, дефис")
    case .notAForm(let text) where FormName.looksLikeDate(text):
      return Text(
        en: "“\(text)” is a date: a spreadsheet has probably made it of 5-1; make the column text",
        ru: "«\(text)» — дата: вероятно, таблица переделала в неё 5-1; задайте столбцу текстовый формат")
    case .notAForm(let text): return Text(en: "“\(text)” is not a form: 7А", ru: "«\(text)» — не класс: пишется 7А")
    case .notAName(let text):
      return Text(
        en: "“\(text)” is not a full name: Иванова Анна Павловна; a longer one in columns of its own: Фамилия, Имя, Отчество",
        ru: "«\(text)» — не полное имя: Иванова Анна Павловна; более длинное пишут в столбцах «Фамилия», «Имя», «Отчество»")
    case .notARelation(let text): return Text(en: "“\(text)” is not a relation", ru: "«\(text)» — не родство")
    case .birthDateImpossible(let text): return Text(en: "“\(text)” cannot be a birth date", ru: "«\(text)» не может быть датой рождения")
    case .noSuchForm(let text, let known): return Text(en: "no form “\(text)”", ru: "нет класса «\(text)»") + Self.there(known)
    case .noCourses(let form): return Text(en: "\(form) has no courses yet", ru: "в \(form) пока нет курсов")
    case .noSuchSubject(let text, let form, let known):
      return Text(en: "\(form) has no subject “\(text)”", ru: "в \(form) нет предмета «\(text)»") + Self.there(known)
    case .ambiguousSubject(let text, let candidates):
      return Text(
        en: "“\(text)” begins several subjects: \(Text.list(candidates))",
        ru: "на «\(text)» начинается несколько предметов: \(Text.list(candidates))")
    case .noSuchPerson(let text, let among, let near):
      let place = among.isEmpty ? Text(en: "in the school", ru: "в школе") : Text(en: "in \(among)", ru: "в \(among)")
      let tail = near.map { Text(en: "; did you mean \($0)?", ru: "; возможно, \($0)?") } ?? Text("")
      return Text(en: "nobody called “\(text)” \(place.en)", ru: "«\(text)» — \(place.ru) никого с таким именем") + tail
    case .severalPersons(let text, let among, let candidates):
      let list = candidates.joined(separator: candidates.contains { $0.contains(",") } ? "; " : ", ")
      let number = candidates.count == 2 ? Text(en: "two", ru: "двое") : Text(en: "several", ru: "несколько")
      let place = among.isEmpty ? Text("") : Text(en: " in \(among)", ru: " в \(among)")
      return Text(en: "“\(text)” fits \(number.en)\(place.en): \(list)", ru: "«\(text)» — \(number.ru)\(place.ru): \(list)")
    case .noSuchKind(let text, let known): return Text(en: "no kind of work “\(text)”", ru: "нет вида работы «\(text)»") + Self.there(known)
    case .ambiguousKind(let text, let candidates):
      return Text(
        en: "“\(text)” begins several kinds of work: \(Text.list(candidates))",
        ru: "на «\(text)» начинается несколько видов работы: \(Text.list(candidates))")
    case .outsideYear(let day, let first, let last):
      return Text(
        en: "\(day) is outside the academic year \(first)–\(last)",
        ru: "\(Self.date(day)) — вне учебного года: \(Self.date(first)) – \(Self.date(last))")
    case .noLessons(let day, let why):
      let reason = why.map { " (\($0))" } ?? ""
      return Text(en: "no lessons on \(day)\(reason)", ru: "\(Self.date(day)) уроков нет\(reason)")
    case .noLesson(let day, let nearest):
      let dates = nearest.map(Self.date)
      return Text(
        en: "no lesson of this subject on \(day)" + (nearest.isEmpty ? "" : "; the nearest: \(Text.list(nearest))"),
        ru: "\(Self.date(day)) урока по расписанию нет" + (dates.isEmpty ? "" : "; ближайшие: \(Text.list(dates))"))
    case .noLessonNumber(let number, let day, let known):
      let list = Text.list(known.map(String.init))
      return Text(en: "not lesson \(number) on \(day): \(list)", ru: "\(Self.date(day)): урока № \(number) нет, по расписанию — № \(list)")
    case .severalLessons(let day, let numbers):
      let list = Text.list(numbers.map(String.init))
      return Text(en: "several lessons on \(day): \(list)", ru: "\(Self.date(day)) уроков несколько: \(list)")
    case .severalWorks(let kinds):
      return Text(
        en: "several works stand here: \(Text.list(kinds)); name the kind",
        ru: "здесь несколько работ: \(Text.list(kinds)); назовите вид работы")
    case .tooFewFields(let found, let headings):
      return Text(en: "only \(found) fields under \(headings) headings", ru: "полей только \(found), а заголовков \(headings)")
    case .tooManyFields(let found, let headings):
      return Text(en: "\(found) fields under \(headings) headings", ru: "полей \(found), а заголовков \(headings)")
    case .givenTwice(let firstLine, let before, _) where before.isEmpty:
      return Text(en: "the same work as in line \(firstLine)", ru: "та же работа, что в строке \(firstLine)")
    case .namedTwice(let name, let first, let second):
      return Text(en: "\(name) is named twice: “\(first)” and “\(second)”", ru: "\(name) — дважды: «\(first)» и «\(second)»")
    case .givenTwice(let firstLine, let before, let now) where before == now:
      return Text(en: "repeats line \(firstLine)", ru: "повторяет строку \(firstLine)")
    case .givenTwice(let firstLine, let before, let now):
      return Text(
        en: "the same as line \(firstLine): “\(before)” there, “\(now)” here",
        ru: "то же, что в строке \(firstLine): там «\(before)», здесь «\(now)»")
    case .different(let stands, let given):
      return Text(en: "“\(stands)” stands here already, “\(given)” was given", ru: "уже стоит «\(stands)», дано «\(given)»")
    case .standsToTakeAway(let stands): return Text(en: "“\(stands)” stands here", ru: "здесь стоит «\(stands)»")
    case .hasRetake(let day):
      return Text(
        en: "the mark was taken again on \(day); the retake goes first",
        ru: "отметку пересдавали \(Self.date(day)); сначала уберите пересдачу")
    case .lessonCalledOff(let day):
      return Text(en: "the lesson of \(day) was called off", ru: "урок \(Self.date(day)) отменён или перенесён")
    case .ahead(let day):
      return Text(
        en: "\(day) is still to come: a debt or an announced work can be entered ahead, a mark cannot",
        ru: "\(Self.date(day)) ещё не наступило: заранее ставят долг «.» или объявляют работу, отметку — нет")
    case .attendanceBesideMark(let code, let mark):
      return Text(en: "“\(code)” beside the mark “\(mark)”", ru: "«\(code)» рядом с отметкой «\(mark)»")
    case .absenceBesideMark(let code, let mark, let subject, let number):
      return Text(
        en: "“\(code)” beside the mark “\(mark)” (\(subject), lesson \(number))",
        ru: "«\(code)» рядом с отметкой «\(mark)» (\(subject), урок \(number))")
    case .markBesideAttendance(let code, let mark):
      return Text(en: "the mark “\(mark)” beside “\(code)”", ru: "отметка «\(mark)» рядом с «\(code)»")
    case .dueBeforeLesson(let day):
      return Text(en: "due before the lesson of \(day)", ru: "срок раньше самого урока \(Self.date(day))")
    case .retakeBeside(let day):
      return Text(
        en: "another mark for such a work stands on \(day); a retake would take its place",
        ru: "\(Self.date(day)) за такую же работу уже стоит другая отметка, пересдача встала бы на её место")
    case .notAnAbsence(let text):
      return Text(
        en: "“\(text)” is no absence: н unknown, б ill, у valid reason, п truant, оп10 late by 10 minutes",
        ru: "«\(text)» — не пропуск: н — причина неясна, б — болел, у — уважительная, п — без уважительной, оп10 — опоздал на 10 минут")
    case .notInCourse(let person, let course, let day, let until, let from):
      let en = [until.map { "left on \($0)" }, from.map { "comes on \($0)" }].compactMap { $0 }.joined(separator: ", ")
      let ru = [until.map { "по \(Self.date($0))" }, from.map { "с \(Self.date($0))" }].compactMap { $0 }.joined(separator: ", затем ")
      return Text(
        en: "\(person) is not in \(course) on \(day)\(en.isEmpty ? "" : " (\(en))")",
        ru: "\(Self.date(day)) в журнале «\(course)» этого ученика нет: \(person)\(ru.isEmpty ? "" : " (числится \(ru))")")
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
    case .termClosed(let term): return term.closedWords
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
    case .nothingToRetake(let day):
      return Text(en: "no mark of \(day) to take again", ru: "нет отметки за \(Self.date(day)), которую пересдают")
    case .retakenAlready(let day, let on):
      return Text(
        en: "the mark of \(day) was taken again on \(on) already; to take that one again: --retake \(on)",
        ru: "отметку за \(Self.date(day)) уже пересдали \(Self.date(on)); пересдать ту: --retake \(Self.date(on))")
    case .otherCourse(let found, let asked):
      return Text(en: "the row is of \(found), the command of \(asked)", ru: "в строке — \(found), в команде — \(asked)")
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
    }
  }

  private static func meant(_ near: String?) -> Text {
    near.map { Text(en: "; did you mean \($0)?", ru: "; возможно, \($0)?") } ?? Text("")
  }

  private static func there(_ known: [String]) -> Text {
    guard !known.isEmpty else { return Text("") }
    let list = Text.list(Array(known.prefix(12))) + (known.count > 12 ? ", …" : "")
    return Text(en: "; there are: \(list)", ru: "; есть: \(list)")
  }

  /// A day as people write it.
  static func date(_ iso: String) -> String { Day(iso: iso)?.russian ?? iso }
}

extension TermCode {
  /// `1-я четверть закрыта`.
  var closedWords: Text {
    let ending =
      switch self {
      case .quarter, .final: "закрыта"
      case .halfYear: "закрыто"
      case .trimester, .year, .exam: "закрыт"
      }
    return Text(en: "\(name.en) is closed", ru: "\(name.ru) \(ending)")
  }

  /// `1-я четверть снова открыта`.
  var openWords: Text {
    let closed = closedWords.ru
    return Text(
      en: "\(name.en) is open again",
      ru: closed.hasSuffix("закрыта")
        ? "\(name.ru) снова открыта" : closed.hasSuffix("закрыто") ? "\(name.ru) снова открыто" : "\(name.ru) снова открыт")
  }
}
