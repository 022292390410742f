import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

enum CalendarCommands {
  static let noun: Command = Command(
    "calendar", Text(en: "Years, terms, days off, bells", ru: "Учебные годы, периоды, каникулы, звонки"),
    examples: [Example("myschool calendar", Text(en: "the year", ru: "учебный год"))], children: { [show, set, open] },
    run: { try table($0, $1) })

  static let table: @Sendable (Call, Session) throws -> Answer = { _, session in
    .table(try session.owned().timetable.calendarTable())
  }

  static let year = Operand.one(.year, Text(en: "The academic year: 2027/28", ru: "Учебный год: 2027/28"))
}
