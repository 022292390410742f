import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

extension Statistics {
  public static func qualityColumns(_ keys: [ReportKey]) -> [Column] {
    keys.map(\.column) + [
      Column("n5", .integer, en: "5", ru: "«5»"), Column("n4", .integer, en: "4", ru: "«4»"), Column("n3", .integer, en: "3", ru: "«3»"),
      Column("n2", .integer, en: "2", ru: "«2»"), Column.marks,
      Column("average", .decimal, en: "Average", ru: "Ср. отм."),
      Column.weightedAverage,
      Column("success_percent", .decimal, en: "Success, %", ru: "Успев., %", unit: "percent"),
      Column("quality_percent", .decimal, en: "Quality, %", ru: "Качество, %", unit: "percent"),
      Column("sou_percent", .decimal, en: "Learning, %", ru: "СОУ, %", unit: "percent"),
    ] + keys.compactMap(\.loginColumn)
  }
}

extension LessonSum {
  fileprivate var count: Int { n5 + n4 + n3 + n2 }

  /// - Parameter own: the averages where they are not those of the plain points.
  fileprivate func values(averages own: MarkSum?) -> [ReportValue] {
    let n = count
    return [
      .count(n5), .count(n4), .count(n3), .count(n2), .count(n), .fraction(own?.points ?? points, own?.count ?? n, places: 2),
      .fraction(own?.weightedPoints ?? weightedPoints, own?.weights ?? weights, places: 2), .percent(n5 + n4 + n3, of: n),
      .percent(n5 + n4, of: n), .fraction(n5 * 100 + n4 * 64 + n3 * 36 + n2 * 16, n, places: 1),
    ]
  }
}

/// The averages of a group as a page has them: on the scale of its marks, by the shares of its subject. There are none where
/// marks of two scales or of two subjects come together; points of five and weights alone are averaged then.
private struct OwnAverages {
  private var scale: Int?
  private var subject: Int?
  private var isMixed = false
  private var tally = MarkTally()

  package mutating func add(_ score: Int, _ mark: MarkLedger.Scanned, scale: Int, subject: Int, _ ledger: MarkLedger) {
    if self.scale == nil {
      (self.scale, self.subject, tally) = (scale, subject, ledger.tally(ofSubject: subject))
    } else if self.scale != scale || self.subject != subject {
      isMixed = true
    }
    if !isMixed { tally.add(score, weight: mark.weight, kind: mark.kind) }
  }

  package var sum: MarkSum? { isMixed ? nil : tally.sum }
}

package final class QualityReport {
  private let reading: Reading
  private let keys: Set<ReportKey>
  private let order: [ReportKey]
  private let courses: [CourseState]
  private let span: DaySpan

  package init(_ reading: Reading, _ keys: [ReportKey], courses: [CourseState], span: DaySpan) throws {
    self.reading = reading
    order = keys
    self.keys = Set(keys)
    self.courses = courses
    self.span = span
  }

  package func rows() throws -> [[ReportValue]] {
    let ledger = try MarkLedger(reading)
    let needsOwn = ledger.hasShares || ledger.scores.hasOwnNumbers
    var counts = Counts(lessons: try lessonGroups(), byStudent: keys.contains(.student))
    if ledger.hasSums, !counts.byStudent, !needsOwn {
      try ledger.scanSums { lesson, sum in
        if let place = counts.place(of: lesson, student: 0) { counts.sums[place].add(sum) }
      }
    } else {
      try scanMarks(ledger, needsOwn: needsOwn, &counts)
    }
    let groups = counts.known.map { (group: $0.key, counts: (counts.sums[$0.value], needsOwn ? counts.own[$0.value].sum : nil)) }
      .filter { $0.counts.0.count > 0 }
    return try ReportNames(order, courses, reading).rows(groups).map { row in
      row.keys.map { .cell($0) } + row.counts.0.values(averages: row.counts.1) + row.logins.map { .cell($0) }
    }
  }

  /// What has been counted, by group.
  private struct Counts {
    let lessons: [ReportGroup?]
    let byStudent: Bool
    var known: [ReportGroup: Int] = [:]
    var sums: [LessonSum] = []
    var own: [OwnAverages] = []
    /// The place of a lesson's group, so that a mark costs one look-up.
    private var places: [Int]

    init(lessons: [ReportGroup?], byStudent: Bool) {
      (self.lessons, self.byStudent) = (lessons, byStudent)
      places = [Int](repeating: -1, count: lessons.count)
    }

    /// Where the marks of a lesson, or of a student in it, are counted; `nil` for a lesson that is not wanted.
    mutating func place(of lesson: Int, student: Int) -> Int? {
      guard lesson < lessons.count, var group = lessons[lesson] else { return nil }
      if !byStudent, places[lesson] >= 0 { return places[lesson] }
      if byStudent { group.student = student }
      let place = known[group] ?? sums.count
      if place == sums.count {
        sums.append(LessonSum())
        own.append(OwnAverages())
        known[group] = place
      }
      places[lesson] = place
      return place
    }
  }

  /// One scan of the marks against a table of lessons in memory: the join costs more than the counting.
  private func scanMarks(_ ledger: MarkLedger, needsOwn: Bool, _ counts: inout Counts) throws {
    let points = (0...ledger.scores.lastSign).map { ledger.scores.points($0) ?? 0 }
    let subjects = needsOwn ? try subjectsOfLessons(counts.lessons.count) : []
    try ledger.scan(students: counts.byStudent, kinds: needsOwn) { mark in
      guard let place = counts.place(of: mark.lesson, student: mark.student) else { return }
      let value = points[mark.sign]
      guard value > 0 else { return }
      counts.sums[place].add(value, weight: mark.weight)
      if needsOwn, let score = ledger.scores.score(mark.sign) {
        counts.own[place].add(score, mark, scale: ledger.scores.scale(of: mark.sign), subject: subjects[mark.lesson], ledger)
      }
    }
  }

  /// The subject of each lesson by its key.
  private func subjectsOfLessons(_ count: Int) throws -> [Int] {
    var subjects = [Int](repeating: 0, count: count)
    try reading.database.forEach("SELECT l.id, c.subject_id FROM lesson l JOIN course c ON c.id = l.course_id", []) { row in
      if row.integer(0) < count { subjects[row.integer(0)] = row.integer(1) }
    }
    return subjects
  }

  /// The group of each lesson by its key; `nil` for those not wanted.
  private func lessonGroups() throws -> [ReportGroup?] {
    var ofCourse: [Int: ReportGroup] = [:]
    for course in courses { ofCourse[course.id] = ReportGroup(keys, course) }
    let last = try reading.database.value("SELECT coalesce(max(id), 0) FROM lesson", as: Int.self) ?? 0
    var groups = [ReportGroup?](repeating: nil, count: last + 1)
    let byTeacher = keys.contains(.teacher)
    let sql = "SELECT id, course_id, coalesce(teacher_id, 0) FROM lesson WHERE day BETWEEN ? AND ?"
    try reading.database.forEach(sql, [span.first, span.last]) { row in
      guard var group = ofCourse[row.integer(1)] else { return }
      if byTeacher { group.teacher = row.integer(2) }
      groups[row.integer(0)] = group
    }
    return groups
  }
}
