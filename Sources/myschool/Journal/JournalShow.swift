import Arguments
import SchoolCore
import Tabular

enum JournalShow {
  private static let form = Operand.optional(0, .form, Text(en: "The form: 7А", ru: "Класс: 7А"))
  private static let subject = Operand.optional(1, .subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))
  private static let weekText = Option.flag(
    "week-text", Text(en: "The lessons as plain text, for journal enter", ru: "Уроки простым текстом, для journal enter"))

  static let command: Command = Command(
    "show", Text(en: "Show the page of a course", ru: "Показать страницу журнала"),
    discussion: Text(
      en:
        "Students down, lessons across, the average and the weighted average at the end; the current quarter unless said otherwise. --week-text writes lessons, homework and marks as plain text (help week-text), the current week unless said otherwise; without a form, of all your courses. --format html is the paper page, with the lessons beside the marks.",
      ru:
        "Строки — ученики, столбцы — уроки, в конце средняя и средневзвешенная отметка; по умолчанию — текущая четверть. --week-text пишет уроки, задания и отметки простым текстом (help week-text), по умолчанию — за текущую неделю; без класса — по всем вашим курсам. --format html — страница бумажного журнала, с темами и заданиями рядом с отметками."
    ), operands: [form.spec, subject.spec], options: [weekText.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool journal show 7А Алгебра --term q1", Text(en: "a quarter", ru: "четверть")),
      Example("myschool journal show 7А алг --span 07.09..18.09 --format csv", Text(en: "two weeks as CSV", ru: "две недели в CSV")),
      Example(
        "myschool journal show --week-text -o week.txt", Text(en: "your week, to be written in", ru: "ваша неделя, чтобы вписать отметки")),
    ],
    sections: [
      HelpSection(
        Text(en: "Columns", ru: "Столбцы"),
        rows: [
          ("student", Text(en: "Full name", ru: "Полное имя")),
          (
            "2026-09-07",
            Text(
              en: "What stands in the lesson of that day; 2026-09-07#3 where there are several",
              ru: "Что стоит на уроке этого дня; 2026-09-07#3, если уроков несколько")
          ),
          ("average", Text(en: "Average (decimal)", ru: "Средняя отметка (дробное число)")),
          ("weighted_average", Text(en: "Weighted average (decimal)", ru: "Средневзвешенная отметка (дробное число)")),
        ])
    ]
  ) { call, session in
    let span = call[JournalOptions.term] ?? call[JournalOptions.span]
    if call[weekText] {
      var filter = JournalFilter()
      (filter.form, filter.subject, filter.span) = (call[form], call[subject], span)
      return .text(try session.school().weekText(filter))
    }
    guard let form = call[form] else { throw UsageFailure(.operandNeeded("FORM")) }
    guard let subject = call[subject] else { throw UsageFailure(.operandNeeded("SUBJECT")) }
    if call[Everywhere.format] == .html {
      let sheet = try session.school().journalSheet(form: form, subject: subject, span: span)
      return .printable(sheet.marks) { try JournalPrint.page(sheet, $0) }
    }
    return .table(
      try session.school().journalPage(form: form, subject: subject, span: span),
      note: Text(en: "no students", ru: "учеников нет"))
  }
}

enum JournalList {
  private static let form = Option.text("form", nil, .form, Text(en: "Only this form", ru: "Только этот класс"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "Only this subject", ru: "Только этот предмет"))
  private static let student = Option.text("student", nil, .student, Text(en: "Only this student", ru: "Только этот ученик"))

  static let command: Command = Command(
    "list", Text(en: "List marks and absences as long rows", ru: "Показать отметки и пропуски строками"),
    options: [form.spec, subject.spec, student.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool journal list --format csv -o marks.csv", Text(en: "everything, for a spreadsheet", ru: "всё, для таблицы")),
      Example(
        "myschool journal list --form 7А --subject алг --span 07.09..11.09", Text(en: "one course, one week", ru: "один курс, одна неделя")),
    ],
    sections: [Tree.columns(School.journalColumns)]
  ) { call, session in
    var filter = JournalFilter()
    filter.form = call[form]
    filter.subject = call[subject]
    filter.student = call[student]
    filter.span = call[JournalOptions.term] ?? call[JournalOptions.span]
    return .table(try session.school().journalList(filter), note: Text(en: "no marks", ru: "отметок нет"))
  }
}

enum JournalTopic {
  private static let text = Operand.one(2, .text, Text(en: "The text; an empty one takes it away", ru: "Текст; пустой убирает прежний"))

