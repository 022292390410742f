import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// The year of one student in marks (табель): subjects down, terms across, and what was missed.
public struct Certificate: Sendable {
  public let student: String
  public let form: String
  /// The subjects with the marks of `Certificates.terms`, in their order.
  public let subjects: [(name: String, marks: [String?])]
  /// Lessons missed: all of them, of those ill, of those with another good reason.
  public let missed: Int
  public let ill: Int
  public let excused: Int
}

public struct Certificates: Sendable {
  public let school: String
  public let year: String
  /// The parts of the year, then the year, the examination and the final mark where there are any.
  public let terms: [TermCode]
  public let students: [Certificate]

  /// One row a student and subject, as scripts want it.
  public var table: Table {
    let columns =
      [
        Column("form", en: "Form", ru: "Класс"), Column("student", en: "Student", ru: "Ученик"),
        Column("subject", en: "Subject", ru: "Предмет"),
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
  public func certificates(form text: String, student: String?) throws -> Certificates {
    // All subjects of a student are for the form teacher, not for who gives one of them.
    try read(.certificateRead) { reading in
      let form = try reading.formID(text)
      try reading.access.require(form: form, named: text, reading.database)
      var people = try reading.students(ofForm: form, on: reading.calendar.present)
      if let student {
        do { people = [try PersonMatcher(people, among: text).match(student)] } catch let problem as Problem { throw BadValue(problem) }
      }
      return try Self.certificates(people, form, reading)
    }
  }

  /// The certificate of oneself or of one's child.
  public func certificate(child: String?) throws -> Certificates {
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
      return (student.id, try Self.certificates([student], form, reading))
    }
    school.noteLook(at: id, "diary certificate")
    return found
  }

  package static func certificates(_ people: [PersonName], _ form: Int, _ reading: Reading) throws -> Certificates {
    let database = reading.database
    let (name, grade) = try database.row("SELECT name, grade FROM form WHERE id = ?", form, as: (String, Int).self) ?? ("", 0)
    let isHalfYear = try JournalRules(database).isHalfYear(grade: grade)
    let used = Set(
      try database.values(
        "SELECT DISTINCT t.term FROM term_mark t JOIN course c ON c.id = t.course_id WHERE c.form_id = ?", form, as: TermCode.self))
    let terms =
      reading.calendar.terms(ofHalfYears: isHalfYear).compactMap(\.code) + [.year] + [TermCode.exam, .final].filter(used.contains)
    let year = reading.calendar.year
    let students = try people.map { person -> Certificate in
      let subjects = try Self.certificateSubjects(person.id, form, terms, reading)
      let (missed, ill, excused) =
        try database.row(
          """
          SELECT count(*), coalesce(sum(a.code = \(AttendanceCode.ill.sql)), 0), coalesce(sum(a.code = \(AttendanceCode.valid.sql)), 0)
          FROM attendance a JOIN lesson l ON l.id = a.lesson_id WHERE a.student_id = ? AND \(AttendanceCode.isAbsence("a.code")) AND l.day BETWEEN ? AND ?
          """, person.id, year.first, year.last, as: (Int, Int, Int).self) ?? (0, 0, 0)
      return Certificate(student: person.full, form: name, subjects: subjects, missed: missed, ill: ill, excused: excused)
    }
    return Certificates(
      school: try database.value("SELECT name FROM school", as: String.self) ?? "", year: year.name, terms: terms, students: students)
  }

  /// The subjects of the form and any the student has a term mark in, moved in from another form as it may be.
  private static func certificateSubjects(
    _ student: Int, _ form: Int, _ terms: [TermCode], _ reading: Reading
  ) throws -> [(name: String, marks: [String?])] {
    var marks: [String: [TermCode: String]] = [:]
    let sql = """
      SELECT s.name, t.term, v.code FROM term_mark t JOIN course c ON c.id = t.course_id JOIN subject s ON s.id = c.subject_id
      JOIN form f ON f.id = c.form_id JOIN mark_value v ON v.id = t.value_id WHERE t.student_id = ? AND f.year_id = ?
      ORDER BY c.form_id = ? , t.entered_at
      """
    for (subject, term, code) in try reading.database.rows(
      sql, student, reading.calendar.yearID, form, as: (String, TermCode, String).self)
    {
      marks[subject, default: [:]][term] = code
    }
    let day = reading.calendar.present
    let own = try reading.database.values(
      "SELECT s.name FROM course c JOIN subject s ON s.id = c.subject_id WHERE c.id IN (\(Reading.ownCourses))", student, day,
      as: String.self)
    let subjects = Set(own).union(marks.keys).sorted { RussianOrder.compare($0, $1) < 0 }
    return subjects.map { name in (name, terms.map { marks[name]?[$0] }) }
  }
}
