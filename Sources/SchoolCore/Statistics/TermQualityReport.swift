import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

extension Statistics {
  public static func termQualityColumns(_ keys: [ReportKey]) -> [Column] {
    let counts = qualityColumns(keys)
    let logins = keys.compactMap(\.loginColumn)
    return Array(counts.prefix(keys.count + 4)) + [Column("n_na", .integer, en: "n/a", ru: "н/а"), Column.students]
      + counts.suffix(3 + logins.count) + [Column("term_marks", .integer, en: "Term marks", ru: "Отметок за период")]
  }

  /// Success, quality and СОУ over the marks put for a term (facts.md, section 2, IRTech): who is not attested counts with them
  /// and for 7 in СОУ; who is exempt, or has no mark of the term, does not. `students` are people, each once; the percentages
  /// are of `term_marks`.
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
    package var students: Set<Int> = []
    package var termMarks: Int { marks[2...5].reduce(notAttested, +) }

    package mutating func add(points: Int?, code: String, of student: Int) {
      // A 1 counts as a 2.
      if let points { marks[max(2, min(5, points))] += 1 } else if code == "н/а" { notAttested += 1 } else { return }
      students.insert(student)
    }

    package func cells(_ logins: [Cell]) -> [Cell] {
      let n = termMarks
      return [
        .integer(marks[5]), .integer(marks[4]), .integer(marks[3]), .integer(marks[2]), .integer(notAttested), .integer(students.count),
        MarkSum.ratio((marks[5] + marks[4] + marks[3]) * 100, n, places: 1), MarkSum.ratio((marks[5] + marks[4]) * 100, n, places: 1),
        MarkSum.ratio(marks[5] * 100 + marks[4] * 64 + marks[3] * 36 + marks[2] * 16 + notAttested * 7, n, places: 1),
      ] + logins + [.integer(n)]
    }
  }

  /// Who gives each course first of all.
  private static func firstTeachers(_ database: Database) throws -> [Int: Int] {
    let sql = "SELECT t.course_id, t.person_id FROM course_teacher t ORDER BY t.last_day IS NOT NULL, t.id"
    return Dictionary(try database.rows(sql, as: (Int, Int).self).map { ($0.0, $0.1) }) { first, _ in first }
  }

  private static func termCounts(_ term: TermCode, _ courses: [CourseState], _ keys: [ReportKey], _ reading: Reading) throws -> [[Cell]] {
    let byID = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0) })
    let teachers = keys.contains(.teacher) ? try firstTeachers(reading.database) : [:]
    let wanted = Set(keys)
    var groups: [ReportGroup: TermCounts] = [:]
    let sql = """
      SELECT t.course_id, v.points, v.code, t.student_id FROM term_mark t JOIN mark_value v ON v.id = t.value_id WHERE t.term = ?
      """
    for (course, points, code, student) in try reading.database.rows(sql, term, as: (Int, Int?, String, Int).self) {
      guard let state = byID[course] else { continue }
      let group = ReportGroup(wanted, state, teacher: teachers[course] ?? 0, student: student)
      groups[group, default: TermCounts()].add(points: points, code: code, of: student)
    }
    let counted = groups.map { (group: $0.key, counts: $0.value) }.filter { $0.counts.termMarks > 0 }
    return try ReportNames(keys, courses, reading).rows(counted).map { $0.keys + $0.counts.cells($0.logins) }
  }
}
