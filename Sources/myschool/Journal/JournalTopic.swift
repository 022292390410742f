import Arguments
import Basics
import SchoolJournal
import SchoolModel

enum JournalTopic {
  private static let text = Operand.optional(.text, Text(en: "The text; an empty one takes it away", ru: "Текст; пустой убирает прежний"))

  static let command: Command = Command(
    "topic", Text(en: "Write down the topic of a lesson", ru: "Записать тему урока"),
    discussion: Text(en: "Without a text it shows what stands.", ru: "Без текста показывает записанное."),
    needs: [.journalWrite, .journalRead], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, text.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, JournalOptions.replace.spec],
    examples: [
      Example(
        "myschool journal topic 7А алг 'Порядок действий' --date 07.09",
        Text(en: "Write down the topic of a lesson", ru: "Записать тему урока"))
    ]
  ) { call, session in
    guard let text = call[text] else { return try LessonNoteWords.shown(call, session) }
    let performed = try session.school().journal.setLesson(
      .topic, form: call[JournalOptions.form], subject: call[JournalOptions.subject], day: call[JournalOptions.date],
      lesson: call[JournalOptions.lesson], text: text, replace: call[JournalOptions.replace], session.request)
    return .receipt(LessonNoteWords.receipt(performed, .topic))
  }
}
