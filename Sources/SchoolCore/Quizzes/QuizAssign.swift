import Basics
import Questions
import SQLite
import SchoolJournal
import SchoolModel
import SchoolOutbox

/// How a quiz is given out, as it is typed.
public struct QuizTerms: Sendable {
  public var opens: String?
  public var due: String?
  public var attempts: Int?
  public var seconds: Int?
  public var isShuffled: Bool?
  public var pick: Int?
  public var pickFrom: String?
  public var scale: String?
  public var kind: String?
  public var reveals: String?
  public var keeps: String?
  public init() {}
}

/// What came of giving a quiz out.
public struct Assigned: Sendable {
  public var quiz = 0
  public var title = ""
  public var whom = ""
  public var students = 0
  public var opens: Day
  public var due: Day?
  /// The key is seen while attempts are left.
  public var tellsKeyEarly = false
}

/// A quiz as it was given out.
package struct Assignment {
  package let id: Int
  package let quiz: Int
  package let course: Int?
  package let opens: Day
  package let due: Day?
  package let attempts: Int
  package let seconds: Int?
  package let isShuffled: Bool
  package let pick: Int?
  package let pickFrom: String?
  package let scale: String?
  package let kind: Int?
  package let reveals: String
  package let keeps: String

  /// The same under the key it has now.
  func stored(as id: Int) -> Assignment {
    Assignment(
      id: id, quiz: quiz, course: course, opens: opens, due: due, attempts: attempts, seconds: seconds, isShuffled: isShuffled, pick: pick,
      pickFrom: pickFrom, scale: scale, kind: kind, reveals: reveals, keeps: keeps)
  }
}

/// Quizzes given out, as they are stored.
package enum AssignmentRows {
  static let columns = """
    a.id, a.quiz_id, a.course_id, a.opens_on, a.due_on, a.attempts, a.seconds, a.is_shuffled, a.pick, a.pick_from, a.scale, a.kind_id,
    a.reveals, a.keeps
    """
  static let count = 14

  /// What an assignment `a` was given to, in words.
  static let course = """
    (SELECT f.name || ' ' || s.name || CASE c.group_name WHEN '' THEN '' ELSE ' ' || c.group_name END
      FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = a.course_id)
    """

  static func assignment(_ row: Row) throws -> Assignment {
    Assignment(
      id: try row.get(0), quiz: try row.get(1), course: try row.get(2), opens: try row.get(3), due: try row.get(4),
      attempts: try row.get(5),
      seconds: try row.get(6), isShuffled: try row.get(7), pick: try row.get(8), pickFrom: try row.get(9), scale: try row.get(10),
      kind: try row.get(11), reveals: try row.get(12), keeps: try row.get(13))
  }

  /// One student's side of a quiz given out.
  package struct Given {
    package let assignment: Assignment
    package let title: String
    package let course: String?
    package let due: Day?
    package let attempts: Int
    package let isBegun: Bool
    package var quiz: Int { assignment.quiz }

    package func status(on today: Day) -> String {
      if isBegun { return "begun" }
      if assignment.opens > today { return "ahead" }
      if attempts >= assignment.attempts { return "done" }
      return due.map { $0 < today } ?? false ? attempts > 0 ? "done" : "missed" : "open"
    }
  }

  /// What was given to a student, the latest due first of those that are open.
  /// - Parameter condition: on the assignment `a`.
  package static func given(to person: Int, _ condition: String, _ reading: Reading) throws -> [Given] {
    let today = "'\(reading.calendar.presentOfAccess)'"
    let sql = """
      SELECT \(columns), q.title, \(course), coalesce(g.due_on, a.due_on),
        (SELECT count(*) FROM quiz_attempt t WHERE t.assignment_id = a.id AND t.person_id = ?1),
        EXISTS (SELECT 1 FROM quiz_sitting s WHERE s.assignment_id = a.id AND s.person_id = ?1)
      FROM quiz_assignment a JOIN quiz q ON q.id = a.quiz_id LEFT JOIN quiz_assignee g ON g.assignment_id = a.id AND g.person_id = ?1
      WHERE (a.course_id IN (\(Membership.ofThePresent.courses(ofStudent: "?1", on: today))) OR g.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM quiz_attempt t WHERE t.assignment_id = a.id AND t.person_id = ?1)) \(condition)
      ORDER BY coalesce(g.due_on, a.due_on, '9999'), a.id
      """
    var found: [Given] = []
    try reading.database.forEach(sql, [person]) { row in
      found.append(
        Given(
          assignment: try assignment(row), title: try row.get(count), course: try row.get(count + 1), due: try row.get(count + 2),
          attempts: try row.get(count + 3), isBegun: try row.get(count + 4)))
    }
    return found
  }

  /// Whom an assignment was given to, on a day.
  static func members(_ assignment: Assignment, on day: Day, _ database: Database) throws -> [PersonName] {
    let inCourse = assignment.course.map { Membership.standing.students(ofCourse: String($0), on: "'\(day)'") } ?? "SELECT 0"
    let sql = """
      SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (\(inCourse))
        OR (\(assignment.course == nil ? "1" : "0") AND p.id IN (SELECT person_id FROM quiz_assignee WHERE assignment_id = ?))
      ORDER BY p.name_key, p.id
      """
    var people: [PersonName] = []
    try database.forEach(sql, [assignment.id]) { people.append(try PersonName($0)) }
    return people
  }
}

