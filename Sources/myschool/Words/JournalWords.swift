import Arguments
import Basics
import SchoolModel
import SchoolRoster
import SchoolSheets

/// Why the journal refuses something, in words.
extension JournalRule {
  /// A value that is not only the one that holds without a word.
  fileprivate var alternatives: String {
    switch self {
    case .lateDays: "7; none"
    case .lateFrom: "lesson; homework"
    case .retake: "replace; average"
    default: standard
    }
  }
}

extension FailureWords {
  /// `1-я четверть закрыта`.
  static func closed(_ term: TermCode) -> Text {
    let ending =
      switch term {
      case .quarter, .final: "закрыта"
      case .halfYear: "закрыто"
      case .trimester, .year, .exam: "закрыт"
      }
    return Text(en: "\(term.name.en) is closed", ru: "\(term.name.ru) \(ending)")
  }

  static func journal(_ error: JournalFailure) -> Complaint {
    switch error {
    case .termClosed(let term):
      return make(
        error, closed(term),
        hint: Text(
          en: "who opens it by exception: myschool journal unlock", ru: "кто открывает по разрешению: myschool journal unlock"))
    case .tooLate(let days, let limit):
      return make(
        error,
        Text(
          en: "\(days) days have passed, the school allows \(limit)",
          ru: "прошло \(Counting.plural(days, "день", "дня", "дней")), школа отводит \(limit)"),
        hint: Text(
          en: "ask for an exception: myschool journal unlock FORM SUBJECT --span DAY --reason TEXT",
          ru: "попросите разрешения: myschool journal unlock КЛАСС ПРЕДМЕТ --span ДЕНЬ --reason ТЕКСТ"))
    case .noSuchTerm(let text, let known):
      return make(
        error, Text(en: "“\(text)” is no term here", ru: "«\(text)» — не период этих классов"),
        hint: Text(en: "one of: \(Text.list(known))", ru: "один из: \(Text.list(known))"))
    case .badRule(let rule, let value):
      return make(
        error, Text(en: "“\(value)” is no value of \(rule.rawValue)", ru: "«\(value)» не подходит: \(rule.rawValue)"),
        hint: Text(en: "as in: \(rule.alternatives)", ru: "пишется, например, так: \(rule.alternatives)"))
    case .ruleNotBySubject(let rule):
      return make(error, Text(en: "\(rule.rawValue) is one for all subjects", ru: "\(rule.rawValue) — одно для всех предметов"))
    case .badShares(let text, let kinds):
      return make(
        error,
        Text(
          en: "“\(text)”: categories with their parts of a hundred are needed, two to five of them, as “Контрольная работа=60; *=40”",
          ru: "«\(text)»: нужны категории с долями, от двух до пяти, в сумме 100: «Контрольная работа=60; *=40»"),
        hint: Text(en: "kinds of work: \(kinds.joined(separator: ", "))", ru: "виды работ: \(kinds.joined(separator: ", "))"))
    case .ruleNotByForm(let rule):
      return make(error, Text(en: "\(rule.rawValue) is one for all forms", ru: "правило \(rule.rawValue) — одно для всех классов"))
    case .scoreNeeded(let scale):
      return make(
        error, Text(en: "signs of the scale \(scale) have numbers of their own", ru: "у знаков шкалы \(scale) свои числа"),
        hint: Text(en: "say it: --score N", ru: "назовите число: --score N"))
    case .noSuchScale(let name, let known):
      return make(
        error, Text(en: "there is no scale “\(name)”", ru: "нет шкалы «\(name)»"),
        hint: Text(
          en: "scales: \(known.joined(separator: ", ")); a new one is made by its first sign: journal scale SIGN --of \(name)",
          ru: "есть: \(known.joined(separator: ", ")); новую создаёт её первый знак: journal scale ЗНАК --of \(name)"))
    case .scaleInUse(let course, let scale):
      return make(
        error,
        Text(
          en: "\(course) has marks of the scale \(scale) already; two scales in one course cannot be averaged",
          ru: "в курсе «\(course)» уже есть отметки шкалы \(scale); по двум шкалам среднюю не посчитать"),
        hint: Text(en: "choose the scale before the first mark", ru: "шкалу выбирают до первой отметки"))
    case .notATermMark(let text):
      return make(
        error, Text(en: "“\(text)” is no term mark", ru: "«\(text)» — не отметка за период"), hint: Text("5 4 3 2 н/а осв зач незач"))
    case .reasonNeeded(let person, let mark, let average):
      return make(
        error,
        Text(
          en: "\(person): “\(mark)” lies far from the average \(average)",
          ru: "\(person): «\(mark)» далеко от средней \(average.replacingDot)"),
        hint: Text(en: "say why: --reason 'TEXT'", ru: "назовите причину: --reason 'ТЕКСТ'"))
    case .termMarkStands(let person, let stands, let given):
      return make(
        error, Text(en: "\(person): “\(stands)” stands, “\(given)” is given", ru: "\(person): уже стоит «\(stands)», дано «\(given)»"),
        hint: Text(en: "put the new one: --replace", ru: "поставить новое: --replace"))
    case .notReadyToClose(let count):
      return make(
        error, Text(en: "there are \(count) remarks; nothing was closed", ru: "есть замечания: \(count); период не закрыт"),
        hint: Text(en: "see them without --strict and with -n", ru: "посмотреть их: без --strict, с -n"))
    case .noSuchException(let number):
      return make(error, Text(en: "no request \(number)", ru: "нет запроса \(number)"), hint: Text("myschool journal unlock"))
    case .nothingToPropose: return make(error, Text(en: "nothing to propose", ru: "предложить нечего"))
    case .unmarked(let form): return make(error, Text(en: "\(form) is taught without marks", ru: "\(form) учится без отметок"))
    }
  }
}

