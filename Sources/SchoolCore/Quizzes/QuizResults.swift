import Basics
import Questions
import SQLite
import SchoolModel
import Tabular

/// One attempt as it was marked.
struct MarkedAttempt {
  let id: Int
  let assignment: Int
  let person: PersonName
  let number: Int
  let handedIn: Instant
  var points = Fraction.zero
  var most = Fraction.zero
  var waiting = 0

  var share: Fraction { most > .zero ? points / most : .zero }
}

/// Attempts within reach, marked.
struct AttemptRows {
  private let reading: Reading
  private let reach: QuizReach

  init(_ reading: Reading) throws {
    self.reading = reading
    reach = try QuizReach(reading)
  }

  /// The attempts of assignments, in the order of the names.
  func attempts(of assignments: [Int]) throws -> [MarkedAttempt] {
    var found: [MarkedAttempt] = []
    var places: [Int: Int] = [:]
    let sql = """
      SELECT \(Reading.personColumns), t.id, t.assignment_id, t.attempt, t.handed_in_at FROM quiz_attempt t JOIN person p ON p.id = t.person_id
      WHERE t.assignment_id IN (\(keyList(assignments))) AND \(reach.attempts) ORDER BY p.name_key, p.id, t.id
      """
    try reading.database.forEach(sql, []) { row in
      places[try row.get(6)] = found.count
      found.append(
        MarkedAttempt(
          id: try row.get(6), assignment: try row.get(7), person: try PersonName(row), number: try row.get(8),
          handedIn: Instant(milliseconds: try row.get(9))))
    }
    let responses = """
      SELECT r.attempt_id, r.worth, u.worth FROM quiz_response r JOIN quiz_question u ON u.id = r.question_id
      WHERE r.attempt_id IN (\(keyList(found.map(\.id))))
      """
    try reading.database.forEach(responses, []) { row in
      guard let place = places[try row.get(0)] else { return }
      let points = (try row.get(1) as String?).flatMap { Fraction($0) }
      found[place].most += Fraction(try row.get(2, as: String.self)) ?? .zero
      if let points { found[place].points += points } else { found[place].waiting += 1 }
    }
    return found
  }

  /// The attempt of each person that counts.
  static func counting(_ attempts: [MarkedAttempt], _ keeps: [Int: String]) -> [(counts: MarkedAttempt, all: Int)] {
    var order: [String] = []
    var groups: [String: [MarkedAttempt]] = [:]
    for attempt in attempts {
      let key = "\(attempt.assignment) \(attempt.person.id)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(attempt)
    }
    return order.compactMap { key in
      guard let group = groups[key], let first = group.first, let last = group.last else { return nil }
      let counts: MarkedAttempt
      switch keeps[first.assignment] ?? "best" {
      case "first": counts = first
      case "last": counts = last
      // The best of those that are marked; while one waits nobody knows whether it is better.
      default: counts = group.first { $0.waiting > 0 } ?? group.max { $0.share < $1.share } ?? last
      }
      return (counts, group.count)
    }
  }
}

extension Quizzes {
  public static let resultColumns = [
    Column("login", en: "Login", ru: "Логин"), Column.student,
    Column("status", en: "State", ru: "Состояние", labels: CodedWords.quizStates),
    Column("points", .decimal, en: "Points", ru: "Баллы"), Column("of", .decimal, en: "Of", ru: "Из"),
    Column("percent", .decimal, en: "Per cent", ru: "Процент", unit: "percent"),
    Column("mark", en: "Mark", ru: "Отметка"), Column("attempts", .integer, en: "Attempts", ru: "Попыток"),
    Column("handed_in_at", .instant, en: "Handed in", ru: "Сдано"), Column("course", en: "Course", ru: "Курс", isOptional: true),
  ]
  public static let resultsForPeople = ["student", "status", "points", "of", "percent", "mark", "attempts", "handed_in_at"]