extension Quizzes {
  /// Gives a quiz to the students of a course.
  public func assign(_ quiz: String, form: String, subject: String, _ terms: QuizTerms, _ request: WriteRequest) throws -> Performed<
    Assigned
  > {
    try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      let course = try Self.course(form, subject, reading)
      var made = try Self.insert(known, course: course.id, terms, course.scale, writing)
      made.assigned.whom = course.name
      let students = try AssignmentRows.members(made.assignment, on: reading.calendar.present, writing.database)
      guard !students.isEmpty else { throw QuizFailure.nobody }
      made.assigned.students = students.count
      try Self.tell(students.map(\.id), made.assigned, writing)
      return made.assigned
    }
  }

  /// Gives a quiz to single students.
  public func assign(_ quiz: String, to people: [String], _ terms: QuizTerms, _ request: WriteRequest) throws -> Performed<Assigned> {
    try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      var made = try Self.insert(known, course: nil, terms, .fivePoint, writing)
      var students: [PersonName] = []
      for typed in people { students.append(try Self.student(typed, reading)) }
      guard !students.isEmpty else { throw QuizFailure.nobody }
      for student in students {
        try writing.database.run(
          "INSERT INTO quiz_assignee (assignment_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", made.assignment.id, student.id)
      }
      made.assigned.students = Set(students.map(\.id)).count
      made.assigned.whom = students.prefix(3).map(\.short).joined(separator: ", ") + (students.count > 3 ? " …" : "")
      try Self.tell(students.map(\.id), made.assigned, writing)
      return made.assigned
    }
  }

  /// Gives single students a later day to hand in.
  public func extend(_ quiz: String, form: String?, subject: String?, days: [(person: String, day: String)], _ request: WriteRequest) throws
    -> Performed<[(name: String, day: Day)]>
  {
    try perform(.quizWrite, request) { writing in
      let reading = try writing.reading()
      let known = try QuizStore(reading).quiz(quiz)
      let assignment = try AssignmentChoice(known, form: form, subject: subject, reading).one()
      let members = PersonMatcher(
        try AssignmentRows.members(assignment, on: reading.calendar.present, writing.database), among: known.title)
      var extended: [(name: String, day: Day)] = []
      for (typed, text) in days {
        let student: PersonName
        do { student = try members.match(typed) } catch let problem as Problem { throw BadValue(problem) }
        let day = try DayReader(reading.calendar).required(text)
        guard day >= max(assignment.opens, reading.calendar.today) else { throw QuizFailure.closed(day) }
        try writing.database.run(
          """
          INSERT INTO quiz_assignee (assignment_id, person_id, due_on) VALUES (?1, ?2, ?3)
          ON CONFLICT (assignment_id, person_id) DO UPDATE SET due_on = excluded.due_on WHERE due_on IS NOT excluded.due_on
          """, assignment.id, student.id, day)
        extended.append((student.full, day))
      }
      return extended
    }
  }

  /// A course that who acts reaches, by the words that were typed.
  static func course(_ form: String, _ subject: String, _ reading: Reading) throws -> CourseState {
    do {
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      let found = try index.courses(form: form, subject: subject, abbreviated: true)
      let reach = try reading.access.courses(reading.database)
      let course = found.first { reach?.contains($0.id) ?? true } ?? found[0]
      try reading.access.require(course: course.id, named: course.name, reading.database)
      return course
    } catch let problem as Problem { throw BadValue(problem) }
  }

  static func student(_ typed: String, _ reading: Reading) throws -> PersonName {
    let student = try reading.person(typed)
    let isStudent = try reading.database.value("SELECT 1 FROM enrolment WHERE person_id = ? LIMIT 1", student.id, as: Int.self) != nil
    let reach = try reading.access.students(reading.database)
    guard isStudent, reach?.contains(student.id) ?? true else { throw AccessFailure.notYours(.quizWrite, what: typed) }
    return student
  }

  private static func insert(_ quiz: KnownQuiz, course: Int?, _ terms: QuizTerms, _ courseScale: ScaleCode, _ writing: Writing) throws -> (
    assigned: Assigned, assignment: Assignment
  ) {
    let calendar = try writing.calendar()
    let days = DayReader(calendar)
    // What is not said of a quiz that was given out before stays as it is.
    let before = try course.flatMap { try standing(quiz.id, course: $0, writing.database) }
    let opens = try terms.opens.map { try days.required($0) } ?? before?.opens ?? calendar.today
    let due = try terms.due.map { try days.required($0) } ?? before?.due
    if let due, due < opens { throw SpanFailure.endsBeforeItBegins }
    if let scale = terms.scale { _ = try QuizScale(typed: scale, courseScale) }
    let kind: Int?
    do { kind = try terms.kind.map { try MarkVocabulary(writing.database).kind($0) } } catch let problem as Problem {
      throw BadValue(problem)
    }
    let questions = try writing.database.rows(
      "SELECT category FROM quiz_question WHERE quiz_id = ? AND replaced_by IS NULL AND kind <> 'text'", quiz.id, as: String.self)
    guard !questions.isEmpty else { throw QuizFailure.emptyQuiz(quiz.id) }
    if let pick = terms.pick {
      let there = questions.count { category in terms.pickFrom.map { category == $0 || category.hasPrefix($0 + "/") } ?? true }
      guard pick <= there else { throw QuizFailure.badPick(pick, there: there, category: terms.pickFrom ?? "") }
    }
    let assignment = Assignment(
      id: before?.id ?? 0, quiz: quiz.id, course: course, opens: opens, due: due, attempts: terms.attempts ?? before?.attempts ?? 1,
      seconds: terms.seconds ?? before?.seconds, isShuffled: terms.isShuffled ?? before?.isShuffled ?? false,
      pick: terms.pick ?? before?.pick, pickFrom: terms.pickFrom ?? before?.pickFrom, scale: terms.scale ?? before?.scale,
      kind: kind ?? before?.kind, reveals: terms.reveals ?? before?.reveals ?? "after-due", keeps: terms.keeps ?? before?.keeps ?? "best")
    let stored = assignment.stored(as: try put(assignment, writing))
    var assigned = Assigned(quiz: quiz.id, title: quiz.title, opens: opens, due: due)
    assigned.tellsKeyEarly = stored.reveals == "at-once" && stored.attempts > 1
    return (assigned, stored)
  }

  private static func standing(_ quiz: Int, course: Int, _ database: Database) throws -> Assignment? {
    var found: Assignment?
    let sql = "SELECT \(AssignmentRows.columns) FROM quiz_assignment a WHERE a.quiz_id = ? AND a.course_id = ?"
    try database.forEach(sql, [quiz, course]) { found = try AssignmentRows.assignment($0) }
    return found
  }

  /// A course has a quiz once: given again it has the new terms.
  private static func put(_ assignment: Assignment, _ writing: Writing) throws -> Int {
    let database = writing.database
    let values: [any Bindable] = [
      assignment.opens, assignment.due, assignment.attempts, assignment.seconds, assignment.isShuffled, assignment.pick,
      assignment.pickFrom,
      assignment.scale, assignment.kind, assignment.reveals, assignment.keeps,
    ]
    let columns = ["opens_on", "due_on", "attempts", "seconds", "is_shuffled", "pick", "pick_from", "scale", "kind_id", "reveals", "keeps"]
    if assignment.id > 0 {
      let statement = try database.prepare(
        "UPDATE quiz_assignment SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
      try statement.bind(values + [assignment.id])
      _ = try statement.step()
      return assignment.id
    }
    let all = columns + ["quiz_id", "course_id", "assigned_at", "assigned_by"]
    let statement = try database.prepare(
      "INSERT INTO quiz_assignment (\(all.joined(separator: ", "))) VALUES (\(all.map { _ in "?" }.joined(separator: ", ")))")
    try statement.bind(values + [assignment.quiz, assignment.course, writing.now.milliseconds, writing.actor.personID] as [any Bindable])
    _ = try statement.step()
    return database.lastInsertedID
  }

  private static func tell(_ students: [Int], _ assigned: Assigned, _ writing: Writing) throws {
    try Letters.quiz(assigned.quiz, title: assigned.title, due: assigned.due, to: students, writing)
  }
}

