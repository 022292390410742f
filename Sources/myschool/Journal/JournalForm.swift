import Arguments
import SchoolCore
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
    operands: [JournalOptions.form.spec], options: [JournalOptions.term.spec],
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
      try session.school().formSheet(form: call[JournalOptions.form], term: call[JournalOptions.term]),
      note: Text(en: "no students", ru: "учеников нет"))
  }
}

enum JournalDebts {
  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let overdue = Option.flag("overdue", Text(en: "Only those whose day has passed", ru: "Только просроченные"))

  static let command: Command = Command(
    "debts", Text(en: "List works that were not handed in", ru: "Показать долги: что не сдано"),
    discussion: Text(
      en: "A debt is a mark “.”; journal grade puts it with --due DAY. A retake makes it good.",
      ru: "Долг — это отметка «.»; journal grade ставит её со сроком: --due ДЕНЬ. Пересдача его снимает."),
    options: [form.spec, overdue.spec],
    examples: [Example("myschool journal debts --form 7А --overdue", Text(en: "what is late", ru: "что просрочено"))],
    sections: [Tree.columns(School.debtColumns)]
  ) { call, session in
    .table(try session.school().debts(form: call[form], overdue: call[overdue]), note: Text(en: "no debts", ru: "долгов нет"))
  }
}

enum JournalComments {
  private static let subject = Operand.optional(
    1, .subject, Text(en: "The subject, or its beginning; all by default", ru: "Предмет или его начало; по умолчанию все"))

  static let command: Command = Command(
    "comments", Text(en: "List comments to marks and who has read them", ru: "Показать комментарии к отметкам и кто их прочитал"),
    discussion: Text(
      en: "A comment counts as read when the student or a parent has seen it in the diary.",
      ru: "Комментарий прочитан, когда ученик или родитель увидел его в дневнике."),
    operands: [JournalOptions.form.spec, subject.spec], options: [JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [Example("myschool journal comments 7А алг", Text(en: "who has read them", ru: "кто их прочитал"))],
    sections: [Tree.columns(School.commentColumns)]
  ) { call, session in
    .table(
      try session.school().comments(
        form: call[JournalOptions.form], subject: call[subject], span: call[JournalOptions.term] ?? call[JournalOptions.span]),
      note: Text(en: "no comments", ru: "комментариев нет"))
  }
}

enum JournalAnnounce {
  private static let title = Operand.one(
    2, .text, Text(en: "What it will be; an empty text takes it back", ru: "Что это будет; пустой текст отменяет"))
  private static let day = Option.text("date", "d", .day, required: true, Text(en: "The day of the work", ru: "День работы"))
  private static let kind = Option.text("kind", "k", ValueKind("kind"), Text(en: "The kind of work", ru: "Вид работы"))

  static let command: Command = Command(
    "announce", Text(en: "Announce a work ahead", ru: "Объявить работу заранее"),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec, title.spec], options: [day.spec, kind.spec] + Everywhere.writing,
    examples: [
      Example(
        "myschool journal announce 7А алг 'Степень числа' --date 21.09 --kind 'Контрольная работа'",
        Text(en: "students see it in diary homework", ru: "ученики увидят это в diary homework"))
    ]
  ) { call, session in
    let performed = try session.school().announceWork(
      form: call[JournalOptions.form], subject: call[JournalOptions.subject], title: call[title], day: call[day] ?? "", kind: call[kind],
      session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }
}
