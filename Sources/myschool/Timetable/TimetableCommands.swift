import Arguments
import Basics
import SchoolModel
import Tabular

enum TimetableCommands {
  static let noun: Command = Command(
    "timetable", Text(en: "Lessons of the week", ru: "Расписание уроков"),
    children: { [load, show, TimetableChange.command, check, TimetableExport.command] })

  static let from = Option.text(
    "date", "d", .day,
    Text(en: "The day it holds from; the first day of the year by default", ru: "С какого дня действует; по умолчанию с начала года")
  ).also("from-day")

  static let form = Operand.optional(.form, Text(en: "The form; without it all within reach", ru: "Класс; без него — все доступные"))

  static let teacher = Option.text(
    "teacher", nil, .person, Text(en: "Only the lessons of this teacher", ru: "Только уроки этого учителя"))

  static let date = Option.text(
    "date", nil, .day, Text(en: "The timetable of this day; today by default", ru: "Расписание на этот день; по умолчанию на сегодня"))
}
