import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// `journal form`, `journal debts`, `journal comments` and `journal announce`.
enum JournalForm {
  static let command: Command = Command(
    "form", Text(en: "Show a whole form with all subjects", ru: "Показать сводную ведомость класса"),
    discussion: Text(
      en:
        "Students down, subjects across: the mark of the term where it is put, else the weighted average so far; then the average of the term marks and how many of each there are. The current quarter unless said otherwise.",
      ru:
        "Строки — ученики, столбцы — предметы: отметка за период, если она выставлена, иначе средневзвешенная на сегодня; дальше средняя из отметок за период и сколько каких. По умолчанию — текущая четверть."
    ),
    needs: [.journalRead], operands: [JournalOptions.form.spec], options: [JournalOptions.term.spec],
    examples: [
      Example("myschool journal form 7А --term q1", Text(en: "a quarter", ru: "четверть")),
      Example("myschool journal form 7А --format html -o 7a.html", Text(en: "for print", ru: "для печати")),
    ],
    sections: [
      HelpSection(
        Text(en: "Columns", ru: "Столбцы"),
        rows: [
          ("student", Text(en: "Full name", ru: "Полное имя")),
          (
            "Алгебра",
            Text(en: "The mark or the average of the subject of that name", ru: "Отметка или средняя по предмету с таким названием")
          ),
          ("average", Text(en: "Average of the term marks (decimal)", ru: "Средняя из отметок за период (дробное число)")),
          ("fives, fours, threes, twos", Text(en: "How many of each (integer)", ru: "Сколько каких (целое число)")),
        ])
    ]
  ) { call, session in
    .table(
      try session.school().journal.formSheet(form: call[JournalOptions.form], term: call[JournalOptions.term]),
      note: Text(en: "no students", ru: "учеников нет"))
  }
}