  /// What came of a quiz. A student sees their own; a parent the child's when its last day is over.
  /// - Parameter all: also who has not handed in.
  public func results(_ quiz: String, form: String? = nil, subject: String? = nil, student: String? = nil, all: Bool = false) throws -> (
    title: String, table: Table, missing: Int, isOfFamily: Bool, isOfSeveralCourses: Bool
  ) {
    try handInOverdue()
    return try read(.quizRead) { reading in
      let (known, choice, wanted) = try Self.wanted(quiz, form, subject, student, reading)
      let scales = try Self.scales(choice, reading.database)
      let attempts = try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id))
      let keeps = Dictionary(uniqueKeysWithValues: choice.all.map { ($0.assignment.id, $0.assignment.keeps) })
      let courses = Dictionary(uniqueKeysWithValues: choice.all.map { ($0.assignment.id, $0.course) })
      var rows: [[Cell]] = []
      var seen: Set<String> = []
      for (attempt, count) in AttemptRows.counting(attempts, keeps) where wanted.map({ $0.contains(attempt.person.id) }) ?? true {
        seen.insert("\(attempt.assignment) \(attempt.person.id)")
        rows.append(Self.row(attempt, count, scales[attempt.assignment], courses[attempt.assignment] ?? nil))
      }
      var missing = 0
      for (assignment, course) in choice.all {
        for person in try AssignmentRows.members(assignment, on: reading.calendar.present, reading.database)
        where wanted.map({ $0.contains(person.id) }) ?? true && !seen.contains("\(assignment.id) \(person.id)") {
          missing += 1
          guard all || wanted != nil else { continue }
          let isBegun =
            try reading.database.value(
              "SELECT 1 FROM quiz_sitting WHERE assignment_id = ? AND person_id = ?", assignment.id, person.id, as: Int.self) != nil
          rows.append(
            [Cell(person.login), .text(person.full), .text(isBegun ? "begun" : "none")] + Array(repeating: .empty, count: 4)
              + [.integer(0), .empty, Cell(course)])
        }
      }
      return (known.title, Table(Self.resultColumns, rows: rows), missing, reading.access.isOfFamily, choice.all.count > 1)
    }
  }

  private static func row(_ attempt: MarkedAttempt, _ count: Int, _ scale: QuizScale?, _ course: String?) -> [Cell] {
    let isMarked = attempt.waiting == 0
    return [
      Cell(attempt.person.login), .text(attempt.person.full), .text(isMarked ? "marked" : "waiting"),
      isMarked ? .exact(attempt.points, 2) : .empty, .exact(attempt.most, 2),
      isMarked ? .exact(attempt.share * Fraction(100), 1) : .empty,
      isMarked ? Cell(scale?.mark(attempt.points, of: attempt.most)) : .empty, .integer(count), .instant(attempt.handedIn.iso),
      Cell(course),
    ]
  }

  /// The quiz, its assignments, and whose results alone are wanted.
  static func wanted(_ quiz: String, _ form: String?, _ subject: String?, _ student: String?, _ reading: Reading) throws -> (
    KnownQuiz, AssignmentChoice, Set<Int>?
  ) {
    let store = try QuizStore(reading)
    let known = try store.quiz(quiz)
    var wanted: Set<Int>?
    if let family = store.reach.family {
      wanted = family
      if let student {
        let own = try reading.people("SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(keyList(family)))")
        let found = PersonMatcher(own, among: "").matches(student)
        guard !found.isEmpty else { throw AccessFailure.notYours(.quizRead, what: student) }
        wanted = Set(found.map(\.id))
      }
    } else if let student {
      wanted = [try Self.student(student, reading).id]
    }
    var choice = try AssignmentChoice(known, form: form, subject: subject, reading)
    guard !choice.all.isEmpty else { throw QuizFailure.notAssigned(known.id) }
    if reading.access.scopes == [.child] { choice = try choice.over(for: wanted ?? [], reading) }
    return (known, choice, wanted)
  }

  /// How percentages become marks, by assignment.
  static func scales(_ choice: AssignmentChoice, _ database: Database) throws -> [Int: QuizScale] {
    Dictionary(uniqueKeysWithValues: try choice.all.map { ($0.assignment.id, try scale(of: $0.assignment, database).scale) })
  }

  static func scale(of assignment: Assignment, _ database: Database) throws -> (code: ScaleCode, scale: QuizScale) {
    let course = try assignment.course.flatMap {
      try database.value("SELECT scale FROM course WHERE id = ?", $0, as: ScaleCode?.self) ?? nil
    }
    return (course ?? .fivePoint, try QuizScale(typed: assignment.scale, course ?? .fivePoint))
  }

  // MARK: by question

  public static let byQuestionColumns = [
    Column("login", en: "Login", ru: "Логин"), Column.student, Column("question", .integer, en: "№", ru: "№"),
    Column("title", en: "Question", ru: "Вопрос"), Column("type", en: "Type", ru: "Тип", labels: CodedWords.questionKinds),
    Column("reply", en: "Answer", ru: "Ответ", labels: CodedWords.truth), Column("points", .decimal, en: "Points", ru: "Баллы"),
    Column("of", .decimal, en: "Of", ru: "Из"),
    Column("right", en: "Right answer", ru: "Верный ответ", labels: CodedWords.truth, isOptional: true),
    Column("comment", en: "Comment", ru: "Комментарий", isOptional: true), Column("attempt", .integer, en: "Attempt", ru: "Попытка"),
  ]

  /// What came of a quiz, question by question.
  public func resultsByQuestion(_ quiz: String, form: String? = nil, subject: String? = nil, student: String? = nil) throws -> (
    title: String, table: Table, hasSeveralAttempts: Bool
  ) {
    try handInOverdue()
    return try read(.quizRead) { reading in
      let (known, choice, wanted) = try Self.wanted(quiz, form, subject, student, reading)
      let attempts = try AttemptRows(reading).attempts(of: choice.all.map(\.assignment.id)).filter {
        wanted?.contains($0.person.id) ?? true
      }
      let rows = try ResponseRows(reading, school.files, known.id)
      let reveals = try rows.shownKeys(choice, attempts)
      let own = reading.access.isOfFamily ? try rows.places(of: attempts) : [:]
      let cells = try rows.responses(of: attempts, by: own).map { response -> [Cell] in
        let attempt = response.attempt
        let isShown = reveals[attempt.id] ?? true
        return [
          Cell(attempt.person.login), .text(attempt.person.full), Cell(own[response.id] ?? response.number),
          .text(response.stored.question.name),
          .text(response.stored.question.kind.rawValue), .text(ReplyWords.text(response.reply, response.stored.question)),
          isShown ? response.points.map { .exact($0, 2) } ?? .empty : .empty, .exact(response.stored.question.points, 2),
          isShown ? .text(KeyWords.answers(response.stored.question)) : .empty, isShown ? Cell(response.comment) : .empty,
          .integer(attempt.number),
        ]
      }
      return (known.title, Table(Self.byQuestionColumns, rows: cells), attempts.contains { $0.number > 1 })
    }
  }
}

