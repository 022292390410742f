import Basics
import SchoolModel
import SchoolStatistics

/// Why a report cannot be made, in words.
extension StatisticsFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .noReport(let name, let near):
      let meant = near.map { Text(en: "; did you mean \($0)?", ru: "; возможно, \($0)?") } ?? Text("")
      return told(
        Text(en: "no report “\(name)”", ru: "нет сводки «\(name)»") + meant,
        hint: Text(en: "all of them: myschool stats list", ru: "все сводки: myschool stats list"))
    case .termNeeded(let name):
      return told(
        Text(en: "\(name) is made of term marks: say which term", ru: "\(name) составляется по отметкам за период: назовите период"),
        hint: Text("myschool stats report \(name) --term q1"))
    case .badKey(let key, let known):
      return told(
        known.isEmpty
          ? Text(
            en: "the rows of this report are what they are, not by \(key)", ru: "строки этой сводки не выбираются, --by \(key) не годится")
          : Text(en: "not by \(key); by: \(Text.list(known))", ru: "по \(key) не составляется; можно по: \(Text.list(known))"))
    case .overAgainst:
      return told(
        Text(en: "--over and --against cannot be used together", ru: "--over и --against вместе не указывают"),
        hint: Text(en: "a row a period has the comparison in it", ru: "строка на период — уже сравнение"))
    case .overTerms(let name):
      return told(
        Text(en: "\(name) is made of term marks", ru: "\(name) составляется по отметкам за период"),
        hint: Text("--over term"))
    case .notOfQuizzes(let name):
      return told(
        Text(en: "\(name) cannot be made of tests", ru: "\(name) по тестам не составляется"),
        hint: Text("myschool stats report objectivity --term q1 --against quiz"))
    case .nothingBefore(let name):
      return told(
        Text(en: "there is no term before \(name)", ru: "до периода \(name) других в этом году нет"),
        hint: Text(en: "name the span: --against 01.09..30.09", ru: "назовите период: --against 01.09..30.09"))
    case .badQuery(let message):
      return told(
        Text(en: "the query: \(message)", ru: "запрос: \(message)"),
        hint: Text(
          en:
            "one SELECT over v_form, v_student, v_teacher, v_course, v_lesson, v_mark, v_term_mark, v_attendance, v_homework, v_plan, v_operation",
          ru:
            "один SELECT по v_form, v_student, v_teacher, v_course, v_lesson, v_mark, v_term_mark, v_attendance, v_homework, v_plan, v_operation"
        ))
    case .queryTime(let seconds):
      return told(
        Text(en: "the query was stopped after \(seconds) s", ru: "запрос остановлен через \(seconds) с"),
        hint: Text(en: "let it run longer: --limit 60s", ru: "дайте ему больше времени: --limit 60s"))
    case .queryPast:
      return told(Text(en: "stats query asks the present: no --at, no --as-of", ru: "stats query спрашивает настоящее: без --at и --as-of"))
    case .badRunFile(let lines):
      return told(
        Text(en: "the set has mistakes; nothing was made", ru: "в наборе ошибки; ничего не составлено"), lines: lines)
    case .running(let path):
      return told(
        Text(en: "another run of \(path) is under way", ru: "набор \(path) сейчас составляет другой запуск"),
        hint: Text(en: "try again when it is done", ru: "повторите, когда он закончит"))
    case .notARecipient(let who, let unfit): return told(Self.words(who, unfit))
    case .runFromInput:
      return told(
        Text(en: "a set of reports is read from a file", ru: "набор сводок читают из файла"),
        hint: Text("myschool stats run reports.conf"))
    case .runFailed(let names):
      return told(
        Text(en: "not made: \(Text.list(names)); the others are", ru: "не составлены: \(Text.list(names)); остальные готовы"))
    case .otherState(let path):
      return told(
        Text(en: "\(path) is the state of another report or other options", ru: "\(path) — состояние другой сводки или других ключей"),
        hint: Text(en: "give another file: --state FILE", ru: "назовите другой файл: --state ФАЙЛ"))
    }
  }

  private static func words(_ who: String, _ unfit: Unfit) -> Text {
    switch unfit {
    case .seesLess: Text(en: "\(who) may not see all of it", ru: "\(who): этой сводки целиком по своей роли не видит")
    case .noAddress: Text(en: "\(who) has no confirmed address", ru: "\(who): нет подтверждённого адреса")
    case .senderSeesLess:
      Text(
        en: "reports are mailed by who sees the whole school", ru: "сводки письмами рассылают те, кому видна вся школа")
    }
  }
}
