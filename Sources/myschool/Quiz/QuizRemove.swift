import Arguments
import Basics
import SchoolModel
import SchoolQuizzes

enum QuizRemove {
  static let command: Command = Command(
    "remove", Text(en: "Take a quiz away that nobody answered", ru: "Убрать тест, который никто не проходил"), needs: [.quizWrite],
    writes: true, operands: [QuizCommands.quiz.spec],
    examples: [Example("myschool quiz remove 6", Text(en: "by its number", ru: "по номеру"))]
  ) { call, session in
    let performed = try session.school().quizzes.remove(call[QuizCommands.quiz], session.request)
    return .receipt(
      Receipt(performed, extra: [Text(en: "removed: “\(performed.value)”", ru: "убран тест «\(performed.value)»")]))
  }
}
