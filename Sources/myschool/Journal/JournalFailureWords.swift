import Basics
import SchoolModel

/// Why the journal refuses something, in words.
extension JournalFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .termClosed(let term):
      return told(
        term.closedWords,
        hint: Text(
          en: "who opens it by exception: myschool journal unlock", ru: "кто открывает по разрешению: myschool journal unlock"))
    case .tooLate(let days, let limit):
      return told(
        Text(
          en: "\(days) days have passed, the school allows \(limit)",
          ru: "прошло \(Counting.plural(days, "день", "дня", "дней")), школа отводит \(limit)"),
        hint: Text(
          en: "ask for an exception: myschool journal unlock FORM SUBJECT --span DAY --reason TEXT",
          ru: "попросите разрешения: myschool journal unlock КЛАСС ПРЕДМЕТ --span ДЕНЬ --reason ТЕКСТ"))
    case .noSuchTerm(let text, let known):
      return told(
        Text(en: "“\(text)” is no term here", ru: "«\(text)» — не период этих классов"),
        hint: Text(en: "one of: \(Text.list(known))", ru: "один из: \(Text.list(known))"))
    case .badRule(let rule, let value):
      return told(
        Text(en: "“\(value)” is no value of \(rule.rawValue)", ru: "«\(value)» не подходит: \(rule.rawValue)"),
        hint: Text(en: "as in: \(rule.alternatives)", ru: "пишется, например, так: \(rule.alternatives)"))
    case .ruleNotBySubject(let rule):
      return told(Text(en: "\(rule.rawValue) is one for all subjects", ru: "\(rule.rawValue) — одно для всех предметов"))
    case .badShares(let text, let kinds):
      return told(
        Text(
          en: "“\(text)”: categories with their parts of a hundred are needed, two to five of them, as “Контрольная работа=60; *=40”",
          ru: "«\(text)»: нужны категории с долями, от двух до пяти, в сумме 100: «Контрольная работа=60; *=40»"),
        hint: Text(en: "kinds of work: \(kinds.joined(separator: ", "))", ru: "виды работ: \(kinds.joined(separator: ", "))"))
    case .ruleNotByForm(let rule):
      return told(Text(en: "\(rule.rawValue) is one for all forms", ru: "правило \(rule.rawValue) — одно для всех классов"))
    case .scoreNeeded(let scale):
      return told(
        Text(en: "signs of the scale \(scale) have numbers of their own", ru: "у знаков шкалы \(scale) свои числа"),
        hint: Text(en: "say it: --score N", ru: "назовите число: --score N"))
    case .noSuchScale(let name, let known):
      return told(
        Text(en: "there is no scale “\(name)”", ru: "нет шкалы «\(name)»"),
        hint: Text(
          en: "scales: \(known.joined(separator: ", ")); a new one is made by its first sign: journal scale SIGN --of \(name)",
          ru: "есть: \(known.joined(separator: ", ")); новую создаёт её первый знак: journal scale ЗНАК --of \(name)"))
    case .scaleInUse(let course, let scale):
      return told(
        Text(
          en: "\(course) has marks of the scale \(scale) already; two scales in one course cannot be averaged",
          ru: "в курсе «\(course)» уже есть отметки шкалы \(scale); по двум шкалам среднюю не посчитать"),
        hint: Text(en: "choose the scale before the first mark", ru: "шкалу выбирают до первой отметки"))
    case .notATermMark(let text):
      return told(
        Text(en: "“\(text)” is no term mark", ru: "«\(text)» — не отметка за период"), hint: Text("5 4 3 2 н/а осв зач незач"))
    case .noHomeworkToEstimate:
      return told(
        Text(en: "no homework is set for this lesson yet", ru: "на этот урок ещё ничего не задано"),
        hint: Text(
          en: "set it with its minutes: myschool journal homework 7А алг 'п. 4' --minutes 20",
          ru: "задайте вместе с минутами: myschool journal homework 7А алг 'п. 4' --minutes 20"))
    case .changeReasonNeeded:
      return told(
        Text(
          en: "the school wants to know why a mark is changed or taken away",
          ru: "школа просит указать, почему отметка меняется или убирается"),
        hint: Text(en: "say it: -m TEXT", ru: "напишите: -m ТЕКСТ"))
    case .termRuns(let term, let last):
      return told(
        Text(en: "\(term.name.en) goes on until \(last)", ru: "\(term.name.ru) ещё идёт, до \(last.russian)"),
        hint: Text(en: "to close it all the same: --early", ru: "закрыть всё равно: --early"))
    case .changedMeanwhile(let names):
      return told(
        Text(
          en: "somebody has changed this meanwhile: \(Text.list(names)); nothing was written",
          ru: "пока Вы вводили, это изменили: \(Text.list(names)); ничего не записано"),
        hint: Text(en: "what you typed is kept: open the page again", ru: "набранное сохранено: откройте страницу снова"))
    case .reasonNeeded(let person, let mark, let average):
      return told(
        Text(
          en: "\(person): “\(mark)” lies far from the average \(average)",
          ru: "\(person): «\(mark)» далеко от средней \(average.replacingDot)"),
        hint: Text(en: "say why: --reason 'TEXT'", ru: "назовите причину: --reason 'ТЕКСТ'"))
    case .termMarkStands(let person, let stands, ""):
      return told(
        Text(en: "\(person): “\(stands)” stands", ru: "\(person): стоит «\(stands)»"),
        hint: Text(en: "take it away: --replace", ru: "убрать: --replace"))
    case .termMarkStands(let person, let stands, let given):
      return told(
        Text(en: "\(person): “\(stands)” stands, “\(given)” is given", ru: "\(person): уже стоит «\(stands)», дано «\(given)»"),
        hint: Text(en: "put the new one: --replace", ru: "поставить новое: --replace"))
    case .termNotBegun(let term, let first):
      return told(
        Text(
          en: "\(term.name.en): its marks are put from \(first) on",
          ru: "\(term.name.ru): отметки ставят с \(first.russian)"),
        hint: Text(en: "before that, for a reason: --reason 'TEXT'", ru: "досрочно — с причиной: --reason 'ТЕКСТ'"))
    case .notReadyToClose(let count):
      return told(
        Text(en: "there are \(count) remarks; nothing was closed", ru: "есть замечания: \(count); период не закрыт"),
        hint: Text(en: "see them without --strict and with -n", ru: "посмотреть их: без --strict, с -n"))
    case .noSuchException(let number):
      return told(Text(en: "no request \(number)", ru: "нет запроса \(number)"), hint: Text("myschool journal unlock"))
    case .nothingToPropose: return told(Text(en: "nothing to propose", ru: "предложить нечего"))
    case .unmarked(let form): return told(Text(en: "\(form) is taught without marks", ru: "\(form) учится без отметок"))
    }
  }
}

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

extension String {
  /// A decimal as Russian texts write it.
  var replacingDot: String { String(map { $0 == "." ? "," : $0 }) }
}
