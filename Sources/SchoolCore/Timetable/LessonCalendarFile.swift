import Basics
import SchoolModel

extension CalendarFile {
  /// The lessons of a timetable.
  public init(_ calendar: Timetable.LessonCalendar) {
    let events = calendar.lessons.map { lesson in
      var event = Event(
        uid: "\(lesson.course)-\(Self.compact(lesson.origin.day.description))-\(lesson.origin.number)", day: lesson.day,
        begins: lesson.begins, ends: lesson.ends, summary: "\(lesson.subject), \(lesson.form)")
      event.isCancelled = lesson.isCancelled
      event.location = lesson.room
      event.description = [lesson.teacher, lesson.homework].compactMap { $0 }.joined(separator: "\n")
      return event
    }
    self.init(
      name: calendar.name, product: "timetable", uuid: calendar.uuid, madeAt: calendar.madeAt, utcOffset: calendar.utcOffset,
      sequence: calendar.sequence, events: events)
  }
}
