import Basics
import Record
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

extension Journal {
  public static let journalColumns = [
    Column.date, Column.lesson,
    Column.form, Column.subject,
    Column.student, Column.login,
    Column.mark, Column.workKind,
    Column.weight, Column.comment,
    Column.teacher, Column("entered_at", .instant, en: "Entered", ru: "Введено"),
    Column("entered_by", en: "Entered by", ru: "Кем введено"), Column("retake_of", .day, en: "Retake of", ru: "Пересдача за"),
    Column("replaced_by", .day, en: "Replaced by", ru: "Пересдано"),
  ]

  /// Marks and absences as long rows, in the order of forms, subjects, lessons and students.
  public func list(_ filter: JournalFilter) throws -> Table {
    // Mistakes in the wish are told before the first row.
    let courses = try read(.journalRead) { try JournalListing($0, filter).courses }
    let ids = Set(courses.map(\.id))
    return Table(Self.journalColumns) { writer in
      try self.read(.journalRead) { reading in
        let listing = try JournalListing(reading, filter)
        for course in listing.courses where ids.contains(course.id) { try listing.write(course, to: writer) }
      }
    }
  }
}

/// Writes the marks of courses without making a string of any: names are kept as bytes by their keys.
package final class JournalListing {
  private let database: Database
  package let courses: [CourseState]
  private let student: Int?
  private let first: Day
  private let last: Day
  /// Those who were met already; a million rows name a few thousand people.
  private var names: [Int: (name: [UInt8], login: [UInt8]?)] = [:]
  private let vocabulary: MarkVocabulary
  private var lastInstant = (milliseconds: -1, text: [UInt8]())
  private let kinds: [Int: [UInt8]]
  private let codes: [Int: [UInt8]]
  /// By the key of a mark: the day of the one it is a retake of, and of the one that took its place.
  private let retakes: [Int: (of: [UInt8]?, by: [UInt8]?)]

  package init(_ reading: Reading, _ filter: JournalFilter) throws {
    database = reading.database
    let index = try CourseIndex(reading.database, reading.calendar, only: filter.form)
    let chosen = try reading.courses(filter, of: index)
    let span = try SpanReader(reading.calendar).span(filter.span)
    (first, last) = (span.first, span.last)
    student = try Self.student(filter, chosen, index, reading)
    if let student {
      let met = Set(try database.values(Self.coursesOfStudent, student, as: Int.self))
      courses = chosen.filter { met.contains($0.id) }
    } else {
      courses = chosen
    }
    vocabulary = try MarkVocabulary(database)
    kinds = vocabulary.kindNames.mapValues { Array($0.utf8) }
    codes = vocabulary.codes.mapValues { Array($0.utf8) }
    retakes = try Self.retakes(database, replace: try JournalRules(database).retakesReplace)
  }

  private static func retakes(_ database: Database, replace: Bool) throws -> [Int: (of: [UInt8]?, by: [UInt8]?)] {
    var retakes: [Int: (of: [UInt8]?, by: [UInt8]?)] = [:]
    let sql = """
      SELECT r.id, m.id, l.day, o.day FROM mark r JOIN lesson l ON l.id = r.lesson_id JOIN mark m ON m.id = r.retake_of
      JOIN lesson o ON o.id = m.lesson_id WHERE r.retake_of IS NOT NULL ORDER BY r.id
      """
    for (retake, mark, day, first) in try database.rows(sql, as: (Int, Int, String, String).self) {
      retakes[retake, default: (nil, nil)].of = Array(first.utf8)
      if replace { retakes[mark, default: (nil, nil)].by = Array(day.utf8) }
    }
    return retakes
  }

  private static let coursesOfStudent = """
    SELECT DISTINCT l.course_id FROM mark x JOIN lesson l ON l.id = x.lesson_id WHERE x.student_id = ?1
    UNION SELECT l.course_id FROM attendance x JOIN lesson l ON l.id = x.lesson_id WHERE x.student_id = ?1
    """

  private static func student(_ filter: JournalFilter, _ courses: [CourseState], _ index: CourseIndex, _ reading: Reading) throws -> Int? {
    guard let text = filter.student else { return nil }
    guard let form = filter.form else { return try reading.person(text, as: .student).id }
    guard let course = courses.first else { throw BadValue(.noSuchPerson(text, among: form, near: nil)) }
    try index.load(course)
    do { return try course.students.match(text).id } catch let problem { throw BadValue(problem) }
  }

  package func write(_ course: CourseState, to writer: RowWriter) throws {
    let form = Array(course.form.name.utf8)
    let subject = Array(course.subject.utf8)
    let own = student == nil ? "" : " AND x.student_id = \(student ?? 0)"
    let marks = try database.prepare(
      """
      SELECT l.day, l.number, x.student_id, x.kind_id, x.value_id, x.second_id, x.weight, x.comment, l.teacher_id, x.entered_at, x.entered_by, x.id
      FROM lesson l JOIN mark x ON x.lesson_id = l.id WHERE l.course_id = ? AND l.day BETWEEN ? AND ?\(own)
      ORDER BY l.day, l.number, x.student_id, x.kind_id
      """)
    let absences = try database.prepare(
      """
      SELECT l.day, l.number, x.student_id, x.code, x.minutes, l.teacher_id, x.entered_at, x.entered_by
      FROM lesson l JOIN attendance x ON x.lesson_id = l.id WHERE l.course_id = ? AND l.day BETWEEN ? AND ?\(own)
      ORDER BY l.day, l.number, x.student_id
      """)
    try marks.bind([course.id, first, last])
    try absences.bind([course.id, first, last])
    var hasMark = try marks.step()
    var hasAbsence = try absences.step()
    while hasMark || hasAbsence {
      if hasMark, !hasAbsence || Self.comesFirst(marks.row, absences.row) {
        try mark(marks.row, form, subject, writer)
        hasMark = try marks.step()
      } else {
        try absence(absences.row, form, subject, writer)
        hasAbsence = try absences.step()
      }
    }
  }

  /// Two rows stand in the order of day, lesson, student; a mark comes before an absence of the same.
  private static func comesFirst(_ mark: Row, _ absence: Row) -> Bool {
    let order = mark.withBytes(0) { a in
      absence.withBytes(0) { b in a.elementsEqual(b) ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1 }
    }
    if order != 0 { return order < 0 }
    return (mark.integer(1), mark.integer(2)) <= (absence.integer(1), absence.integer(2))
  }

  private func begin(_ row: Row, _ form: [UInt8], _ subject: [UInt8], _ writer: RowWriter) throws {
    row.withBytes(0) { writer.text($0) }
    writer.integer(row.integer(1))
    writer.text(form)
    writer.text(subject)
    try name(row.integer(2), withLogin: true, writer)
  }

  private func mark(_ row: Row, _ form: [UInt8], _ subject: [UInt8], _ writer: RowWriter) throws {
    try begin(row, form, subject, writer)
    if row.isNull(5) {
      writer.text(codes[row.integer(4)] ?? [])
    } else {
      writer.text(vocabulary.text(values: [row.integer(4), row.integer(5)]))
    }
    writer.text(kinds[row.integer(3)] ?? [])
    writer.integer(row.integer(6))
    if row.isNull(7) { writer.empty() } else { row.withBytes(7) { writer.text($0) } }
    try end(row, teacher: 8, retakes.isEmpty ? nil : retakes[row.integer(11)], writer)
  }

  private func absence(_ row: Row, _ form: [UInt8], _ subject: [UInt8], _ writer: RowWriter) throws {
    try begin(row, form, subject, writer)
    if row.isNull(4) {
      row.withBytes(3) { writer.text($0) }
    } else {
      writer.text(try row.get(3, as: String.self) + String(row.integer(4)))
    }
    writer.empty()
    writer.empty()
    writer.empty()
    try end(row, teacher: 5, nil, writer)
  }

  private func end(_ row: Row, teacher column: Int, _ retake: (of: [UInt8]?, by: [UInt8]?)?, _ writer: RowWriter) throws {
    if row.isNull(column) { writer.empty() } else { try name(row.integer(column), withLogin: false, writer) }
    let milliseconds = row.integer(column + 1)
    if milliseconds != lastInstant.milliseconds {
      lastInstant = (milliseconds, Array(Instant(milliseconds: milliseconds).iso.utf8))
    }
    writer.text(lastInstant.text)
    if row.isNull(column + 2) { writer.empty() } else { try name(row.integer(column + 2), withLogin: false, writer) }
    if let day = retake?.of { writer.text(day) } else { writer.empty() }
    if let day = retake?.by { writer.text(day) } else { writer.empty() }
    try writer.endRow()
  }

  private func name(_ person: Int, withLogin: Bool, _ writer: RowWriter) throws {
    let known = try names[person] ?? read(person)
    writer.text(known.name)
    guard withLogin else { return }
    if let login = known.login { writer.text(login) } else { writer.empty() }
  }

  private func read(_ person: Int) throws -> (name: [UInt8], login: [UInt8]?) {
    let row = try database.row(
      "SELECT \(PersonName.sql(of: "person")), login FROM person WHERE id = ?", person,
      as: (String, String?).self)
    let known = (name: Array((row?.0 ?? "").utf8), login: row?.1.map { Array($0.utf8) })
    names[person] = known
    return known
  }
}
