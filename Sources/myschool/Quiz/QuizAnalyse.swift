import Arguments
import Basics
import SchoolModel
import SchoolQuizzes
import Tabular

enum QuizAnalyse {
  private static let from = Option.text(
    "from", nil, .file,
    Text(
      en: "Scores of a file instead, a row a student, a column a question; needs no school",
      ru: "Баллы из файла: строка — ученик, столбец — вопрос; школа не нужна"))
  private static let summary = Option.flag(
    "summary", Text(en: "The whole test: mean, KR-20, alpha, standard error", ru: "Тест целиком: среднее, KR-20, альфа, ошибка измерения"))
  private static let options = Option.flag("options", Text(en: "What was chosen of each option", ru: "Что выбирали из каждого варианта"))

  static let command: Command = Command(
    "analyse", Text(en: "How good the questions are", ru: "Качество вопросов"),
    discussion: Text(
      en:
        "Difficulty is the mean share of the points; point-biserial the correlation with the sum of all, corrected the one with the sum of the others; discrimination the mean of the best 27 % less that of the worst (Kelley, 1939). KR-20 (Kuder and Richardson, 1937) where every answer is right or wrong, alpha (Cronbach, 1951) for partial points too; the standard error is σ√(1−α). Deviations are of the population. What is not defined is empty: a question all answered right, a test of one question. A heading «q1 (2)» says the points of a question.",
      ru:
        "Лёгкость — средняя доля баллов; связь с суммой — корреляция с суммой всех баллов, связь с остальными — с суммой без этого вопроса; различение — среднее лучших 27 % минус среднее худших (Келли, 1939). KR-20 (Кьюдер и Ричардсон, 1937) — где каждый ответ верен или неверен, альфа (Кронбах, 1951) — и для неполных баллов; ошибка измерения — σ√(1−α). Отклонения — по генеральной совокупности. Что не определено, пусто: вопрос, на который верно ответили все, тест из одного вопроса. Заголовок «q1 (2)» задаёт баллы вопроса."
    ),
    needs: [.quizWrite], operands: [QuizCommands.anyQuiz.spec, QuizCommands.form.spec, QuizCommands.subject.spec],
    options: [from.spec, summary.spec, options.spec],
    examples: [
      Example("myschool quiz analyse 6", Text(en: "question by question", ru: "по вопросам")),
      Example(
        "myschool quiz analyse --from scores.csv --summary", Text(en: "reliability of a file of scores", ru: "надёжность по файлу баллов")),
    ],
    sections: [
      Tree.columns(Quizzes.analysisColumns), Tree.columns(Quizzes.summaryColumns, of: "--summary"),
      Tree.columns(Quizzes.optionColumns, of: "--options"),
    ]
  ) { call, session in
    let analysis: QuizAnalysis
    if let name = call[from] {
      guard call[QuizCommands.anyQuiz] == nil else { throw UsageFailure(.extraOperand(call[QuizCommands.anyQuiz] ?? "")) }
      analysis = try ScoreFile.analysis(try session.rows(name, encoding: nil, separator: nil))
    } else {
      guard let quiz = call[QuizCommands.anyQuiz] else { throw UsageFailure(.operandNeeded("QUIZ")) }
      let course = try QuizCommands.course(call)
      analysis = try session.school().quizzes.analysis(quiz, form: course.form, subject: course.subject)
    }
    if analysis.waiting > 0 {
      session.say(
        Text(
          en: "left out, answers wait to be read: \(analysis.waiting)", ru: "не вошли, ответы ждут проверки: \(analysis.waiting)"))
    }
    if call[summary] { return .table(summaryTable(analysis)) }
    if call[options] { return .table(optionTable(analysis), note: Text(en: "no questions with options", ru: "вопросов с вариантами нет")) }
    return .table(table(analysis))
  }

  private static func number(_ number: Double?) -> Cell {
    number.map { .decimal(Int(($0 * 10_000).rounded()), places: 4) } ?? .empty
  }

  private static func table(_ analysis: QuizAnalysis) -> Table {
    Table(
      Quizzes.analysisColumns,
      rows: zip(analysis.questions, analysis.statistics.items).enumerated().map { index, pair in
        let (name, item) = pair
        let isFile = !analysis.isOfSchool
        return [
          .text(isFile ? name : "\(index + 1)"), .integer(item.answered), number(item.difficulty), number(item.pointBiserial),
          number(item.corrected),
          number(item.discrimination), isFile ? .empty : .text(name),
        ]
      })
  }

  private static func summaryTable(_ analysis: QuizAnalysis) -> Table {
    let whole = analysis.statistics
    return Table(
      Quizzes.summaryColumns,
      rows: [
        [
          .integer(whole.students), .integer(whole.items.count), number(whole.mean), number(whole.variance), number(whole.kr20),
          number(whole.alpha), number(whole.standardError),
        ]
      ])
  }

  private static func optionTable(_ analysis: QuizAnalysis) -> Table {
    Table(
      Quizzes.optionColumns,
      rows: analysis.options.map { use in
        [
          .text(use.question), .text(use.text), .decimal((use.weight.numerator * 1000 / use.weight.denominator), places: 1),
          .integer(use.chosen), .decimal(use.of == 0 ? 0 : (use.chosen * 2000 + use.of) / (2 * use.of), places: 1),
          use.mean.map { .decimal(Int(($0 * 100).rounded()), places: 2) } ?? .empty,
        ]
      })
  }
}
