import Arguments
import Basics
import Record
import SchoolExchange
import SchoolJournal
import SchoolModel
import SchoolSheets
import Tabular

enum JournalRuleCommand {
  private static let name = Operand.optional(
    .choice(JournalRule.allCases.map(\.rawValue), placeholder: "RULE"), Text(en: "The rule", ru: "Правило"))
  private static let value = Operand.optional(ValueKind(.text, placeholder: "VALUE"), Text(en: "Its value", ru: "Значение"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "For this subject alone", ru: "Только для этого предмета"))
  private static let form = Option.text(
    "form", nil, .form, Text(en: "For this form alone; for scale", ru: "Только для этого класса; годится для правила scale"))
  private static let unset = Option.flag("unset", Text(en: "Back to the default", ru: "Вернуть обычное"))
  private static let columns = [
    Column("rule", en: "Rule", ru: "Правило", labels: CodedWords.journalRules),
    Column("value", en: "Value", ru: "Значение", labels: CodedWords.ruleValues),
    Column.subject,
    Column("default", .boolean, en: "Default", ru: "Обычное"), Column.form,
  ]

  static let command: Command = Command(
    "rule", Text(en: "Show and set the school's rules of marking", ru: "Показать и задать правила выставления отметок"),
    discussion: Text(
      en: "What a school's own act decides; alone it lists them.", ru: "То, что решает локальный акт школы; без слов показывает все."),
    needs: [.timetableRead, .termClose], writes: true, operands: [name.spec, value.spec], options: [subject.spec, form.spec, unset.spec],
    examples: [
      Example("myschool journal rule", Text(en: "the rules as they stand", ru: "действующие правила")),
      Example("myschool journal rule thresholds '2.5 3.5 4.5'", Text(en: "ordinary rounding", ru: "обычное округление")),
      Example(
        "myschool journal rule scale pass --subject Музыка --form 5А", Text(en: "passed or failed in music", ru: "музыка на зачёт")),
      Example(
        "myschool journal rule shares 'Контрольная работа, Зачёт=60; *=40' --subject Алгебра",
        Text(en: "tests are 60 of a hundred of the average", ru: "контрольные — 60 % средней")),
      Example("myschool journal rule late-days 7", Text(en: "a week to enter marks", ru: "неделя на ввод отметок")),
    ],
    sections: [
      Tree.columns(columns),
      HelpSection(
        Text(en: "Rules", ru: "Правила"),
        rows: [
          (
            "scale",
            Text(en: "five, hundred, letters, pass, or a scale of your own", ru: "шкала: five, hundred, letters, pass или своя")
          ),
          (
            "shares",
            Text(
              en: "parts of categories of work in the average; * is the rest", ru: "доли категорий работ в средней; * — все остальные")
          ),
          ("thresholds", Text(en: "averages from which 3, 4 and 5 are proposed", ru: "средние, с которых предлагаются 3, 4 и 5")),
          (
            "fewest",
            Text(en: "fewest marks a quarter at 1, 2 and more hours a week", ru: "сколько отметок нужно за четверть при 1, 2 и более часах")
          ),
          ("tolerance", Text(en: "distance from the average without a reason", ru: "на сколько можно отойти от средней без причины")),
          ("half-year-grades", Text(en: "years of study marked by half-years", ru: "параллели, аттестуемые по полугодиям")),
          ("unmarked-grades", Text(en: "years of study without marks", ru: "параллели без отметок")),
          ("late-days", Text(en: "days a teacher has to enter marks, or none", ru: "сколько дней у учителя на ввод отметок, или none")),
          ("late-from", Text(en: "counted from the lesson or the homework", ru: "считать от урока (lesson) или задания (homework)")),
          (
            "retake",
            Text(en: "a retake replaces the first mark or is averaged", ru: "пересдача заменяет (replace) или усредняется (average)")
          ),
          (
            "future",
            Text(en: "marks for days to come: refuse or allow", ru: "отметки на будущие дни: не принимать (refuse) или принимать (allow)")
          ),
          (
            "reason",
            Text(
              en: "changing or taking away a mark wants -m: required or none",
              ru: "правка и удаление отметки — с причиной -m: required или none")
          ),
          (
            "stats.risk.falling",
            Text(
              en: "at risk: the average of the last days is lower by so much", ru: "группа риска: средняя последних дней ниже на столько")
          ),
          ("stats.risk.days", Text(en: "how many last days", ru: "сколько последних дней")),
          ("stats.risk.absent", Text(en: "at risk: per cent of lessons missed", ru: "группа риска: процент пропущенных уроков")),
          (
            "stats.risk.unexcused",
            Text(en: "at risk: lessons missed without a reason", ru: "группа риска: уроков без уважительной причины")
          ),
          ("stats.workload.days", Text(en: "school days a week, for the norm of hours", ru: "учебных дней в неделе, для нормы часов")),
        ]),
    ]
  ) { call, session in
    let school = try session.school()
    guard let text = call[name] else {
      let rows = try school.journal.rules().map { item -> [Cell] in
        [.text(item.rule.rawValue), .text(item.value), Cell(item.subject), .boolean(item.isStandard), Cell(item.form)]
      }
      return .table(Table(columns, rows: rows))
    }
    guard let rule = JournalRule(rawValue: text) else {
      throw UsageFailure(
        .badValue(option: "RULE", value: text, expected: Text(JournalRule.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    guard call[value] != nil || call[unset] else { throw UsageFailure(.operandNeeded("VALUE")) }
    let performed = try school.journal.setJournalRule(
      rule, call[unset] ? nil : call[value], subject: call[subject], form: call[form], session.request)
    return .receipt(Receipt(performed))
  }
}
