import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterEdit {
  static let add: Command = Command(
    "add", Text(en: "Enter a student or a member of staff", ru: "Внести ученика или сотрудника"),
    discussion: Text(
      en: "With --form a student, arriving on --date; with --post a member of staff.",
      ru: "С --form — ученика, прибывшего в день --date; с --post — сотрудника."),
    needs: [.rosterWrite], writes: true, options: fields + [form.spec, day.spec, reason.spec],
    examples: [
      Example(
        "myschool roster add --surname Сомов --given-name Пётр --birth-date 12.03.2013 --form 7А --reason 'приказ № 40'",
        Text(en: "a student who arrived", ru: "прибывший ученик"))
    ]
  ) { call, session in
    receipt(
      try session.school().roster.addPerson(edit(call), form: call[form], from: call[day], reason: call[reason], session.request), call)
  }
}
