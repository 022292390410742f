import Arguments
import Basics
import SchoolModel
import SchoolTimetable
import Tabular

extension TimetableCommands {
  static let show: Command = Command(
    "show", Text(en: "Show the lessons of the week", ru: "Показать уроки недели"),
    needs: [.timetableRead], operands: [form.spec], options: [teacher.spec, date.spec],
    examples: [Example("myschool timetable show 7А", Text(en: "the week of a form", ru: "неделя класса"))],
    sections: [Tree.columns(Timetable.timetableColumns)]
  ) { call, session in
    .table(
      try session.school().timetable.show(form: call[form], teacher: call[teacher], on: call[date]),
      note: Text(en: "no lessons", ru: "уроков нет"))
  }
}
