import Basics
import OfficeFiles
import Questions
import SQLite
import SchoolModel
import Tabular

extension Quizzes {
  public static let listColumns = [
    Column("number", .integer, en: "Number", ru: "Номер"), Column("title", en: "Title", ru: "Название"),
    Column("questions", .integer, en: "Questions", ru: "Вопросов"), Column("points", .decimal, en: "Points", ru: "Баллов"),
    Column("course", en: "Given to", ru: "Кому", isOptional: true), Column("opens", .day, en: "Opens", ru: "Открывается", isOptional: true),
    Column("due", .day, en: "Due", ru: "Сдать до", isOptional: true),
    Column("status", en: "State", ru: "Состояние", labels: CodedWords.quizStates, isOptional: true),
    Column("attempts", .integer, en: "Handed in", ru: "Сдано", isOptional: true),
    Column("left", .integer, en: "Attempts left", ru: "Осталось попыток", isOptional: true),
    Column("waiting", .integer, en: "Waiting", ru: "Ждут проверки", isOptional: true),
    Column("student", en: "Student", ru: "Ученик", isOptional: true),
    Column("added_by", en: "Added by", ru: "Кто добавил", isOptional: true),
  ]
  public static let listForPeople = ["number", "title", "questions", "course", "opens", "due", "status", "attempts", "waiting"]

  /// Quizzes: for staff all banks with what they were given to, for a student and a parent what was given to them.
  public func list() throws -> Table {
    try handInOverdue()
    return try read(.quizRead) { reading in
      let reach = try QuizReach(reading)
      return Table(Self.listColumns, rows: try reach.family.map { try Self.given(to: $0, reach, reading) } ?? Self.banks(reach, reading))
    }
  }

  private static let size = """
    (SELECT count(*) FROM quiz_question u WHERE u.quiz_id = q.id AND u.replaced_by IS NULL AND u.kind <> 'text')
    """

  private static func banks(_ reach: QuizReach, _ reading: Reading) throws -> [[Cell]] {
    let sql = """
      SELECT q.id, q.title, \(size), a.id, \(AssignmentRows.course), a.opens_on, a.due_on,
        (SELECT count(DISTINCT person_id) FROM quiz_attempt t WHERE t.assignment_id = a.id),
        (SELECT count(DISTINCT t.id) FROM quiz_attempt t JOIN quiz_response r ON r.attempt_id = t.id AND r.worth IS NULL WHERE t.assignment_id = a.id),
        (SELECT \(PersonName.sql) FROM person p WHERE p.id = q.added_by)
      FROM quiz q LEFT JOIN quiz_assignment a ON a.quiz_id = q.id AND \(reach.assignments) ORDER BY q.id, a.id
      """
    let points = try points(reading.database)
    let today = reading.calendar.today
    var rows: [[Cell]] = []
    try reading.database.forEach(sql, []) { row in
      let isGiven = !row.isNull(3)
      let (opens, due): (Day?, Day?) = (try row.get(5), try row.get(6))
      let status = !isGiven ? nil : opens.map { $0 > today } ?? false ? "ahead" : due.map { $0 < today } ?? false ? "over" : "open"
      let waiting: Int = try row.get(8)
      rows.append([
        .integer(try row.get(0)), .text(try row.get(1)), .integer(try row.get(2)), decimal(points[try row.get(0)]),
        Cell(try row.get(4) as String?),
        day(opens), day(due), Cell(status), isGiven ? .integer(try row.get(7)) : .empty, .empty, waiting > 0 ? .integer(waiting) : .empty,
        .empty,
        Cell(try row.get(9) as String?),
      ])
    }
    return rows
  }

  private static func given(to people: Set<Int>, _ reach: QuizReach, _ reading: Reading) throws -> [[Cell]] {
    let points = try points(reading.database)
    var rows: [[Cell]] = []
    for person in people.sorted() {
      let name = try reading.database.value("SELECT \(PersonName.sql) FROM person p WHERE p.id = ?", person, as: String.self) ?? ""
      for given in try AssignmentRows.given(to: person, "", reading) {
        let quiz = given.quiz
        let questions =
          try given.assignment.pick ?? reading.database.value("SELECT \(size) FROM quiz q WHERE q.id = ?", quiz, as: Int.self) ?? 0
        let status = given.status(on: reading.calendar.today)
        rows.append([
          .integer(quiz), .text(given.title), .integer(questions), given.assignment.pick == nil ? decimal(points[quiz]) : .empty,
          Cell(given.course), day(given.assignment.opens), day(given.due), .text(status),
          .integer(given.attempts), .integer(max(0, given.assignment.attempts - given.attempts)), .empty, .text(name), .empty,
        ])
      }
    }
    return rows
  }

