import Basics
import SQLite
import SchoolJournal
import SchoolModel
import Tabular

/// What people have to say in a diary: comments to marks, messages of the form teacher, signatures.
extension Diary {
  public static let diaryCommentColumns = [
    Column.date, Column.subject,
    Column.mark,
    Column.comment, Column.teacher,
  ]
  public static let diaryMessageColumns = [
    Column.at, Column("from", en: "From", ru: "От кого"), Column.body,
  ]
  public static let signatureColumns = [
    Column("week", .day, en: "Week of", ru: "Неделя с"), Column("person", en: "Signed by", ru: "Кто подписал"),
    Column.at,
  ]
  public static let commentColumns = [
    Column.date, Column.form, Column.subject,
    Column.student, Column.mark,
    Column.comment, Column("private", .boolean, en: "Private", ru: "Только учителям"),
    Column("read_by", en: "Read by", ru: "Кто прочитал"), Column("read_at", .instant, en: "First read", ru: "Впервые прочитано"),
  ]

  /// The comments to marks and who of the family has read each.
  public func comments(form: String, subject: String?, span text: String?) throws -> Table {
    try read(.journalRead) { reading in
      var filter = JournalFilter()
      (filter.form, filter.subject) = (form, subject)
      let index = try CourseIndex(reading.database, reading.calendar, only: form)
      let span = try SpanReader(reading.calendar).span(text)
      let sql = """
        SELECT l.day, \(PersonName.sql), v.code, m.comment, coalesce(m.is_private, 0),
          (SELECT group_concat(x.surname || ' ' || x.given_name, ', ') FROM comment_reading r JOIN person x ON x.id = r.person_id
            WHERE r.mark_id = m.id), (SELECT min(read_at) FROM comment_reading r WHERE r.mark_id = m.id)
        FROM lesson l JOIN mark m ON m.lesson_id = l.id JOIN person p ON p.id = m.student_id JOIN mark_value v ON v.id = m.value_id
        WHERE l.course_id = ? AND m.comment IS NOT NULL AND l.day BETWEEN ? AND ? ORDER BY l.day, p.name_key, p.id
        """
      let rows = try reading.courses(filter, of: index).flatMap { course in
        try reading.database.rows(
          sql, course.id, span.first, span.last, as: (String, String, String, String, Int, String?, Int?).self
        ).map { day, student, mark, comment, isPrivate, readers, at -> [Cell] in
          [
            .day(day), .text(course.form.name), .text(course.subject), .text(student), .text(mark), .text(comment),
            .boolean(isPrivate == 1),
            Cell(readers), at.map { .instant(Instant(milliseconds: $0).iso) } ?? .empty,
          ]
        }
      }
      return Table(Self.commentColumns, rows: rows)
    }
  }

  /// Writes down that a student or a parent has read the comments of a diary; nothing of it where nothing can be written.
  package func noteReading(of diary: DiaryPages) {
    guard !diary.commentedMarks.isEmpty, let actor, actor.role == .student || actor.role == .parent else { return }
    let (now, person) = (clock.now().milliseconds, actor.personID)
    try? note { database in
      for mark in diary.commentedMarks {
        try database.run(
          "INSERT INTO comment_reading (mark_id, person_id, read_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", mark, person, now)
      }
    }
  }
}

extension DiaryPage {
  /// The comments that who reads may see, with the keys of their marks.
  package func comments(_ days: ClosedRange<Day>) throws -> (table: Table, marks: [Int]) {
    let sql = """
      SELECT m.id, l.day, s.name, v.code, m.comment, coalesce(\(Self.shortName), '')
      FROM \(Self.ownMarks) JOIN course c ON c.id = l.course_id JOIN subject s ON s.id = c.subject_id
      JOIN mark_value v ON v.id = m.value_id LEFT JOIN person p ON p.id = m.entered_by
      WHERE i.student_id = ? AND m.comment IS NOT NULL AND l.day BETWEEN ? AND ?\(reading.hiddenMarks)\(reading.privateComments)
      ORDER BY l.day, l.number
      """
    let rows = try reading.database.rows(
      sql, student.id, days.lowerBound, days.upperBound, as: (Int, String, String, String, String, String).self)
    let table = Table(
      Diary.diaryCommentColumns,
      rows: rows.map { [.day($0.1), .text($0.2), .text($0.3), .text($0.4), $0.5.isEmpty ? .empty : .text($0.5)] })
    return (table, rows.map(\.0))
  }

  /// What the form teacher wrote in these days to who reads.
  package func messages(_ days: ClosedRange<Day>) throws -> Table {
    let offset = reading.calendar.utcOffset
    func start(_ day: Day) -> Int { (day.number * 1440 - offset) * 60_000 }
    let sql = """
      SELECT m.sent_at, \(PersonName.sql), \(MessageTexts.ofMessage)
      FROM main.chat_member own JOIN message m ON m.chat_id = own.chat_id JOIN person p ON p.id = m.sender_id
      WHERE own.person_id = ?1 AND \(MessageTexts.ofMessage) IS NOT NULL AND m.sent_at >= ?2 AND m.sent_at < ?3 AND m.sender_id IN (
        SELECT teacher_id FROM form WHERE id IN (\(Membership.standing.forms(of: "?4", on: "?5"))))
      ORDER BY m.id
      """
    let rows = try reading.database.rows(
      sql, reading.access.actor.personID, start(days.lowerBound), start(days.upperBound + 1), student.id,
      reading.calendar.present, as: (Int, String, String).self)
    return Table(Diary.diaryMessageColumns, rows: rows.map { [.instant(Instant(milliseconds: $0.0).iso), .text($0.1), .text($0.2)] })
  }

  package func attachments(_ days: ClosedRange<Day>) throws -> Table {
    let day = min(max(reading.calendar.today, reading.calendar.year.first), max(days.upperBound, reading.calendar.year.first))
    return Table(Diary.attachmentColumns, rows: try Attached.read(student.id, memberOn: day, days, reading).map(\.cells))
  }

  package func signatures(_ days: ClosedRange<Day>) throws -> Table {
    let sql = """
      SELECT s.monday, \(PersonName.sql), s.signed_at FROM diary_signature s JOIN person p ON p.id = s.person_id
      WHERE s.student_id = ? AND s.monday BETWEEN ? AND ? ORDER BY s.monday, s.signed_at
      """
    let rows = try reading.database.rows(
      sql, student.id, days.lowerBound.monday, days.upperBound, as: (String, String, Int).self)
    return Table(Diary.signatureColumns, rows: rows.map { [.day($0.0), .text($0.1), .instant(Instant(milliseconds: $0.2).iso)] })
  }

  /// The form of the student on a day.
  package func form(on day: Day) throws -> String? {
    try reading.database.value(
      """
      SELECT name FROM form WHERE id IN (\(Membership.standing.forms(of: "?1", on: "?2")))
      """, student.id, max(day, reading.calendar.year.first), as: String.self)
  }
}
