import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalAbsent {
  private static let form = Operand.optional(.form, Text(en: "The form", ru: "Класс"))
  private static let pairs = Operand.any(
    .marks,
    Text(
      en: "Students, with a code where it is known: 'Титова' 'Чернов=б' 'Волков=оп10'",
      ru: "Ученики, с кодом, если известен: 'Титова' 'Чернов=б' 'Волков=оп10'"))

  static let command: Command = Command(
    "absent", Text(en: "Enter a day's absences, or sum them up", ru: "Отметить отсутствующих за день или подсчитать пропуски"),
    discussion: Text(
      en:
        "With students: н, or the code given, in every lesson the form has that day, or in one (--lesson); a form teacher enters them in all, a teacher in their own. PERSON= with --replace takes an absence away. Where the parents gave notice of an absence, its reason is taken. Without students: days and lessons missed by student and reason over a term or a span; a day is three lessons or more.",
      ru:
        "С учениками: «н» или названный код во всех уроках класса за день или в одном (--lesson); классный руководитель — на всех уроках, учитель — на своих. УЧЕНИК= с --replace убирает пропуск. Если родители уведомили об отсутствии, берётся их причина. Без учеников: пропущенные дни и уроки по причинам за период; день — три урока и больше."
    ),
    needs: [.attendanceWrite, .journalRead], writes: true, operands: [form.spec, pairs.spec],
    options: [
      JournalOptions.date.spec, JournalOptions.lesson.spec, JournalOptions.replace.spec, JournalOptions.term.spec, JournalOptions.span.spec,
    ],
    examples: [
      Example("myschool journal absent 7А 'Титова' 'Чернов=б' --date 07.09", Text(en: "a whole day", ru: "за весь день")),
      Example("myschool journal absent 7А --term q1", Text(en: "the summary", ru: "сводка пропусков")),
    ], sections: [Tree.columns(Journal.absenceColumns)]
  ) { call, session in
    let school = try session.school()
    guard let form = call[form], !call[pairs].isEmpty else {
      return .table(
        try school.journal.absenceSummary(
          form: call[form], span: call[JournalOptions.term] ?? call[JournalOptions.span] ?? call[JournalOptions.date]),
        note: Text(en: "no absences", ru: "пропусков нет"))
    }
    // Absences are entered for one day; a span is what they are summed up over.
    if call[JournalOptions.term] != nil { throw UsageFailure(.exclusive("--term", "STUDENT")) }
    if call[JournalOptions.span] != nil { throw UsageFailure(.exclusive("--span", "STUDENT")) }
    var options = GradeOptions()
    options.day = call[JournalOptions.date]
    options.lesson = call[JournalOptions.lesson]
    options.replace = call[JournalOptions.replace]
    let marks = call[pairs].map { text -> (student: String, code: String?) in
      guard let equals = text.lastIndex(of: "=") else { return (text, nil) }
      return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
    let performed = try school.journal.enterAbsences(form: form, pairs: marks, options, session.request)
    let report = performed.value
    var lines: [Text] = []
    if !report.explained.isEmpty {
      let names = Text.list(report.explained)
      lines.append(Text(en: "the reason is the parents' notice: \(names)", ru: "причина из уведомления родителей: \(names)"))
    }
    return .receipt(Receipt(performed, unchanged: report.count.unchanged, extra: lines))
  }
}
