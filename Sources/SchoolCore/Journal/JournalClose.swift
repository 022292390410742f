import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// Something to look at before a term is closed.
public struct ClosingRemark: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case noTermMark = "no-term-mark"
    case fewMarks = "few-marks"
    case farFromAverage = "far-from-average"
    case noTopic = "no-topic"
    case debt
  }
  public let kind: Kind
  public let course: String
  /// How many students or lessons.
  public let count: Int
}

extension Journal {
  /// Closes a term: nothing of its days can be entered or changed any more, but by exception.
  /// - Parameter strict: refuse while there is anything to remark.
  /// - Parameter early: also while it goes on.
  /// - Throws: `JournalFailure.termRuns` for a term that has not ended, unless `early`.
  public func closeTerm(_ text: String, strict: Bool, early: Bool = false, _ request: WriteRequest) throws -> (
    performed: Performed<TermCode?>, remarks: [ClosingRemark]
  ) {
    try read(.termClose) { reading in
      _ = try Self.termID(text, reading.calendar, reading.database)
      guard !early, let span = SpanReader(reading.calendar).term(text), let code = span.code, reading.calendar.today < span.last else {
        return
      }
      throw JournalFailure.termRuns(code, until: span.last)
    }
    let remarks = try read(.termClose) { try Self.closingRemarks(text, $0) }
    if strict, !remarks.isEmpty, try !read(.termClose, { try Self.isClosed(text, $0) }) {
      throw JournalFailure.notReadyToClose(remarks.count)
    }
    let performed = try perform(.termClose, request) { writing in
      let term = try Self.termID(text, try writing.calendar(), writing.database)
      try writing.database.run(
        "INSERT INTO term_closing (term_id, closed_at, closed_by) VALUES (?, ?, ?) ON CONFLICT (term_id) DO NOTHING", term,
        writing.now.milliseconds, writing.actor.personID)
      return SpanReader(try writing.calendar()).term(text)?.code
    }
    return (performed, remarks)
  }

  /// Opens a closed term again.
  public func reopenTerm(_ text: String, _ request: WriteRequest) throws -> Performed<TermCode?> {
    try perform(.termClose, request) { writing in
      let term = try Self.termID(text, try writing.calendar(), writing.database)
      try writing.database.run("DELETE FROM term_closing WHERE term_id = ?", term)
      return SpanReader(try writing.calendar()).term(text)?.code
    }
  }

  private static func isClosed(_ text: String, _ reading: Reading) throws -> Bool {
    let term = try termID(text, reading.calendar, reading.database)
    return try reading.database.value("SELECT 1 FROM term_closing WHERE term_id = ?", term, as: Int.self) != nil
  }

  private static func termID(_ text: String, _ calendar: SchoolCalendar, _ database: Database) throws -> Int {
    guard let span = SpanReader(calendar).term(text),
      let id = try database.value("SELECT id FROM term WHERE year_id = ? AND code = ?", calendar.yearID, span.name, as: Int.self)
    else { throw JournalFailure.noSuchTerm(text, known: calendar.terms.map(\.name)) }
    return id
  }

