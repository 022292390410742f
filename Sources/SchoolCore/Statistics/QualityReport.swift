import SQLite
import Tabular

/// What the rows of a report are made by.
public enum ReportKey: String, Sendable, CaseIterable {
  case form, subject, teacher, student

  /// The order of rows: by the year of study, then by the keys as a Russian reads them.
  static func precedes(_ a: (grade: Int, keys: [String]), _ b: (grade: Int, keys: [String])) -> Bool {
    if a.grade != b.grade { return a.grade < b.grade }
    for (x, y) in zip(a.keys, b.keys) where x != y { return RussianOrder.compare(x, y) < 0 }
    return false
  }
}

extension School {
  /// The names of reports with what each tells.
  public static let reports: [(name: String, en: String, ru: String)] = [
    ("quality", "success, quality and СОУ of marks, with averages", "успеваемость, качество знаний и СОУ, средние отметки"),
    ("timeliness", "how late marks are entered, in school days", "с каким опозданием вносят отметки, в учебных днях"),
  ]

  public static func qualityColumns(_ keys: [ReportKey]) -> [Column] {
    keys.map {
      switch $0 {
      case .form: Column("form", en: "Form", ru: "Класс")
      case .subject: Column("subject", en: "Subject", ru: "Предмет")
      case .teacher: Column("teacher", en: "Teacher", ru: "Учитель")
      case .student: Column("student", en: "Student", ru: "Ученик")
      }
    } + [
      Column("n5", .integer, en: "5", ru: "«5»"), Column("n4", .integer, en: "4", ru: "«4»"), Column("n3", .integer, en: "3", ru: "«3»"),
      Column("n2", .integer, en: "2", ru: "«2»"), Column("marks", .integer, en: "Marks", ru: "Отметок"),
      Column("average", .decimal, en: "Average", ru: "Ср. отм."),
      Column("weighted_average", .decimal, en: "Weighted", ru: "Ср. взв."),
      Column("success_percent", .decimal, en: "Success, %", ru: "Успев., %", unit: "percent"),
      Column("quality_percent", .decimal, en: "Quality, %", ru: "Качество, %", unit: "percent"),
      Column("sou_percent", .decimal, en: "СОУ, %", ru: "СОУ, %", unit: "percent"),
    ]
  }

  /// Success, quality and СОУ over the marks of a span (facts.md, section 2: IRTech's formulas, marks instead of students).
  public func qualityReport(by keys: [ReportKey], _ filter: JournalFilter) throws -> Table {
    let rows = try read(.statsRead) { try QualityReport($0, keys, filter).rows() }
    return Table(Self.qualityColumns(keys), rows: rows)
  }
}

private struct QualityCounts {
  var marks = MarkSum()
  var n5 = 0
  var n4 = 0
  var n3 = 0
  var n2 = 0

  mutating func add(_ points: Int, weight: Int) {
    marks.add(points, weight: weight)
    switch points {
    case 5: n5 += 1
    case 4: n4 += 1
    case 3: n3 += 1
    default: n2 += 1
    }
  }

  var cells: [Cell] {
    let n = marks.count
    return [
      .integer(n5), .integer(n4), .integer(n3), .integer(n2), .integer(n), marks.average, marks.weightedAverage,
      MarkSum.ratio((n5 + n4 + n3) * 100, n, places: 1), MarkSum.ratio((n5 + n4) * 100, n, places: 1),
      MarkSum.ratio(n5 * 100 + n4 * 64 + n3 * 36 + n2 * 16, n, places: 1),
    ]
  }
}

private final class QualityReport {
  private struct Group: Hashable {
    var form = 0
    var subject = 0
    var teacher = 0
    var student = 0
  }

  private let reading: Reading
  private let keys: Set<ReportKey>
  private let order: [ReportKey]
  private let courses: [CourseState]
  private let span: SchoolCalendar.Span
  private var subjects: [String: Int] = [:]
  private var subjectNames: [String] = []

  init(_ reading: Reading, _ keys: [ReportKey], _ filter: JournalFilter) throws {
    self.reading = reading
    order = keys
    self.keys = Set(keys)
    let index = try CourseIndex(reading.database, reading.calendar)
    courses = try JournalListing.choose(index, filter, reading)
    span = try SpanReader(reading.calendar).span(filter.span)
  }

