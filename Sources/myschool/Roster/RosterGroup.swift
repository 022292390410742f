import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

enum RosterGroup {
  private static let form = Operand.one(.form, Text(en: "The form", ru: "Класс"))
  private static let subject = Operand.one(.subject, Text(en: "The subject", ru: "Предмет"))
  private static let group = Operand.one(ValueKind(.group), Text(en: "The group's name: 1, 2, нем.", ru: "Название группы: 1, 2, нем."))
  private static let students = Operand.any(.student, Text(en: "The students of the group", ru: "Ученики группы"))
  private static let teacher = Option.text("teacher", nil, .person, Text(en: "Who teaches the group", ru: "Кто ведёт группу"))

  static let command: Command = Command(
    "group", Text(en: "Split a form into groups for a subject", ru: "Разделить класс на группы по предмету"),
    discussion: Text(
      en: "Each group is a course of its own. A student put into one group leaves the others of the subject.",
      ru: "Каждая группа — отдельный курс. Внесённый в одну группу выходит из других групп предмета."),
    needs: [.rosterWrite], writes: true, operands: [form.spec, subject.spec, group.spec, students.spec], options: [teacher.spec],
    examples: [
      Example(
        "myschool roster group 7А Иностранный 1 titova.a 'Чернов' --teacher kazakova.t", Text(en: "the first group", ru: "первая группа"))
    ]
  ) { call, session in
    let performed = try session.school().roster.setGroup(
      form: call[form], subject: call[subject], group: call[group], teacher: call[teacher], students: call[students], session.request)
    return .receipt(Receipt(performed))
  }
}
