import Arguments
import Basics
import SchoolCurriculum
import SchoolExchange
import SchoolModel
import Tabular

enum PlanAdjust {
  private static let until = Option.text(
    "until", nil, .day, Text(en: "The day the rest must fit before", ru: "День, к которому надо уложиться"))
  private static let moving = Option.flag(
    "move", Text(en: "Put what does not fit after that day", ru: "Что не помещается, перенести за этот день"))
  private static let reason = Option.text(
    "reason", nil, .text, Text(en: "Why, for the correction sheet", ru: "Причина для листа корректировки"))
  private static let sheet = Option.flag("sheet", Text(en: "Show the correction sheet instead", ru: "Показать лист корректировки"))

  static let command: Command = Command(
    "adjust", Text(en: "Fit the rest of a plan into the hours left", ru: "Уложить остаток плана в оставшиеся часы"),
    discussion: Text(
      en:
        "Long topics give up hours, the longest first, those with a control work not; then neighbours of one section are taught together; what still does not fit goes to self-study. Control works keep their hours, topics that are over are not touched. See it with -n, then accept it by leaving -n out; each step stands in the correction sheet.",
      ru:
        "Длинные темы отдают часы, начиная с самых длинных (темы с контролем не трогаются); затем соседние темы раздела объединяются; что и тогда не помещается, уходит на самостоятельное изучение. Контрольные работы сохраняют часы, пройденное не меняется. Посмотрите с -n и примите, убрав -n; каждый шаг попадает в лист корректировки."
    ),
    needs: [.planWrite, .planRead], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [until.spec, moving.spec, reason.spec, sheet.spec],
    examples: [
      Example("myschool plan adjust 7А Алгебра --until 2026-12-26 --dry-run", Text(en: "what it would take", ru: "что придётся сделать")),
      Example("myschool plan adjust 7А Алгебра --sheet", Text(en: "the correction sheet", ru: "лист корректировки")),
    ],
    sections: [
      Tree.columns(Curriculum.adjustColumns),
      Tree.columns(Curriculum.correctionColumns, of: "--sheet"),
    ]
  ) { call, session in
    let school = try session.school()
    let (form, subject) = (call[JournalOptions.form], call[JournalOptions.subject])
    if call[sheet] {
      return .table(
        try school.curriculum.corrections(form: form, subject: subject), note: Text(en: "no corrections", ru: "корректировок нет"))
    }
    let performed = try school.curriculum.adjustPlan(
      form: form, subject: subject, until: call[until] ?? "31.05", moving: call[moving], reason: call[reason], session.requestOfList)
    let adjustment = performed.value
    session.say(
      Text(
        en: "hours needed: \(adjustment.needed), lessons left: \(adjustment.available)",
        ru: "нужно часов: \(adjustment.needed), осталось уроков: \(adjustment.available)"))
    if !adjustment.outside.isEmpty {
      let list = Text.few(adjustment.outside.map { $0.lessons > 1 ? "«\($0.topic)» (\($0.lessons))" : "«\($0.topic)»" })
      session.say(Text(en: "taught outside the plan: \(list)", ru: "дано вне плана: \(list)"))
    }
    if adjustment.steps.allSatisfy({ $0.way == .keep }) { session.say(Text(en: "everything fits", ru: "всё помещается")) }
    if let operation = performed.operation {
      session.say(
        Text(
          en: "operation \(operation); undo: myschool undo \(operation)", ru: "действие \(operation); отменить: myschool undo \(operation)")
      )
    } else if call[Everywhere.dryRun] {
      session.say(Text(en: "dry run: nothing was written", ru: "проверка: ничего не записано"))
    }
    return .table(
      Table(
        Curriculum.adjustColumns,
        rows: adjustment.steps.map {
          [.integer($0.position), .text($0.topic), .integer($0.hoursBefore), .integer($0.hoursAfter), .text($0.way.rawValue)]
        }))
  }
}
