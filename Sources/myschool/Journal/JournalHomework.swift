import Arguments
import Basics
import SchoolJournal
import SchoolModel
import Tabular

enum JournalHomework {
  private static let text = Operand.optional(.text, Text(en: "The text; an empty one takes it away", ru: "Текст; пустой убирает прежний"))

  private static let attach = Option.texts(
    "attach", nil, ValueKind(.attachment, placeholder: "FILE|URL"),
    Text(en: "A file or a link that comes with it; may be repeated", ru: "Файл или ссылка к заданию; можно несколько раз"))

  private static let detach = Option.texts(
    "detach", nil, ValueKind(.title), Text(en: "Take an attachment away", ru: "Убрать вложение"))

  private static let minutes = Option<Int?>.value(
    "minutes", nil, .number, expected: Text(en: "a number from 0 to 600", ru: "число от 0 до 600"),
    Text(en: "How long it takes, for the report of homework; 0 takes that away", ru: "Сколько минут займёт, для сводки homework; 0 убирает")
  ) { Int($0).flatMap { (0...600).contains($0) ? $0 : nil } }

  static let command: Command = Command(
    "homework", Text(en: "Set homework", ru: "Задать на дом"),
    discussion: Text(
      en:
        "Files of up to 4 MB and links can come with it; students and parents get them with diary attachment. Without a text it shows what is set.",
      ru:
        "К заданию можно приложить файлы до 4 МБ и ссылки; ученики и родители получают их командой diary attachment. Без текста показывает, что задано."
    ),
    needs: [.journalWrite, .journalRead], writes: true, operands: [JournalOptions.form.spec, JournalOptions.subject.spec, text.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, JournalOptions.replace.spec, minutes.spec, attach.spec, detach.spec],
    examples: [
      Example("myschool journal homework 7А алг '№ 31, 33' --date 07.09", Text(en: "the text alone", ru: "только текст")),
      Example(
        "myschool journal homework 7А алг 'п. 4, вопросы' --date 07.09 --minutes 20", Text(en: "with an estimate", ru: "с оценкой времени")),
      Example("myschool journal homework 7А алг --date 07.09", Text(en: "what is set", ru: "посмотреть, что задано")),
      Example(
        "myschool journal homework 7А алг --date 07.09 --attach table.pdf --attach https://example.org/video",
        Text(en: "a file and a link", ru: "файл и ссылка")),
    ]
  ) { call, session in
    let added = try call[attach].map { word in
      word.contains("://")
        ? try Attachment(title: word, .link(word)) : try Attachment(title: word, .file(try session.wholeBytes(word)))
    }
    guard call[text] != nil || call[minutes] != nil || !added.isEmpty || !call[detach].isEmpty else {
      return try LessonNoteWords.shown(call, session)
    }
    let performed = try session.school().journal.setLesson(
      .homework, form: call[JournalOptions.form], subject: call[JournalOptions.subject], day: call[JournalOptions.date],
      lesson: call[JournalOptions.lesson], text: call[text], minutes: call[minutes], replace: call[JournalOptions.replace],
      attaching: added, detaching: call[detach], session.request)
    return .receipt(LessonNoteWords.receipt(performed, .homework))
  }
}
