import Arguments
import SchoolCore
import Tabular

enum JournalClose {
  private static let term = Operand.one(0, .term, Terms.parts)
  private static let strict = Option.flag(
    "strict", Text(en: "Refuse while there is anything to remark", ru: "Отказать, если есть замечания"))
  private static let reopen = Option.flag("reopen", Text(en: "Open a closed term again", ru: "Открыть закрытый период снова"))

  static let command: Command = Command(
    "close", Text(en: "Close a term", ru: "Закрыть период"),
    discussion: Text(
      en:
        "After it nothing of the term's days is entered or changed, but by an exception granted by name: journal unlock. What is to be looked at first is told on stderr: missing term marks, too few marks, marks far from their averages, lessons without a topic, debts.",
      ru:
        "После этого за дни периода ничего не вводится и не меняется, кроме как по именному разрешению: journal unlock. Замечания перечисляются: нет отметки за период, мало отметок, отметка далека от средней, уроки без темы, долги."
    ),
    operands: [term.spec], options: [strict.spec, reopen.spec] + Everywhere.writing,
    examples: [
      Example("myschool journal close q1", Text(en: "the first quarter", ru: "первую четверть")),
      Example("myschool journal close q1 --strict", Text(en: "only when all is in order", ru: "только если всё в порядке")),
    ]
  ) { call, session in
    let school = try session.school()
    if call[reopen] { return .receipt(Receipt(try school.reopenTerm(call[term], session.request), dryRun: call[Everywhere.dryRun])) }
    let (performed, remarks) = try school.closeTerm(call[term], strict: call[strict], session.request)
    for remark in remarks.prefix(60) { session.say(words(remark)) }
    if remarks.count > 60 {
      session.say(Text(en: "… and \(remarks.count - 60) more remarks", ru: "… и ещё замечаний: \(remarks.count - 60)"))
    }
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }

  private static func words(_ remark: ClosingRemark) -> Text {
    let (course, count) = (remark.course, remark.count)
    return switch remark.kind {
    case .noTermMark: Text(en: "\(course): \(count) without a term mark", ru: "\(course): без отметки за период — \(count)")
    case .fewMarks: Text(en: "\(course): \(count) with too few marks", ru: "\(course): не хватает отметок — \(count)")
    case .farFromAverage: Text(en: "\(course): \(count) far from the average", ru: "\(course): отметка далека от средней — \(count)")
    case .noTopic:
      Text(en: "\(course): \(count) lesson\(count == 1 ? "" : "s") without a topic", ru: "\(course): уроков без темы — \(count)")
    case .debt: Text(en: "\(course): \(count) debts", ru: "\(course): долгов — \(count)")
    }
  }
}

enum JournalUnlock {
  private static let form = Operand.optional(0, .form, Text(en: "The form", ru: "Класс"))
  private static let subject = Operand.optional(1, .subject, Text(en: "The subject", ru: "Предмет"))
  private static let span = Option.text(
    "span", nil, .span, Text(en: "The days wanted: 05.10..09.10, a day, q1", ru: "Какие дни открыть: 05.10..09.10, день, q1"))
  private static let reason = Option.text("reason", nil, ValueKind("text"), Text(en: "Why", ru: "Зачем"))
  private static let grant = Option<Int?>.value(
    "grant", nil, .number, expected: Text(en: "a number of the list", ru: "номер из списка"),
    Text(en: "Grant a request, for an administrator", ru: "Разрешить по запросу, для администратора")
  ) { Int($0) }
  private static let hours = Option<Int>.value(
    "hours", nil, .number, default: 48, expected: Text(en: "hours, 1 to 720", ru: "часы, от 1 до 720"),
    Text(en: "For how long; 48 by default", ru: "На сколько часов; по умолчанию 48")
  ) { Int($0).flatMap { (1...720).contains($0) ? $0 : nil } }
  private static let columns = [
    Column("number", .integer, en: "No.", ru: "№"), Column("person", en: "Teacher", ru: "Учитель"),
    Column("course", en: "Course", ru: "Курс"),
    Column("from", .day, en: "From", ru: "С"), Column("until_day", .day, en: "Until", ru: "По"), Column("reason", en: "Why", ru: "Зачем"),
    Column("asked_at", .instant, en: "Asked", ru: "Запрошено"), Column("open_until", .instant, en: "Open until", ru: "Открыто до"),
  ]

