import Arguments
import Basics
import SchoolJournal
import SchoolModel
import SchoolTimetable
import Tabular

/// `journal fill`: the lesson's page in the terminal.
enum JournalFill {
  private static let form = Operand.optional(
    .form, Text(en: "The form: 7А; the lesson of now without one", ru: "Класс: 7А; без него — урок, который идёт"))
  private static let subject = Operand.optional(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))
  private static let kind = Option.text("kind", "k", .workKind, Text(en: "The kind of work", ru: "Вид работы"))

  static let command: Command = Command(
    "fill", Text(en: "Fill a lesson's page, a key for a mark", ru: "Заполнить страницу урока: одна клавиша — отметка"),
    discussion: Text(
      en:
        "The class down the page, one column for the lesson. On a five-point scale 2 to 5, . н б у п go in and on to the next; ← goes back to add a second sign; a longer value begins with = and ends with Enter. / finds a surname, Backspace takes away, Tab goes to topic and homework, ? lists the keys. Esc shows the changes: Enter writes them as one operation, Esc keeps them as a draft that is offered again for 14 days. Without operands it is your lesson of now. Needs a terminal, over SSH ssh -t.",
      ru:
        "Класс списком, один столбец — урок. На пятибалльной шкале 2–5, «.», н, б, у, п ставятся сразу, и курсор идёт дальше; ← возвращает, чтобы добавить второй знак; длинное значение начинается с = и кончается Enter. / ищет фамилию, Backspace убирает, Tab переходит к теме и заданию, ? показывает клавиши. Esc показывает изменения: Enter записывает их одним действием, Esc оставляет черновик, его предложат снова в течение 14 дней. Без слов — ваш урок, который идёт. Нужен терминал, по SSH — ssh -t."
    ),
    needs: [.journalWrite, .timetableRead], writes: true, operands: [form.spec, subject.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, kind.spec],
    examples: [
      Example("myschool journal fill", Text(en: "the lesson of now", ru: "урок, который идёт")),
      Example("myschool journal fill 7А алг --date 07.09 -k контр", Text(en: "a test of that day", ru: "контрольная того дня")),
    ]
  ) { call, session in
    guard session.console.inputIsTerminal, session.console.outputIsTerminal else { throw ShellFailure.noTerminalToFill }
    let school = try session.school()
    var options = GradeOptions()
    options.day = call[JournalOptions.date]
    options.lesson = call[JournalOptions.lesson]
    options.kind = call[kind]
    let place = try place(call, school, &options)
    let page = try school.journal.lessonPage(form: place.form, subject: place.subject, options)
    var editor = FillEditor(page, try school.journal.draft(of: page))
    guard let terminal = TerminalPage() else { throw ShellFailure.noTerminalToFill }
    defer { terminal.close() }
    var outcome = FillEditor.Outcome.goesOn
    while outcome == .goesOn {
      terminal.draw(FillScreen(editor, terminal.size, session.language).lines())
      outcome = editor.take(terminal.key())
    }
    let changes = editor.changes
    // What was typed outlives whatever comes now: a refusal, a full disk, a lost connection.
    if !call[Everywhere.dryRun] || outcome != .write { try school.journal.keep(changes, of: page) }
    terminal.close()
    switch outcome {
    case .goesOn, .write:
      let performed = try school.journal.fill(
        page, cells: changes.cells, topic: changes.topic, homework: changes.homework, options, session.request)
      if !call[Everywhere.dryRun] { try school.journal.keep(LessonDraft(), of: page) }
      return .receipt(Receipt(performed, unchanged: performed.value.count.unchanged, extra: EntryWords.lines(performed.value.count)))
    case .keep:
      guard !changes.isEmpty else { return .receipt(Receipt(lines: [Text(en: "nothing was changed", ru: "ничего не изменено")])) }
      session.say(draftWords(page))
      return .verdict("", .no)
    case .ended(let signal):
      if !changes.isEmpty { session.say(draftWords(page)) }
      return .exit(128 + signal)
    }
  }

  private static func place(_ call: Call, _ school: School, _ options: inout GradeOptions) throws -> (form: String, subject: String) {
    if let form = call[form] {
      guard let subject = call[subject] else { throw UsageFailure(.operandNeeded("SUBJECT")) }
      return (form, subject)
    }
    guard let now = try school.timetable.lessonNow() else { throw ShellFailure.noLessonNow }
    if options.day == nil, options.lesson == nil { options.lesson = now.number }
    return (now.form, now.subject)
  }

  private static func draftWords(_ page: LessonPage) -> Text {
    Text(
      en: "kept as a draft; to go on: myschool journal fill \(page.form) '\(page.subject)' --date \(page.day) --lesson \(page.number)",
      ru:
        "оставлено черновиком; продолжить: myschool journal fill \(page.form) '\(page.subject)' --date \(page.day) --lesson \(page.number)")
  }
}
