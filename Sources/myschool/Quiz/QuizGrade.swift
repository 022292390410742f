import Arguments
import Basics
import SchoolJournal
import SchoolModel
import SchoolQuizzes

enum QuizGrade {
  private static let kind = Option.text(
    "kind", "k", .workKind, Text(en: "The kind of work; Тест by default", ru: "Вид работы; по умолчанию «Тест»"))

  static let command: Command = Command(
    "grade", Text(en: "Enter the results into the journal", ru: "Выставить результаты в журнал"),
    discussion: Text(
      en:
        "The attempts that count become marks of one lesson: all of them in one operation, or none. The percentage decides, 85, 65 and 50 unless the quiz was given out with another scale. The same results again change nothing; another mark needs --replace.",
      ru:
        "Попытки, идущие в зачёт, становятся отметками одного урока: все одним действием или ни одной. Решает процент: 85, 65 и 50, если при назначении не задана другая шкала. Те же результаты ещё раз ничего не меняют; для другой отметки нужен --replace."
    ),
    needs: [.quizWrite], writes: true, operands: [QuizCommands.quiz.spec, QuizCommands.form.spec, QuizCommands.subject.spec],
    options: [JournalOptions.date.spec, JournalOptions.lesson.spec, kind.spec, JournalOptions.replace.spec],
    examples: [Example("myschool quiz grade 6 --date 28.09 --dry-run", Text(en: "what would be entered", ru: "что будет выставлено"))]
  ) { call, session in
    let course = try QuizCommands.course(call)
    var options = GradeOptions()
    options.day = call[JournalOptions.date]
    options.lesson = call[JournalOptions.lesson]
    options.kind = call[kind]
    options.replace = call[JournalOptions.replace]
    let performed = try session.school().quizzes.grade(
      call[QuizCommands.quiz], form: course.form, subject: course.subject, options, session.request)
    let isChanged = performed.operation != nil || performed.isTrial
    return .receipt(
      Receipt(performed, unchanged: performed.value.count.unchanged, extra: EntryWords.lines(performed.value, changed: isChanged)))
  }
}
