import Basics
import SchoolModel

extension Timetable {
  /// The lesson a teacher has now: the one that runs, else the last that began today, else the first of today.
  /// - Returns: `nil` on a day without lessons of theirs.
  public func lessonNow() throws -> (form: String, subject: String, number: Int)? {
    try read(.timetableRead) { reading in
      let (calendar, teacher) = (reading.calendar, reading.access.actor.personID)
      let index = try CourseIndex(reading.database, calendar)
      try index.loadSchedules()
      let bells = try BellSchedule(reading.database, year: calendar.yearID)
      let minute = (reading.now.milliseconds / 60_000 + calendar.utcOffset) % 1440
      let own = index.all.flatMap { course in
        course.dayLessons(on: calendar.today).filter { $0.isHeld && $0.teacher == teacher }.map { lesson in
          (course: course, number: lesson.number, bell: bells.bell(lesson.number, on: calendar.today, grade: course.form.grade))
        }
      }.sorted { $0.bell.begins < $1.bell.begins }
      let found = own.last { $0.bell.begins <= minute } ?? own.first
      return found.map { ($0.course.form.name, $0.course.subject, $0.number) }
    }
  }
}
