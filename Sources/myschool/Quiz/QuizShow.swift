import Arguments
import Basics
import SchoolQuizzes

enum QuizShow {
  private static let answers = Option.flag("answers", Text(en: "With the key", ru: "С ключом"))

  static let command: Command = Command(
    "show", Text(en: "The questions of a quiz", ru: "Вопросы теста"),
    discussion: Text(
      en:
        "Machine formats have the key in any case. A student sees the questions once they are handed in, and the key when the quiz shows it: after its last day, unless it was given out otherwise.",
      ru:
        "В машинных форматах ключ есть всегда. Ученик видит вопросы, когда сдал их, а ключ — когда его показывает тест: после последнего дня, если при назначении не сказано иное."
    ),
    needs: [.quizRead], operands: [QuizCommands.quiz.spec], options: [answers.spec],
    examples: [
      Example("myschool quiz show 6 --answers", Text(en: "with the key", ru: "с ключом")),
      Example("myschool quiz show 6 --where category=Алгебра/Степени", Text(en: "one category", ru: "одна тема")),
    ],
    sections: [Tree.columns(Quizzes.questionColumns)]
  ) { call, session in
    let (title, table, isHidden, key) = try session.school().quizzes.show(call[QuizCommands.quiz])
    if call[answers], !isHidden, key != .shown {
      session.say(
        key == .never
          ? Text(en: "the key of this quiz is not shown", ru: "ключ этого теста не показывают")
          : Text(en: "the key is shown when everybody's last day is over", ru: "ключ покажут, когда срок выйдет у всех"))
    }
    var answer = Answer.tables([(title, table)])
    answer.note = isHidden ? Text(en: "the questions are seen once they are handed in", ru: "вопросы видны после сдачи теста") : nil
    answer.forPeople = ["number", "type", "category", "title", "text", "points"] + (call[answers] ? ["answers", "feedback"] : [])
    return answer
  }
}