  static func points(_ database: Database) throws -> [Int: Fraction] {
    var points: [Int: Fraction] = [:]
    try database.forEach("SELECT quiz_id, worth FROM quiz_question WHERE replaced_by IS NULL AND kind <> 'text'", []) { row in
      points[try row.get(0), default: .zero] += Fraction(try row.get(1, as: String.self)) ?? .zero
    }
    return points
  }

  static func decimal(_ points: Fraction?) -> Cell { points.map { .exact($0, 2) } ?? .empty }
  static func day(_ day: Day?) -> Cell { day.map { .day($0.description) } ?? .empty }

  /// The quizzes that are seen, for completion.
  public func titles() throws -> [(number: Int, title: String)] {
    try read(.quizRead) { reading in
      let reach = try QuizReach(reading)
      return try reading.database.rows(
        "SELECT q.id, q.title FROM quiz q WHERE \(reach.quizzes) ORDER BY q.id DESC LIMIT 200", as: (Int, String).self
      ).map { (number: $0.0, title: $0.1) }
    }
  }

  // MARK: one quiz

  public enum KeyState: Sendable { case shown, later, never }

  public static let questionColumns = [
    Column("number", .integer, en: "№", ru: "№"), Column("type", en: "Type", ru: "Тип", labels: CodedWords.questionKinds),
    Column("category", en: "Category", ru: "Тема", isOptional: true), Column("title", en: "Title", ru: "Название", isOptional: true),
    Column("text", en: "Question", ru: "Вопрос"), Column("points", .decimal, en: "Points", ru: "Баллы"),
    Column("answers", en: "Answers", ru: "Ответы", labels: CodedWords.truth, isOptional: true),
    Column("feedback", en: "Explanation", ru: "Пояснение", isOptional: true), Column("version", .integer, en: "Version", ru: "Версия"),
    Column("tags", en: "Tags", ru: "Метки", isOptional: true),
  ]

  /// A quiz with its questions. Students and parents see neither the questions before they have handed them in, nor the key before
  /// it is shown.
  /// - Parameter answers: whether people see the key beside the questions.
  public func show(_ quiz: String) throws -> (title: String, table: Table, isHidden: Bool, key: KeyState) {
    try read(.quizRead) { reading in
      let store = try QuizStore(reading)
      let known = try store.quiz(quiz)
      let rows = QuestionRows(reading.database, school.files)
      var questions = try rows.current(of: known.id)
      var (isOpen, isNever) = (true, false)
      if store.reach.family != nil {
        let seen = try Shown(known.id, reading)
        let known = try rows.questions(seen.questions)
        questions = seen.questions.compactMap { known[$0] }
        isOpen = seen.isKeyShown
        isNever = seen.isNever
      }
      var number = 0
      let cells = questions.map { stored -> [Cell] in
        if stored.question.kind != .text { number += 1 }
        return Self.cells(stored, number, isKeyShown: isOpen)
      }
      return (known.title, Table(Self.questionColumns, rows: cells), questions.isEmpty, isOpen ? .shown : isNever ? .never : .later)
    }
  }

  private static func cells(_ stored: StoredQuestion, _ number: Int, isKeyShown: Bool) -> [Cell] {
    let question = stored.question
    let isText = question.kind == .text
    let stem = question.kind == .gaps ? QuestionText(Cloze.blanked(question.stem.text), question.stem.format) : question.stem
    return [
      isText ? .empty : .integer(number), .text(question.kind.rawValue), .text(question.category), .text(question.title),
      .text(PlainQuestionText.line(stem)), isText ? .empty : .exact(question.points, 2),
      isKeyShown ? .text(KeyWords.answers(question)) : .empty, isKeyShown ? .text(KeyWords.feedback(question)) : .empty,
      .integer(stored.version), question.tags.isEmpty ? .empty : .text(question.tags.joined(separator: ", ")),
    ]
  }
}

/// What of a quiz a family sees.
struct Shown {
  /// The questions of the latest attempt handed in, in its order.
  let questions: [Int]
  let isKeyShown: Bool
  /// The key is never shown by itself.
  let isNever: Bool

