import Basics
import Questions
import SQLite
import SchoolModel

/// What an import of questions did.
public struct QuizImportReport: Sendable {
  public var quiz = 0
  public var title = ""
  public var isNew = false
  public var added = 0
  public var changed: [(name: String, what: [QuestionDifference])] = []
  public var unchanged = 0
  public var questions = 0
  public var points = Fraction.zero
  public var kinds: [(kind: QuestionKind, count: Int)] = []
  public var skipped: [UnknownQuestion] = []
  public var notices: [QuestionNotice] = []

  /// Counts the questions of the quiz as they stand now.
  mutating func count(_ database: Database) throws {
    var counts: [String: Int] = [:]
    try database.forEach("SELECT kind, worth FROM quiz_question WHERE quiz_id = ? AND replaced_by IS NULL", [quiz]) { row in
      let kind: String = try row.get(0)
      guard kind != QuestionKind.text.rawValue else { return }
      counts[kind, default: 0] += 1
      points += Fraction(try row.get(1, as: String.self)) ?? .zero
    }
    kinds = QuestionKind.allCases.map { ($0, counts[$0.rawValue] ?? 0) }.filter { $0.count > 0 }
    questions = counts.values.reduce(0, +)
  }
}

/// What of a question was changed, before and after.
public struct QuestionDifference: Sendable, Equatable {
  public enum Part: String, Sendable { case kind, title, text, points, answers, feedback, category, settings }
  public let part: Part
  public let before: String
  public let after: String

  static func between(_ old: Question, _ new: Question) -> [QuestionDifference] {
    func key(_ question: Question) -> String {
      question.answers.map { answer in
        let text = PlainQuestionText.line(answer.text) + (answer.match.map { " → \($0)" } ?? "")
        let reach = answer.tolerance.map { $0.description == "0" ? "" : " ± \($0)" } ?? ""
        return text + reach + (answer.weight == .zero ? "" : " (\((answer.weight * Fraction(100)).shortest(2)) %)")
      }.joined(separator: "; ")
    }
    let pairs: [(Part, String, String)] = [
      (.kind, old.kind.rawValue, new.kind.rawValue), (.title, old.title, new.title),
      (.text, PlainQuestionText.line(old.stem), PlainQuestionText.line(new.stem)),
      (.points, old.points.shortest(7), new.points.shortest(7)),
      (.answers, key(old), key(new)), (.feedback, PlainQuestionText.line(old.feedback), PlainQuestionText.line(new.feedback)),
      (.category, old.category, new.category),
    ]
    let found = pairs.filter { $0.1 != $0.2 }.map { QuestionDifference(part: $0.0, before: $0.1, after: $0.2) }
    return found.isEmpty && !old.isSame(as: new) ? [QuestionDifference(part: .settings, before: "", after: "")] : found
  }
}

extension Quizzes {
  /// Takes a file of questions over as a quiz: a new one, or one known by its title. The same question again changes nothing, another
  /// key is a change, a question missing from the file stays.
  /// - Parameters:
  ///   - file: how messages call it.
  ///   - skipsUnknown: leaves questions out that are of kinds not read, and names them.
  /// - Throws: `QuizFailure` with all mistakes of the file.
  public func load(_ bank: QuestionBank, file: String, title: String, skipsUnknown: Bool, _ request: WriteRequest) throws -> Performed<
    QuizImportReport
  > {
    guard bank.mistakes.isEmpty else { throw QuizFailure.mistakes(file: file, bank.mistakes) }
    guard bank.unknown.isEmpty || skipsUnknown else { throw QuizFailure.unknown(file: file, bank.unknown) }
    guard bank.count > 0 else { throw QuizFailure.noQuestions(file: file) }
    return try perform(.quizWrite, request) { writing in
      let store = try QuizStore(try writing.reading())
      var report = QuizImportReport()
      report.title = Folding.tidy(title)
      (report.skipped, report.notices) = (bank.unknown, bank.notices)
      let key = Folding.key(title)
      if let known = try writing.database.value("SELECT id FROM quiz WHERE title_key = ?", key, as: Int.self) {
        report.quiz = try store.own(String(known)).id
      } else {
        try writing.database.run(
          "INSERT INTO quiz (title, title_key, added_at, added_by) VALUES (?, ?, ?, ?)", report.title, key, writing.now.milliseconds,
          writing.actor.personID)
        report.quiz = writing.database.lastInsertedID
        report.isNew = true
      }
      try BankChange(writing, school.files, isTrial: request.dryRun).take(bank.questions, into: &report)
      try report.count(writing.database)
      return report
    }
  }

  /// Gives a quiz the questions of a text, as `quiz edit` does: those that are missing go.
  public func rewrite(_ quiz: String, _ bank: QuestionBank, title: String?, _ request: WriteRequest) throws -> Performed<QuizImportReport> {
    guard bank.mistakes.isEmpty else { throw QuizFailure.mistakes(file: "", bank.mistakes) }
    return try perform(.quizWrite, request) { writing in
      let known = try QuizStore(try writing.reading()).own(quiz)
      var report = QuizImportReport()
      (report.quiz, report.title) = (known.id, known.title)
      if let title { try Self.rename(known, title, writing) }
      let change = try BankChange(writing, school.files, isTrial: request.dryRun)
      try change.removeMissing(bank.questions, from: known.id)
      try change.take(bank.questions, into: &report)
      return report
    }
  }

