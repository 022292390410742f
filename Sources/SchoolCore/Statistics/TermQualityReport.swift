import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

extension Statistics {
  public static func termQualityColumns(_ keys: [ReportKey]) -> [Column] {
    let counts = qualityColumns(keys)
    return Array(counts.prefix(keys.count + 4)) + [
      Column("n_na", .integer, en: "n/a", ru: "н/а"), Column.students,
    ] + counts.suffix(3)
  }

  /// Success, quality and СОУ over the marks put for a term (facts.md, section 2, IRTech): who is not attested counts among
  /// the students and for 7 in СОУ; who is exempt, or has no mark of the term, does not.
  public func termQuality(by keys: [ReportKey], term: String, form: String?, subject: String?) throws -> Table {
    try read(.statsRead) { reading in
      var filter = JournalFilter()
      filter.form = form
      filter.subject = subject
      let (code, _) = try TermSheet.kind(term, reading.calendar)
      let index = try CourseIndex(reading.database, reading.calendar)
      // Who only passes or fails has no marks to count.
      let scores = try MarkScores(reading.database)
      let courses = try reading.courses(filter, of: index).filter { scores.highest($0.scale) > 1 }
      let counts = try Self.termCounts(code, courses, keys, reading)
      return Table(Self.termQualityColumns(keys), rows: counts)
    }
  }

  private struct TermCounts {
    package var marks = [Int](repeating: 0, count: 6)
    package var notAttested = 0
    package var students: Int { marks[2...5].reduce(notAttested, +) }

    package mutating func add(points: Int?, code: String, times: Int) {
      // A 1 counts as a 2.
      if let points { marks[max(2, min(5, points))] += times } else if code == "н/а" { notAttested += times }
    }

    package var cells: [Cell] {
      let n = students
      return [
        .integer(marks[5]), .integer(marks[4]), .integer(marks[3]), .integer(marks[2]), .integer(notAttested), .integer(n),
        MarkSum.ratio((marks[5] + marks[4] + marks[3]) * 100, n, places: 1), MarkSum.ratio((marks[5] + marks[4]) * 100, n, places: 1),
        MarkSum.ratio(marks[5] * 100 + marks[4] * 64 + marks[3] * 36 + marks[2] * 16 + notAttested * 7, n, places: 1),
      ]
    }
  }

  /// Who gives each course first of all.
  private static func firstTeachers(_ database: Database) throws -> [Int: String] {
    let sql =
      "SELECT t.course_id, \(PersonName.sql) FROM course_teacher t JOIN person p ON p.id = t.person_id ORDER BY t.last_day IS NOT NULL, t.id"
    return Dictionary(try database.rows(sql, as: (Int, String).self).map { ($0.0, $0.1) }) { first, _ in first }
  }

  private static func termCounts(_ term: TermCode, _ courses: [CourseState], _ keys: [ReportKey], _ reading: Reading) throws -> [[Cell]] {
    let byID = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0) })
    let byStudent = keys.contains(.student)
    let sql =
      byStudent
      ? """
      SELECT t.course_id, v.points, v.code, \(PersonName.sql), 1 FROM term_mark t JOIN mark_value v ON v.id = t.value_id
      JOIN person p ON p.id = t.student_id WHERE t.term = ?
      """
      : """
      SELECT t.course_id, v.points, v.code, '', t.n FROM (
        SELECT course_id, value_id, count(*) AS n FROM term_mark WHERE term = ? GROUP BY course_id, value_id) t
      JOIN mark_value v ON v.id = t.value_id
      """
    let teachers = keys.contains(.teacher) ? try firstTeachers(reading.database) : [:]
    var groups: [[String]: (grade: Int, counts: TermCounts)] = [:]
    for (course, points, code, student, count) in try reading.database.rows(sql, term, as: (Int, Int?, String, String, Int).self) {
      guard let state = byID[course] else { continue }
      let key = keys.map { key in
        switch key {
        case .form: state.form.name
        case .subject: state.subject
        case .teacher: teachers[course] ?? ""
        case .student: student
        }
      }
      groups[key, default: (keys.contains(.form) ? state.form.grade : 0, TermCounts())].counts.add(points: points, code: code, times: count)
    }
    return groups.filter { $0.value.counts.students > 0 }.sorted { ReportKey.precedes(($0.value.grade, $0.key), ($1.value.grade, $1.key)) }
      .map { key, value in key.map { .text($0) } + value.counts.cells }
  }
}
