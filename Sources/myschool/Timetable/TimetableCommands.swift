import Arguments
import SchoolCore
import Tabular

enum TimetableCommands {
  static let noun: Command = Command(
    "timetable", Text(en: "Lessons of the week", ru: "Расписание уроков"),
    children: { [load, show, TimetableChange.command, check, TimetableExport.command] })

  private static let file = Operand.one(
    0, .file, Text(en: "The timetable; - is standard input", ru: "Файл расписания; - — стандартный ввод"))
  private static let from = Option.text(
    "from-day", nil, .day,
    Text(en: "The day it holds from; the first day of the year by default", ru: "С какого дня действует; по умолчанию с начала года"))

  static let load: Command = Command(
    "import", Text(en: "Take over a timetable", ru: "Загрузить расписание"),
    discussion: Text(
      en: "Needs the headings Класс, День недели, Номер урока and Предмет; Учитель and Кабинет are taken where they are.",
      ru: "Нужны столбцы «Класс», «День недели», «Номер урока» и «Предмет»; «Учитель» и «Кабинет» берутся, если есть."),
    operands: [file.spec], options: [from.spec, RosterCommands.encoding.spec, RosterCommands.separator.spec] + Everywhere.writing,
    examples: [Example("myschool timetable import timetable.csv", Text(en: "from the first day of the year", ru: "с первого дня года"))]
  ) { call, session in
    let source = try session.sheet(call[file], encoding: call[RosterCommands.encoding], separator: call[RosterCommands.separator])
    let performed = try session.school().importTimetable(source, from: call[from], session.request)
    session.tell(performed.value.notices)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], unchanged: performed.value.unchanged))
  }

  private static let form = Operand.optional(
    0, .form, Text(en: "The form; without it all within reach", ru: "Класс; без него — все доступные"))
  private static let teacher = Option.text(
    "teacher", nil, .person, Text(en: "Only the lessons of this teacher", ru: "Только уроки этого учителя"))
  private static let date = Option.text(
    "date", nil, .day, Text(en: "The timetable of this day; today by default", ru: "Расписание на этот день; по умолчанию на сегодня"))

  static let show: Command = Command(
    "show", Text(en: "Show the lessons of the week", ru: "Показать уроки недели"),
    operands: [form.spec], options: [teacher.spec, date.spec],
    examples: [Example("myschool timetable show 7А", Text(en: "the week of a form", ru: "неделя класса"))],
    sections: [Tree.columns(School.timetableColumns)]
  ) { call, session in
    .table(
      try session.school().timetable(form: call[form], teacher: call[teacher], on: call[date]),
      note: Text(en: "no lessons", ru: "уроков нет"))
  }

  static let check: Command = Command(
    "check", Text(en: "Find conflicts in the timetable", ru: "Найти накладки в расписании"),
    discussion: Text(
      en:
        "One teacher, one room or one form in two places at once. They are named, never refused; exit 1 when there are any. Lessons changed or moved from the day on are looked at too, with their date.",
      ru:
        "Учитель, кабинет или класс в двух местах сразу. Накладки выводятся, но не запрещаются; если они есть, код возврата 1. Замены и переносы начиная с этого дня проверяются тоже, с датой."
    ),
    options: [date.spec],
    examples: [Example("myschool timetable check", Text(en: "today's timetable", ru: "нынешнее расписание"))],
    sections: [Tree.columns(School.conflictColumns)]
  ) { call, session in
    let rows = try session.school().timetableConflicts(on: call[date])
    return .findings(Table(School.conflictColumns, rows: rows), note: Text(en: "no conflicts", ru: "накладок нет"), isFine: rows.isEmpty)
  }
}
