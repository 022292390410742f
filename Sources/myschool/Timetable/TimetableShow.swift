import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension TimetableCommands {
  static let show: Command = Command(
    "show", Text(en: "Show the lessons of the week", ru: "Показать уроки недели"),
    discussion: Text(
      en: "With --date the lessons of that day as they are: substitutions, moved days, bells of their own.",
      ru: "С --date — уроки этого дня как есть: замены, переносы, свои звонки."),
    needs: [.timetableRead], operands: [form.spec], options: [teacher.spec, date.spec],
    examples: [
      Example("myschool timetable show 7А", Text(en: "the week of a form", ru: "неделя класса")),
      Example("myschool timetable show 7А --date 25.11", Text(en: "one day with its substitutions", ru: "день с заменами")),
    ],
    sections: [Tree.columns(Timetable.timetableColumns)]
  ) { call, session in
    .table(
      try session.school().timetable.show(form: call[form], teacher: call[teacher], on: call[date]),
      note: Text(en: "no lessons", ru: "уроков нет"))
  }
}
