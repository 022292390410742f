import Basics
import Questions
import Record
import SQLite
import SchoolModel

/// An attempt of one student: the questions as they are shown, and what was answered so far.
public struct Sitting: Sendable {
  public struct Item: Sendable {
    /// Its number; `nil` for a text to read.
    public let number: Int?
    public let question: Question
    public let arrangement: Arrangement
    package let key: Int
    public var reply: Reply
  }

  public let quiz: Int
  public let title: String
  public package(set) var items: [Item]
  /// When it ends: its time is up, or the day is over.
  public let deadline: Instant?
  /// Goes on with an attempt that was begun before.
  public let isResumed: Bool
  package let assignment: Assignment
  package let person: Int
  /// `nil` before it is begun.
  package var key: Int?
  package let seed: Int?
  package let began: Instant

  public var questions: Int { items.count { $0.number != nil } }
  public var answered: Int { items.count { $0.number != nil && !$0.reply.isEmpty } }
}

/// What came of handing in.
public struct HandedIn: Sendable {
  public let quiz: Int
  public let title: String
  public let answered: Int
  public let questions: Int
  public let waiting: Int
  /// What is known of the result, where it may be told.
  public let points: Fraction?
  public let most: Fraction?
  public let attemptsLeft: Int
}

extension Quizzes {
  /// What the student who acts would take, or goes on with; nothing is begun yet.
  /// - Throws: `QuizFailure`, the same for a quiz that is not given to one and for none.
  public func prepare(_ quiz: String) throws -> Sitting {
    let me = school.actor?.personID
    if let own = try handInOverdue().first(where: { $0.person == me }) {
      throw QuizFailure.timeWasUp(answered: own.handed.answered, of: own.handed.questions, attemptsLeft: own.handed.attemptsLeft)
    }
    return try read(.quizTake) { reading in try SittingRows(reading.database, school.files, school.chance).next(quiz, reading) }
  }

