import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalShow {
  private static let form = Operand.optional(.form, Text(en: "The form: 7А", ru: "Класс: 7А"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))
  private static let weekText = Option.flag(
    "week-text", Text(en: "The lessons as plain text, for journal enter", ru: "Уроки простым текстом, для journal enter"))

  static let command: Command = Command(
    "show", Text(en: "Show the page of a course", ru: "Показать страницу журнала"),
    discussion: Text(
      en:
        "Students down, lessons across, the average and the weighted average at the end; the current quarter unless said otherwise. --week-text writes lessons, homework and marks as plain text (help week-text), the current week unless said otherwise; without a form, of all your courses. --format html is the paper page, with the lessons beside the marks.",
      ru:
        "Строки — ученики, столбцы — уроки, в конце средняя и средневзвешенная отметка; по умолчанию — текущая четверть. --week-text пишет уроки, задания и отметки простым текстом (help week-text), по умолчанию — за текущую неделю; без класса — по всем вашим курсам. --format html — страница бумажного журнала, с темами и заданиями рядом с отметками."
    ), needs: [.journalRead], operands: [form.spec, subject.spec],
    options: [weekText.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool journal show 7А Алгебра --term q1", Text(en: "a quarter", ru: "четверть")),
      Example("myschool journal show 7А алг --span 07.09..18.09 --format csv", Text(en: "two weeks as CSV", ru: "две недели в CSV")),
      Example(
        "myschool journal show --week-text -o week.txt", Text(en: "your week, to be written in", ru: "ваша неделя, чтобы вписать отметки")),
    ],
    sections: [
      HelpSection(
        Text(en: "Columns", ru: "Столбцы"),
        rows: [
          ("student", Text(en: "Full name", ru: "Полное имя")),
          (
            "2026-09-07",
            Text(
              en: "What stands in the lesson of that day; 2026-09-07#3 where there are several",
              ru: "Что стоит на уроке этого дня; 2026-09-07#3, если уроков несколько")
          ),
          ("average", Text(en: "Average (decimal)", ru: "Средняя отметка (дробное число)")),
          ("weighted_average", Text(en: "Weighted average (decimal)", ru: "Средневзвешенная отметка (дробное число)")),
        ])
    ]
  ) { call, session in
    let span = call[JournalOptions.term] ?? call[JournalOptions.span]
    if call[weekText] {
      var filter = JournalFilter()
      (filter.form, filter.subject, filter.span) = (call[form], call[subject], span)
      return .text(try session.school().journal.weekText(filter))
    }
    guard let form = call[form] else { throw UsageFailure(.operandNeeded("FORM")) }
    guard let subject = call[subject] else { throw UsageFailure(.operandNeeded("SUBJECT")) }
    if session.format == .html {
      let sheet = try session.school().journal.sheet(form: form, subject: subject, span: span)
      return .printable(sheet.marks) { try JournalPrint.page(sheet, $0) }
    }
    return .table(
      try session.school().journal.page(form: form, subject: subject, span: span),
      note: Text(en: "no students", ru: "учеников нет"))
  }
}
