import Basics
import SchoolModel

/// Why the calendar refuses something, in words.
extension CalendarFailure: Worded {
  var complaint: Complaint {
    switch self {
    case .badTerm(let text):
      told(Text(en: "“\(text)” is no term", ru: "«\(text)» — не период"), hint: Terms.parts)
    case .overlaps(let code, let other):
      told(Text(en: "\(code) would overlap \(other)", ru: "\(code) пересекается с периодом \(other)"))
    case .badSpan(let text): told(Text(en: "“\(text)” ends before it begins", ru: "«\(text)»: конец раньше начала"))
    case .badWeekday(let text):
      told(Text(en: "“\(text)” is no weekday", ru: "«\(text)» — не день недели"), hint: Text("mon…sun, пн…вс"))
    case .badBell(let text): told(Text(en: "“\(text)” are no times", ru: "«\(text)» — не время урока"), hint: Text("08:30-09:10"))
    case .nothingThere(let text):
      told(Text(en: "nothing is set: \(text)", ru: "не задано: \(text)"), hint: Text("myschool calendar show"))
    case .yearExists(let title): told(Text(en: "the year \(title) is open already", ru: "год \(title) уже открыт"))
    case .noYear(let title):
      told(
        Text(en: "there is no year \(title) after this one", ru: "следующего года нет: \(title)"),
        hint: Text("myschool calendar open \(title)"))
    case .unknownYear(let title, let known):
      told(
        Text(en: "the school has no year “\(title)”", ru: "в школе нет учебного года «\(title)»"),
        hint: Text(en: "years: \(known.joined(separator: ", "))", ru: "есть: \(known.joined(separator: ", "))"))
    case .badLanguage(let text):
      told(Text(en: "“\(text)” is no language of the program", ru: "«\(text)» — такого языка в программе нет"), hint: Text("ru, en"))
    case .badTimeZone(let text):
      told(
        Text(en: "“\(text)” is no time zone of Russia", ru: "«\(text)» — не часовой пояс России"),
        hint: Text(Text.list(SchoolTimeZone.all.map(\.name))))
    case .timetableStands(let since):
      told(
        Text(en: "a timetable holds since \(since)", ru: "расписание уже действует с \(Problem.date(since))"),
        hint: Text(
          en: "say from which day on the new one holds: --date DAY",
          ru: "скажите, с какого дня действует новое: --date ДЕНЬ"))
    case .alreadyPromoted(let title):
      told(Text(en: "\(title) has forms already", ru: "в году \(title) классы уже есть"), hint: Text("myschool log"))
    }
  }
}
