import Arguments
import Basics
import SchoolModel
import SchoolRoster
import Tabular

enum RosterExempt {
  private static let student = Operand.one(.student, Text(en: "The student", ru: "Ученик"))
  private static let date = Option.text(
    "date", "d", .day, Text(en: "From this day; today by default", ru: "С этого дня; по умолчанию с сегодняшнего")
  ).also("from-day")
  private static let until = Option.text(
    "until", nil, .day, Text(en: "Until this day; open by default", ru: "По этот день; по умолчанию бессрочно"))
  private static let reason = Option.text("reason", nil, .text, Text(en: "The ground", ru: "Основание"))

  static let command: Command = Command(
    "exempt", Text(en: "Exempt a student from a subject", ru: "Освободить ученика от предмета"),
    discussion: Text(
      en: "«осв» is proposed for the term then, and reports leave the student out.",
      ru: "За период тогда предлагается «осв», и в сводки ученик не входит."),
    needs: [.rosterWrite], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, student.spec],
    options: [date.spec, until.spec, reason.spec],
    examples: [
      Example(
        "myschool roster exempt 7А Физкультура titova.a --reason 'справка'", Text(en: "for the rest of the year", ru: "до конца года"))
    ]
  ) { call, session in
    let performed = try session.school().roster.exempt(
      call[student], form: call[JournalOptions.form], subject: call[JournalOptions.subject], from: call[date], until: call[until],
      reason: call[reason], session.request)
    return .receipt(Receipt(performed, extra: [Text(performed.value)]))
  }
}
