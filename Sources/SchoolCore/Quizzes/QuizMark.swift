import Basics
import Questions
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

/// An essay that waits to be read.
public struct WaitingEssay: Sendable {
  public let quiz: Int
  public let title: String
  /// Who wrote it; `nil` where it is to be marked without names.
  public let student: String?
  /// What `quiz mark` takes for them.
  public let login: String
  public let number: Int
  public let question: Question
  public let text: String
  public let handedIn: Instant
  /// How many wait, this one among them.
  public let waiting: Int
}

/// What came of marking.
public struct MarkedQuiz: Sendable {
  public var student = ""
  public var changes: [(question: Int, before: String, after: String)] = []
  public var unchanged = 0
  public var waiting = 0
  public var points = Fraction.zero
  public var most = Fraction.zero
}

/// What came of marking anew by a corrected key.
public struct Regraded: Sendable {
  /// With the number of the attempt, where the student has several.
  public var changes: [(student: String, attempt: Int?, question: Int, before: String, after: String)] = []
  public var unchanged = 0
}

extension Quizzes {
  /// Gives points to answers of a student, by the numbers of the questions.
  public func mark(
    _ quiz: String, form: String?, subject: String?, student: String, _ points: [(question: String, points: String)], comment: String?,
    _ request: WriteRequest
  ) throws -> Performed<MarkedQuiz> {
    try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      let choice = try AssignmentChoice(known, form: form, subject: subject, reading)
      guard !choice.all.isEmpty else { throw QuizFailure.notAssigned(known.id) }
      let attempts = try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id))
      let person = try Self.taker(student, attempts, known)
      let keeps = Dictionary(uniqueKeysWithValues: choice.all.map { ($0.assignment.id, $0.assignment.keeps) })
      guard let attempt = AttemptRows.counting(attempts.filter { $0.person.id == person.id }, keeps).last?.counts else {
        throw QuizFailure.noAttempt(of: person.full)
      }
      let rows = try ResponseRows(reading, school.files, known.id)
      let responses = try rows.responses(of: [attempt])
      var marked = MarkedQuiz()
      marked.student = person.full
      for (typed, value) in points {
        let last = responses.compactMap(\.number).max() ?? 0
        guard let number = Int(typed), let response = responses.first(where: { $0.number == number }) else {
          throw QuizFailure.noSuchQuestion(place: "", Int(typed) ?? 0, last: last)
        }
        guard let given = Fraction(decimal: value), .zero <= given else { throw QuizFailure.badPoints(value) }
        guard given <= response.stored.question.points else {
          throw QuizFailure.tooManyPoints(question: number, given: value, most: response.stored.question.points.shortest(7))
        }
        let words = comment.map(Folding.tidy) ?? response.comment
        guard response.points != given || response.comment != words else {
          marked.unchanged += 1
          continue
        }
        try writing.database.run(
          "UPDATE quiz_response SET worth = ?, comment = ?, marked_at = ?, marked_by = ? WHERE id = ?", given.description, words,
          writing.now.milliseconds, writing.actor.personID, response.id)
        marked.changes.append((number, response.points?.decimal(2) ?? "—", given.decimal(2)))
      }
      if let after = try AttemptRows(reading).attempts(of: [attempt.assignment]).first(where: { $0.id == attempt.id }) {
        (marked.waiting, marked.points, marked.most) = (after.waiting, after.points, after.most)
      }
      return marked
    }
  }

  private static func taker(_ typed: String, _ attempts: [MarkedAttempt], _ quiz: KnownQuiz) throws -> PersonName {
    var seen: Set<Int> = []
    let people = attempts.map(\.person).filter { seen.insert($0.id).inserted }
    // Without names an answer is known by the number of its attempt.
    if let number = Int(typed.drop { "№#".contains($0) }), let attempt = attempts.first(where: { $0.id == number }) {
      return attempt.person
    }
    let matcher = PersonMatcher(people, among: quiz.title)
    do { return try matcher.match(typed) } catch {
      if case .noSuchPerson = error { throw QuizFailure.noAttempt(of: typed) }
      throw BadValue(error)
    }
  }

  /// The essay that waits longest.
  /// - Parameter blind: without the names of who wrote them.
  /// - Returns: `nil` when none waits.
  public func nextEssay(_ quiz: String, form: String?, subject: String?, blind: Bool) throws -> WaitingEssay? {
    try handInOverdue()
    return try read(.quizWrite) { reading in
      let known = try QuizStore(reading).quiz(quiz)
      let choice = try AssignmentChoice(known, form: form, subject: subject, reading)
      guard !choice.all.isEmpty else { throw QuizFailure.notAssigned(known.id) }
      let attempts = try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id)).filter { $0.waiting > 0 }
      let waiting = try ResponseRows(reading, school.files, known.id).responses(of: attempts).filter { $0.points == nil }
      guard let next = waiting.min(by: { ($0.attempt.handedIn.milliseconds, $0.id) < ($1.attempt.handedIn.milliseconds, $1.id) }) else {
        return nil
      }
      return WaitingEssay(
        quiz: known.id, title: known.title, student: blind ? nil : next.attempt.person.full,
        login: blind ? "№\(next.attempt.id)" : next.attempt.person.login ?? next.attempt.person.full, number: next.number ?? 0,
        question: next.stored.question, text: ReplyWords.text(next.reply, next.stored.question), handedIn: next.attempt.handedIn,
        waiting: waiting.count)
    }
  }

  /// Marks all answers anew by the key as it stands; points that somebody gave by hand stay.
  public func regrade(_ quiz: String, form: String?, subject: String?, _ request: WriteRequest) throws -> Performed<Regraded> {
    try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      let choice = try AssignmentChoice(known, form: form, subject: subject, reading)
      guard !choice.all.isEmpty else { throw QuizFailure.notAssigned(known.id) }
      let attempts = try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id))
      let newest = try Self.newest(of: known.id, writing.database)
      let questions = try QuestionRows(writing.database, school.files).questions(Array(Set(newest.values)))
      let byHand = Set(try writing.database.values("SELECT id FROM quiz_response WHERE marked_by IS NOT NULL", as: Int.self))
      let several = Dictionary(grouping: attempts, by: { [$0.assignment, $0.person.id] }).filter { $0.value.count > 1 }
      var regraded = Regraded()
      for response in try ResponseRows(reading, school.files, known.id).responses(of: attempts) where !byHand.contains(response.id) {
        guard let key = newest[response.stored.id], let question = questions[key]?.question,
          question.kind == response.stored.question.kind, case let points = Marking.points(question, response.reply),
          points != response.points
        else {
          regraded.unchanged += 1
          continue
        }
        try writing.database.run(
          "UPDATE quiz_response SET question_id = ?, worth = ? WHERE id = ?", key, points?.description, response.id)
        let attempt = response.attempt
        regraded.changes.append(
          (
            attempt.person.full, several[[attempt.assignment, attempt.person.id]].map { _ in attempt.number }, response.number ?? 0,
            response.points?.decimal(2) ?? "—", points?.decimal(2) ?? "—"
          ))
      }
      return regraded
    }
  }

  /// The version that stands of each question there was.
  private static func newest(of quiz: Int, _ database: Database) throws -> [Int: Int] {
    let rows = try database.rows("SELECT id, replaced_by FROM quiz_question WHERE quiz_id = ?", quiz, as: (Int, Int?).self)
    return Dictionary(uniqueKeysWithValues: rows.map { id, next in (id, next.flatMap { $0 > 0 ? $0 : nil } ?? id) })
  }

  // MARK: into the journal

  /// Enters the results of a quiz into the journal, as marks of one lesson: all of them or none.
  /// - Throws: `QuizFailure.essaysWait`, and what entering marks throws.
  public func grade(
    _ quiz: String, form: String?, subject: String?, _ options: GradeOptions, _ request: WriteRequest
  ) throws -> Performed<GradeReport> {
    try handInOverdue()
    return try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      let assignment = try AssignmentChoice(known, form: form, subject: subject, reading).one()
      guard let course = assignment.course else { throw QuizFailure.noCourse(known.id) }
      let attempts = try AttemptRows(reading).attempts(of: [assignment.id])
      let counting = AttemptRows.counting(attempts, [assignment.id: assignment.keeps]).map(\.counts)
      guard !counting.isEmpty else { throw QuizFailure.noAttempts(known.id) }
      let waiting = counting.filter { $0.waiting > 0 }
      guard waiting.isEmpty else { throw QuizFailure.essaysWait(waiting.map(\.person.full)) }
      let place =
        "SELECT f.name, s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END, coalesce(c.scale, 'five')"
        + " FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?"
      guard let (name, taught, scale) = try writing.database.row(place, course, as: (String, String, ScaleCode).self) else {
        throw QuizFailure.noCourse(known.id)
      }
      let marks = try QuizScale(typed: assignment.scale, scale)
      var options = options
      if options.kind == nil {
        options.kind =
          try assignment.kind.flatMap { try writing.database.value("SELECT name FROM work_kind WHERE id = ?", $0, as: String.self) }
          ?? Self.kind
      }
      let pairs = counting.compactMap { attempt in
        marks.mark(attempt.points, of: attempt.most).map { (student: attempt.person.login ?? attempt.person.full, cell: $0) }
      }
      do { return try GradePairs(.init(writing, options, form: name)).run(name, taught, pairs) } catch let problem as Problem {
        throw JournalFailure(problem) ?? BadValue(problem)
      }
    }
  }

  /// The kind of work of a quiz that names none.
  static let kind = "Тест"
}