  /// Begins an attempt when its first question is shown.
  public func begin(_ sitting: Sitting) throws -> Sitting {
    guard sitting.key == nil else { return sitting }
    _ = try authorize(.quizTake)
    var sitting = sitting
    sitting.key = try note { database in
      let keys = sitting.items.map { String($0.key) }.joined(separator: " ")
      try database.run(
        "INSERT INTO quiz_sitting (assignment_id, person_id, seed, began_at, seen_at, questions) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        sitting.assignment.id, sitting.person, sitting.seed, sitting.began.milliseconds, sitting.began.milliseconds, keys)
      return try database.value(
        "SELECT id FROM quiz_sitting WHERE assignment_id = ? AND person_id = ?", sitting.assignment.id, sitting.person, as: Int.self)
    }
    return sitting
  }

  /// Keeps an answer before the next question comes.
  /// - Throws: `QuizFailure.timeIsUp`.
  public func save(_ reply: Reply, at index: Int, of sitting: inout Sitting) throws {
    guard let key = sitting.key else { return }
    let now = try clockOf(sitting)
    if let deadline = sitting.deadline, deadline < now { throw QuizFailure.timeIsUp }
    try note { database in
      // Handed in meanwhile, from elsewhere.
      guard try database.value("SELECT 1 FROM quiz_sitting WHERE id = ?", key, as: Int.self) != nil else { throw QuizFailure.timeIsUp }
      try database.run(
        """
        INSERT INTO quiz_draft (sitting_id, position, person_id, reply, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (sitting_id, position) DO UPDATE SET reply = excluded.reply, saved_at = excluded.saved_at
        """, key, index + 1, sitting.person, reply.stored, now.milliseconds)
      try database.run("UPDATE quiz_sitting SET seen_at = max(seen_at, ?) WHERE id = ?", now.milliseconds, key)
    }
    sitting.items[index].reply = reply
  }

  /// The time of an attempt: a clock set back gives none.
  private func clockOf(_ sitting: Sitting) throws -> Instant {
    let seen = try sitting.key.flatMap { key in
      try readUnchecked { try $0.value("SELECT seen_at FROM quiz_sitting WHERE id = ?", key, as: Int.self) }
    }
    return max(clock.now(), Instant(milliseconds: seen ?? 0))
  }

  /// The seconds that are left; `nil` without an end.
  public func secondsLeft(_ sitting: Sitting) throws -> Int? {
    try sitting.deadline.map { max(0, ($0.milliseconds - (try clockOf(sitting)).milliseconds) / 1000) }
  }

  /// Holds an attempt for this process: who has it open elsewhere is told.
  /// - Returns: what to keep as long as it lasts.
  /// - Throws: `QuizFailure.goesOnElsewhere`.
  public func hold(_ sitting: Sitting) throws -> SittingLock? {
    guard let key = sitting.key, path != ":memory:" else { return nil }
    guard let lock = SittingLock(path: path + ".lock", sitting: key) else { throw QuizFailure.goesOnElsewhere }
    return lock
  }

  /// Hands all answers in, as one operation.
  public func handIn(_ sitting: Sitting, _ request: WriteRequest) throws -> Performed<HandedIn> {
    try perform(.quizTake, request) { writing in
      // Begun and handed in meanwhile, from elsewhere.
      if let key = sitting.key, try writing.database.value("SELECT 1 FROM quiz_sitting WHERE id = ?", key, as: Int.self) == nil {
        throw QuizFailure.attemptsUsed(sitting.assignment.attempts)
      }
      return try SittingRows(writing.database, school.files, school.chance).handIn(sitting, writing)
    }
  }

  /// Hands in what was answered of attempts whose time is up: the next command that looks does it.
  @discardableResult
  package func handInOverdue() throws -> [(person: Int, handed: HandedIn)] {
    guard !school.isReadOnly, !school.isInThePast, school.actor != nil else { return [] }
    var done: [(person: Int, handed: HandedIn)] = []
    let now = clock.now()
    let overdue = try readUnchecked { try SittingRows.overdue($0, now: now, calendar: try school.calendar($0)) }
    for key in overdue {
      // Nobody's act: it would have come about whoever looked.
      let access = Access(action: .quizTake, actor: .nobody, scopes: [.own], now: now)
      let request = WriteRequest(command: "myschool quiz take")
      _ = try perform(access, request, kind: .change, evenIfEmpty: false) { writing in
        let rows = SittingRows(writing.database, school.files, school.chance)
        guard let sitting = try rows.standing(key, try writing.reading()) else { return }
        done.append((sitting.person, try rows.handIn(sitting, writing)))
      }
    }
    return done
  }
}

/// Attempts as they are stored while they go on.
struct SittingRows {
  private let database: Database
  private let files: FileStore
  private let chance: Chance

  init(_ database: Database, _ files: FileStore, _ chance: Chance) {
    self.database = database
    self.files = files
    self.chance = chance
  }

  /// When an attempt ends: its seconds after it began, or at the end of its last day.
  private static func deadline(_ began: Instant, _ seconds: Int?, _ due: Day?, _ calendar: SchoolCalendar) -> Instant? {
    let byTime = seconds.map { began + $0 }
    let byDay = due.map { Instant.start(of: $0 + 1, offset: calendar.utcOffset) }
    return [byTime, byDay].compactMap { $0 }.min()
  }

  // MARK: what comes next

  func next(_ typed: String, _ reading: Reading) throws -> Sitting {
    let known = try QuizStore(reading).quiz(typed)
    let given = try AssignmentRows.given(to: reading.access.actor.personID, "AND a.quiz_id = \(known.id)", reading)
    if let begun = given.first(where: \.isBegun) {
      let key = try database.value(
        "SELECT id FROM quiz_sitting WHERE assignment_id = ? AND person_id = ?", begun.assignment.id, reading.access.actor.personID,
        as: Int.self)
      if let key, let sitting = try standing(key, reading) { return sitting }
    }
    let today = reading.calendar.today
    let open = given.filter { $0.assignment.opens <= today && $0.due.map { today <= $0 } ?? true }
    if let fit = open.first(where: { $0.attempts < $0.assignment.attempts }) { return try fresh(fit, known, reading) }
    if let used = open.first { throw QuizFailure.attemptsUsed(used.assignment.attempts) }
    if let ahead = given.map(\.assignment.opens).filter({ $0 > today }).min() { throw QuizFailure.notOpenYet(ahead) }
    if let over = given.compactMap(\.due).max() { throw QuizFailure.closed(over) }
    throw QuizFailure.noQuiz(typed)
  }

