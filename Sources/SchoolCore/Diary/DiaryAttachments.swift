import Basics
import SQLite
import SchoolJournal
import SchoolLibrary
import SchoolModel
import Tabular

extension Diary {
  public static let attachmentColumns = [
    Column("date", .day, en: "Given", ru: "Задано"), Column.subject,
    Column.title, Column("kind", en: "What", ru: "Что", labels: CodedWords.attachmentKinds),
    Column("bytes", .integer, en: "Bytes", ru: "Байт", unit: "bytes"),
    Column("item", .integer, en: "In the library", ru: "В библиотеке", isOptional: true),
  ]

  /// What comes with the homework of a student's lessons in the last and the next weeks.
  /// - Parameter subject: its beginning; all by default.
  public func attachments(child: String?, subject: String?, day: String?) throws -> Table {
    try read(.diaryRead) { reading in
      let rows = try Self.attachments(child, subject, day, reading).map(\.cells)
      return Table(Self.attachmentColumns, rows: rows)
    }
  }

  /// One of them, by its title or the beginning of it.
  public func attachment(child: String?, subject: String, title: String, day: String?) throws -> Attachment {
    try read(.diaryRead) { reading in
      let all = try Self.attachments(child, subject, day, reading)
      let key = Folding.key(title)
      let found = all.filter { $0.title == title } + all.filter { Folding.key($0.title).hasPrefix(key) }
      guard let item = found.first else { throw AttachmentFailure.notThere(title, known: all.map(\.title)) }
      if let number = item.item { return try Attachment(title: item.title, .item(number)) }
      let bytes = try reading.database.value("SELECT content FROM homework_attachment WHERE id = ?", item.id, as: [UInt8]?.self) ?? nil
      return try Attachment(title: item.title, bytes.map { .file($0) } ?? .link(item.title))
    }
  }

  private static func attachments(_ child: String?, _ subject: String?, _ day: String?, _ reading: Reading) throws -> [Attached] {
    let student = try reading.diaryStudent(child)
    try reading.access.require(student: student.id, named: student.full, reading.database)
    let wanted = try day.map { try DayReader(reading.calendar).required($0) }
    let today = max(reading.calendar.today, reading.calendar.year.first)
    let key = subject.map(Folding.key) ?? ""
    return try Attached.read(student.id, memberOn: today, (wanted ?? today - 60)...(wanted ?? today + 60), reading)
      .filter { $0.subjectKey.hasPrefix(key) }.sorted { ($1.day, $0.subjectKey, $0.id) < ($0.day, $1.subjectKey, $1.id) }
  }
}

/// What comes with the homework of one lesson.
struct Attached {
  let id: Int
  let day: Day
  let subject: String
  let subjectKey: String
  let title: String
  /// The size of a file; `nil` for a link.
  let bytes: Int?
  /// Its number, where it is an item of the library.
  let item: Int?

  /// The columns of `Diary.attachmentColumns`.
  var cells: [Cell] {
    [.day(day.description), .text(subject), .text(title), .text(bytes == nil ? "link" : "file"), Cell(bytes), Cell(item)]
  }

  /// Of a student's lessons of some days, in their order. An item of the library is there for those who see it in the library.
  /// - Parameter day: on which the courses of the student are asked for.
  static func read(_ student: Int, memberOn day: Day, _ days: ClosedRange<Day>, _ reading: Reading) throws -> [Attached] {
    let reach = try LibraryReach(reading)
    let sql = """
      SELECT a.id, l.day, s.name, s.name_key, a.title, coalesce(length(a.content), \(reach.column("file_bytes"))), a.item_id
      FROM homework_attachment a JOIN lesson l ON l.id = a.lesson_id JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id
      LEFT JOIN library_item i ON i.id = a.item_id \(reach.join)
      WHERE (a.item_id IS NULL OR (\(reach.condition))) AND l.course_id IN (\(Reading.ownCourses)) AND l.day BETWEEN ?3 AND ?4
      ORDER BY l.day, l.number, a.id
      """
    return try reading.database.rows(
      sql, student, day, days.lowerBound, days.upperBound, as: (Int, Day, String, String, String, Int?, Int?).self
    ).map { Attached(id: $0.0, day: $0.1, subject: $0.2, subjectKey: $0.3, title: $0.4, bytes: $0.5, item: $0.6) }
  }
}
