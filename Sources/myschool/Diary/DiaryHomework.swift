import Arguments
import SchoolCore
import Tabular

/// `diary homework` and `diary done`.
enum DiaryHomework {
  private static let days = Option<Int>.value(
    "days", nil, .number, default: 7, expected: Text(en: "a number from 1 to 60", ru: "число от 1 до 60"),
    Text(en: "How many days ahead", ru: "На сколько дней вперёд")
  ) { Int($0).flatMap { (1...60).contains($0) ? $0 : nil } }
  private static let subject = Operand.one(0, .subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))
  private static let undone = Option.flag("undone", Text(en: "Take the tick back", ru: "Снять отметку «сделано»"))

  static let list: Command = Command(
    "homework", Text(en: "Show what is due in the next days", ru: "Показать, что сдать в ближайшие дни"),
    discussion: Text(
      en: "Homework for the next lesson of its subject, works announced, and debts with their day.",
      ru: "Задания к следующему уроку предмета, объявленные работы и долги со сроком."),
    options: [days.spec, DiaryCommands.child.spec],
    examples: [Example("myschool diary homework --days 14", Text(en: "two weeks ahead", ru: "на две недели вперёд"))],
    sections: [Tree.columns(School.homeworkColumns)]
  ) { call, session in
    let (student, table) = try session.school().diaryHomework(child: call[DiaryCommands.child], days: call[days])
    return .table(table, note: Text(en: "\(student): nothing is due", ru: "\(student): ничего не задано"))
  }

  private static let title = Operand.optional(
    1, ValueKind("attachment", placeholder: "TITLE"),
    Text(en: "Which one; without it they are listed", ru: "Какое вложение; без названия — список"))
  private static let ofSubject = Operand.optional(0, .subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))

  static let attachment: Command = Command(
    "attachment", Text(en: "List and get the files and links of homework", ru: "Показать и получить файлы и ссылки к заданиям"),
    discussion: Text(
      en: "With a title the file goes to standard output, or where -o says; of a link its address is printed.",
      ru: "С названием файл идёт в стандартный вывод или туда, куда укажет -o; у ссылки выводится адрес."),
    operands: [ofSubject.spec, title.spec], options: [JournalOptions.date.spec, DiaryCommands.child.spec],
    examples: [
      Example("myschool diary attachment", Text(en: "what there is", ru: "что есть")),
      Example("myschool diary attachment алг table.pdf -o table.pdf", Text(en: "a file", ru: "файл")),
    ],
    sections: [Tree.columns(School.attachmentColumns)]
  ) { call, session in
    let school = try session.school()
    guard let subject = call[ofSubject], let title = call[title] else {
      return .table(
        try school.attachments(child: call[DiaryCommands.child], subject: call[ofSubject], day: call[JournalOptions.date]),
        note: Text(en: "nothing is attached", ru: "вложений нет"))
    }
    let found = try school.attachment(
      child: call[DiaryCommands.child], subject: subject, title: title, day: call[JournalOptions.date])
    switch found.content {
    case .link(let address): return .text(address + "\n")
    case .file(let bytes): return .bytes(bytes)
    }
  }

  static let done: Command = Command(
    "done", Text(en: "Tick homework as done", ru: "Отметить задание сделанным"),
    operands: [subject.spec], options: [JournalOptions.date.spec, undone.spec] + Everywhere.writing,
    examples: [Example("myschool diary done Алгебра", Text(en: "the nearest homework", ru: "ближайшее задание"))]
  ) { call, session in
    let performed = try session.school().tickHomework(
      subject: call[subject], day: call[JournalOptions.date], undone: call[undone], session.request)
    return .receipt(Receipt(performed, dryRun: call[Everywhere.dryRun], extra: [Text(performed.value)]))
  }
}
