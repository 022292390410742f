import Arguments
import Basics
import SchoolQuizzes

enum QuizList {
  static let command: Command = Command(
    "list", Text(en: "Quizzes: all banks, or what was given to you", ru: "Тесты: все банки или то, что назначено вам"),
    needs: [.quizRead],
    examples: [Example("myschool quiz list --where status=open", Text(en: "what is to be done", ru: "что нужно сдать"))],
    sections: [Tree.columns(Quizzes.listColumns)]
  ) { call, session in
    var answer = Answer.table(try session.school().quizzes.list(), note: Text(en: "no quizzes", ru: "тестов нет"))
    answer.forPeople = Quizzes.listForPeople + ["student"]
    return answer
  }
}
