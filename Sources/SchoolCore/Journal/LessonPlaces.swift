import Basics
import Record
import SchoolModel

/// Where something is entered: a lesson of a course, which need not exist yet.
package final class LessonPlace {
  package let course: CourseState
  package let day: Day
  package let number: Int
  /// Nothing kept who acts from entering here when it was last asked.
  fileprivate var isOpen = false
  private var known: Int?

  package init(_ course: CourseState, _ day: Day, _ number: Int) {
    self.course = course
    self.day = day
    self.number = number
  }

  /// The key of the lesson; `nil` while there is none.
  package var lesson: Int? {
    if known == nil { known = course.lessons[key] }
    return known
  }

  package var key: CourseState.LessonKey { .init(day: day.number, number: number) }

  package func isSame(as other: LessonPlace) -> Bool { course.id == other.course.id && day == other.day && number == other.number }
}

/// Finds the place of what is entered: the course within the actor's reach, the student, the day and the lesson of it.
package final class LessonPlaces {
  package let options: GradeOptions
  package let courses: CourseIndex
  package let days: DayReader
  private let writing: Writing
  private let gate: JournalGate
  private let rules: JournalRules
  private var allowed: Set<Int> = []
  /// Courses by form and subject as they were written.
  private var known: [String: CourseState] = [:]

  /// - Parameter form: the one form that will be asked for, where that is known.
  package init(_ writing: Writing, _ options: GradeOptions, form: String? = nil) throws {
    self.writing = writing
    self.options = options
    let calendar = try writing.calendar()
    courses = try CourseIndex(writing.database, calendar, only: form)
    gate = try JournalGate(writing)
    rules = try JournalRules(writing.database)
    days = DayReader(calendar)
  }

  // MARK: courses and students

  /// Finds a course the actor may write to. A form split into groups has several: the one within reach is taken.
  package func course(_ form: String, _ subject: String, abbreviated: Bool) throws -> CourseState {
    let name = form + "\t" + subject
    if let known = known[name] { return known }
    let found = try courses.courses(form: form, subject: subject, abbreviated: abbreviated)
    let reach = try writing.access.courses(writing.database)
    let course = found.first { reach?.contains($0.id) ?? true } ?? found[0]
    if allowed.insert(course.id).inserted {
      try writing.access.require(course: course.id, named: course.name, writing.database)
      try courses.load(course)
    }
    known[name] = course
    return course
  }

  package func student(_ text: String, _ course: CourseState) throws -> Int {
    if let known = course.known[text] { return known }
    let found = try course.students.match(text)
    course.known[text] = found.id
    return found.id
  }

  // MARK: days and lessons

  /// - Throws: `Problem.notADay`.
  package func day(_ text: String) throws(Problem) -> Day {
    guard let day = days.day(text) else { throw .notADay(text) }
    return day
  }

  /// The day the options name; today without one.
  package func day() throws(Problem) -> Day { try day(options.day ?? "today") }

  /// The lesson that a day and perhaps a number mean; a wrong day and a wrong number are told apart.
  package func place(_ course: CourseState, _ day: Day, _ number: Int?) throws(CourseIndex.LessonProblem) -> LessonPlace {
    LessonPlace(course, day, try courses.lessonNumber(course, day, number, extra: options.extraLesson))
  }

  package func found(_ course: CourseState, _ day: Day, _ number: Int?) -> Result<LessonPlace, CourseIndex.LessonProblem> {
    do { return .success(try place(course, day, number)) } catch { return .failure(error) }
  }

  /// The lesson that the options mean.
  package func place(_ course: CourseState) throws(Problem) -> LessonPlace {
    let day = try day()
    do { return try place(course, day, options.lesson) } catch { throw error.problem }
  }

  /// The key of a lesson, which comes into being with the first thing to keep.
  package func lesson(_ place: LessonPlace, byHand: Bool? = nil) throws -> Int {
    try courses.lesson(place.course, place.day, place.number, byHand: byHand ?? options.extraLesson)
  }

  // MARK: what keeps one from entering

  /// Refuses what may not be entered in a lesson: of a closed term, too late, of another teacher's day, of a lesson that
  /// was cancelled, and ahead of its time.
  /// - Parameter isAhead: whether it is of what is to come: a debt, a topic, homework.
  package func open(_ place: LessonPlace, isAhead: Bool) throws(Problem) {
    if place.isOpen { return }
    try gate.check(place.course, place.day)
    if place.course.isCalledOff(on: place.day, place.number), !options.extraLesson {
      throw .lessonCalledOff(day: place.day.description)
    }
    guard place.day > courses.calendar.today else {
      place.isOpen = true
      return
    }
    if !isAhead, !rules.allowsFuture { throw .ahead(day: place.day.description) }
  }
}