  init(_ quiz: Int, _ reading: Reading) throws {
    let people = keyList(try reading.access.students(reading.database) ?? [])
    let today = reading.calendar.todayOfAccess
    let attempts = """
      SELECT t.id, \(QuizOutcome.isShown(attempt: "t.id", on: today)), a.reveals = 'never' OR a.reveals = 'after-due' AND a.due_on IS NULL
      FROM main.quiz_attempt t JOIN main.quiz_assignment a ON a.id = t.assignment_id
      WHERE a.quiz_id = ? AND t.person_id IN (\(people)) ORDER BY t.handed_in_at, t.id
      """
    let found = try reading.database.rows(attempts, quiz, as: (Int, Bool, Bool).self)
    questions =
      try found.last.map {
        try reading.database.values("SELECT question_id FROM main.quiz_response WHERE attempt_id = ? ORDER BY position", $0.0, as: Int.self)
      } ?? []
    isNever = !found.isEmpty && found.allSatisfy(\.2)
    // Who may still take it by another assignment does not learn the key from the first.
    let isOpen = try (reading.access.students(reading.database) ?? []).contains { person in
      try AssignmentRows.given(to: person, "AND a.quiz_id = \(quiz)", reading).contains {
        ["open", "begun", "ahead"].contains($0.status(on: today)) && $0.assignment.reveals != "at-once"
      }
    }
    // A parent sees neither results nor the key before the last day is over, whatever the student is shown.
    let isOwn = try reading.access.students(reading.database)?.contains(reading.access.actor.personID) ?? false
    let running = "SELECT 1 FROM main.quiz_assignment a WHERE a.quiz_id = ? AND a.due_on >= ?"
    let isBeforeDue = try !isOwn && reading.database.value(running, quiz, today, as: Int.self) != nil
    isKeyShown = !found.isEmpty && found.allSatisfy(\.1) && !isOpen && !isBeforeDue
  }
}

/// The key of a question in words.
package enum KeyWords {
  /// Every option with what it is worth: `✓ 8; 6; 9`.
  package static func answers(_ question: Question) -> String {
    switch question.kind {
    case .gaps: return gaps(question)
    case .truefalse: return question.answers.first?.weight == .one ? "true" : "false"
    case .matching:
      return question.answers.map { $0.isSpare ? "— → \($0.match ?? "")" : "\(PlainQuestionText.line($0.text)) → \($0.match ?? "")" }
        .joined(separator: "; ")
    case .ordering: return question.answers.enumerated().map { "\($0 + 1). \(PlainQuestionText.line($1.text))" }.joined(separator: "; ")
    default: return question.answers.map(answer).joined(separator: "; ")
    }
  }

  private static func answer(_ key: KeyAnswer) -> String {
    let reach = key.tolerance.map { $0.description == "0" ? "" : " ± \($0)" } ?? ""
    let worth = key.weight == .one ? "✓ " : key.weight == .zero ? "" : "\((key.weight * Fraction(100)).shortest(2)) % "
    return worth + PlainQuestionText.line(key.text) + reach
  }

  private static func gaps(_ question: Question) -> String {
    let gaps = (try? Cloze.gaps(question.stem.text)) ?? []
    return gaps.enumerated().map { index, gap in "\(index + 1)) \(gap.answers.map(answer).joined(separator: ", "))" }.joined(
      separator: "; ")
  }

  /// What is explained of the whole and of single answers.
  package static func feedback(_ question: Question) -> String {
    let own = question.answers.enumerated().compactMap { index, key in
      key.feedback.isEmpty ? nil : "\(PlainQuestionText.line(key.text)): \(PlainQuestionText.line(key.feedback))"
    }
    return ((question.feedback.isEmpty ? [] : [PlainQuestionText.line(question.feedback)]) + own).joined(separator: "; ")
  }
}

extension Quizzes {
  /// The questions of a quiz for a file, and its title.
  /// - Parameter category: of this one and those below it alone.
  /// - Returns: also what each question of the form cannot be said.
  public func questions(of quiz: String, for form: QuestionForm?, category: String?) throws -> (
    title: String, questions: [Question], losses: [QuizFailure.QuestionLosses]
  ) {
    try read(.quizWrite) { reading in
      let known = try QuizStore(reading).quiz(quiz)
      let all = try QuestionRows(reading.database, school.files).current(of: known.id).map(\.question)
      let wanted = category.map { path in all.filter { $0.category == path || $0.category.hasPrefix(path + "/") } } ?? all
      guard !wanted.isEmpty else { throw QuizFailure.emptyQuiz(known.id) }
      var losses: [QuizFailure.QuestionLosses] = []
      var number = 0
      for question in wanted {
        if question.kind != .text { number += 1 }
        let lost =
          switch form {
          case .gift: GIFTWriter.losses(question)
          case .aiken: Aiken.losses(question)
          case .moodleXML, .qti, .table, nil: [QuestionLoss]()
          }
        if !lost.isEmpty { losses.append(.init(number: number, name: question.name, losses: lost)) }
      }
      return (known.title, wanted, losses)
    }
  }
}

extension Cell {
  /// A fraction with so many decimals, half away from zero from the exact value.
  static func exact(_ number: Fraction, _ places: Int) -> Cell { .decimal(number.scaled(places), places: places) }
}
