import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterEdit {
  private static let altogether = Option.flag(
    "altogether", Text(en: "Out of the roster, if there are no entries of theirs", ru: "Совсем из списков, если записей о человеке нет"))

  static let remove: Command = Command(
    "remove", Text(en: "End a student's enrolment", ru: "Отчислить ученика"),
    discussion: Text(
      en: "The marks stay; who left before a term ends is not counted in it.",
      ru: "Отметки остаются; кто выбыл до конца периода, в сводки за него не входит."),
    needs: [.rosterWrite], writes: true, operands: [person.spec], options: [day.spec, reason.spec, altogether.spec],
    examples: [
      Example("myschool roster remove titova.a --date 23.11 --reason 'переезд, приказ № 42'", Text(en: "who left", ru: "ученик выбыл"))
    ]
  ) { call, session in
    receipt(
      try session.school().roster.removePerson(
        call[person], on: call[day], reason: call[reason], fromRoster: call[altogether], session.request),
      call)
  }
}
