import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension CalendarCommands {
  private static let kind = Operand.one(
    .choice(["term", "day-off", "moved", "bell", "time-zone", "language"], placeholder: "WHAT"),
    Text(
      en: "What to set: term, day-off, moved, bell, time-zone, language", ru: "Что задать: term, day-off, moved, bell, time-zone, language")
  )

  private static let name = Operand.one(
    ValueKind(.name),
    Text(
      en: "q1, t1, h1; the title; the day; the number of the lesson; the zone; ru, en",
      ru: "q1, t1, h1; название; день; номер урока; пояс; ru, en"))

  private static let value = Operand.optional(
    ValueKind(.value), Text(en: "01.09..23.10; a weekday; 08:30-09:10", ru: "01.09..23.10; день недели; 08:30-09:10"))

  private static let date = Option.text(
    "date", nil, .day, Text(en: "A bell of this day alone: a shortened day", ru: "Звонок только этого дня: сокращённый день"))

  private static let grade = Option<Int?>.value(
    "grade", nil, .number, expected: Text(en: "a number from 1 to 12", ru: "число от 1 до 12"),
    Text(en: "A bell of this year of study alone", ru: "Звонок только этой параллели")
  ) { Int($0).flatMap { (1...12).contains($0) ? $0 : nil } }

  private static let remove = Option.flag("remove", Text(en: "Take it away", ru: "Убрать"))

  static let set: Command = Command(
    "set",
    Text(
      en: "Set a term, a day off, a moved day, a bell or the time zone", ru: "Задать период, каникулы, перенос дня, звонок, часовой пояс"),
    discussion: Text(
      en:
        "Trimesters (t1…t3) take the place of quarters. A moved day is taught as another weekday: a Saturday as a Monday. A day off is taken away by any day of it.",
      ru:
        "Триместры (t1…t3) сменяют четверти. В перенесённый день уроки идут по расписанию другого дня недели: суббота как понедельник. Каникулы убираются по любому их дню."
    ),
    needs: [.calendarWrite], writes: true, operands: [kind.spec, name.spec, value.spec], options: [date.spec, grade.spec, remove.spec],
    examples: [
      Example("myschool calendar set term q1 01.09..23.10", Text(en: "a quarter", ru: "четверть")),
      Example("myschool calendar set day-off 'Карантин' 07.12..11.12", Text(en: "days off", ru: "дни без уроков")),
      Example("myschool calendar set moved 2026-11-28 пн", Text(en: "a Saturday as a Monday", ru: "суббота как понедельник")),
      Example("myschool calendar set bell 1 08:30-09:10", Text(en: "the first lesson", ru: "первый урок")),
      Example(
        "myschool calendar set bell 1 08:30-09:00 --date 01.09", Text(en: "of a shortened day", ru: "в сокращённый день")),
      Example("myschool calendar set bell 1 08:30-09:05 --grade 1", Text(en: "of the first forms", ru: "у первых классов")),
      Example("myschool calendar set time-zone Asia/Omsk", Text(en: "where the school is", ru: "где находится школа")),
      Example("myschool calendar set language ru", Text(en: "the language of letters", ru: "язык писем")),
    ]
  ) { call, session in
    let (name, value) = (call[name], call[value])
    func number(_ text: String) throws -> Int {
      guard let number = Int(text) else {
        throw UsageFailure(.badValue(option: "N", value: text, expected: Text(en: "a lesson's number", ru: "номер урока")))
      }
      return number
    }
    let change: CalendarChange
    switch (call[kind], call[remove]) {
    case ("day-off", true): change = .removeDayOff(day: name)
    case ("moved", true): change = .removeMoved(day: name)
    case ("bell", true): change = .removeBell(number: try number(name), day: call[date], grade: call[grade])
    case ("term", false): change = .term(code: name, span: try required(value))
    case ("day-off", false): change = .dayOff(title: name, span: try required(value))
    case ("moved", false): change = .moved(day: name, weekday: try required(value))
    case ("bell", false): change = .bell(number: try number(name), span: try required(value), day: call[date], grade: call[grade])
    case ("time-zone", false): change = .timeZone(name)
    case ("language", false): change = .language(name)
    default:
      throw UsageFailure(.badValue(option: "KIND", value: call[kind], expected: Text("term, day-off, moved, bell, time-zone, language")))
    }
    let performed = try session.school().timetable.setCalendar(change, session.request)
    return .receipt(Receipt(performed, event: [words(change, try session.school().schoolCalendar())]))
  }

  /// What the calendar says now.
  private static func words(_ change: CalendarChange, _ calendar: SchoolCalendar) -> Text {
    func day(_ text: String) -> Text {
      let day = DayReader(calendar).day(text)
      return Text(en: day?.description ?? text, ru: day?.russian ?? text)
    }
    func place(_ text: String?, _ grade: Int?) -> Text {
      let days = text.map { Text(en: ", \(day($0).en)", ru: ", \(day($0).ru)") } ?? Text("")
      return days + (grade.map { Text(en: ", grade \($0)", ru: ", \($0)-е классы") } ?? Text(""))
    }
    switch change {
    case .term(let code, let span):
      let name = TermCode(typed: code)?.name ?? Text(code)
      return name + Text(": \(span)")
    case .dayOff(let title, let span): return Text(en: "days off: \(title), \(span)", ru: "неучебные дни: \(title), \(span)")
    case .moved(let text, let weekday):
      let code = "as-weekday-\(DayReader.weekday(weekday) ?? 0)"
      let how = CodedWords.calendarNotes[code] ?? Text(weekday)
      return Text(en: "\(day(text).en): \(how.en)", ru: "\(day(text).ru) — уроки \(how.ru)")
    case .bell(let number, let span, let text, let grade):
      return Text(en: "bell \(number): \(span)", ru: "звонок \(number): \(span)") + place(text, grade)
    case .language(let code): return Text(en: "language of the school: \(code)", ru: "язык школы: \(code)")
    case .timeZone(let zone): return Text(en: "time zone: \(zone)", ru: "часовой пояс: \(zone)")
    case .removeDayOff(let text): return Text(en: "no days off any more: \(day(text).en)", ru: "снова учебные: \(day(text).ru)")
    case .removeMoved(let text): return Text(en: "\(day(text).en): by its own weekday again", ru: "\(day(text).ru): снова своё расписание")
    case .removeBell(let number, let text, let grade):
      return Text(en: "bell \(number): as usual again", ru: "звонок \(number): снова обычный") + place(text, grade)
    }
  }

  private static func required(_ value: String?) throws -> String {
    guard let value else { throw UsageFailure(.operandNeeded("VALUE")) }
    return value
  }
}
