import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// One lesson of a day as calendars show it.
public struct CalendarLesson: Sendable {
  public let course: Int
  public let day: Day
  public let number: Int
  /// The day and the number the timetable has it on: what it is known by, wherever it is moved.
  public let origin: (day: Day, number: Int)
  /// It was not, or will not be, given.
  public let isCancelled: Bool
  public let begins: Int
  public let ends: Int
  public let form: String
  public let subject: String
  public let teacher: String?
  public let room: String?
  public let homework: String?
}

/// Whose lessons are exported.
public enum TimetableTarget: Sendable {
  case form(String)
  case teacher(String)
  /// A student; one's own or one's only child for `nil`.
  case student(String?)
}

extension Timetable {
  public struct LessonCalendar: Sendable {
    public let name: String
    public let school: String
    public let uuid: String
    public let utcOffset: Int
    public let madeAt: Instant
    /// Grows with every change of the school: a program that has read an earlier one knows this one to be later.
    public let sequence: Int
    public let lessons: [CalendarLesson]
  }

  /// Every lesson of a span by the timetable, substitutions counted in.
  public func lessonCalendar(_ target: TimetableTarget, span: String?) throws -> LessonCalendar {
    try read(.timetableRead) { reading in
      let index = try CourseIndex(reading.database, reading.calendar)
      let (name, courses, teacher) = try Self.courses(of: target, index, reading)
      let days = try SpanReader(reading.calendar).span(span)
      let bells = try BellSchedule(reading.database, year: reading.calendar.yearID)
      let people = try Self.staffNames(reading)
      var lessons: [CalendarLesson] = []
      for course in courses {
        try index.load(course)
        let homework = Dictionary(
          uniqueKeysWithValues: try reading.database.rows(
            "SELECT day || number, homework FROM lesson WHERE course_id = ? AND homework IS NOT NULL", course.id, as: (String, String).self)
        )
        for day in try Self.days(of: course, days) {
          for lesson in course.dayLessons(on: day) where lesson.change != .movedAway {
            if let teacher, lesson.teacher != teacher { continue }
            let bell = bells.bell(lesson.number, on: day, grade: course.form.grade)
            lessons.append(
              CalendarLesson(
                course: course.id, day: day, number: lesson.number, origin: (Day(number: lesson.origin.day), lesson.origin.number),
                isCancelled: lesson.change == .cancelled, begins: bell.begins, ends: bell.ends, form: course.form.name,
                subject: [course.subject, course.group].filter { !$0.isEmpty }.joined(separator: " "),
                teacher: lesson.teacher.flatMap { people[$0] }, room: lesson.room, homework: homework["\(day)\(lesson.number)"]))
          }
        }
      }
      let (school, uuid) = try reading.database.row("SELECT name, uuid FROM school", as: (String, String).self) ?? ("", "")
      let sequence = try reading.database.value("SELECT max(number) FROM main.operation", as: Int?.self) ?? nil
      return LessonCalendar(
        name: name, school: school, uuid: uuid, utcOffset: reading.calendar.utcOffset, madeAt: reading.now, sequence: sequence ?? 0,
        lessons: lessons.sorted { ($0.day, $0.number, $0.course) < ($1.day, $1.number, $1.course) })
    }
  }

  /// The days of a span on which a course has lessons, or had some that were called off.
  private static func days(of course: CourseState, _ span: DaySpan) throws -> [Day] {
    let scheduled = course.scheduled(span.first, span.last).map(\.day)
    let changed = course.changes.keys.map(\.day).filter { span.contains(Day(number: $0)) }
    return Set(scheduled + changed).sorted().map { Day(number: $0) }
  }

  private static func courses(
    of target: TimetableTarget, _ index: CourseIndex, _ reading: Reading
  ) throws -> (name: String, courses: [CourseState], teacher: Int?) {
    switch target {
    case .form(let text):
      let forms = try timetableForms(text, reading)
      return (FormName(text)?.name ?? text, index.all.filter { forms?.contains($0.formID) ?? true }, nil)
    case .teacher(let name):
      let person = try reading.person(name)
      guard reading.access.scopes.contains(.school) || person.id == reading.access.actor.personID else {
        throw AccessFailure.notYours(.timetableRead, what: name)
      }
      let own = Set(
        try reading.database.values(
          "SELECT t.course_id FROM course_teacher t WHERE t.person_id = ?1 UNION SELECT course_id FROM substitution WHERE teacher_id = ?1",
          person.id, as: Int.self))
      return (person.full, index.all.filter { own.contains($0.id) }, person.id)
    case .student(let name):
      let student = try reading.diaryStudent(name)
      let today = max(reading.calendar.today, reading.calendar.year.first)
      let own = Set(try reading.database.values(Reading.ownCourses, student.id, today, as: Int.self))
      return (student.full, index.all.filter { own.contains($0.id) }, nil)
    }
  }
}
