import Arguments
import Basics
import Questions
import SchoolModel
import SchoolQuizzes
import Tabular

enum QuizMark {
  private static let student = Operand.optional(
    .student, Text(en: "Whose answers; without names the number of the attempt", ru: "Чьи ответы; без имён — номер попытки"))
  private static let points = Operand.any(
    ValueKind(.text, placeholder: "QUESTION=POINTS"),
    Text(en: "Points by the number of the question: 8=0.5", ru: "Баллы по номеру вопроса: 8=0,5"))
  private static let next = Option.flag(
    "next", Text(en: "Show the answer that waits longest", ru: "Показать ответ, который ждёт дольше всех"))
  private static let blind = Option.flag("blind", Text(en: "Without names, with --next", ru: "Без имён, вместе с --next"))
  private static let regrade = Option.flag(
    "regrade", Text(en: "Mark all answers anew by the key as it stands", ru: "Проверить все ответы заново по нынешнему ключу"))
  private static let comment = Option.text("comment", "c", Text(en: "A word to the student", ru: "Комментарий ученику"))
  private static let form = Option.text(
    "form", nil, .form, Text(en: "The form, where several have the quiz", ru: "Класс, если тест назначен нескольким"))
  private static let subject = Option.text("subject", nil, .subject, Text(en: "The subject, with --form", ru: "Предмет, вместе с --form"))

  static let command: Command = Command(
    "mark", Text(en: "Give points to answers", ru: "Проверить ответы"),
    discussion: Text(
      en:
        "Essays wait until somebody gives them points; the points of any other answer may be changed likewise. --regrade marks by a corrected key: look first with --dry-run; points given by hand stay.",
      ru:
        "Развёрнутые ответы ждут, пока им поставят баллы; так же меняют баллы любого другого ответа. --regrade пересчитывает по исправленному ключу: сначала посмотрите с --dry-run; баллы, поставленные вручную, остаются."
    ),
    needs: [.quizWrite], writes: true, operands: [QuizCommands.quiz.spec, student.spec, points.spec],
    options: [next.spec, blind.spec, regrade.spec, comment.spec, form.spec, subject.spec],
    examples: [
      Example("myschool quiz mark 6 --next --blind", Text(en: "the next answer, without its name", ru: "следующий ответ, без имени")),
      Example("myschool quiz mark 6 alekseeva.z 8=1 -c 'Хорошо'", Text(en: "points and a word", ru: "баллы и комментарий")),
      Example("myschool quiz mark 6 --regrade --dry-run", Text(en: "what a corrected key changes", ru: "что изменит исправленный ключ")),
    ]
  ) { call, session in
    let quizzes = try session.school().quizzes
    let quiz = call[QuizCommands.quiz]
    if call[next] {
      guard let essay = try quizzes.nextEssay(quiz, form: call[form], subject: call[subject], blind: call[blind]) else {
        return .receipt(Receipt(lines: [Text(en: "nothing waits to be read", ru: "проверять нечего")]))
      }
      return .text(shown(essay, session.language))
    }
    if call[regrade] {
      let performed = try quizzes.regrade(quiz, form: call[form], subject: call[subject], session.request)
      let lines = performed.value.changes.prefix(30).map { change in
        let attempt = change.attempt.map { Text(en: ", attempt \($0)", ru: ", попытка \($0)") } ?? Text("")
        return Text(
          en: "\(change.student)\(attempt.en), question \(change.question): \(change.before) → \(change.after)",
          ru: "\(change.student)\(attempt.ru), вопрос \(change.question): \(comma(change.before)) → \(comma(change.after))")
      }
      return .receipt(Receipt(performed, unchanged: performed.value.unchanged, extra: Array(lines)))
    }
    guard let student = call[student] else { throw UsageFailure(.operandNeeded("STUDENT")) }
    guard !call[points].isEmpty else { throw UsageFailure(.operandNeeded("QUESTION=POINTS")) }
    let performed = try quizzes.mark(
      quiz, form: call[form], subject: call[subject], student: student,
      try call[points].map { text in
        let (question, points) = try TypedPair.parts(text, example: "myschool quiz mark 12 'Иванова А. П.' 3=2")
        return (question: question, points: points)
      }, comment: call[comment], session.request)
    return .receipt(Receipt(performed, unchanged: performed.value.unchanged, extra: lines(performed.value)))
  }

  private static func comma(_ number: String) -> String { number.replacing(".", with: ",") }

  private static func lines(_ marked: MarkedQuiz) -> [Text] {
    let changes = marked.changes.map { change in
      Text(
        en: "\(marked.student), question \(change.question): \(change.before) → \(change.after)",
        ru: "\(marked.student), вопрос \(change.question): \(comma(change.before)) → \(comma(change.after))")
    }
    let rest =
      marked.waiting > 0
      ? Text(en: "still waiting: \(marked.waiting)", ru: "ещё ждут проверки: \(marked.waiting)")
      : Text(
        en: "\(marked.points.decimal(2)) of \(marked.most.decimal(2))",
        ru: "\(comma(marked.points.decimal(2))) из \(comma(marked.most.decimal(2)))")
    return changes + [rest]
  }

  private static func shown(_ essay: WaitingEssay, _ language: Language) -> String {
    let who = essay.student ?? Text(en: "attempt \(essay.login)", ru: "попытка \(essay.login)")[language]
    let head = Text(
      en: "“\(essay.title)”, question \(essay.number) · \(who) · waiting: \(essay.waiting)",
      ru: "«\(essay.title)», вопрос \(essay.number) · \(who) · ждут проверки: \(essay.waiting)")
    let command =
      "myschool quiz mark \(essay.quiz) \(ShellWords.joined([essay.login])) \(essay.number)=\(essay.question.points.shortest(2))"
    return [head[language], ""].joined(separator: "\n") + PlainQuestionText.page(essay.question.stem, language).joined(separator: "\n")
      + "\n\n"
      + essay.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n") + "\n\n"
      + Text(en: "full points: \(command)", ru: "полный балл: \(command)")[language] + "\n"
  }
}