  private static func closingRemarks(_ text: String, _ reading: Reading) throws -> [ClosingRemark] {
    let sheet = try TermSheet(reading, text)
    guard let span = SpanReader(reading.calendar).term(text) else { return [] }
    let rules = try JournalRules(reading.database)
    let index = try CourseIndex(reading.database, reading.calendar)
    let courses = index.all.filter { sheet.holds(grade: $0.form.grade) }
    var counts: [String: [ClosingRemark.Kind: Int]] = [:]
    for line in try sheet.lines(courses) {
      let course = "\(line.form) \(line.subject)"
      if line.mark == nil { counts[course, default: [:]][.noTermMark, default: 0] += 1 }
      if line.proposed == "н/а" { counts[course, default: [:]][.fewMarks, default: 0] += 1 }
      if let mark = line.mark, line.reason == nil, line.isFar(mark, tolerance: rules.tolerance(line.subject)) {
        counts[course, default: [:]][.farFromAverage, default: 0] += 1
      }
    }
    let sql = """
      SELECT l.course_id, sum(l.topic IS NULL),
        (SELECT count(*) FROM mark m JOIN lesson x ON x.id = m.lesson_id JOIN mark_value v ON v.id = m.value_id
          WHERE x.course_id = l.course_id AND x.day BETWEEN ?1 AND ?2 AND \(MarkLedger.standingDebt))
      FROM lesson l WHERE l.day BETWEEN ?1 AND ?2 GROUP BY l.course_id
      """
    let names = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0.name) })
    for (course, topics, debts) in try reading.database.rows(
      sql, span.first, min(span.last, reading.calendar.today), as: (Int, Int, Int).self)
    {
      guard let name = names[course] else { continue }
      if topics > 0 { counts[name, default: [:]][.noTopic] = topics }
      if debts > 0 { counts[name, default: [:]][.debt] = debts }
    }
    return counts.sorted { RussianOrder.compare($0.key, $1.key) < 0 }.flatMap { course, kinds in
      kinds.sorted { $0.key.rawValue < $1.key.rawValue }.map { ClosingRemark(kind: $0.key, course: course, count: $0.value) }
    }
  }

  // MARK: exceptions

  public struct JournalException: Sendable {
    public let number: Int
    public let person: String
    public let course: String
    public let first: String
    public let last: String
    public let reason: String
    public let askedAt: Instant
    public let until: Instant?
  }

  /// Who can grant an exception.
  public func administrators() throws -> [String] {
    try readUnchecked { database in
      let sql = """
        SELECT \(PersonName.sql) || coalesce(' (' || p.login || ')', '') FROM role_grant r JOIN person p ON p.id = r.person_id
        WHERE r.role = 'admin' ORDER BY p.name_key
        """
      return try database.values(sql, as: String.self)
    }
  }

  /// The teacher asks for a course and days to be opened again.
  /// - Returns: the number of the request.
  public func askToUnlock(form: String, subject: String, span: String, reason: String, _ request: WriteRequest) throws -> Performed<Int> {
    try perform(.journalWrite, request) { writing in
      let calendar = try writing.calendar()
      let index = try CourseIndex(writing.database, calendar, only: form)
      let course: CourseState
      do { course = try index.courses(form: form, subject: subject, abbreviated: true)[0] } catch let problem as Problem {
        throw BadValue(problem)
      }
      try writing.access.require(course: course.id, named: course.name, writing.database)
      let days = try SpanReader(calendar).span(span)
      try writing.database.run(
        "INSERT INTO journal_exception (person_id, course_id, first_day, last_day, reason, asked_at) VALUES (?, ?, ?, ?, ?, ?)",
        writing.actor.personID, course.id, days.first, days.last, Folding.tidy(reason), writing.now.milliseconds)
      return writing.database.lastInsertedID
    }
  }

  /// Grants a request for some hours, by name.
  public func grantUnlock(_ number: Int, hours: Int, _ request: WriteRequest) throws -> Performed<Void> {
    try perform(.termClose, request) { writing in
      let changed = try writing.database.run(
        "UPDATE journal_exception SET granted_at = ?, granted_by = ?, until = ? WHERE id = ?", writing.now.milliseconds,
        writing.actor.personID,
        (writing.now + hours * 3600).milliseconds, number)
      guard changed > 0 else { throw JournalFailure.noSuchException(number) }
    }
  }

  /// Requests and exceptions: one's own, or all for who grants them.
  public func exceptions() throws -> [JournalException] {
    try read(.journalRead) { reading in
      let own: Int? = reading.access.isWhole ? nil : reading.access.actor.personID
      let sql = """
        SELECT e.id, \(PersonName.sql), f.name || ' ' || s.name, e.first_day, e.last_day, e.reason, e.asked_at, e.until
        FROM journal_exception e JOIN person p ON p.id = e.person_id JOIN course c ON c.id = e.course_id JOIN form f ON f.id = c.form_id
        JOIN subject s ON s.id = c.subject_id WHERE ?1 IS NULL OR e.person_id = ?1 ORDER BY e.id DESC
        """
      return try reading.database.rows(sql, own, as: (Int, String, String, String, String, String, Int, Int?).self).map {
        JournalException(
          number: $0.0, person: $0.1, course: $0.2, first: $0.3, last: $0.4, reason: $0.5, askedAt: Instant($0.6),
          until: $0.7.map { Instant($0) })
      }
    }
  }
}
