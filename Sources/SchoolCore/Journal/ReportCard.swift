import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The year of one student in marks (табель): subjects down, terms across, and what was missed.
public struct ReportCard: Sendable {
  public let student: String
  public let form: String
  /// The subjects with the marks of `ReportCards.terms`, in their order.
  public let subjects: [(name: String, marks: [String?])]
  /// Lessons missed: all of them, of those ill, of those with another good reason.
  public let missed: Int
  public let ill: Int
  public let excused: Int
}

public struct ReportCards: Sendable {
  public let school: String
  public let year: String
  /// The parts of the year, then the year, the examination and the final mark where there are any.
  public let terms: [TermCode]
  public let students: [ReportCard]

  /// One row a student and subject, as scripts want it.
  public var table: Table {
    let columns =
      [
        Column.form, Column.student,
        Column.subject,
      ]
      + terms.map { Column($0.rawValue, en: $0.title.en, ru: $0.title.ru) }
    return Table(
      columns,
      rows: students.flatMap { student in
        student.subjects.map { [.text(student.form), .text(student.student), .text($0.name)] + $0.marks.map { Cell($0) } }
      })
  }
}

extension Journal {
  /// The certificates of a form, or of one of its students.
  public func reportCards(form text: String, student: String?) throws -> ReportCards {
    // All subjects of a student are for the form teacher, not for who gives one of them.
    try read(.certificateRead) { reading in
      let form = try reading.formID(text)
      try reading.access.require(form: form, named: text, reading.database)
      var people = try reading.students(ofForm: form, on: reading.calendar.present)
      if let student {
        // The card of one who has left goes along to the next school.
        let ever = try reading.people(
          "SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (SELECT person_id FROM enrolment WHERE form_id = ?) ORDER BY p.name_key, p.id",
          form)
        do { people = [try PersonMatcher(ever, among: text).match(student)] } catch let problem as Problem { throw BadValue(problem) }
      }
      return try Self.reportCards(people, form, reading)
    }
  }

  /// The certificate of oneself or of one's child.
  public func reportCard(child: String?) throws -> ReportCards {
    let (id, found) = try read(.diaryRead) { reading in
      let student = try reading.diaryStudent(child)
      try reading.access.require(student: student.id, named: student.full, reading.database)
      let sql = """
        SELECT e.form_id FROM enrolment e JOIN form f ON f.id = e.form_id WHERE e.person_id = ? AND f.year_id = ?
        ORDER BY e.first_day, e.id
        """
      guard let form = try reading.database.values(sql, student.id, reading.calendar.yearID, as: Int.self).last else {
        throw DiaryFailure.noForm(student.full)
      }
      return (student.id, try Self.reportCards([student], form, reading))
    }
    school.noteLook(at: id, "diary certificate")
    return found
  }

  package static func reportCards(_ people: [PersonName], _ form: Int, _ reading: Reading) throws -> ReportCards {
    let database = reading.database
    let (name, grade) = try database.row("SELECT name, grade FROM form WHERE id = ?", form, as: (String, Int).self) ?? ("", 0)
    let isHalfYear = try JournalRules(database).isHalfYear(grade: grade)
    let used = Set(
      try database.values(
        "SELECT DISTINCT t.term FROM term_mark t JOIN course c ON c.id = t.course_id WHERE c.form_id = ?", form, as: TermCode.self))
    let terms =
      reading.calendar.terms(ofHalfYears: isHalfYear).compactMap(\.code) + [.year] + [TermCode.exam, .final].filter(used.contains)
    let year = reading.calendar.year
    let keys = people.map { String($0.id) }.joined(separator: ",")
    let subjects = try certificateSubjects(keys, form, terms, reading)
    let missed = try lessonsMissed(keys, year, database)
    let students = people.map { person -> ReportCard in
      let absent = missed[person.id] ?? (0, 0, 0)
      return ReportCard(
        student: person.full, form: name, subjects: subjects[person.id] ?? [], missed: absent.all, ill: absent.ill, excused: absent.excused)
    }
    return ReportCards(
      school: try database.value("SELECT name FROM school", as: String.self) ?? "", year: year.name, terms: terms, students: students)
  }

  /// Lessons missed in a year by each of the people, `keys` as SQL lists them.
  private static func lessonsMissed(
    _ keys: String, _ year: DaySpan, _ database: Database
  ) throws -> [Int: (all: Int, ill: Int, excused: Int)] {
    let sql = """
      SELECT a.student_id, count(*), coalesce(sum(a.code = \(AttendanceCode.ill.sql)), 0), coalesce(sum(a.code = \(AttendanceCode.valid.sql)), 0)
      FROM attendance a JOIN lesson l ON l.id = a.lesson_id
      WHERE a.student_id IN (\(keys)) AND \(AttendanceCode.isAbsence("a.code")) AND l.day BETWEEN ? AND ? GROUP BY a.student_id
      """
    return Dictionary(
      uniqueKeysWithValues: try database.rows(sql, year.first, year.last, as: (Int, Int, Int, Int).self).map { ($0.0, ($0.1, $0.2, $0.3)) })
  }

  /// For each of the people, `keys` as SQL lists them: the subjects of their courses and any they have a term mark in, moved in
  /// from another form as it may be.
  private static func certificateSubjects(
    _ keys: String, _ form: Int, _ terms: [TermCode], _ reading: Reading
  ) throws -> [Int: [(name: String, marks: [String?])]] {
    var marks: [Int: [String: [TermCode: String]]] = [:]
    let sql = """
      SELECT t.student_id, s.name, t.term, v.code FROM term_mark t JOIN course c ON c.id = t.course_id JOIN subject s ON s.id = c.subject_id
      JOIN form f ON f.id = c.form_id JOIN mark_value v ON v.id = t.value_id WHERE t.student_id IN (\(keys)) AND f.year_id = ?
      ORDER BY c.form_id = ?, t.entered_at
      """
    for (student, subject, term, code) in try reading.database.rows(
      sql, reading.calendar.yearID, form, as: (Int, String, TermCode, String).self)
    {
      marks[student, default: [:]][subject, default: [:]][term] = code
    }
    let own = """
      SELECT p.id, s.name FROM person p JOIN course c ON c.id IN (\(Membership.standing.courses(ofStudent: "p.id", on: "?1")))
      JOIN subject s ON s.id = c.subject_id WHERE p.id IN (\(keys))
      """
    for (student, subject) in try reading.database.rows(own, reading.calendar.present, as: (Int, String).self)
    where marks[student]?[subject] == nil { marks[student, default: [:]][subject] = [:] }
    return marks.mapValues { subjects in
      subjects.keys.sorted { RussianOrder.compare($0, $1) < 0 }.map { name in (name, terms.map { subjects[name]?[$0] }) }
    }
  }
}
