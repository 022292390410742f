import Basics
import Record
import Tabular

/// What students and families do in a diary.
extension SchoolTable {
  package static let homeworkDone = SchoolTable(
    "homework_done", Text(en: "tick", ru: "задание сделано"), many: Text(en: "ticks of homework", ru: "отметки о заданиях"),
    counted: .homeworkDone, about: [.of("student_id")],
    columns: [.key, .reference("lesson_id", .lesson), .person("student_id", .subject), .instant("done_at")], erasure: .removed)
  package static let signature = SchoolTable(
    "diary_signature", Text(en: "signature", ru: "подпись"), many: Text(en: "signatures", ru: "подписи в дневнике"), counted: .signature,
    about: [.of("student_id")],
    columns: [.key, .person("student_id", .subject), .person("person_id", .subject), .day("monday"), .instant("signed_at")],
    erasure: .removed)
  package static let absenceNotice = SchoolTable(
    "absence_notice", Text(en: "notice of absence", ru: "уведомление об отсутствии"),
    many: Text(en: "notices of absence", ru: "уведомления об отсутствии"), counted: .absenceNotice, about: [.of("student_id")],
    columns: [
      .key, .person("student_id", .subject), .person("person_id", .author), .day("first_day"), .day("last_day"), .code("code"),
      .textAboutSubject("reason"), .instant("made_at"),
    ], erasure: .removed)
  package static let commentReading = SchoolTable(
    "comment_reading", Text(en: "note of a comment read", ru: "отметка о прочтении"), keeping: .note,
    many: Text(en: "notes of comments read", ru: "отметки о прочтении"), about: [],
    columns: [.reference("mark_id", .mark), .person("person_id", .subject), .instant("read_at")], erasure: .removed)
}