  static let topic: Command = command(
    "topic", .topic, Text(en: "Write down the topic of a lesson", ru: "Записать тему урока"),
    "myschool journal topic 7А алг 'Порядок действий' --date 07.09")
  private static let homeworkText = Operand.optional(
    2, .text, Text(en: "The text; an empty one takes it away", ru: "Текст; пустой убирает прежний"))
  private static let attach = Option.texts(
    "attach", nil, ValueKind("attachment", placeholder: "FILE|URL"),
    Text(en: "A file or a link that comes with it; may be repeated", ru: "Файл или ссылка к заданию; можно несколько раз"))
  private static let detach = Option.texts(
    "detach", nil, ValueKind("attachment", placeholder: "TITLE"), Text(en: "Take an attachment away", ru: "Убрать вложение"))

  static let homework: Command = Command(
    "homework", Text(en: "Set homework", ru: "Задать на дом"),
    discussion: Text(
      en: "Files of up to 4 MB and links can come with it; students and parents get them with diary attachment.",
      ru: "К заданию можно приложить файлы до 4 МБ и ссылки; ученики и родители получают их командой diary attachment."),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec, homeworkText.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, attach.spec, detach.spec] + Everywhere.writing,
    examples: [
      Example("myschool journal homework 7А алг '№ 31, 33' --date 07.09", Text(en: "the text alone", ru: "только текст")),
      Example(
        "myschool journal homework 7А алг --date 07.09 --attach table.pdf --attach https://example.org/video",
        Text(en: "a file and a link", ru: "файл и ссылка")),
    ]
  ) { call, session in
    let added = try call[attach].map { word in
      word.contains("://")
        ? try Attachment(title: word, .link(word)) : try Attachment(title: word, .file(try session.wholeBytes(word)))
    }
    guard call[homeworkText] != nil || !added.isEmpty || !call[detach].isEmpty else { throw UsageFailure(.operandNeeded("TEXT")) }
    let performed = try session.school().setLesson(
      .homework, form: call[JournalOptions.form], subject: call[JournalOptions.subject], day: call[JournalOptions.date],
      lesson: call[JournalOptions.lesson], text: call[homeworkText], attaching: added, detaching: call[detach], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], unchanged: performed.value ? 0 : 1))
  }

  private static func command(_ name: String, _ field: School.LessonField, _ summary: Text, _ example: String) -> Command {
    Command(
      name, summary, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, text.spec],
      options: [JournalOptions.date.spec, JournalOptions.lesson.spec] + Everywhere.writing, examples: [Example(example, summary)]
    ) { call, session in
      let performed = try session.school().setLesson(
        field, form: call[JournalOptions.form], subject: call[JournalOptions.subject], day: call[JournalOptions.date],
        lesson: call[JournalOptions.lesson],
        text: call[text], session.request)
      return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], unchanged: performed.value ? 0 : 1))
    }
  }
}

enum JournalHistory {
  private static let student = Operand.one(2, .student, Text(en: "The student", ru: "Ученик"))
  private static let columns = [
    Column("operation", .integer, en: "Operation", ru: "Действие"), Column("at", .instant, en: "At", ru: "Когда"),
    Column("person", en: "By", ru: "Кто"), Column("change", en: "Change", ru: "Что", labels: CodedWords.change),
    Column("of", en: "Of", ru: "О чём"),
    Column("before", en: "Before", ru: "Было", labels: SchoolTables.columnWords),
    Column("after", en: "After", ru: "Стало", labels: SchoolTables.columnWords),
  ]

  static let command: Command = Command(
    "history", Text(en: "Show the life of a student's marks in a course", ru: "Показать историю отметок ученика"),
    operands: [JournalOptions.form.spec, JournalOptions.subject.spec, student.spec], options: [JournalOptions.date.spec],
    examples: [
      Example(
        "myschool journal history 7А алг 'Титова' --date 07.09",
        Text(en: "who put what, and what stood before", ru: "кто что ставил и что стояло раньше"))
    ],
    sections: [Tree.columns(columns)]
  ) { call, session in
    let steps = try session.school().journalHistory(
      form: call[JournalOptions.form], subject: call[JournalOptions.subject], student: call[student], day: call[JournalOptions.date])
    return .table(
      Table(columns) { writer in
        for step in steps {
          let row = PreviewTable.cells(step.change)
          try writer.add([
            .integer(step.operation.header.number), .instant(step.operation.header.at.iso), Cell(step.operation.person),
            .text(step.change.kind.rawValue),
            .text(step.change.subject), row.before, row.after,
          ])
        }
      }, note: Text(en: "nothing has happened here", ru: "здесь ничего не менялось"))
  }
}
