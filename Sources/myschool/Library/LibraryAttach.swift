import Arguments
import Basics
import SchoolJournal
import SchoolLibrary
import SchoolModel

enum LibraryAttach {
  private static let topic = Option.text(
    "topic", nil, .text,
    Text(
      en: "A topic of the plan, by its number or title, instead of a lesson's homework",
      ru: "Тема плана, номер или название, вместо домашнего задания"))
  private static let off = Option.flag("off", Text(en: "Take it away", ru: "Убрать"))

  static let command: Command = Command(
    "attach", Text(en: "Put an item beside homework or a topic", ru: "Приложить материал к заданию или теме"),
    discussion: Text(
      en: "Students get it with diary attachment; plan show lists what stands beside a topic. The item must be verified.",
      ru: "Ученики получают его командой diary attachment; у темы его показывает plan show. Материал должен быть проверен."),
    needs: [.journalWrite, .planWrite], writes: true,
    operands: [LibraryCommands.number.spec, JournalOptions.form.spec, JournalOptions.subject.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, topic.spec, off.spec],
    examples: [
      Example("myschool library attach 17 7А Алгебра --date 07.10", Text(en: "to the homework of a lesson", ru: "к домашнему заданию")),
      Example("myschool library attach 17 7А Алгебра --topic 4", Text(en: "to a topic of the plan", ru: "к теме плана")),
    ]
  ) { call, session in
    let number = try LibraryCommands.number(call[LibraryCommands.number])
    let school = try session.school()
    let (form, subject) = (call[JournalOptions.form], call[JournalOptions.subject])
    if let topic = call[topic] {
      let performed = try school.library.attach(number, form: form, subject: subject, topic: topic, off: call[off], session.request)
      let line = Text("\(performed.value.course): \(performed.value.topic)")
      return .receipt(Receipt(performed, unchanged: performed.operation == nil && !performed.isTrial ? 1 : 0, extra: [line]))
    }
    let title = try school.library.attachable(number)
    let attachment = try Attachment(title: title, .item(number))
    let performed = try school.journal.setLesson(
      .homework, form: form, subject: subject, day: call[JournalOptions.date], lesson: call[JournalOptions.lesson], text: nil,
      replace: false,
      attaching: call[off] ? [] : [attachment], detaching: call[off] ? [title] : [], session.request)
    var receipt = LessonNoteWords.receipt(performed, .homework)
    receipt.lines.insert(Text(en: "item \(number): \(title)", ru: "материал \(number): \(title)"), at: 0)
    return .receipt(receipt)
  }
}
