import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterEdit {
  private static let target = Operand.one(.form, Text(en: "The form to move to", ru: "В какой класс"))

  static let move: Command = Command(
    "move", Text(en: "Move a student to another form", ru: "Перевести ученика в другой класс"),
    discussion: Text(
      en: "From --date on; the marks of the same subjects go along into the term's average. Who is in no form comes into it.",
      ru: "С дня --date; отметки по тем же предметам идут в среднюю за период. Кто сейчас ни в одном классе, зачисляется в него."),
    needs: [.rosterWrite], writes: true,
    operands: [person.spec, target.spec],
    options: [day.spec, reason.spec],
    examples: [
      Example("myschool roster move titova.a 7Б --date 23.11 --reason 'приказ № 41'", Text(en: "within the year", ru: "среди года")),
      Example("myschool roster move titova.a 7А --date 01.12", Text(en: "who came back", ru: "вернулась в школу")),
    ]
  ) { call, session in
    let performed = try session.school().roster.moveStudent(
      call[person], to: call[target], from: call[day], reason: call[reason], session.request)
    let moved = performed.value
    var event = [
      Text(en: "\(moved.person): in \(moved.form) from \(moved.day) on", ru: "\(moved.person): в \(moved.form) с \(moved.day.russian)")
    ]
    if moved.leftBehind > 0 {
      event.append(
        Text(
          en: "marks and absences of the former form from that day on: \(moved.leftBehind); they stay and count",
          ru: "отметки и пропуски в прежнем классе с этого дня: \(moved.leftBehind); они остаются и учитываются"))
    }
    return .receipt(Receipt(performed, event: event))
  }
}