/// The assignment of a quiz that is meant.
struct AssignmentChoice {
  let all: [(assignment: Assignment, course: String?)]
  let quiz: KnownQuiz

  init(_ quiz: KnownQuiz, form: String?, subject: String?, _ reading: Reading) throws {
    self.quiz = quiz
    let reach = try QuizReach(reading)
    var wanted = ""
    if let form, let subject { wanted = " AND a.course_id = \(try Quizzes.course(form, subject, reading).id)" }
    var found: [(Assignment, String?)] = []
    let sql = """
      SELECT \(AssignmentRows.columns), \(AssignmentRows.course) FROM quiz_assignment a WHERE a.quiz_id = ? AND \(reach.assignments)\(wanted)
      ORDER BY a.id
      """
    try reading.database.forEach(sql, [quiz.id]) { row in
      found.append((try AssignmentRows.assignment(row), try row.get(AssignmentRows.count)))
    }
    all = found
  }

  /// - Throws: `QuizFailure.whichCourse` where several fit.
  func one() throws -> Assignment {
    guard let first = all.first else { throw QuizFailure.notAssigned(quiz.id) }
    guard all.count == 1 else { throw QuizFailure.whichCourse(quiz.id, courses: all.compactMap(\.course)) }
    return first.assignment
  }
}

