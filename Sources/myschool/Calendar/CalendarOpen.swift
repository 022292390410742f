import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension CalendarCommands {
  static let open: Command = Command(
    "open", Text(en: "Open another academic year", ru: "Открыть следующий учебный год"),
    discussion: Text(
      en: "With the usual terms and days off; forms move up into it by roster promote.",
      ru: "С обычными периодами и каникулами; классы переводит в него roster promote."),
    needs: [.calendarWrite], writes: true, operands: [year.spec],
    examples: [Example("myschool calendar open 2027/28", Text(en: "the next year", ru: "следующий год"))]
  ) { call, session in
    .receipt(Receipt(try session.school().timetable.openYear(call[year], session.request)))
  }
}
