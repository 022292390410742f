import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalList {
  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  private static let student = Option.text("student", nil, .student, Text(en: "Only this student", ru: "Только этот ученик"))

  static let command: Command = Command(
    "list", Text(en: "List marks and absences as long rows", ru: "Показать отметки и пропуски строками"),
    needs: [.journalRead], options: [form.spec, subject.spec, student.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool journal list --format csv -o marks.csv", Text(en: "everything, for a spreadsheet", ru: "всё, для таблицы")),
      Example(
        "myschool journal list --form 7А --subject алг --span 07.09..11.09", Text(en: "one course, one week", ru: "один курс, одна неделя")),
    ],
    sections: [Tree.columns(Journal.journalColumns)]
  ) { call, session in
    var filter = JournalFilter()
    filter.form = call[form]
    filter.subject = call[subject]
    filter.student = call[student]
    filter.span = call[JournalOptions.term] ?? call[JournalOptions.span]
    return .table(try session.school().journal.list(filter), note: Text(en: "no marks", ru: "отметок нет"))
  }
}
