import SQLite

/// The schema, as the numbered steps that made it. A step is never edited once a school may have taken it.
enum Migrations {
  static let all: [String] = [Migration1.sql, Migration2.sql, Migration3.sql, Migration4.sql]

  static var version: Int { all.count }
  /// `application_id`: "mysc".
  static let applicationID = 0x6d79_7363

  /// The whole schema from nothing.
  static var script: String { all.joined(separator: "\n") }

  static let searchTables = ["library_search"]

  /// Children before parents.
  static let recorded = RecordedSchema(
    version: version,
    altered: [2: ["account", "person"], 3: ["timetable_entry", "enrolment", "mark", "course"], 4: ["mark_value"]],
    tables: [
      RecordedTable("hand_changed_field", people: [1]),
      RecordedTable("foreign_key"),
      RecordedTable("absence_notice", people: [1, 2], entry: .absenceNotice),
      RecordedTable("diary_signature", people: [1, 2], entry: .signature),
      RecordedTable("homework_attachment", entry: .attachment),
      RecordedTable("homework_done", people: [2], entry: .homeworkDone),
      RecordedTable("announced_work", entry: .announcedWork),
      RecordedTable("substitution", people: [5], entry: .substitution),
      RecordedTable("moved_day", entry: .calendarDay),
      RecordedTable("bell", entry: .bell),
      RecordedTable("plan_correction", people: [3]),
      RecordedTable("plan_topic", entry: .topic),
      RecordedTable("exemption", people: [1], entry: .exemption),
      RecordedTable("journal_exception", people: [1, 8], entry: .journalException),
      RecordedTable("term_closing", people: [3], entry: .termClosing),
      RecordedTable("term_mark", people: [2, 7], entry: .termMark),
      RecordedTable("setting", entry: .setting),
      RecordedTable("support_message", people: [2], entry: .supportMessage),
      RecordedTable("support_ticket", people: [1], entry: .supportTicket),
      RecordedTable("preference", entry: .preference),
      RecordedTable("message", people: [2], entry: .message),
      RecordedTable("chat_member", people: [2]),
      RecordedTable("chat", entry: .chat),
      RecordedTable("library_item", people: [11], entry: .libraryItem),
      RecordedTable("attendance", people: [2, 6], entry: .absence),
      RecordedTable("mark", people: [2, 9], entry: .mark),
      RecordedTable("lesson", people: [4], entry: .lesson, countedBy: [6, 7]),
      RecordedTable("timetable_entry", people: [5], entry: .timetable),
      RecordedTable("course_member", people: [2], entry: .membership),
      RecordedTable("course_teacher", people: [2]),
      RecordedTable("course", entry: .course),
      RecordedTable("subject"),
      RecordedTable("guardian", people: [1, 2]),
      RecordedTable("enrolment", people: [2], entry: .enrolment),
      RecordedTable("form", people: [5], entry: .form),
      RecordedTable("staff", people: [1]),
      RecordedTable("role_grant", people: [1], entry: .role),
      RecordedTable("identifier", entry: .identifier),
      RecordedTable("account", people: [1, 4], entry: .account),
      RecordedTable("person", people: [0], entry: .person),
      RecordedTable("mark_value"),
      RecordedTable("work_kind"),
      RecordedTable("day_off", entry: .calendarDay),
      RecordedTable("term", entry: .term),
      RecordedTable("academic_year"),
      RecordedTable("school", entry: .setting),
    ])
}
