import Basics
import Questions
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// How good the questions of a quiz are.
public struct QuizAnalysis: Sendable {
  public let questions: [String]
  public let statistics: ItemStatistics
  /// What was chosen of each option.
  public let options: [OptionUse]
  /// Of a quiz, not of a file of scores.
  public let isOfSchool: Bool
  /// Attempts with answers that wait to be read; they are left out.
  public var waiting = 0

  public struct OptionUse: Sendable {
    public let question: String
    public let text: String
    public let weight: Fraction
    public let chosen: Int
    public let of: Int
    /// The mean of all points of those who chose it.
    public let mean: Double?
  }
}

extension Quizzes {
  public static let analysisColumns = [
    Column("question", en: "Question", ru: "Вопрос"), Column("answered", .integer, en: "Answered", ru: "Ответили"),
    Column("difficulty", .decimal, en: "Difficulty", ru: "Лёгкость"),
    Column("point_biserial", .decimal, en: "Point-biserial", ru: "Связь с суммой"),
    Column("corrected", .decimal, en: "Corrected", ru: "Связь с остальными"),
    Column("discrimination", .decimal, en: "Discrimination", ru: "Различение"),
    Column("title", en: "Title", ru: "Название", isOptional: true),
  ]
  public static let summaryColumns = [
    Column("students", .integer, en: "Students", ru: "Учеников"), Column("questions", .integer, en: "Questions", ru: "Вопросов"),
    Column("mean", .decimal, en: "Mean", ru: "Среднее"), Column("variance", .decimal, en: "Variance", ru: "Дисперсия"),
    Column("kr20", .decimal, en: "KR-20", ru: "KR-20"), Column("alpha", .decimal, en: "Alpha", ru: "Альфа"),
    Column("sem", .decimal, en: "Standard error", ru: "Ошибка измерения"),
  ]
  public static let optionColumns = [
    Column("question", en: "Question", ru: "Вопрос"), Column("option", en: "Option", ru: "Вариант"),
    Column("weight", .decimal, en: "Weight", ru: "Вес", unit: "percent"), Column("chosen", .integer, en: "Chosen", ru: "Выбрали"),
    Column("share", .decimal, en: "Share", ru: "Доля", unit: "percent"),
    Column("mean", .decimal, en: "Mean of theirs", ru: "Их средний балл"),
  ]

  /// The statistics of a quiz, by the attempts that count.
  public func analysis(_ quiz: String, form: String?, subject: String?) throws -> QuizAnalysis {
    try handInOverdue()
    return try read(.quizWrite) { reading in
      let known = try QuizStore(reading).quiz(quiz)
      let choice = try AssignmentChoice(known, form: form, subject: subject, reading)
      guard !choice.all.isEmpty else { throw QuizFailure.notAssigned(known.id) }
      let keeps = Dictionary(uniqueKeysWithValues: choice.all.map { ($0.assignment.id, $0.assignment.keeps) })
      let counting = AttemptRows.counting(try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id)), keeps).map(\.counts)
      guard !counting.isEmpty else { throw QuizFailure.noAttempts(known.id) }
      let attempts = counting.filter { $0.waiting == 0 }
      guard !attempts.isEmpty else { throw QuizFailure.allWait(known.id) }
      let rows = try ResponseRows(reading, school.files, known.id)
      let current = try QuestionRows(reading.database, school.files).current(of: known.id).filter { $0.question.kind != .text }
      var analysis = Self.analysis(try rows.responses(of: attempts), attempts, current)
      analysis.waiting = counting.count - attempts.count
      return analysis
    }
  }

  private static func analysis(_ responses: [StoredResponse], _ attempts: [MarkedAttempt], _ questions: [StoredQuestion]) -> QuizAnalysis {
    let place = Dictionary(uniqueKeysWithValues: attempts.enumerated().map { ($1.id, $0) })
    var scores = attempts.map { _ in [Double?](repeating: nil, count: questions.count) }
    var chosen = questions.map { Array(repeating: [Int](), count: $0.question.answers.count) }
    for response in responses {
      guard let number = response.number, questions.indices.contains(number - 1), let row = place[response.attempt.id] else { continue }
      // Points given by hand count, whatever was answered.
      let points = response.points ?? .zero
      if !response.reply.isEmpty || points > .zero { scores[row][number - 1] = points.double }
      if case .choices(let places) = response.reply {
        for option in places where chosen[number - 1].indices.contains(option) { chosen[number - 1][option].append(row) }
      }
    }
    let totals = scores.map { $0.reduce(0) { $0 + ($1 ?? 0) } }
    var options: [QuizAnalysis.OptionUse] = []
    for (index, stored) in questions.enumerated() where stored.question.kind.isChoice {
      for (option, key) in stored.question.answers.enumerated() {
        let who = chosen[index][option]
        options.append(
          .init(
            question: "\(index + 1)", text: PlainQuestionText.line(key.text), weight: key.weight, chosen: who.count, of: attempts.count,
            mean: who.isEmpty ? nil : who.reduce(0) { $0 + totals[$1] } / Double(who.count)))
      }
    }
    return QuizAnalysis(
      questions: questions.map(\.question.name), statistics: ItemStatistics(scores, most: questions.map(\.question.points.double)),
      options: options, isOfSchool: true)
  }
}

/// Statistics of a file of scores: a row a student, a column a question; no school is needed.
public enum ScoreFile {
  /// - Throws: `BadInput`, `BadFile`.
  public static func analysis(_ source: Source) throws -> QuizAnalysis {
    let rows: RowReader
    do {
      rows = try source.rows { cells in cells.dropFirst().count { !$0.isEmpty } }
      guard try rows.next() else { throw BadFile.empty(file: source.name) }
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
    let headings = (0..<rows.record.count).map { Folding.tidy(rows.record.text($0)) }
    guard headings.count > 1 else { throw BadFile.unreadable(file: source.name, problem: "", line: rows.record.line) }
    let most = headings.dropFirst().map(most)
    var scores: [[Double?]] = []
    var mistakes: [Mistake] = []
    do {
      while try rows.next() {
        guard !rows.record.isBlank else { continue }
        scores.append(
          (1..<headings.count).map { column in
            let text = column < rows.record.count ? rows.record.text(column).trimmed : ""
            guard !text.isEmpty else { return nil }
            guard let number = Fraction(decimal: text) else {
              mistakes.append(Mistake(file: source.name, line: rows.record.line, column: headings[column], problem: .notANumber(text)))
              return nil
            }
            return number.double
          })
      }
    } catch let error as DelimitedReader.Failed { throw Sheet.failure(error, source.name) }
    guard mistakes.isEmpty else { throw BadInput(mistakes) }
    let top = most.indices.map { column in most[column] ?? max(1, scores.compactMap { $0[column] }.max() ?? 1) }
    return QuizAnalysis(
      questions: Array(headings.dropFirst()), statistics: ItemStatistics(scores, most: top), options: [], isOfSchool: false)
  }

  /// The points of a question that its heading states: `q1 (2)`.
  private static func most(_ heading: String) -> Double? {
    guard heading.hasSuffix(")"), let open = heading.lastIndex(of: "(") else { return nil }
    return Fraction(decimal: String(heading[heading.index(after: open)...].dropLast()))?.double
  }
}
