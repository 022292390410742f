import Basics

/// A lesson of a day as it is, whatever the timetable had: given, by another teacher, cancelled, moved away or moved here.
package struct DayLesson {
  package enum Change: String {
    case changed, cancelled
    case movedAway = "moved"
    case movedHere = "moved-here"
  }

  package let day: Day
  package let number: Int
  /// Where the timetable has it: what it is known by, wherever it goes.
  package let origin: CourseState.LessonKey
  package let change: Change?
  /// Where it went, or where it came from.
  package let other: CourseState.LessonKey?
  package let teacher: Int?
  package let room: String?
  package let reason: String?

  /// Whether it is held on this day.
  package var isHeld: Bool { change != .cancelled && change != .movedAway }
}

extension CourseState {
  /// All lessons of a day: those that are held, and those that were called off.
  package func dayLessons(on day: Day) -> [DayLesson] {
    guard calendar.hasLessons(day) || changes.values.contains(where: { $0.target?.day == day.number }) else { return [] }
    var planned: Set<Int> = []
    let weekday = calendar.weekday(of: day)
    if calendar.hasLessons(day) {
      for slot in timetable where slot.weekday == weekday && slot.holds(on: day, calendar) { planned.insert(slot.number) }
    }
    for change in changes.values where change.key.day == day.number { planned.insert(change.key.number) }
    var found = planned.map { number -> DayLesson in
      let key = LessonKey(day: day.number, number: number)
      let change = changes[key]
      let kind: DayLesson.Change? =
        switch change?.kind {
        case .changed?: .changed
        case .cancelled?: .cancelled
        case .moved?: .movedAway
        case nil: nil
        }
      return lesson(day, number, key, kind, change?.target, change?.reason)
    }
    for change in changes.values {
      guard let target = change.target, target.day == day.number else { continue }
      found.append(lesson(day, target.number, change.key, .movedHere, change.key, change.reason))
    }
    return found.sorted { ($0.number, $0.origin.day) < ($1.number, $1.origin.day) }
  }

  private func lesson(
    _ day: Day, _ number: Int, _ origin: LessonKey, _ change: DayLesson.Change?, _ other: LessonKey?, _ reason: String?
  ) -> DayLesson {
    DayLesson(
      day: day, number: number, origin: origin, change: change, other: other, teacher: teacher(on: day, number),
      room: room(on: day, number),
      reason: reason)
  }
}
