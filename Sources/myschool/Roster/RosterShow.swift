import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterCommands {
  private static let person = Operand.one(
    .person, Text(en: "Full name, login, SNILS, phone or e-mail", ru: "Полное имя, логин, СНИЛС, телефон или почта"))

  static let show: Command = Command(
    "show", Text(en: "Show what the roster holds of a person", ru: "Показать всё, что есть о человеке в списках"),
    needs: [.rosterRead], operands: [person.spec],
    examples: [Example("myschool roster show kazakova.t", Text(en: "by login", ru: "по логину"))],
    sections: [Tree.columns(Roster.personColumns)]
  ) { call, session in .table(try session.school().roster.show(call[person])) }
}
