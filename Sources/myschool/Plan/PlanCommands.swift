import Arguments
import SchoolCore
import Tabular

enum PlanCommands {
  static let noun: Command = Command(
    "plan", Text(en: "The calendar-thematic plan", ru: "Календарно-тематическое планирование"),
    discussion: Text(
      en: "What is to be taught and in how many hours, held against the timetable and the journal.",
      ru: "Что и за сколько часов пройти; сверяется с расписанием и журналом."),
    children: { [load, show, progress, PlanAdjust.command, coverage] })

  private static let from = Option.text(
    "from", "f", .file, required: true, Text(en: "The plan; - is standard input", ru: "Файл плана; - — стандартный ввод"))

  static let load: Command = Command(
    "import", Text(en: "Take over the plan of a course", ru: "Загрузить план курса"),
    discussion: Text(
      en:
        "Needs the heading Тема; Раздел, Количество часов, Домашнее задание and Вид контроля are taken where they are. Lessons take their topic from the plan in order: those given without one at once, the others when they are entered. The same file again changes nothing.",
      ru:
        "Нужен столбец «Тема»; «Раздел», «Количество часов», «Домашнее задание» и «Вид контроля» берутся, если есть. Уроки получают тему из плана по порядку: проведённые без темы — сразу, остальные — когда их вводят. Тот же файл ещё раз ничего не меняет."
    ),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [from.spec, RosterCommands.encoding.spec, RosterCommands.separator.spec] + Everywhere.writing,
    examples: [Example("myschool plan import 7А Алгебра --from plan-7-algebra.csv", Text(en: "a course's plan", ru: "план курса"))]
  ) { call, session in
    let school = try session.school()
    let source = try session.sheet(call[from] ?? "-", encoding: call[RosterCommands.encoding], separator: call[RosterCommands.separator])
    let performed = try school.importPlan(
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
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], unchanged: report.unchanged, extra: lines))
  }

  static let show: Command = Command(
    "show", Text(en: "Show the plan of a course with its days", ru: "Показать план курса с датами"),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    examples: [Example("myschool plan show 7А Алгебра", Text(en: "planned and taught", ru: "по плану и по факту"))],
    sections: [Tree.columns(School.planColumns)]
  ) { call, session in
    .table(
      try session.school().plan(form: call[JournalOptions.form], subject: call[JournalOptions.subject]),
      note: Text(en: "no plan", ru: "плана нет"))
  }

  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  private static let teacher = Option.text("teacher", nil, .person, Text(en: "Only this teacher", ru: "Только этот учитель"))

  static let progress: Command = Command(
    "progress", Text(en: "Hold the plans against what was taught", ru: "Сверить планы с проведёнными уроками"),
    discussion: Text(
      en: "The lag is the hours planned to date less the hours given to date, by the timetable and the journal.",
      ru: "Отставание — часы по плану на сегодня минус проведённые, по расписанию и журналу."),
    options: [form.spec, teacher.spec],
    examples: [Example("myschool plan progress --form 7А", Text(en: "a form", ru: "класс"))],
    sections: [Tree.columns(School.progressColumns)]
  ) { call, session in
    .table(try session.school().planProgress(form: call[form], teacher: call[teacher]), note: Text(en: "no plans", ru: "планов нет"))
  }

  static let coverage: Command = Command(
    "coverage", Text(en: "Show which topics lack marks, homework, results", ru: "Показать темы без отметок, заданий, с низким итогом"),
    discussion: Text(
      en: "Remarks: no-marks, no-homework, weak (the average is below 3.5).",
      ru: "Замечания: no-marks — нет отметок, no-homework — нет заданий, weak — средняя ниже 3,5."), options: [form.spec, subject.spec],
    examples: [Example("myschool plan coverage --form 7А --subject Алгебра", Text(en: "a course", ru: "курс"))],
    sections: [Tree.columns(School.coverageColumns)]
  ) { call, session in
    .table(
      try session.school().planCoverage(form: call[form], subject: call[subject]),
      note: Text(en: "no topics taught", ru: "пройденных тем нет"))
  }
}

enum PlanAdjust {
  private static let until = Option.text(
    "until", nil, .day, Text(en: "The day the rest must fit before", ru: "День, к которому надо уложиться"))
  private static let moving = Option.flag(
    "move", Text(en: "Put what does not fit after that day", ru: "Что не помещается, перенести за этот день"))
  private static let reason = Option.text(
    "reason", nil, ValueKind("text"), Text(en: "Why, for the correction sheet", ru: "Причина для листа корректировки"))
  private static let sheet = Option.flag("sheet", Text(en: "Show the correction sheet instead", ru: "Показать лист корректировки"))

  static let command: Command = Command(
    "adjust", Text(en: "Fit the rest of a plan into the hours left", ru: "Уложить остаток плана в оставшиеся часы"),
    discussion: Text(
      en:
        "Long topics give up hours, the longest first, those with a control work not; then neighbours of one section are taught together; what still does not fit goes to self-study. Control works keep their hours, topics that are over are not touched. See it with -n, then accept it by leaving -n out; each step stands in the correction sheet.",
      ru:
        "Длинные темы отдают часы, начиная с самых длинных (темы с контролем не трогаются); затем соседние темы раздела объединяются; что и тогда не помещается, уходит на самостоятельное изучение. Контрольные работы сохраняют часы, пройденное не меняется. Посмотрите с -n и примите, убрав -n; каждый шаг попадает в лист корректировки."
    ),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [until.spec, moving.spec, reason.spec, sheet.spec] + Everywhere.writing,
    examples: [
      Example("myschool plan adjust 7А Алгебра --until 2026-12-26 --dry-run", Text(en: "what it would take", ru: "что придётся сделать")),
      Example("myschool plan adjust 7А Алгебра --sheet", Text(en: "the correction sheet", ru: "лист корректировки")),
    ],
    sections: [
      Tree.columns(School.adjustColumns),
      HelpSection(Text(en: "Columns: --sheet", ru: "Столбцы: --sheet"), rows: Tree.columns(School.correctionColumns).rows),
    ]
  ) { call, session in
    let school = try session.school()
    let (form, subject) = (call[JournalOptions.form], call[JournalOptions.subject])
    if call[sheet] {
      return .table(try school.planCorrections(form: form, subject: subject), note: Text(en: "no corrections", ru: "корректировок нет"))
    }
    let performed = try school.adjustPlan(
      form: form, subject: subject, until: call[until] ?? "31.05", moving: call[moving], reason: call[reason], session.request)
    let adjustment = performed.value
    session.say(
      Text(
        en: "hours needed: \(adjustment.needed), lessons left: \(adjustment.available)",
        ru: "нужно часов: \(adjustment.needed), осталось уроков: \(adjustment.available)"))
    if adjustment.steps.allSatisfy({ $0.way == .keep }) { session.say(Text(en: "everything fits", ru: "всё помещается")) }
    if let operation = performed.operation {
      session.say(
        Text(
          en: "operation \(operation); undo: myschool undo \(operation)", ru: "действие \(operation); отменить: myschool undo \(operation)")
      )
    } else if call[Everywhere.dryRun] {
      session.say(Text(en: "dry run: nothing was written", ru: "пробный прогон: ничего не записано"))
    }
    return .table(
      Table(
        School.adjustColumns,
        rows: adjustment.steps.map {
          [.integer($0.position), .text($0.topic), .integer($0.hoursBefore), .integer($0.hoursAfter), .text($0.way.rawValue)]
        }))
  }
}
