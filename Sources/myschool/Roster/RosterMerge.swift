import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterEdit {
  private static let force = Option.flag(
    "force", Text(en: "Although names, birth dates or SNILS differ", ru: "Даже если имя, дата рождения или СНИЛС разные"))

  private static let leaving = Operand.one(.person, Text(en: "The record that goes", ru: "Какая запись исчезнет"))

  static let merge: Command = Command(
    "merge", Text(en: "Make one record of two of the same person", ru: "Объединить две записи одного человека"),
    discussion: Text(
      en:
        "All that referred to either refers to the one that stays, which takes over what it lacks. Where both have an account or different marks for one work, nothing is done.",
      ru:
        "Всё, что относилось к обеим, переходит к оставшейся; чего ей не хватает, она берёт из другой. Если у обеих есть учётные записи или разные отметки за одну работу, ничего не делается."
    ), needs: [.rosterWrite], writes: true, operands: [leaving.spec, into.spec], options: [force.spec],
    examples: [
      Example(
        "myschool roster merge petrov.i2 petrov.i", Text(en: "petrov.i2 goes, petrov.i stays", ru: "petrov.i2 исчезнет, petrov.i останется")
      )
    ]
  ) { call, session in
    receipt(try session.school().roster.mergePeople(call[leaving], into: call[into], force: call[force], session.request), call)
  }
}