/// From which share of the points a mark is given.
public struct QuizScale: Sendable {
  let bands: [(mark: String, from: Fraction)]
  /// Marks are the percentages themselves.
  let isPercent: Bool

  /// - Parameter typed: `5=90,4=75,3=50`; `nil` for the usual of a scale.
  /// - Throws: `QuizFailure.badScale`.
  init(typed: String?, _ scale: ScaleCode) throws {
    guard let typed else {
      isPercent = scale == .hundred
      switch scale {
      case .letters: bands = Self.usual(["A", "B", "C", "D"], [85, 65, 50, 25], else: "F")
      case .pass: bands = Self.usual(["зач"], [50], else: "незач")
      default: bands = Self.usual(["5", "4", "3"], [85, 65, 50], else: "2")
      }
      return
    }
    isPercent = false
    var found: [(mark: String, from: Fraction)] = []
    for piece in typed.split(separator: ",") {
      let sides = piece.split(separator: "=").map { Folding.tidy(String($0)) }
      guard sides.count == 2, let from = Fraction(decimal: sides[1]), .zero <= from, from <= Fraction(100) else {
        throw QuizFailure.badScale(typed)
      }
      found.append((sides[0], from))
    }
    guard !found.isEmpty else { throw QuizFailure.badScale(typed) }
    found.sort { $1.from < $0.from }
    // A better mark needs more.
    let marks = found.compactMap { Int($0.mark) }
    guard marks == marks.sorted(by: >) else { throw QuizFailure.badScale(typed) }
    if let last = found.last, last.from > .zero {
      let lowest = scale == .letters ? "F" : scale == .pass ? "незач" : "2"
      if !found.contains(where: { $0.mark == lowest }) { found.append((lowest, .zero)) }
    }
    bands = found
  }

  private static func usual(_ marks: [String], _ from: [Int], else lowest: String) -> [(mark: String, from: Fraction)] {
    zip(marks, from).map { ($0, Fraction($1)) } + [(lowest, .zero)]
  }

  /// The mark of so many points; from exactly its percentage on.
  func mark(_ points: Fraction, of most: Fraction) -> String? {
    guard most > .zero else { return nil }
    let percent = points * Fraction(100) / most
    if isPercent { return percent.decimal(0) }
    return bands.first { $0.from <= percent }?.mark
  }
}
