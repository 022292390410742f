import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension CalendarCommands {
  static let show: Command = Command(
    "show", Text(en: "Show the calendar of the year", ru: "Показать календарь учебного года"),
    examples: [Example("myschool calendar show", Text(en: "terms, days off, bells", ru: "периоды, каникулы, звонки"))],
    sections: [Tree.columns(Timetable.calendarColumns)], run: table)
}
