import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

extension RosterEdit {
  private static let altogether = Option.flag(
    "altogether", Text(en: "Out of the roster, if there are no entries of theirs", ru: "Совсем из списков, если записей о человеке нет"))

  private static let successor = Option.text(
    "to", nil, .person, Text(en: "Who takes over courses and form", ru: "Кому передать курсы и класс"))

  static let remove: Command = Command(
    "remove", Text(en: "Let a student or one of the staff leave", ru: "Отчислить ученика или уволить сотрудника"),
    discussion: Text(
      en:
        "--date is the last day. A student's marks stay; who left before a term ends is not counted in it. Courses of one of the staff go to --to from the day after, a form at once, or are left without a teacher; their account lets nobody in from then on.",
      ru:
        "--date — последний день. Отметки ученика остаются; кто выбыл до конца периода, в сводки за него не входит. Курсы сотрудника со следующего дня, а классное руководство сразу переходят к --to или остаются без учителя; войти под его учётной записью больше нельзя."
    ),
    needs: [.rosterWrite], writes: true, operands: [person.spec], options: [day.spec, reason.spec, successor.spec, altogether.spec],
    examples: [
      Example("myschool roster remove titova.a --date 23.11 --reason 'переезд, приказ № 42'", Text(en: "who left", ru: "ученик выбыл")),
      Example(
        "myschool roster remove kazakova.t --date 23.11 --to koroleva.z -n", Text(en: "a teacher leaves", ru: "учитель уходит")),
    ]
  ) { call, session in
    let school = try session.school()
    if call[altogether] { return receipt(try school.roster.removeAltogether(call[person], session.request), call) }
    let performed = try school.roster.remove(
      call[person], on: call[day], reason: call[reason], successor: call[successor], session.request)
    return .receipt(Receipt(performed, event: words(performed.value)))
  }

  private static func words(_ departure: Departure) -> [Text] {
    var lines = [
      departure.isStaff
        ? Text(
          en: "\(departure.person): last working day \(departure.day)",
          ru: "\(departure.person): последний рабочий день \(departure.day.russian)")
        : Text(en: "\(departure.person) leaves on \(departure.day)", ru: "\(departure.person): выбывает \(departure.day.russian)")
    ]
    if let successor = departure.successor {
      let what = Text.list(departure.handedOver)
      lines.append(Text(en: "handed over to \(successor): \(what)", ru: "передано — \(successor): \(what)"))
    }
    if !departure.orphaned.isEmpty {
      let what = Text.list(departure.orphaned)
      lines.append(
        Text(
          en: "without a teacher now: \(what); to give them: roster import load.csv",
          ru: "осталось без учителя: \(what); назначить — roster import с нагрузкой"))
    }
    return lines
  }
}
