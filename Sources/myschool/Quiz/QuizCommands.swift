import Arguments
import Basics
import Questions
import SchoolModel
import SchoolQuizzes
import Tabular

enum QuizCommands {
  static let noun: Command = Command(
    "quiz", Text(en: "Quizzes: banks of questions, taking, marking", ru: "Тесты: банки вопросов, прохождение, проверка"),
    discussion: Text(
      en:
        "A bank comes from a file (GIFT, Aiken, Moodle XML, QTI, a table of a document), goes to a course with quiz assign, is taken in the terminal or from a file, and its results become marks of a lesson with quiz grade. “myschool help quizzes” lists what each form of file holds.",
      ru:
        "Банк вопросов берётся из файла (GIFT, Aiken, Moodle XML, QTI, таблица документа), назначается классу командой quiz assign, проходится в терминале или из файла, а результаты становятся отметками урока командой quiz grade. Что вмещает каждый вид файла — «myschool help quizzes»."
    ),
    children: {
      [
        QuizImport.command, QuizExport.command, QuizList.command, QuizShow.command, QuizEdit.command, QuizRemove.command,
        QuizAssign.command, QuizTake.command, QuizMark.command, QuizResults.command, QuizGrade.command, QuizAnalyse.command,
      ]
    })

  private static let words = Text(en: "The quiz: its number, title or the beginning of it", ru: "Тест: номер, название или его начало")
  static let kind = ValueKind(.quiz, placeholder: "QUIZ")
  static let quiz = Operand.one(kind, words)
  static let anyQuiz = Operand.optional(kind, words)
  static let form = Operand.optional(
    .form, Text(en: "The form, where several have the quiz: 7А", ru: "Класс, если тест назначен нескольким: 7А"))
  static let subject = Operand.optional(.subject, Text(en: "The subject, or its beginning", ru: "Предмет или его начало"))

  /// A form and a subject, both or none.
  static func course(_ call: Call) throws -> (form: String?, subject: String?) {
    guard call[form] == nil || call[subject] != nil else { throw UsageFailure(.operandNeeded("SUBJECT")) }
    return (call[form], call[subject])
  }

  static func points(_ points: Fraction) -> Text {
    Text(en: "\(points.shortest(2)) point\(points == .one ? "" : "s")", ru: russianPoints(points))
  }

  private static func russianPoints(_ points: Fraction) -> String {
    guard points.denominator == 1 else { return "\(points.shortest(2).replacing(".", with: ",")) балла" }
    return Counting.plural(points.numerator, "балл", "балла", "баллов")
  }
}
