import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalDebts {
  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let overdue = Option.flag("overdue", Text(en: "Only those whose day has passed", ru: "Только просроченные"))

  static let command: Command = Command(
    "debts", Text(en: "List works that were not handed in", ru: "Показать долги: что не сдано"),
    discussion: Text(
      en: "A debt is a mark “.”; journal grade puts it with --due DAY. A retake makes it good.",
      ru: "Долг — это отметка «.»; journal grade ставит её со сроком: --due ДЕНЬ. Пересдача его снимает."),
    needs: [.journalRead], options: [form.spec, overdue.spec],
    examples: [Example("myschool journal debts --form 7А --overdue", Text(en: "what is late", ru: "что просрочено"))],
    sections: [Tree.columns(Journal.debtColumns)]
  ) { call, session in
    .table(try session.school().journal.debts(form: call[form], overdue: call[overdue]), note: Text(en: "no debts", ru: "долгов нет"))
  }
}