  private func fresh(_ given: AssignmentRows.Given, _ quiz: KnownQuiz, _ reading: Reading) throws -> Sitting {
    let assignment = given.assignment
    let isRandom = assignment.isShuffled || assignment.pick != nil
    let seed = isRandom ? chance.bytes(6).reduce(0) { $0 << 8 | Int($1) } : nil
    let questions = try QuestionRows(database, files).current(of: quiz.id)
    let chosen = Self.chosen(questions, assignment, seed: seed)
    guard chosen.contains(where: { $0.question.kind != .text }) else { throw QuizFailure.emptyQuiz(quiz.id) }
    return Sitting(
      quiz: quiz.id, title: quiz.title, items: Self.items(chosen, assignment, seed: seed, replies: [:]),
      deadline: Self.deadline(reading.now, assignment.seconds, given.due, reading.calendar), isResumed: false, assignment: assignment,
      person: reading.access.actor.personID, key: nil, seed: seed, began: reading.now)
  }

  /// The questions of an attempt, in its order. A text stays before the question that follows it.
  private static func chosen(_ questions: [StoredQuestion], _ assignment: Assignment, seed: Int?) -> [StoredQuestion] {
    guard let seed else { return questions }
    var order = SeededOrder(UInt64(seed))
    var units: [[StoredQuestion]] = []
    var texts: [StoredQuestion] = []
    for question in questions {
      texts.append(question)
      if question.question.kind != .text {
        units.append(texts)
        texts = []
      }
    }
    if let pick = assignment.pick {
      let fitting = units.indices.filter { index in
        assignment.pickFrom.map { path in
          let category = units[index].last?.question.category ?? ""
          return category == path || category.hasPrefix(path + "/")
        } ?? true
      }
      let taken = order.shaken(fitting).prefix(pick)
      units = (assignment.isShuffled ? Array(taken) : taken.sorted()).map { units[$0] }
    } else {
      units = order.shaken(Array(units.indices)).map { units[$0] }
    }
    return units.flatMap { $0 } + (assignment.pick == nil ? texts : [])
  }

  private static func items(_ questions: [StoredQuestion], _ assignment: Assignment, seed: Int?, replies: [Int: String]) -> [Sitting.Item] {
    var number = 0
    return questions.enumerated().map { index, stored in
      let isText = stored.question.kind == .text
      if !isText { number += 1 }
      // Each question has an order of its own, the same however often it is shown.
      let own = seed.map { UInt64($0) &+ UInt64(stored.id) &* 0x9e37_79b9 }
      return Sitting.Item(
        number: isText ? nil : number, question: stored.question,
        arrangement: Arrangement(stored.question, seed: assignment.isShuffled ? own : nil), key: stored.id,
        reply: replies[index + 1].map { Reply(stored: $0, stored.question.kind) } ?? .none)
    }
  }

  // MARK: what was begun

