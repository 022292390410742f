import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalAnnounce {
  private static let title = Operand.one(
    .text, Text(en: "What it will be; an empty text takes it back", ru: "Что это будет; пустой текст отменяет"))
  private static let day = Option.text("date", "d", .day, required: true, Text(en: "The day of the work", ru: "День работы"))
  private static let kind = Option.text("kind", "k", .workKind, Text(en: "The kind of work", ru: "Вид работы"))

  static let command: Command = Command(
    "announce", Text(en: "Announce a work ahead", ru: "Объявить работу заранее"),
    needs: [.journalWrite], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, title.spec],
    options: [day.spec, kind.spec],
    examples: [
      Example(
        "myschool journal announce 7А алг 'Степень числа' --date 21.09 --kind 'Контрольная работа'",
        Text(en: "students see it in diary homework", ru: "ученики увидят это в diary homework"))
    ]
  ) { call, session in
    let performed = try session.school().journal.announceWork(
      form: call[JournalOptions.form], subject: call[JournalOptions.subject], title: call[title], day: call[day] ?? "", kind: call[kind],
      session.request)
    return .receipt(Receipt(performed))
  }
}
