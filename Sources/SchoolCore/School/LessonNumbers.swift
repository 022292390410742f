import Basics

/// Which lesson a day, and perhaps a number, mean.
extension CourseIndex {
  /// The day of the next lesson after a day, within a month.
  package func nextLesson(_ course: CourseState, after day: Day) -> Day? {
    (1...30).lazy.map { day + $0 }.first { self.calendar.hasLessons($0) && !course.planned(on: $0).isEmpty }
  }

  /// The number of the lesson that a day and perhaps a number mean; a wrong day and a wrong number are told apart.
  package enum LessonProblem: Error {
    case day(Problem)
    case number(Problem)

    /// What is wrong, wherever it stands.
    package var problem: Problem {
      switch self {
      case .day(let problem), .number(let problem): problem
      }
    }
  }

  /// Refuses a day of another year, and one without lessons.
  package func requireLessons(on day: Day) throws(Problem) {
    guard calendar.year.contains(day) else {
      throw .outsideYear(day.description, first: calendar.year.first.description, last: calendar.year.last.description)
    }
    guard calendar.hasLessons(day) else {
      throw .noLessons(day: day.description, why: calendar.daysOff.first { $0.contains(day) }?.name)
    }
  }

  package func lessonNumber(_ course: CourseState, _ day: Day, _ number: Int?, extra: Bool) throws(LessonProblem) -> Int {
    do { try requireLessons(on: day) } catch { throw .day(error) }
    let all = course.numbers(on: day)
    // A lesson that was called off is meant only where its number is said.
    let held = all.filter { !course.isCalledOff(on: day, $0) }
    let numbers = number == nil && !held.isEmpty ? held : all
    if let number {
      if numbers.contains(number) || extra || course.timetable.isEmpty { return number }
      if numbers.isEmpty { throw .day(.noLesson(day: day.description, nearest: nearest(course, day))) }
      throw .number(.noLessonNumber(number, day: day.description, known: numbers))
    }
    if numbers.count == 1 { return numbers[0] }
    if numbers.count > 1 { throw .number(.severalLessons(day: day.description, numbers: numbers)) }
    if course.timetable.isEmpty || extra { return 1 }
    throw .day(.noLesson(day: day.description, nearest: nearest(course, day)))
  }

  /// The nearest day with a lesson before and after.
  private func nearest(_ course: CourseState, _ day: Day) -> [String] {
    func hasLesson(_ day: Day) -> Bool { calendar.year.contains(day) && calendar.hasLessons(day) && !course.numbers(on: day).isEmpty }
    let before = (1...60).lazy.map { day - $0 }.first(where: hasLesson)
    let after = (1...60).lazy.map { day + $0 }.first(where: hasLesson)
    return [before, after].compactMap { $0?.description }
  }
}