  /// An attempt that goes on.
  func standing(_ key: Int, _ reading: Reading) throws -> Sitting? {
    let sql = """
      SELECT \(AssignmentRows.columns), q.title, s.person_id, s.seed, s.began_at, s.questions, coalesce(g.due_on, a.due_on)
      FROM quiz_sitting s JOIN quiz_assignment a ON a.id = s.assignment_id JOIN quiz q ON q.id = a.quiz_id
      LEFT JOIN quiz_assignee g ON g.assignment_id = a.id AND g.person_id = s.person_id WHERE s.id = ?
      """
    var found: Sitting?
    let replies = Dictionary(
      uniqueKeysWithValues: try database.rows("SELECT position, reply FROM quiz_draft WHERE sitting_id = ?", key, as: (Int, String).self)
        .map { ($0.0, $0.1) })
    try database.forEach(sql, [key]) { row in
      let first = AssignmentRows.count
      let assignment = try AssignmentRows.assignment(row)
      let seed: Int? = try row.get(first + 2)
      let began = Instant(milliseconds: try row.get(first + 3))
      let keys = (try row.get(first + 4, as: String.self)).split(separator: " ").compactMap { Int($0) }
      let stored = try QuestionRows(database, files).questions(keys)
      found = Sitting(
        quiz: assignment.quiz, title: try row.get(first),
        items: Self.items(keys.compactMap { stored[$0] }, assignment, seed: seed, replies: replies),
        deadline: Self.deadline(began, assignment.seconds, try row.get(first + 5), reading.calendar), isResumed: true,
        assignment: assignment,
        person: try row.get(first + 1), key: key, seed: seed, began: began)
    }
    return found
  }

  /// Attempts whose end has come.
  static func overdue(_ database: Database, now: Instant, calendar: SchoolCalendar) throws -> [Int] {
    let sql = """
      SELECT s.id, s.began_at, s.seen_at, a.seconds, coalesce(g.due_on, a.due_on) FROM quiz_sitting s JOIN quiz_assignment a ON a.id = s.assignment_id
      LEFT JOIN quiz_assignee g ON g.assignment_id = a.id AND g.person_id = s.person_id ORDER BY s.id
      """
    return try database.rows(sql, as: (Int, Int, Int, Int?, Day?).self).compactMap { key, began, seen, seconds, due in
      let end = deadline(Instant(milliseconds: began), seconds, due, calendar)
      return end.map { $0 < max(now, Instant(milliseconds: seen)) } ?? false ? key : nil
    }
  }

  // MARK: handing in

  func handIn(_ sitting: Sitting, _ writing: Writing) throws -> HandedIn {
    let assignment = sitting.assignment
    let before =
      try database.value(
        "SELECT count(*) FROM quiz_attempt WHERE assignment_id = ? AND person_id = ?", assignment.id, sitting.person, as: Int.self) ?? 0
    guard before < assignment.attempts else { throw QuizFailure.attemptsUsed(assignment.attempts) }
    try database.run(
      "INSERT INTO quiz_attempt (assignment_id, person_id, attempt, seed, began_at, handed_in_at) VALUES (?, ?, ?, ?, ?, ?)",
      assignment.id, sitting.person, before + 1, sitting.seed, sitting.began.milliseconds,
      min(writing.now, sitting.deadline ?? writing.now).milliseconds)
    let attempt = database.lastInsertedID
    var (points, most, waiting) = (Fraction.zero, Fraction.zero, 0)
    for (index, item) in sitting.items.enumerated() where item.number != nil {
      let worth = Marking.points(item.question, item.reply)
      points += worth ?? .zero
      most += item.question.points
      if worth == nil { waiting += 1 }
      try database.run(
        "INSERT INTO quiz_response (attempt_id, person_id, question_id, position, reply, worth) VALUES (?, ?, ?, ?, ?, ?)", attempt,
        sitting.person, item.key, index + 1, item.reply.stored, worth?.description)
    }
    // What a full disk or a kill leaves is the attempt or the answers of it, never neither.
    if let key = sitting.key {
      try database.run("DELETE FROM quiz_draft WHERE sitting_id = ?", key)
      try database.run("DELETE FROM quiz_sitting WHERE id = ?", key)
    }
    let isTold = assignment.reveals == "at-once" && waiting == 0
    return HandedIn(
      quiz: sitting.quiz, title: sitting.title, answered: sitting.answered, questions: sitting.questions, waiting: waiting,
      points: isTold ? points : nil, most: isTold ? most : nil, attemptsLeft: max(0, assignment.attempts - before - 1))
  }
}
