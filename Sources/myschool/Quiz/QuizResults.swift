import Arguments
import Basics
import SchoolModel
import SchoolQuizzes

enum QuizResults {
  private static let student = Option.text("student", nil, .student, Text(en: "One student", ru: "Один ученик"))
  private static let by = Option.text(
    "by", nil, .choice(["question"], placeholder: "WHAT"), Text(en: "Answer by answer", ru: "По вопросам, каждый ответ"))
  private static let all = Option.flag("all", Text(en: "Also who has not handed in", ru: "И те, кто не сдал"))

  static let command: Command = Command(
    "results", Text(en: "What came of a quiz", ru: "Результаты теста"),
    discussion: Text(
      en:
        "An attempt with an essay waits until it is read. Of several attempts the one counts that the quiz says, the best unless told otherwise. A student sees their own results, a parent the child's when the last day is over.",
      ru:
        "Попытка с развёрнутым ответом ждёт проверки. Из нескольких попыток в зачёт идёт та, что указана при назначении, обычно лучшая. Ученик видит свои результаты, родитель — результаты ребёнка после последнего дня."
    ),
    needs: [.quizRead], operands: [QuizCommands.quiz.spec, QuizCommands.form.spec, QuizCommands.subject.spec],
    options: [student.spec, by.spec, all.spec],
    examples: [
      Example("myschool quiz results 6", Text(en: "all who handed in", ru: "все, кто сдал")),
      Example("myschool quiz results 6 --by question --format csv", Text(en: "every answer", ru: "каждый ответ")),
    ],
    sections: [Tree.columns(Quizzes.resultColumns), Tree.columns(Quizzes.byQuestionColumns, of: "--by question")]
  ) { call, session in
    let quizzes = try session.school().quizzes
    let course = try QuizCommands.course(call)
    if call[by] != nil {
      let (title, table, hasSeveralAttempts) = try quizzes.resultsByQuestion(
        call[QuizCommands.quiz], form: course.form, subject: course.subject, student: call[student])
      var answer = Answer.tables([(title, table)])
      answer.forPeople = ["student", "question", "reply", "points", "of", "comment"] + (hasSeveralAttempts ? ["attempt"] : [])
      return answer
    }
    let (title, table, missing, isOfFamily, isOfSeveralCourses) = try quizzes.results(
      call[QuizCommands.quiz], form: course.form, subject: course.subject, student: call[student], all: call[all])
    if missing > 0, !call[all], !isOfFamily {
      session.say(Text(en: "not handed in: \(missing); --all lists them", ru: "не сдали: \(missing); список — --all"))
    }
    var answer = Answer.tables([(title, table)])
    answer.note = Text(en: "nobody has handed it in", ru: "никто ещё не сдал")
    answer.forPeople = Quizzes.resultsForPeople + (isOfSeveralCourses ? ["course"] : [])
    return answer
  }
}