extension AssignmentChoice {
  fileprivate init(_ quiz: KnownQuiz, _ all: [(assignment: Assignment, course: String?)]) {
    self.quiz = quiz
    self.all = all
  }

  /// Those whose last day is over for the students: what a parent sees.
  fileprivate func over(for people: Set<Int>, _ reading: Reading) throws -> AssignmentChoice {
    let today = reading.calendar.todayOfAccess
    let over = try all.filter { assignment, _ in
      let latest =
        try reading.database.value(
          "SELECT max(due_on) FROM main.quiz_assignee WHERE assignment_id = ? AND person_id IN (\(keyList(people)))", assignment.id,
          as: Day?.self)
        ?? nil
      return (latest ?? assignment.due).map { $0 < today } ?? false
    }
    guard !over.isEmpty else { throw QuizFailure.notShownYet(all.compactMap(\.assignment.due).max()) }
    return AssignmentChoice(quiz, over)
  }
}

/// One answer as it was given and marked.
struct StoredResponse {
  let id: Int
  let attempt: MarkedAttempt
  /// The number of its question in the bank; `nil` for one that is asked no more.
  let number: Int?
  let stored: StoredQuestion
  let reply: Reply
  let points: Fraction?
  let comment: String?
}

/// Answers of attempts.
struct ResponseRows {
  private let reading: Reading
  private let rows: QuestionRows
  private let quiz: Int

