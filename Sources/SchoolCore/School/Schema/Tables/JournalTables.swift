import Basics
import Record
import Tabular

/// Lessons, and what is entered in them.
extension SchoolTable {
  package static let timetableEntry = SchoolTable(
    "timetable_entry", Text(en: "timetable lesson", ru: "урок расписания"),
    many: Text(en: "timetable lessons", ru: "уроки расписания"), counted: .timetable, about: [.of("course_id")],
    columns: [
      .key, .reference("course_id", .course), .number("weekday"), .number("number"), .text("room"), .person("teacher_id", .subject),
      .day("first_day"), .day("last_day"), .number("week"),
    ], erasure: .kept)
  package static let substitution = SchoolTable(
    "substitution", Text(en: "change of a lesson", ru: "замена"), counted: .substitution,
    about: [.of("course_id"), .of("day"), .number("number")],
    columns: [
      .key, .reference("course_id", .course), .day("day"), .number("number"), .code("kind"), .person("teacher_id", .author), .text("room"),
      .day("to_day"), .number("to_number"), .text("reason"),
    ])
  package static let lesson = SchoolTable(
    "lesson", Text(en: "lesson", ru: "урок"), many: Text(en: "lessons given", ru: "проведённые уроки"), counted: .lesson,
    countedBy: ["homework", "by_hand"], bareWithout: ["homework", "by_hand"], about: [.of("course_id"), .of("day"), .number("number")],
    columns: [
      .key, .reference("course_id", .course), .day("day"), .number("number"), .person("teacher_id", .author), .text("topic"),
      .text("homework"), .number("by_hand"), .number("homework_minutes"),
    ], erasure: .kept)
  package static let workKind = SchoolTable(
    "work_kind", Text(en: "kind of work", ru: "вид работы"),
    columns: [.key, .text("name"), .text("name_key"), .number("weight"), .number("is_control")])
  package static let markValue = SchoolTable(
    "mark_value", Text(en: "sign of a scale", ru: "знак шкалы"), about: [.of("code")],
    columns: [.key, .code("scale"), .code("code"), .number("points"), .number("score")])
  package static let mark = SchoolTable(
    "mark", Text(en: "mark", ru: "отметка"), many: Text(en: "marks", ru: "отметки"), counted: .mark,
    about: [.of("lesson_id"), .of("student_id")],
    columns: [
      .key, .reference("lesson_id", .lesson), .person("student_id", .subject), .reference("kind_id", .kind), .reference("value_id", .sign),
      .reference("second_id", .sign), .number("weight"), .textAboutSubject("comment"), .instant("entered_at"),
      .person("entered_by", .author), .day("due_on"), .day("shown_from"), .number("is_private"), .reference("retake_of", .mark),
    ], erasure: .kept, merging: .same(["lesson_id", "kind_id", "value_id"]))
  package static let attendance = SchoolTable(
    "attendance", Text(en: "absence", ru: "пропуск"), many: Text(en: "absences", ru: "пропуски"), counted: .absence,
    about: [.of("lesson_id"), .of("student_id")],
    columns: [
      .key, .reference("lesson_id", .lesson), .person("student_id", .subject), .code("code"), .number("minutes"), .instant("entered_at"),
      .person("entered_by", .author),
    ], erasure: .kept, merging: .same(["lesson_id", "code"]))
  package static let attachment = SchoolTable(
    "homework_attachment", Text(en: "attachment", ru: "вложение"), counted: .attachment, about: [.of("lesson_id"), .of("title")],
    columns: [.key, .reference("lesson_id", .lesson), .text("title"), .bytes("content"), .reference("item_id", .libraryItem)])
  /// What the marks of a lesson come to.
  package static let lessonSum = SchoolTable(
    "lesson_sum", Text(en: "sums of a lesson", ru: "суммы урока"), keeping: .sums, about: [.of("lesson_id")],
    columns: [.reference("lesson_id", .lesson)] + LessonSum.columns.map { .number($0) })
  /// What somebody typed on a lesson's page and did not write yet.
  package static let lessonDraft = SchoolTable(
    "lesson_draft", Text(en: "draft of a lesson", ru: "черновик урока"), keeping: .note,
    many: Text(en: "drafts of lessons", ru: "черновики уроков"), about: [.of("course_id"), .of("day"), .number("number")],
    columns: [
      .key, .person("person_id", .subject), .reference("course_id", .course), .day("day"), .number("number"), .textAboutSubject("content"),
      .instant("saved_at"),
    ], erasure: .removed)
  package static let announcedWork = SchoolTable(
    "announced_work", Text(en: "announced work", ru: "объявленная работа"), counted: .announcedWork,
    about: [.of("course_id"), .of("title")],
    columns: [.key, .reference("course_id", .course), .day("day"), .reference("kind_id", .kind), .text("title")])
}

/// Terms and their marks, and what is excepted from the rules.
extension SchoolTable {
  package static let termMark = SchoolTable(
    "term_mark", Text(en: "term mark", ru: "отметка за период"), many: Text(en: "term marks", ru: "отметки за период"),
    counted: .termMark, about: [.of("course_id"), .of("student_id"), .of("term")],
    columns: [
      .key, .reference("course_id", .course), .person("student_id", .subject), .code("term"), .reference("value_id", .sign),
      .textAboutSubject("reason"), .instant("entered_at"), .person("entered_by", .author),
    ], erasure: .kept, merging: .same(["course_id", "term", "value_id"]))
  package static let termClosing = SchoolTable(
    "term_closing", Text(en: "closed term", ru: "закрытие периода"), counted: .termClosing, about: [.of("term_id")],
    columns: [.key, .reference("term_id", .term), .instant("closed_at"), .person("closed_by", .author)])
  package static let journalException = SchoolTable(
    "journal_exception", Text(en: "request", ru: "запрос на открытие дней"),
    many: Text(en: "requests to open days", ru: "запросы на открытие дней"), counted: .journalException,
    about: [.of("course_id"), .of("person_id")],
    columns: [
      .key, .person("person_id", .subject), .reference("course_id", .course), .day("first_day"), .day("last_day"),
      .textAboutSubject("reason"), .instant("asked_at"), .instant("granted_at"), .person("granted_by", .author), .instant("until"),
    ], erasure: .removed)
  package static let exemption = SchoolTable(
    "exemption", Text(en: "exemption", ru: "освобождение"), many: Text(en: "exemptions", ru: "освобождения"), counted: .exemption,
    about: [.of("course_id"), .of("person_id")],
    columns: [
      .key, .person("person_id", .subject), .reference("course_id", .course), .day("first_day"), .day("last_day"),
      .textAboutSubject("reason"),
    ], erasure: .kept)
}

/// Plans.
extension SchoolTable {
  package static let planTopic = SchoolTable(
    "plan_topic", Text(en: "topic", ru: "тема плана"), counted: .topic, about: [.of("course_id"), .of("title")],
    columns: [
      .key, .reference("course_id", .course), .number("position"), .text("section"), .text("title"), .number("hours"), .text("homework"),
      .text("control"),
    ])
  package static let planCorrection = SchoolTable(
    "plan_correction", Text(en: "correction of a plan", ru: "корректировка плана"), about: [.of("course_id"), .of("title")],
    columns: [
      .key, .reference("course_id", .course), .instant("made_at"), .person("made_by", .author), .text("title"), .code("way"),
      .number("hours_before"), .number("hours_after"), .text("reason"),
    ])
}
