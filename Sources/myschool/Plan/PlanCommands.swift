import Arguments
import Basics
import SchoolModel
import Tabular

enum PlanCommands {
  static let noun: Command = Command(
    "plan", Text(en: "The calendar-thematic plan", ru: "Календарно-тематическое планирование"),
    discussion: Text(
      en: "What is to be taught and in how many hours, held against the timetable and the journal.",
      ru: "Что и за сколько часов пройти; сверяется с расписанием и журналом."),
    children: { [load, show, progress, PlanAdjust.command, coverage] })

  static let form = Operand.optional(.form, Text(en: "Only this form", ru: "Только этот класс"))
  static let subject = Operand.optional(.subject, Text(en: "Only this subject", ru: "Только этот предмет"))

  // How the two were said before.
  static let formOption = Option<String?>.value("form", nil, .form, hidden: true, form.spec.help) { $0 }
  static let subjectOption = Option<String?>.value("subject", nil, .subject, hidden: true, subject.spec.help) { $0 }
}
