import Arguments
import SchoolCore
import Tabular

enum CalendarCommands {
  static let noun: Command = Command(
    "calendar", Text(en: "Years, terms, days off, bells", ru: "Учебные годы, периоды, каникулы, звонки"),
    examples: [Example("myschool calendar", Text(en: "the year", ru: "учебный год"))], children: { [show, set, open] },
    run: { try table($0, $1) })

  private static let table: @Sendable (Call, Session) throws -> Outcome = { _, session in
    .table(try session.owned().calendarTable())
  }

  static let show: Command = Command(
    "show", Text(en: "Show the calendar of the year", ru: "Показать календарь учебного года"),
    examples: [Example("myschool calendar show", Text(en: "terms, days off, bells", ru: "периоды, каникулы, звонки"))],
    sections: [Tree.columns(School.calendarColumns)], run: table)

  private static let kind = Operand.one(
    0, .choice(["term", "day-off", "moved", "bell"], placeholder: "term|day-off|moved|bell"), Text(en: "What to set", ru: "Что задать"))
  private static let name = Operand.one(
    1, ValueKind("name"),
    Text(en: "q1, t1, h1; the title; the day; the number of the lesson", ru: "q1, t1, h1; название; день; номер урока"))
  private static let value = Operand.optional(
    2, ValueKind("value"), Text(en: "01.09..23.10; a weekday; 08:30-09:10", ru: "01.09..23.10; день недели; 08:30-09:10"))
  private static let remove = Option.flag("remove", Text(en: "Take it away", ru: "Убрать"))

  static let set: Command = Command(
    "set", Text(en: "Set a term, a day off, a moved day or a bell", ru: "Задать период, каникулы, перенос дня или звонок"),
    discussion: Text(
      en:
        "Trimesters (t1…t3) take the place of quarters. A moved day is taught as another weekday: a Saturday as a Monday. A day off is taken away by any day of it.",
      ru:
        "Триместры (t1…t3) сменяют четверти. В перенесённый день уроки идут по расписанию другого дня недели: суббота как понедельник. Каникулы убираются по любому их дню."
    ),
    operands: [kind.spec, name.spec, value.spec], options: [remove.spec] + Everywhere.writing,
    examples: [
      Example("myschool calendar set term q1 01.09..23.10", Text(en: "a quarter", ru: "четверть")),
      Example("myschool calendar set day-off 'Карантин' 07.12..11.12", Text(en: "days off", ru: "дни без уроков")),
      Example("myschool calendar set moved 2026-11-28 пн", Text(en: "a Saturday as a Monday", ru: "суббота как понедельник")),
      Example("myschool calendar set bell 1 08:30-09:10", Text(en: "the first lesson", ru: "первый урок")),
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
    case ("bell", true): change = .removeBell(number: try number(name))
    case ("term", false): change = .term(code: name, span: try required(value))
    case ("day-off", false): change = .dayOff(title: name, span: try required(value))
    case ("moved", false): change = .moved(day: name, weekday: try required(value))
    case ("bell", false): change = .bell(number: try number(name), span: try required(value))
    default: throw UsageFailure(.badValue(option: "KIND", value: call[kind], expected: Text("term, day-off, moved, bell")))
    }
    return .receipt(Receipt(try session.school().setCalendar(change, session.request), dryRun: call[Everywhere.dryRun]))
  }

  private static func required(_ value: String?) throws -> String {
    guard let value else { throw UsageFailure(.operandNeeded("VALUE")) }
    return value
  }

  private static let year = Operand.one(0, ValueKind("year"), Text(en: "The academic year: 2027/28", ru: "Учебный год: 2027/28"))

  static let open: Command = Command(
    "open", Text(en: "Open another academic year", ru: "Открыть следующий учебный год"),
    discussion: Text(
      en: "With the usual terms and days off; forms move up into it by roster promote.",
      ru: "С обычными периодами и каникулами; классы переводит в него roster promote."),
    operands: [year.spec], options: Everywhere.writing,
    examples: [Example("myschool calendar open 2027/28", Text(en: "the next year", ru: "следующий год"))]
  ) { call, session in
    .receipt(Receipt(try session.school().openYear(call[year], session.request), dryRun: call[Everywhere.dryRun]))
  }
}
