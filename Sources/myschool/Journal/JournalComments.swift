import Arguments
import Basics
import SchoolDiary
import SchoolModel
import Tabular

enum JournalComments {
  private static let subject = Operand.optional(
    .subject, Text(en: "The subject, or its beginning; all by default", ru: "Предмет или его начало; по умолчанию все"))

  static let command: Command = Command(
    "comments", Text(en: "List comments to marks and who has read them", ru: "Показать комментарии к отметкам и кто их прочитал"),
    discussion: Text(
      en: "A comment counts as read when the student or a parent has seen it in the diary.",
      ru: "Комментарий прочитан, когда ученик или родитель увидел его в дневнике."),
    needs: [.journalRead], operands: [JournalOptions.form.spec, subject.spec],
    options: [JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [Example("myschool journal comments 7А алг", Text(en: "who has read them", ru: "кто их прочитал"))],
    sections: [Tree.columns(Diary.commentColumns)]
  ) { call, session in
    .table(
      try session.school().diary.comments(
        form: call[JournalOptions.form], subject: call[subject], span: call[JournalOptions.term] ?? call[JournalOptions.span]),
      note: Text(en: "no comments", ru: "комментариев нет"))
  }
}
