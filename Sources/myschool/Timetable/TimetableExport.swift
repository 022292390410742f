import Arguments
import Basics
import Record
import SchoolExchange
import SchoolModel
import SchoolSheets
import SchoolTimetable
import Tabular

enum TimetableExport {
  private static let form = Option.text("form", nil, .form, exclusive: "whose", Text(en: "The lessons of a form", ru: "Уроки класса"))
  private static let teacher = Option.text("teacher", nil, .person, exclusive: "whose", Text(en: "Of a teacher", ru: "Уроки учителя"))
  private static let student = Option.text("student", nil, .student, exclusive: "whose", Text(en: "Of a student", ru: "Уроки ученика"))

  private static let columns = [
    Column.date, Column.lesson,
    Column("begins", en: "Begins", ru: "Начало"),
    Column("ends", en: "Ends", ru: "Конец"), Column.form, Column.subject,
    Column.teacher, Column.room,
  ]

  static let command: Command = Command(
    "export", Text(en: "Write lessons as a calendar file or as rows", ru: "Выгрузить уроки в календарь или таблицу"),
    discussion: Text(
      en:
        "--format ics gives a calendar (RFC 5545) that phones and mail programs read: each lesson of the days with its room and homework, substitutions counted in. Other forms give rows.",
      ru:
        "--format ics даёт календарь (RFC 5545) для телефона и почтовой программы: каждый урок с кабинетом и заданием, замены учтены. Остальные виды — строки."
    ),
    needs: [.timetableRead], options: [form.spec, teacher.spec, student.spec, JournalOptions.term.spec, JournalOptions.span.spec],
    examples: [
      Example("myschool timetable export --form 7А --format ics -o 7a.ics", Text(en: "a form's year", ru: "год класса")),
      Example("myschool timetable export --teacher kazakova.t --span 23.11..27.11", Text(en: "a teacher's week", ru: "неделя учителя")),
    ], sections: [Tree.columns(columns)]
  ) { call, session in
    let target: TimetableTarget = call[form].map { .form($0) } ?? call[teacher].map { .teacher($0) } ?? .student(call[student])
    let calendar = try session.school().timetable.lessonCalendar(target, span: call[JournalOptions.term] ?? call[JournalOptions.span])
    if session.format == .ics { return .text(CalendarFile(calendar).text) }
    let rows = calendar.lessons.filter { !$0.isCancelled }.map { lesson -> [Cell] in
      [
        .day(lesson.day.description), .integer(lesson.number), .text(Bell.time(lesson.begins)), .text(Bell.time(lesson.ends)),
        .text(lesson.form),
        .text(lesson.subject), Cell(lesson.teacher), Cell(lesson.room),
      ]
    }
    return .table(Table(columns, rows: rows), note: Text(en: "no lessons", ru: "уроков нет"))
  }
}