extension FailureWords {
  static func oneRoster(_ error: OneRosterFailure) -> Complaint {
    func list(_ schools: [OneRosterSet.School]) -> [Text] { schools.map { Text("  \($0.id)  \($0.name)") } }
    switch error {
    case .severalSchools(let schools):
      return Complaint(
        lines: list(schools), message: Text(en: "the set holds \(schools.count) schools", ru: "в наборе школ: \(schools.count)"),
        hint: Text(
          en: "say which: --school \(schools.first?.id ?? "ID")", ru: "назовите одну: --school \(schools.first?.id ?? "НОМЕР")"),
        key: error.key,
        exit: error.exit)
    case .noSuchSchool(let text, let schools):
      return Complaint(
        lines: list(schools), message: Text(en: "no school “\(text)” in the set", ru: "в наборе нет школы «\(text)»"), key: error.key,
        exit: error.exit)
    }
  }

  static func roster(_ error: RosterFailure) -> Complaint {
    switch error {
    case .notEnrolled(let person): make(error, Text(en: "\(person) is in no form now", ru: "сейчас ни в одном классе: \(person)"))
    case .alreadyEnrolled(let person, let form):
      make(
        error, Text(en: "\(person) is in \(form)", ru: "уже в классе \(form): \(person)"),
        hint: Text(en: "to move: myschool roster move", ru: "перевести: myschool roster move"))
    case .sameForm(let form): make(error, Text(en: "already in \(form)", ru: "уже в классе \(form)"))
    case .leavesBeforeArriving(let day): make(error, Text(en: "arrived only on \(day)", ru: "зачисление позже: \(day)"))
    case .hasEntries(let person):
      make(
        error, Text(en: "\(person) has marks, an account or operations", ru: "есть отметки, учётная запись или действия: \(person)"),
        hint: Text(
          en: "end the enrolment without --altogether, or erase: myschool roster erase",
          ru: "отчислите без --altogether или сотрите данные: myschool roster erase"))
    case .twoPeople(let a, let b):
      make(
        error, Text(en: "\(a) and \(b) do not look like one person", ru: "не похоже на одного человека: \(a) и \(b)"),
        hint: Text(en: "if they are all the same: --force", ru: "если это всё же один человек: --force"))
    case .alreadyListed(let name):
      make(
        error, Text(en: "\(name) is in the roster", ru: "уже есть в списках: \(name)"),
        hint: Text(
          en: "a namesake is told apart by --birth-date, --login or --snils", ru: "тёзку отличают --birth-date, --login или --snils"))
    case .nothingSaid: make(error, Text(en: "nothing to change was named", ru: "не названо, что менять"))
    case .notInForm(let person, let form): make(error, Text(en: "\(person) is not in \(form)", ru: "не в классе \(form): \(person)"))
    case .onePerson(let person): make(error, Text(en: "that is one record already: \(person)", ru: "это одна и та же запись: \(person)"))
    }
  }

  static func calendar(_ error: CalendarFailure) -> Complaint {
    switch error {
    case .badTerm(let text):
      make(error, Text(en: "“\(text)” is no term", ru: "«\(text)» — не период"), hint: Terms.parts)
    case .overlaps(let code, let other):
      make(error, Text(en: "\(code) would overlap \(other)", ru: "\(code) пересекается с периодом \(other)"))
    case .badSpan(let text): make(error, Text(en: "“\(text)” ends before it begins", ru: "«\(text)»: конец раньше начала"))
    case .badWeekday(let text):
      make(error, Text(en: "“\(text)” is no weekday", ru: "«\(text)» — не день недели"), hint: Text("mon…sun, пн…вс"))
    case .badBell(let text): make(error, Text(en: "“\(text)” are no times", ru: "«\(text)» — не время урока"), hint: Text("08:30-09:10"))
    case .nothingThere(let text):
      make(error, Text(en: "nothing is set: \(text)", ru: "не задано: \(text)"), hint: Text("myschool calendar show"))
    case .yearExists(let title): make(error, Text(en: "the year \(title) is open already", ru: "год \(title) уже открыт"))
    case .noYear(let title):
      make(
        error, Text(en: "there is no year \(title) after this one", ru: "следующего года нет: \(title)"),
        hint: Text("myschool calendar open \(title)"))
    case .unknownYear(let title, let known):
      make(
        error, Text(en: "the school has no year “\(title)”", ru: "в школе нет учебного года «\(title)»"),
        hint: Text(en: "years: \(known.joined(separator: ", "))", ru: "есть: \(known.joined(separator: ", "))"))
    case .alreadyPromoted(let title):
      make(error, Text(en: "\(title) has forms already", ru: "в году \(title) классы уже есть"), hint: Text("myschool log"))
    }
  }
}

extension String {
  /// A decimal as Russian texts write it.
  var replacingDot: String { String(map { $0 == "." ? "," : $0 }) }
}
