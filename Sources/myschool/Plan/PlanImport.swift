import Arguments
import Basics
import SchoolCurriculum
import SchoolModel
import Tabular

extension PlanCommands {
  private static let file = Operand.optional(
    .file,
    Text(
      en: "The plan, FILE#N for a table of a document; - is standard input",
      ru: "Файл плана, таблица документа — ФАЙЛ#N; - — стандартный ввод"))

  static let load: Command = Command(
    "import", Text(en: "Take over the plan of a course", ru: "Загрузить план курса"),
    discussion: Text(
      en:
        "Needs the heading Тема; Раздел, Количество часов, Домашнее задание and Вид контроля are taken where they are. Lessons take their topic from the plan in order: those given without one at once, the others when they are entered. The same file again changes nothing.",
      ru:
        "Нужен столбец «Тема»; «Раздел», «Количество часов», «Домашнее задание» и «Вид контроля» берутся, если есть. Уроки получают тему из плана по порядку: проведённые без темы — сразу, остальные — когда их вводят. Тот же файл ещё раз ничего не меняет."
    ),
    needs: [.planWrite], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, file.spec],
    options: [FileOptions.from.spec, FileOptions.encoding.spec, FileOptions.separator.spec],
    examples: [Example("myschool plan import 7А Алгебра plan-7-algebra.csv", Text(en: "a course's plan", ru: "план курса"))]
  ) { call, session in
    let school = try session.school()
    guard let name = call[file] ?? call[FileOptions.from] else { throw UsageFailure(.operandNeeded("FILE")) }
    let source = try session.sheet(name, encoding: call[FileOptions.encoding], separator: call[FileOptions.separator])
    let performed = try school.curriculum.importPlan(
      form: call[JournalOptions.form], subject: call[JournalOptions.subject], source, session.request)
    let report = performed.value
    session.tell(report.notices)
    let topics = Counting.plural(report.topics, "тема", "темы", "тем")
    var lines = [
      Text(
        en: "\(report.topics) topics, \(report.hours) hours; lessons this year: \(report.scheduled)",
        ru: "\(topics), \(Counting.plural(report.hours, "час", "часа", "часов")); уроков в году: \(report.scheduled)")
    ]
    if report.hours > report.scheduled, report.scheduled > 0 {
      lines.append(
        Text(en: "the plan is longer than the year; plan adjust fits it", ru: "план длиннее года; уложить его поможет plan adjust"))
    }
    return .receipt(Receipt(performed, unchanged: report.unchanged, extra: lines))
  }
}
