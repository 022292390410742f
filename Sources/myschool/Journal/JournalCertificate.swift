import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

/// `journal certificate` and `diary certificate`: the year of a student in marks.
enum JournalCertificate {
  private static let student = Operand.optional(
    .student, Text(en: "One student; the whole form by default", ru: "Один ученик; по умолчанию весь класс"))

  static let columns = HelpSection(
    Text(en: "Columns", ru: "Столбцы"),
    rows: [
      ("form, student, subject", Text(en: "Whose and in what", ru: "Чья отметка и по какому предмету")),
      (
        "q1…q4, t1…t3, h1, h2, year",
        Text(en: "The term marks of the form's terms and of the year", ru: "Отметки за периоды этого класса и за год")
      ),
      ("exam, final", Text(en: "Where the form has them", ru: "Экзамен и итоговая отметка, если в классе они есть")),
    ])

  static let command: Command = Command(
    "certificate", Text(en: "Show the report cards of a form", ru: "Показать табели успеваемости класса"),
    discussion: Text(
      en:
        "The term marks of every subject, a row a student and subject. --format html makes a page for print each, with the lessons missed and places to sign.",
      ru:
        "Отметки за периоды по всем предметам; строка — ученик и предмет. --format html — страница для печати на каждого, с пропусками и местом для подписей."
    ),
    needs: [.certificateRead], operands: [JournalOptions.form.spec, student.spec],
    examples: [
      Example("myschool journal certificate 7А --format html -o 7a.html", Text(en: "a form, for print", ru: "класс, для печати")),
      Example("myschool journal certificate 7А --format csv", Text(en: "for a pipeline", ru: "для другой программы")),
    ], sections: [columns]
  ) { call, session in
    try answer(try session.school().journal.reportCards(form: call[JournalOptions.form], student: call[student]))
  }

  static func answer(_ found: ReportCards) throws -> Answer {
    .printable(found.table) { try JournalPrint.reportCards(found, $0) }
  }
}