  /// Gives a quiz another title.
  public func rename(_ quiz: String, to title: String, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.quizWrite, request) { writing in
      let known = try QuizStore(try writing.reading()).own(quiz)
      try Self.rename(known, title, writing)
      return Folding.tidy(title)
    }
  }

  private static func rename(_ quiz: KnownQuiz, _ title: String, _ writing: Writing) throws {
    let key = Folding.key(title)
    guard !key.isEmpty else { throw BadValue(.missing) }
    let other = try writing.database.value("SELECT id FROM quiz WHERE title_key = ? AND id <> ?", key, quiz.id, as: Int.self)
    guard other == nil else { throw QuizFailure.titleTaken(Folding.tidy(title)) }
    try writing.database.run("UPDATE quiz SET title = ?, title_key = ? WHERE id = ?", Folding.tidy(title), key, quiz.id)
  }

  /// Takes a quiz away that nobody answered.
  public func remove(_ quiz: String, _ request: WriteRequest) throws -> Performed<String> {
    try perform(.quizWrite, request) { writing in
      let known = try QuizStore(try writing.reading()).own(quiz)
      let answered = """
        SELECT 1 FROM quiz_attempt t JOIN quiz_assignment a ON a.id = t.assignment_id WHERE a.quiz_id = ?1
        UNION ALL SELECT 1 FROM quiz_sitting s JOIN quiz_assignment a ON a.id = s.assignment_id WHERE a.quiz_id = ?1 LIMIT 1
        """
      guard try writing.database.value(answered, known.id, as: Int.self) == nil else { throw QuizFailure.answered(known.id) }
      try writing.database.run("DELETE FROM quiz WHERE id = ?", known.id)
      return known.title
    }
  }
}

/// Brings a bank to what a file says of it.
private struct BankChange {
  private let writing: Writing
  private let files: FileStore
  private let writer: QuestionWriter
  private var database: Database { writing.database }

  init(_ writing: Writing, _ files: FileStore, isTrial: Bool) throws {
    self.writing = writing
    self.files = files
    writer = try QuestionWriter(writing, files, isTrial: isTrial)
  }

  /// How a question is known again: by its number in the system it came from, else by category, title and what it asks.
  private static func key(_ question: Question) -> String {
    question.idnumber.map { "#" + $0 } ?? [question.category, question.title, question.stem.text].joined(separator: "\u{1f}")
  }

  func take(_ questions: [Question], into report: inout QuizImportReport) throws {
    let standing = report.isNew ? [] : try QuestionRows(database, files).current(of: report.quiz)
    var known = Dictionary(grouping: standing, by: { Self.key($0.question) })
    var position = standing.map(\.position).max() ?? 0
    for question in questions {
      if !known.isEmpty, let old = Self.take(question, from: &known) {
        if old.question.isSame(as: question) {
          report.unchanged += 1
        } else {
          report.changed.append((question.name, QuestionDifference.between(old.question, question)))
          try writer.flush()
          try replace(old, with: question)
        }
        continue
      }
      position += 1
      _ = try writer.add(question, to: report.quiz, at: position)
      report.added += 1
      try writing.writer.cutIfFull()
    }
    try writer.flush()
  }

  /// The question that stands for one of the file, taken out of those that are left.
  private static func take(_ question: Question, from known: inout [String: [StoredQuestion]]) -> StoredQuestion? {
    guard let found = known[key(question)], !found.isEmpty else { return nil }
    known[key(question)]?.removeFirst()
    return found.first
  }

  func removeMissing(_ questions: [Question], from quiz: Int) throws {
    var wanted = Dictionary(grouping: questions, by: Self.key).mapValues(\.count)
    for old in try QuestionRows(database, files).current(of: quiz) {
      if let left = wanted[Self.key(old.question)], left > 0 {
        wanted[Self.key(old.question)] = left - 1
      } else if try isAnswered(old.id) {
        // What was answered stays for its answers, and is asked no more.
        try database.run("UPDATE quiz_question SET replaced_by = 0 WHERE id = ?", old.id)
      } else {
        try database.run("DELETE FROM quiz_question WHERE id = ?", old.id)
      }
    }
  }

  private func isAnswered(_ question: Int) throws -> Bool {
    try database.value("SELECT 1 FROM quiz_response WHERE question_id = ? LIMIT 1", question, as: Int.self) != nil
  }

  /// A question somebody answered stays as they saw it, beside its new version.
  private func replace(_ old: StoredQuestion, with question: Question) throws {
    guard try isAnswered(old.id) else { return try writer.change(old, to: question) }
    let key = try writer.add(question, to: old.quiz, at: old.position, version: old.version + 1)
    try writer.flush()
    try writing.writer.cutIfFull()
    try database.run("UPDATE quiz_question SET replaced_by = ? WHERE id = ?", key, old.id)
    try database.run("UPDATE quiz_question SET replaced_by = ? WHERE replaced_by = ?", key, old.id)
  }
}
