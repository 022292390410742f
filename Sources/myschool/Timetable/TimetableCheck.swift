import Arguments
import Basics
import SchoolExchange
import SchoolModel
import SchoolTimetable
import Tabular

extension TimetableCommands {
  static let check: Command = Command(
    "check", Text(en: "Find conflicts in the timetable", ru: "Найти накладки в расписании"),
    discussion: Text(
      en:
        "One teacher, one room or one form in two places at once. They are named, never refused; exit 1 when there are any. Lessons changed or moved from the day on are looked at too, with their date.",
      ru:
        "Учитель, кабинет или класс в двух местах сразу. Накладки выводятся, но не запрещаются; если они есть, код возврата 1. Замены и переносы начиная с этого дня проверяются тоже, с датой."
    ),
    needs: [.timetableRead], options: [date.spec],
    examples: [Example("myschool timetable check", Text(en: "today's timetable", ru: "нынешнее расписание"))],
    sections: [Tree.columns(Timetable.conflictColumns)]
  ) { call, session in
    let rows = try session.school().timetable.timetableConflicts(on: call[date])
    return .findings(Table(Timetable.conflictColumns, rows: rows), note: Text(en: "no conflicts", ru: "накладок нет"), isFine: rows.isEmpty)
  }
}
