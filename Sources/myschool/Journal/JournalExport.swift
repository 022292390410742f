import Arguments
import Basics
import Glibc
import SchoolExchange
import SchoolJournal
import SchoolModel
import Tabular

extension JournalExchange {
  static let save: Command = Command(
    "export", Text(en: "Write marks as a gradebook of Canvas or Moodle", ru: "Выгрузить отметки для Canvas, Moodle или страницей"),
    discussion: Text(
      en:
        "A column is one kind of work in one lesson, its title the day, the number and the kind; a second mark in a cell has a column of its own. The files are CSV, and taken back they change nothing. --to oneroster makes a folder with lineItems, results and categories: -o FOLDER.",
      ru:
        "Столбец — один вид работы на одном уроке, его название — день, номер и вид; у второй отметки в клетке свой столбец. Файлы в CSV; загруженные обратно, они ничего не меняют. С --to oneroster получается папка с lineItems, results и categories: -o ПАПКА."
    ),
    needs: [.journalRead], operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [form.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool journal export 7А Алгебра --to moodle -o moodle.csv", Text(en: "for Moodle", ru: "для Moodle")),
      Example(
        "myschool journal export 7А Алгебра --to canvas --span q1",
        Text(en: "the first quarter for Canvas", ru: "первая четверть для Canvas")),
    ]
  ) { call, session in
    let form = call[form].flatMap(GradebookForm.init(rawValue:)) ?? .page
    if form == .oneroster {
      guard let folder = call[Everywhere.output], session.console.gate == nil else { throw UsageFailure(.operandNeeded("-o FOLDER")) }
      let files = try session.school().exchange.exportOneRoster(
        form: call[JournalOptions.form], subject: call[JournalOptions.subject], span: call[JournalOptions.span])
      try session.write(files.map { file in .init(name: file.name) { try session.csv(file.table, to: $0) } }, into: folder)
      session.say(Text(en: "files written: \(files.count)", ru: "записано файлов: \(files.count)"))
      return .nothing
    }
    return .exported(
      try session.school().journal.gradebook(
        form: call[JournalOptions.form], subject: call[JournalOptions.subject], as: form, span: call[JournalOptions.span]))
  }
}
