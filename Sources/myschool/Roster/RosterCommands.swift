import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

enum RosterCommands {
  static let noun: Command = Command(
    "roster", Text(en: "Forms, students, staff, guardians, courses", ru: "Классы, ученики, сотрудники, представители, курсы"),
    discussion: Text(
      en: "The lists of the school, imported from its own spreadsheets.", ru: "Списки школы; загружаются из её собственных таблиц."),
    children: {
      [
        RosterImport.command, RosterExport.command, list, show, RosterEdit.add, RosterEdit.change, RosterEdit.move, RosterEdit.remove,
        RosterEdit.merge, RosterGroup.command,
        RosterExempt.command, RosterPromote.command, RosterInvite.command, RosterErase.command,
      ]
    })
}
