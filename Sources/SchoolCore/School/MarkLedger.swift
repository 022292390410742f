import Basics
import Record
import SQLite

/// One mark as it counts; two in a cell are two.
package struct CountedMark {
  package let lesson: Int
  package let course: Int
  package let subject: Int
  package let student: Int
  package let kind: Int
  package let weight: Int
  /// The key of the sign that was put.
  package let sign: Int
}

/// What an average is of: a student's marks of a subject, in whatever form they were given, on one scale.
package struct StudentSubject: Hashable {
  package let student: Int
  package let subject: Int
  package let scale: Int

  package init(student: Int, subject: Int, scale: Int) {
    self.student = student
    self.subject = subject
    self.scale = scale
  }
}

/// Where to look for marks.
package enum MarkPlace {
  case school
  case courses([Int])
  /// People as an SQL query of their keys, or as a list of them.
  case students(String)
}

/// Decides which marks count, for whose eyes and with which weight; whatever averages marks asks here.
///
/// A mark that a retake took the place of counts nowhere (rule `retake`). For a student and the family a mark that is not
/// shown yet is not there at all: it neither counts nor takes the place of another.
package struct MarkLedger {
  package let rules: JournalRules
  package let scores: MarkScores
  private let reading: Reading
  private let shares: [Int: CategoryShares]
  private let replaced: Set<Int>

  package init(_ reading: Reading) throws {
    self.reading = reading
    rules = try JournalRules(reading.database)
    scores = try MarkScores(reading.database)
    shares = try rules.shares(bySubjectOf: reading.database)
    replaced = rules.retakesReplace ? try Self.retaken(reading) : []
  }

  /// The marks that another one is a retake of.
  private static func retaken(_ reading: Reading) throws -> Set<Int> {
    Set(
      try reading.database.values(
        "SELECT m.retake_of FROM mark m WHERE m.retake_of IS NOT NULL\(reading.hiddenMarks)", as: Int.self))
  }

  /// Whether a mark counts nowhere because a retake took its place.
  package func isReplaced(_ mark: Int) -> Bool { !replaced.isEmpty && replaced.contains(mark) }

  /// Whether another mark is a retake of a mark `m`, as a condition.
  /// - Parameter table: the marks, where they lie under another name.
  package static func isRetaken(_ table: String = "mark") -> String { "EXISTS (SELECT 1 FROM \(table) r WHERE r.retake_of = m.id)" }

  /// The debts («точка») that stand: works nobody has handed in since, as a condition on a mark `m` with the sign `v`.
  package static let standingDebt = "v.code = '\(MarkScale.debt)' AND NOT \(isRetaken())"

  // MARK: marks one by one

  /// Hands on the marks that count, of some days and some part of the school.
  package func forEach(_ place: MarkPlace, _ days: ClosedRange<Day>, _ body: (CountedMark) throws -> Void) throws {
    let (from, condition) =
      switch place {
      case .school: ("lesson l JOIN mark m ON m.lesson_id = l.id", "")
      case .courses(let keys):
        ("lesson l JOIN mark m ON m.lesson_id = l.id", " AND l.course_id IN (\(keyList(keys)))")
      // A student's marks lie far apart in a large school: the index alone tells the lesson, and rows are read for the days wanted.
      case .students(let people):
        (
          "person s CROSS JOIN mark i ON i.student_id = s.id CROSS JOIN lesson l ON l.id = i.lesson_id CROSS JOIN mark m ON m.id = i.id",
          " AND s.id IN (\(people))"
        )
      }
    let sql = """
      SELECT m.id, m.lesson_id, l.course_id, c.subject_id, m.student_id, m.kind_id, m.weight, m.value_id, m.second_id
      FROM \(from) JOIN course c ON c.id = l.course_id WHERE l.day BETWEEN ? AND ?\(condition)\(reading.hiddenMarks)
      """
    try reading.database.forEach(sql, [days.lowerBound, days.upperBound]) { row in
      if isReplaced(row.integer(0)) { return }
      for column in 7...8 where !row.isNull(column) {
        try body(
          CountedMark(
            lesson: row.integer(1), course: row.integer(2), subject: row.integer(3), student: row.integer(4), kind: row.integer(5),
            weight: row.integer(6), sign: row.integer(column)))
      }
    }
  }

  /// What a scan of all marks hands on; columns that are not asked for are zero.
  package struct Scanned {
    package let lesson: Int
    package let weight: Int
    package let student: Int
    package let kind: Int
    package let sign: Int
  }

  /// Hands on every mark of the school that counts, without a look at its lesson: the caller knows the lessons by heart.
  package func scan(students: Bool, kinds: Bool, _ body: (Scanned) throws -> Void) throws {
    let further = [students ? "m.student_id" : nil, kinds ? "m.kind_id" : nil, replaced.isEmpty ? nil : "m.id"]
    let columns = (["m.lesson_id", "m.value_id", "m.second_id", "m.weight"] + further.compactMap { $0 }).joined(separator: ", ")
    let statement = try reading.database.prepare(
      "SELECT \(columns) FROM mark m\(reading.hiddenMarks.replacing(" AND ", with: " WHERE ", maxReplacements: 1))")
    let (kindColumn, keyColumn) = (students ? 5 : 4, 4 + (students ? 1 : 0) + (kinds ? 1 : 0))
    while try statement.step() {
      let row = statement.row
      if !replaced.isEmpty, replaced.contains(row.integer(keyColumn)) { continue }
      let mark = Scanned(
        lesson: row.integer(0), weight: row.integer(3), student: students ? row.integer(4) : 0, kind: kinds ? row.integer(kindColumn) : 0,
        sign: row.integer(1))
      try body(mark)
      guard !row.isNull(2) else { continue }
      try body(Scanned(lesson: mark.lesson, weight: mark.weight, student: mark.student, kind: mark.kind, sign: row.integer(2)))
    }
  }

  /// Whether what the marks of lessons come to is kept up for these eyes and this moment.
  package var hasSums: Bool { !reading.isOfThePast && reading.hiddenMarks.isEmpty }

  /// Hands on what the marks of each lesson that count come to, in points of five; where `hasSums` alone.
  package func scanSums(_ body: (_ lesson: Int, LessonSum) throws -> Void) throws {
    try LessonSum.forEach(reading.database, withoutReplaced: rules.retakesReplace, body)
  }

  // MARK: averages

  /// An empty tally of a subject, by its shares of categories where it has them.
  package func tally(ofSubject subject: Int) -> MarkTally { MarkTally(shares[subject]) }
  package func hasShares(subject: Int) -> Bool { shares[subject] != nil }
  package var hasShares: Bool { !shares.isEmpty }

  /// What the marks come to, by student, subject and scale; signs that count nothing are left out.
  package func tallies(_ place: MarkPlace, _ days: ClosedRange<Day>) throws -> [StudentSubject: MarkTally] {
    var tallies: [StudentSubject: MarkTally] = [:]
    try forEach(place, days) { mark in
      guard let score = scores.score(mark.sign) else { return }
      let key = StudentSubject(student: mark.student, subject: mark.subject, scale: scores.scale(of: mark.sign))
      tallies[key, default: tally(ofSubject: mark.subject)].add(
        score, weight: mark.weight, kind: mark.kind, isOfCourse: place.counts(mark.course))
    }
    return tallies
  }

  /// What the students of a course have in its subject, whatever forms they were in.
  ///
  /// Where nobody came from elsewhere, the lessons of the course are all there is to read.
  package func tallies(of course: CourseState, _ days: ClosedRange<Day>) throws -> [StudentSubject: MarkTally] {
    let elsewhere = try reading.database.values(
      """
      SELECT c.id FROM course c JOIN form f ON f.id = c.form_id WHERE c.subject_id = ?1 AND c.id <> ?2 AND f.year_id = ?3 AND (
        EXISTS (SELECT 1 FROM course_member x WHERE x.course_id IN (c.id, ?2)) OR f.id IN (
          SELECT o.form_id FROM enrolment o JOIN enrolment e ON e.person_id = o.person_id AND e.form_id = ?4 WHERE o.form_id <> ?4))
      """, course.subjectID, course.id, reading.calendar.yearID, course.formID, as: Int.self)
    guard !elsewhere.isEmpty else { return try tallies(.courses([course.id]), days) }
    let people = course.students.people.map { String($0.id) }.joined(separator: ",")
    var found: [StudentSubject: MarkTally] = [:]
    try forEach(.students(people), days) { mark in
      guard mark.subject == course.subjectID, let score = scores.score(mark.sign) else { return }
      let key = StudentSubject(student: mark.student, subject: mark.subject, scale: scores.scale(of: mark.sign))
      found[key, default: tally(ofSubject: mark.subject)].add(
        score, weight: mark.weight, kind: mark.kind, isOfCourse: mark.course == course.id)
    }
    return found
  }
}

extension MarkPlace {
  /// Whether a mark of a course is one of the place itself, and not brought along.
  fileprivate func counts(_ course: Int) -> Bool { if case .courses(let keys) = self { keys.contains(course) } else { true } }
}
