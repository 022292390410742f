import Basics
import Questions
import Record

public enum QuizFailure: Failure, Equatable {
  case noQuiz(String)
  case severalQuizzes(String, candidates: [String])
  /// Another's quiz, which only may be read and given out.
  case notYours(Int)
  /// Mistakes of a file of questions: all of them.
  case mistakes(file: String, [QuestionMistake])
  /// Questions of kinds that are not read.
  case unknown(file: String, [UnknownQuestion])
  case noQuestions(file: String)
  case notQuestions(file: String)
  case cannotHold(QuestionForm, [QuestionLosses])
  /// The editor has GIFT, and GIFT does not hold these questions of the quiz.
  case cannotEdit(String, [QuestionLosses])
  case titleTaken(String)
  /// A quiz that was answered is not removed.
  case answered(Int)
  case notAssigned(Int)
  case whichCourse(Int, courses: [String])
  case nobody
  case notOpenYet(Day)
  case closed(Day)
  case attemptsUsed(Int)
  case timeIsUp
  /// The same attempt goes on elsewhere.
  case goesOnElsewhere
  case emptyQuiz(Int)
  /// A line of a file of answers that is none.
  case notALine(file: String, line: Int, String)
  case noSuchQuestion(place: String, Int, last: Int)
  case notAnAnswer(place: String, question: Int, TypedReply.Problem)
  case essaysWait([String])
  case noAttempts(Int)
  /// Attempts there are, and each waits to be read.
  case allWait(Int)
  case noAttempt(of: String)
  case tooManyPoints(question: Int, given: String, most: String)
  case badPoints(String)
  case badScale(String)
  case badPick(Int, there: Int, category: String)
  case noCourse(Int)
  case notShownYet(Day?)
  case notOfThePast
  case fileLost(String)
  case noReplies
  /// Several lines of one file of answers.
  indirect case several([QuizFailure])
  case noEditor
  case notUTF8(file: String, guess: String)
  case timeWasUp(answered: Int, of: Int, attemptsLeft: Int)

  /// A question that a form cannot hold.
  public struct QuestionLosses: Sendable, Equatable {
    public let number: Int
    public let name: String
    public let losses: [QuestionLoss]
  }

  public var exit: ExitCode {
    switch self {
    case .noQuiz, .notAssigned, .noAttempts, .allWait, .noAttempt: .notFound
    case .notYours, .answered, .notOpenYet, .closed, .attemptsUsed, .timeIsUp, .notShownYet: .notPermitted
    case .goesOnElsewhere: .busy
    case .badScale, .whichCourse: .usage
    case .fileLost: .inputOutput
    case .noReplies, .several, .notUTF8: .badData
    case .noEditor: .usage
    case .timeWasUp: .notPermitted
    case .severalQuizzes, .mistakes, .unknown, .noQuestions, .notQuestions, .cannotHold, .cannotEdit, .titleTaken, .nobody, .emptyQuiz,
      .notALine,
      .noSuchQuestion, .notAnAnswer, .essaysWait, .tooManyPoints, .badPoints, .badPick, .noCourse, .notOfThePast:
      .badData
    }
  }

  public var key: String {
    switch self {
    case .noQuiz, .notAssigned: "quiz.unknown"
    case .severalQuizzes: "quiz.several"
    case .notYours: "quiz.others"
    case .mistakes, .noQuestions, .notQuestions: "quiz.mistakes"
    case .unknown: "quiz.kinds"
    case .cannotHold, .cannotEdit: "quiz.form"
    case .titleTaken: "quiz.title"
    case .answered: "quiz.answered"
    case .whichCourse, .noCourse: "quiz.course"
    case .nobody: "quiz.nobody"
    case .notOpenYet, .closed, .timeIsUp: "quiz.closed"
    case .attemptsUsed: "quiz.attempts"
    case .goesOnElsewhere: "quiz.elsewhere"
    case .emptyQuiz, .badPick: "quiz.empty"
    case .notALine, .noSuchQuestion, .notAnAnswer: "quiz.answer"
    case .essaysWait: "quiz.waiting"
    case .noAttempts, .allWait, .noAttempt: "quiz.attempt"
    case .tooManyPoints, .badPoints: "quiz.points"
    case .badScale: "quiz.scale"
    case .notShownYet: "quiz.hidden"
    case .notOfThePast: "quiz.past"
    case .fileLost: "quiz.file"
    case .noReplies, .several: "quiz.answer"
    case .noEditor: "quiz.editor"
    case .notUTF8: "file.unreadable"
    case .timeWasUp: "quiz.closed"
    }
  }
}
