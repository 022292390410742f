import Arguments
import Basics
import Glibc
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

extension JournalExchange {
  private static let bands = Option<[Double]>.value(
    "bands", nil, ValueKind(.bands, placeholder: "N,N,N"), default: [],
    expected: Text(en: "three falling numbers: 85,70,50", ru: "три числа по убыванию: 85,70,50"),
    Text(en: "From how many per cent a 5, a 4, a 3 is given", ru: "С какого процента ставится 5, 4, 3")
  ) { GradebookRules.bands($0) }

  private static let rules = Option.text(
    "rules", nil, .file, Text(en: "Rules of the file; FILE.rules by itself", ru: "Правила чтения файла; обычно ФАЙЛ.rules"))

  private static let replace = Option.flag(
    "replace", Text(en: "Put the new value where another stands", ru: "Поставить новое вместо прежнего"))

  static let load: Command = Command(
    "import", Text(en: "Enter marks from a gradebook of Canvas or Moodle", ru: "Внести отметки из журнала Canvas или Moodle"),
    discussion: Text(
      en:
        "The system is known by its headings. A column is a work when its title begins with a day (2026-09-07 №2 Контрольная работа), as journal export writes it, or when the rules name it. An empty cell is neither a mark nor an absence, EX is осв; points of another scale need --bands. Who is in the file and not in the course is named, and the reverse. The same marks again change nothing; another one needs --replace. Rules are lines in FILE.rules: skip = 2, student = Name, bands = 85,70,50, work.Lab 01 = 07.09 №2 Лабораторная работа.",
      ru:
        "Canvas или Moodle — определяется по заголовкам. Столбец — это работа, если его название начинается с дня (2026-09-07 №2 Контрольная работа), как пишет journal export, или если он назван в правилах. Пустая клетка — не отметка и не пропуск, EX — это «осв»; баллам другой шкалы нужны границы: --bands. Расхождения списков файла и курса выводятся. Те же отметки ещё раз ничего не меняют; для другой нужен --replace. Правила — строки файла ФАЙЛ.rules: skip = 2, student = ФИО, bands = 85,70,50, work.Lab 01 = 07.09 №2 Лабораторная работа."
    ),
    needs: [.journalWrite], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, file.spec],
    options: [
      bands.spec, rules.spec, school.spec, JournalOptions.date.spec, JournalOptions.lesson.spec, kind.spec, replace.spec,
      FileOptions.encoding.spec,
      FileOptions.separator.spec,
    ],
    examples: [
      Example("myschool journal import 7А Алгебра canvas.csv -n", Text(en: "what a gradebook would change", ru: "что изменит журнал")),
      Example(
        "myschool journal import 7А Алгебра lab.csv --date 07.09 --kind Тест --bands 85,70,50",
        Text(en: "one work in points", ru: "одна работа в баллах")),
    ],
    sections: [Tree.columns(PreviewTable.columns)]
  ) { call, session in
    let name = call[file]
    var rules = GradebookRules()
    if let path = call[Self.rules] ?? (session.hasRules(name) ? name + ".rules" : nil) {
      rules = try GradebookRules(try session.decodedText(path, encoding: nil), file: path)
    }
    if !call[bands].isEmpty { rules.bands = call[bands] }
    var options = GradeOptions()
    options.day = call[JournalOptions.date]
    options.lesson = call[JournalOptions.lesson]
    options.kind = call[kind]
    options.replace = call[replace]
    let sources = try session.filesOfSet(name).map {
      try session.rows(
        $0, encoding: call[FileOptions.encoding] ?? rules.encoding, separator: call[FileOptions.separator] ?? rules.separator)
    }
    let performed: Performed<GradebookReport>
    if sources.count > 1 {
      let set = try OneRosterSet(sources)
      session.say(set.remarks)
      performed = try session.school().journal.importGradebook(
        form: call[JournalOptions.form], subject: call[JournalOptions.subject], set, at: try set.school(call[school]), rules, options,
        session.request)
    } else {
      performed = try session.school().journal.importGradebook(
        form: call[JournalOptions.form], subject: call[JournalOptions.subject], sources[0], rules, options, session.request)
    }
    let report = performed.value
    session.tell(report.notices)
    if let work = report.notices.first?.unknownHeadings.first {
      session.say(
        Text(
          en: "to take such a column, add a line to \(name).rules: work.\(work) = 07.09",
          ru: "чтобы взять такой столбец, добавьте строку в \(name).rules: work.\(work) = 07.09"))
    }
    if !report.strangers.isEmpty {
      session.say(
        Text(
          en: "in the file, not in the course (\(report.strangers.count)): \(Text.few(report.strangers))",
          ru: "есть в файле, нет на курсе (\(report.strangers.count)): \(Text.few(report.strangers))"))
    }
    if !report.unnamed.isEmpty {
      session.say(
        Text(
          en: "in the course, not in the file (\(report.unnamed.count)): \(Text.few(report.unnamed))",
          ru: "есть на курсе, нет в файле (\(report.unnamed.count)): \(Text.few(report.unnamed))"))
    }
    return .receipt(Receipt(performed, unchanged: report.count.unchanged))
  }
}