  init(_ reading: Reading, _ files: FileStore, _ quiz: Int) throws {
    self.reading = reading
    self.quiz = quiz
    rows = QuestionRows(reading.database, files)
  }

  /// Numbers of the questions of the bank as it stands, those of former versions too.
  func numbers() throws -> [Int: Int] {
    var numbers: [Int: Int] = [:]
    var number = 0
    for stored in try rows.current(of: quiz) where stored.question.kind != .text {
      number += 1
      numbers[stored.id] = number
    }
    let former = try reading.database.rows(
      "SELECT id, replaced_by FROM quiz_question WHERE quiz_id = ? AND replaced_by > 0", quiz, as: (Int, Int).self)
    for (id, current) in former { numbers[id] = numbers[current] }
    return numbers
  }

  /// The numbers that questions had in each attempt, by response: what who took it saw.
  func places(of attempts: [MarkedAttempt]) throws -> [Int: Int] {
    var (places, counts): ([Int: Int], [Int: Int]) = ([:], [:])
    let sql = "SELECT id, attempt_id FROM quiz_response WHERE attempt_id IN (\(keyList(attempts.map(\.id)))) ORDER BY attempt_id, position"
    for (id, attempt) in try reading.database.rows(sql, as: (Int, Int).self) {
      counts[attempt, default: 0] += 1
      places[id] = counts[attempt]
    }
    return places
  }

  /// - Parameter places: the numbers to order by; by those of the bank without.
  func responses(of attempts: [MarkedAttempt], by places: [Int: Int] = [:]) throws -> [StoredResponse] {
    let byKey = Dictionary(uniqueKeysWithValues: attempts.map { ($0.id, $0) })
    let order = Dictionary(uniqueKeysWithValues: attempts.enumerated().map { ($1.id, $0) })
    let sql = """
      SELECT id, attempt_id, question_id, reply, worth, comment FROM quiz_response WHERE attempt_id IN (\(keyList(attempts.map(\.id))))
      ORDER BY attempt_id, position
      """
    let found = try reading.database.rows(sql, as: (Int, Int, Int, String?, String?, String?).self)
    let questions = try rows.questions(Array(Set(found.map(\.2))))
    let numbers = try numbers()
    return found.compactMap { id, attempt, question, reply, points, comment in
      guard let attempt = byKey[attempt], let stored = questions[question] else { return nil }
      return StoredResponse(
        id: id, attempt: attempt, number: numbers[question], stored: stored, reply: Reply(stored: reply ?? "", stored.question.kind),
        points: points.flatMap { Fraction($0) }, comment: comment)
    }.sorted { a, b in
      (order[a.attempt.id] ?? 0, places[a.id] ?? a.number ?? .max) < (order[b.attempt.id] ?? 0, places[b.id] ?? b.number ?? .max)
    }
  }

  /// Whether the key may be shown beside each attempt: to staff always.
  func shownKeys(_ choice: AssignmentChoice, _ attempts: [MarkedAttempt]) throws -> [Int: Bool] {
    guard reading.access.isOfFamily else { return [:] }
    let isShown = try Shown(quiz, reading).isKeyShown
    return Dictionary(uniqueKeysWithValues: attempts.map { ($0.id, isShown) })
  }
}

/// An answer in words.
public enum ReplyWords {
  public static func text(_ reply: Reply, _ question: Question) -> String {
    func option(_ place: Int) -> String {
      question.answers.indices.contains(place) ? PlainQuestionText.line(question.answers[place].text) : ""
    }
    switch reply {
    case .none: return ""
    case .text(let text): return text
    case .gaps(let texts): return texts.joined(separator: "; ")
    case .choices(let places): return places.map(option).joined(separator: "; ")
    case .order(let places): return places.map(option).joined(separator: "; ")
    case .pairs(let pairs):
      let arrangement = Arrangement(question, seed: nil)
      return pairs.sorted { $0.key < $1.key }.map { left, right in
        let name = arrangement.lefts.indices.contains(left) ? option(arrangement.lefts[left]) : ""
        return "\(name) → \(arrangement.allRights.indices.contains(right) ? arrangement.allRights[right] : "")"
      }.joined(separator: "; ")
    }
  }
}