  /// One scan of the marks against a table of lessons in memory: the join costs more than the counting.
  func rows() throws -> [[Cell]] {
    let points = Dictionary(
      uniqueKeysWithValues: try reading.database.rows("SELECT id, coalesce(points, 0) FROM mark_value", as: (Int, Int).self))
    let pointTable = (0...(points.keys.max() ?? 0)).map { points[$0] ?? 0 }
    let lessons = try lessonGroups()
    var counts: [QualityCounts] = []
    var known: [Group: Int] = [:]
    // The counter of a lesson, so that a mark costs one look-up.
    var counter = [Int](repeating: -1, count: lessons.count)
    let byStudent = keys.contains(.student)
    let statement = try reading.database.prepare(
      "SELECT lesson_id, value_id, second_id, weight\(byStudent ? ", student_id" : "") FROM mark")
    while try statement.step() {
      let row = statement.row
      let lesson = row.integer(0)
      guard lesson < lessons.count, let group = lessons[lesson] else { continue }
      var position = byStudent ? -1 : counter[lesson]
      if position < 0 {
        var group = group
        if byStudent { group.student = row.integer(4) }
        position = known[group] ?? counts.count
        if position == counts.count {
          counts.append(QualityCounts())
          known[group] = position
        }
        counter[lesson] = position
      }
      let weight = row.integer(3)
      let value = pointTable[row.integer(1)]
      if value > 0 { counts[position].add(value, weight: weight) }
      if !row.isNull(2) {
        let second = pointTable[row.integer(2)]
        if second > 0 { counts[position].add(second, weight: weight) }
      }
    }
    return try named(known.map { ($0.key, counts[$0.value]) }.filter { $0.1.marks.count > 0 })
  }

  /// The group of each lesson by its key; `nil` for those not wanted.
  private func lessonGroups() throws -> [Group?] {
    var ofCourse: [Int: Group] = [:]
    for course in courses {
      var group = Group()
      if keys.contains(.form) { group.form = course.formID }
      if keys.contains(.subject) {
        if subjects[course.subject] == nil {
          subjects[course.subject] = subjectNames.count
          subjectNames.append(course.subject)
        }
        group.subject = subjects[course.subject] ?? 0
      }
      ofCourse[course.id] = group
    }
    let last = try reading.database.value("SELECT coalesce(max(id), 0) FROM lesson", as: Int.self) ?? 0
    var groups = [Group?](repeating: nil, count: last + 1)
    let byTeacher = keys.contains(.teacher)
    let sql = "SELECT id, course_id, coalesce(teacher_id, 0) FROM lesson WHERE day BETWEEN ? AND ?"
    try reading.database.forEach(sql, [span.first.description, span.last.description]) { row in
      guard var group = ofCourse[row.integer(1)] else { return }
      if byTeacher { group.teacher = row.integer(2) }
      groups[row.integer(0)] = group
    }
    return groups
  }

  private func named(_ groups: [(Group, QualityCounts)]) throws -> [[Cell]] {
    var people: [Int: String] = [:]
    if keys.contains(.teacher) || keys.contains(.student) {
      let sql = "SELECT id, trim(surname || ' ' || given_name || coalesce(' ' || patronymic, '')) FROM person"
      people = Dictionary(uniqueKeysWithValues: try reading.database.rows(sql, as: (Int, String).self))
    }
    let forms = Dictionary(courses.map { ($0.formID, $0.form) }, uniquingKeysWith: { a, _ in a })
    let rows = groups.map { group, counts -> (key: [(Int, String)], cells: [Cell]) in
      let key = order.map { key -> (Int, String) in
        switch key {
        case .form: (forms[group.form]?.grade ?? 0, forms[group.form]?.name ?? "")
        case .subject: (0, subjectNames[group.subject])
        case .teacher: (0, people[group.teacher] ?? "")
        case .student: (0, people[group.student] ?? "")
        }
      }
      return (key, key.map { .text($0.1) } + counts.cells)
    }
    return rows.sorted { a, b in
      for (x, y) in zip(a.key, b.key) {
        if x.0 != y.0 { return x.0 < y.0 }
        let order = RussianOrder.compare(x.1, y.1)
        if order != 0 { return order < 0 }
      }
      return false
    }.map(\.cells)
  }
}
