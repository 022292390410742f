import Basics
import Record
import Tabular

/// Who is in the school, in which forms and courses.
extension SchoolTable {
  package static let staff = SchoolTable(
    "staff", Text(en: "staff", ru: "сотрудник"), many: Text(en: "post", ru: "должность"), about: [.of("person_id")],
    columns: [.key, .person("person_id", .subject), .text("post"), .day("last_day"), .textAboutSubject("exit_reason")], erasure: .kept)
  package static let form = SchoolTable(
    "form", Text(en: "form", ru: "класс"), many: Text(en: "forms led", ru: "классное руководство"), counted: .form,
    columns: [
      .key, .reference("year_id", .year), .number("grade"), .text("letter"), .text("name"), .person("teacher_id", .subject),
    ], erasure: .kept)
  /// Since when somebody leads a form, and until when one who no longer does did; the form says who does now.
  package static let formLeading = SchoolTable(
    "form_leading", Text(en: "form teacher", ru: "классный руководитель"),
    many: Text(en: "times of leading forms", ru: "время классного руководства"), about: [.of("form_id"), .of("person_id")],
    columns: [
      .key, .reference("form_id", .form), .person("person_id", .subject), .instant("first_at"), .instant("last_at"),
    ], erasure: .kept)
  package static let enrolment = SchoolTable(
    "enrolment", Text(en: "enrolment", ru: "зачисление"), many: Text(en: "enrolments", ru: "зачисления"), counted: .enrolment,
    about: [.of("form_id"), .of("person_id")],
    columns: [
      .key, .reference("form_id", .form), .person("person_id", .subject), .day("first_day"), .day("last_day"),
      .textAboutSubject("entry_reason"), .textAboutSubject("exit_reason"),
    ], erasure: .kept)
  package static let guardian = SchoolTable(
    "guardian", Text(en: "guardian", ru: "представитель"), many: Text(en: "guardianships", ru: "представительство"),
    about: [.of("student_id"), .sign("←"), .of("person_id")],
    columns: [.key, .person("student_id", .subject), .person("person_id", .subject), .text("relation"), .instant("first_at")],
    erasure: .removed)
  package static let subject = SchoolTable(
    "subject", Text(en: "subject", ru: "предмет"), columns: [.key, .text("name"), .text("name_key")])
  package static let course = SchoolTable(
    "course", Text(en: "course", ru: "курс"), counted: .course, about: [.of("form_id"), .of("subject_id")],
    columns: [
      .key, .reference("form_id", .form), .reference("subject_id", .subject), .text("group_name"), .number("weekly_hours"), .code("scale"),
    ])
  package static let courseTeacher = SchoolTable(
    "course_teacher", Text(en: "teacher of a course", ru: "учитель курса"), many: Text(en: "courses given", ru: "курсы, которые ведёт"),
    about: [.of("course_id"), .of("person_id")],
    columns: [.key, .reference("course_id", .course), .person("person_id", .subject), .day("first_day"), .day("last_day")], erasure: .kept)
  package static let courseMember = SchoolTable(
    "course_member", Text(en: "group member", ru: "запись в группу"), many: Text(en: "groups", ru: "группы"), counted: .membership,
    about: [.of("course_id"), .of("person_id")],
    columns: [.key, .reference("course_id", .course), .person("person_id", .subject)], erasure: .kept)
  package static let externalID = SchoolTable(
    "foreign_key", Text(en: "id in another system", ru: "номер в другой системе"),
    many: Text(en: "ids in other systems", ru: "номера в других системах"), about: [.of("foreign_id")],
    columns: [
      .key, .text("source"), .code("kind"), .textAboutSubject("foreign_id"),
      SchoolColumn("local_id", .number, person: .subject, condition: .when("kind", is: "user")),
    ], erasure: .removed)
  package static let handChangedField = SchoolTable(
    "hand_changed_field", Text(en: "field changed by hand", ru: "поле, изменённое вручную"),
    many: Text(en: "hand-changed fields", ru: "поля, изменённые вручную"), about: [.of("person_id")],
    columns: [.key, .person("person_id", .subject), .code("field")], erasure: .removed)
}