  static let command: Command = Command(
    "unlock", Text(en: "Ask for closed days to be opened, and grant it", ru: "Попросить открыть закрытые дни и разрешить"),
    discussion: Text(
      en: "A teacher asks with --reason; an administrator grants by number, by name and for a time. Alone it lists the requests.",
      ru: "Учитель просит с --reason; администратор разрешает по номеру, поимённо и на время. Без слов показывает запросы."),
    operands: [form.spec, subject.spec], options: [span.spec, reason.spec, grant.spec, hours.spec] + Everywhere.writing,
    examples: [
      Example("myschool journal unlock 7А Алгебра --span 05.10 --reason 'болел, не успел'", Text(en: "ask", ru: "попросить")),
      Example("myschool journal unlock --grant 1 --hours 24", Text(en: "grant", ru: "разрешить")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let school = try session.school()
    if let number = call[grant] {
      return .receipt(Receipt(try school.grantUnlock(number, hours: call[hours], session.request), dryRun: call[Everywhere.dryRun]))
    }
    guard let form = call[form], let subject = call[subject] else {
      let rows = try school.journalExceptions().map { item -> [Cell] in
        [
          .integer(item.number), .text(item.person), .text(item.course), .day(item.first), .day(item.last), .text(item.reason),
          .instant(item.askedAt.iso), item.until.map { .instant($0.iso) } ?? .empty,
        ]
      }
      session.say(
        Text(en: "granted by: \(Text.list(try school.administrators()))", ru: "разрешает: \(Text.list(try school.administrators()))"))
      return .table(Table(columns, rows: rows), note: Text(en: "no requests", ru: "запросов нет"))
    }
    guard let reason = call[reason] else { throw UsageFailure(.optionNeeded("--reason")) }
    let performed = try school.askToUnlock(form: form, subject: subject, span: call[span] ?? "today", reason: reason, session.request)
    let names = Text.list(try school.administrators())
    return .receipt(
      Receipt(
        performed, dryRun: call[Everywhere.dryRun],
        extra: [Text(en: "request \(performed.value); granted by: \(names)", ru: "запрос \(performed.value); разрешает: \(names)")]))
  }
}

enum JournalRuleCommand {
  private static let name = Operand.optional(
    0, .choice(JournalRule.allCases.map(\.rawValue), placeholder: "RULE"), Text(en: "The rule", ru: "Правило"))
  private static let value = Operand.optional(1, ValueKind("text", placeholder: "VALUE"), Text(en: "Its value", ru: "Значение"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "For this subject alone", ru: "Только для этого предмета"))
  private static let form = Option.text(
    "form", nil, .form, Text(en: "For this form alone; for scale", ru: "Только для этого класса; годится для правила scale"))
  private static let unset = Option.flag("unset", Text(en: "Back to the default", ru: "Вернуть обычное"))
  private static let columns = [
    Column("rule", en: "Rule", ru: "Правило"), Column("value", en: "Value", ru: "Значение"),
    Column("subject", en: "Subject", ru: "Предмет"),
    Column("default", .boolean, en: "Default", ru: "Обычное"), Column("form", en: "Form", ru: "Класс"),
  ]

  static let command: Command = Command(
    "rule", Text(en: "Show and set the school's rules of marking", ru: "Показать и задать правила выставления отметок"),
    discussion: Text(
      en: "What a school's own act decides; alone it lists them.", ru: "То, что решает локальный акт школы; без слов показывает все."),
    operands: [name.spec, value.spec], options: [subject.spec, form.spec, unset.spec] + Everywhere.writing,
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
        ]),
    ]
  ) { call, session in
    let school = try session.school()
    guard let text = call[name] else {
      let rows = try school.journalRules().map { item -> [Cell] in
        [.text(item.rule.rawValue), .text(item.value), Cell(item.subject), .boolean(item.isStandard), Cell(item.form)]
      }
      return .table(Table(columns, rows: rows))
    }
    guard let rule = JournalRule(rawValue: text) else {
      throw UsageFailure(
        .badValue(option: "RULE", value: text, expected: Text(JournalRule.allCases.map(\.rawValue).joined(separator: ", "))))
    }
    guard call[value] != nil || call[unset] else { throw UsageFailure(.operandNeeded("VALUE")) }
    let performed = try school.setJournalRule(
      rule, call[unset] ? nil : call[value], subject: call[subject], form: call[form], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun]))
  }
}
