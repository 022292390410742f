import Basics
import Record
import SQLite

/// A course with what entering marks needs of it.
package final class CourseState {
  package let id: Int
  package let form: FormName
  package let formID: Int
  package let subject: String
  package let subjectKey: String
  package let subjectID: Int
  package let group: String
  /// The scale its marks are of.
  package let scale: ScaleCode
  package let calendar: SchoolCalendar
  package fileprivate(set) var changes: [LessonKey: Change] = [:]
  /// Who teaches it, from and until which day where that is not always.
  fileprivate var teaching: [(person: Int, first: Day?, last: Day?)] = []
  package fileprivate(set) var timetable: [Slot] = []
  /// Lessons that exist, by day and number.
  package var lessons: [LessonKey: Int] = [:]
  package fileprivate(set) var students = PersonMatcher([], among: "")
  fileprivate var spans: [Int: [(first: Day, last: Day?)]] = [:]
  /// What was typed for a student, as it was found.
  package var known: [String: Int] = [:]

  package struct Slot {
    package let weekday: Int
    package let number: Int
    package let first: Day
    package let last: Day?
    package let teacher: Int?
    package let room: String?
    /// 1 or 2 where weeks alternate.
    package let week: Int?
    package func holds(on day: Day, _ calendar: SchoolCalendar) -> Bool {
      first <= day && day <= last ?? day && weekday == calendar.weekday(of: day) && (week == nil || week == calendar.alternateWeek(of: day))
    }
  }

  /// A lesson that was not given as the timetable says.
  package struct Change {
    package let key: LessonKey
    package let kind: LessonChangeKind
    package let teacher: Int?
    package let room: String?
    /// Where it was moved.
    package let target: LessonKey?
    package let reason: String?
  }

  package struct LessonKey: Hashable {
    package let day: Int
    package let number: Int

    package init(day: Int, number: Int) {
      self.day = day
      self.number = number
    }
  }

  package init(
    id: Int, form: FormName, formID: Int, subject: String, subjectKey: String, subjectID: Int, group: String, scale: ScaleCode,
    calendar: SchoolCalendar
  ) {
    self.calendar = calendar
    self.scale = scale
    self.subjectID = subjectID
    self.id = id
    self.form = form
    self.formID = formID
    self.subject = subject
    self.subjectKey = subjectKey
    self.group = group
  }

  /// `7А Алгебра`.
  package var name: String { [form.name, subject, group].filter { !$0.isEmpty }.joined(separator: " ") }

  /// The lesson numbers of a day: those of the timetable and those that were added.
  package func numbers(on day: Day) -> [Int] {
    var found = planned(on: day)
    for key in lessons.keys where key.day == day.number { found.insert(key.number) }
    return found.sorted()
  }

  /// The lesson numbers the timetable gives on a day, with what was cancelled or moved.
  package func planned(on day: Day) -> Set<Int> {
    let weekday = calendar.weekday(of: day)
    var found: Set<Int> = []
    for slot in timetable where slot.weekday == weekday && slot.holds(on: day, calendar) { found.insert(slot.number) }
    for change in changes.values {
      if change.key.day == day.number, change.kind != .changed { found.remove(change.key.number) }
      if let target = change.target, target.day == day.number { found.insert(target.number) }
    }
    return found
  }

  /// Who gives a lesson: the substitute, else the teacher of the timetable, else of the course.
  package func teacher(on day: Day, _ number: Int) -> Int? {
    let key = LessonKey(day: day.number, number: number)
    let change = changes[key] ?? changes.values.first { $0.target == key }
    if let substitute = change?.teacher { return substitute }
    let origin = change?.target == key ? change?.key ?? key : key
    let slot = timetable.first { $0.holds(on: Day(number: origin.day), calendar) && $0.number == origin.number }
    return slot?.teacher ?? teachers(on: day).first
  }

  /// The teachers of the course on a day.
  package func teachers(on day: Day) -> [Int] {
    teaching.filter { ($0.first ?? day) <= day && day <= ($0.last ?? day) }.map(\.person)
  }

  /// Whether a lesson is not as the timetable has it: another teacher or room, or moved here.
  package func isChanged(on day: Day, _ number: Int) -> Bool {
    let key = LessonKey(day: day.number, number: number)
    return changes[key]?.kind == .changed || changes.values.contains { $0.target == key }
  }

  /// Whether the lesson was cancelled, or given another day.
  package func isCalledOff(on day: Day, _ number: Int) -> Bool {
    guard let change = changes[LessonKey(day: day.number, number: number)] else { return false }
    return change.kind != .changed
  }

  package func room(on day: Day, _ number: Int) -> String? {
    let key = LessonKey(day: day.number, number: number)
    let change = changes[key] ?? changes.values.first { $0.target == key }
    let origin = change?.target == key ? change?.key ?? key : key
    return change?.room ?? timetable.first { $0.holds(on: Day(number: origin.day), calendar) && $0.number == origin.number }?.room
  }

  /// The day for which homework of a day is due: the next lesson within a month; without a timetable the next day.
  package func homeworkDue(_ given: Day) -> Day {
    scheduled(given + 1, min(given + 30, calendar.year.last)).first.map { Day(number: $0.day) } ?? given + 1
  }

  /// The lessons the timetable gives the course within days, substitutions counted in, in order.
  package func scheduled(_ first: Day, _ last: Day) -> [LessonKey] {
    guard first <= last else { return [] }
    var found: Set<LessonKey> = []
    for slot in timetable {
      for day in calendar.schoolDaysByWeekday[slot.weekday] ?? [] where first <= day && day <= last && slot.holds(on: day, calendar) {
        found.insert(LessonKey(day: day.number, number: slot.number))
      }
    }
    for change in changes.values where change.kind != .changed { found.remove(change.key) }
    for case let target? in changes.values.map(\.target) where first.number <= target.day && target.day <= last.number {
      if calendar.hasLessons(Day(number: target.day)) { found.insert(target) }
    }
    return found.sorted { ($0.day, $0.number) < ($1.day, $1.number) }
  }

  /// What is entered is entered for who is in the course that day.
  package func require(_ student: Int, on day: Day) throws(Problem) {
    if isEnrolled(student, on: day) { return }
    let own = spans[student] ?? []
    let until = own.compactMap(\.last).filter { $0 < day }.max()
    throw .notInCourse(
      students.people.first { $0.id == student }?.full ?? "", course: name, day: day.description, until: until?.description,
      from: arrival(of: student, after: day)?.description)
  }

  /// The day a student comes who is not there yet on a day.
  package func arrival(of student: Int, after day: Day) -> Day? {
    if isEnrolled(student, on: day) { return nil }
    return spans[student]?.map(\.first).filter { $0 > day }.min()
  }

  package func isEnrolled(_ student: Int, on day: Day) -> Bool {
    (spans[student] ?? []).contains { $0.first <= day && day <= $0.last ?? day }
  }
}

/// The courses of the current year. What a course needs beyond its name is loaded when it is first used.
package final class CourseIndex {
  package let database: Database
  package let calendar: SchoolCalendar
  private var byForm: [FormName: [CourseState]] = [:]
  private var loaded: Set<Int> = []
  /// The students of whole forms: the courses of a form share them.
  private var members: [Int: Members] = [:]

  private struct Members {
    package let people: PersonMatcher
    package let spans: [Int: [(first: Day, last: Day?)]]
  }

  /// - Parameter form: load the courses of this form alone, if there is such a form.
  package convenience init(_ database: Database, _ calendar: SchoolCalendar, only form: String? = nil) throws {
    let wanted = try form.flatMap { FormName($0)?.name }.flatMap {
      try database.value("SELECT id FROM form WHERE year_id = ? AND name = ?", calendar.yearID, $0, as: Int.self)
    }
    try self.init(database, calendar, where: wanted.map { "f.id = \($0)" } ?? "f.year_id = \(calendar.yearID)")
  }

  /// - Parameter courses: the keys of the courses to know.
  package convenience init(_ database: Database, _ calendar: SchoolCalendar, courses: [Int]) throws {
    try self.init(database, calendar, where: "c.id IN (\(keyList(courses)))")
  }

  private init(_ database: Database, _ calendar: SchoolCalendar, where condition: String) throws {
    self.database = database
    self.calendar = calendar
    let sql = """
      SELECT c.id, f.name, f.id, s.name, s.name_key, c.group_name, s.id FROM course c JOIN form f ON f.id = c.form_id
      JOIN subject s ON s.id = c.subject_id WHERE \(condition) ORDER BY c.id
      """
    let rules = try JournalRules(database)
    let rows = try database.rows(sql, as: (Int, String, Int, String, String, String, Int).self)
    for (id, form, formID, subject, key, group, subjectID) in rows {
      guard let form = FormName(form) else { continue }
      byForm[form, default: []].append(
        CourseState(
          id: id, form: form, formID: formID, subject: subject, subjectKey: key, subjectID: subjectID, group: group,
          scale: rules.scale(form: form.name, subjectKey: key), calendar: calendar))
    }
  }

  package var all: [CourseState] { byForm.sorted { ($0.key.grade, $0.key.letter) < ($1.key.grade, $1.key.letter) }.flatMap(\.value) }
  package var formNames: [String] { byForm.keys.sorted { ($0.grade, $0.letter) < ($1.grade, $1.letter) }.map(\.name) }

  package func form(_ text: String) throws(Problem) -> [CourseState] {
    guard let name = FormName(text) else { throw .noSuchForm(text, known: formNames) }
    guard let courses = byForm[name] else {
      let isThere = "SELECT 1 FROM form f WHERE year_id = ? AND name = ? AND NOT EXISTS (SELECT 1 FROM course c WHERE c.form_id = f.id)"
      if (try? database.value(isThere, calendar.yearID, name.name, as: Int.self)) != nil { throw .noCourses(form: name.name) }
      throw .noSuchForm(text, known: formNames)
    }
    return courses
  }

  /// Finds the courses of a subject in a form; several when the form is split into groups.
  /// - Parameter abbreviated: whether a beginning will do that no other subject of the form has, as on the command line.
  package func courses(form text: String, subject: String, abbreviated: Bool) throws(Problem) -> [CourseState] {
    let courses = try form(text)
    let key = Folding.key(subject)
    let exact = courses.filter { $0.subjectKey == key }
    if !exact.isEmpty { return exact }
    // A group is named after its subject: «Физика 1», «Физика (1)».
    let group = courses.filter { course in
      let name = Folding.key(course.group)
      return !name.isEmpty && ["\(course.subjectKey) \(name)", "\(course.subjectKey) (\(name))"].contains(key)
    }
    if !group.isEmpty { return group }
    let names = Array(Set(courses.map(\.subject))).sorted()
    if abbreviated {
      let beginning = courses.filter { SubjectName.isMeant(key, $0.subjectKey) }
      let subjects = Set(beginning.map(\.subject))
      if subjects.count == 1 { return beginning }
      if subjects.count > 1 { throw .ambiguousSubject(subject, candidates: subjects.sorted()) }
    }
    throw .noSuchSubject(subject, form: courses.first?.form.name ?? text, known: names)
  }

  /// Loads teachers, timetable, lessons and students of a course.
  package func load(_ course: CourseState) throws {
    guard loaded.insert(course.id).inserted else { return }
    try loadSchedules([course.id: course], "course_id = \(course.id)", "course_id = \(course.id)")
    try loadStudents(course)
  }

  /// Loads teachers and lessons of all courses at once, for lists that need no students.
  /// - Parameter lessonsOn: the day whose lessons are wanted; without one the timetable alone is loaded.
  package func loadSchedules(lessonsOn day: Day? = nil) throws {
    let courses = Dictionary(uniqueKeysWithValues: byForm.values.joined().map { ($0.id, $0) })
    let wanted = "course_id IN (\(keyList(courses.keys.sorted())))"
    try loadSchedules(courses, wanted, day.map { "day = '\($0)'" } ?? "0")
  }

  /// Loads the students of a course whose schedule is there already.
  package func loadMembers(_ course: CourseState) throws {
    guard loaded.insert(course.id).inserted else { return }
    try loadStudents(course)
  }

  private func loadSchedules(_ courses: [Int: CourseState], _ wanted: String, _ lessons: String) throws {
    let teachers = "SELECT course_id, person_id, first_day, last_day FROM course_teacher WHERE \(wanted) ORDER BY last_day IS NOT NULL, id"
    try database.forEach(teachers, []) { row in
      courses[row.integer(0)]?.teaching.append((row.integer(1), try row.get(2), try row.get(3)))
    }
    let slots = """
      SELECT course_id, weekday, number, first_day, last_day, teacher_id, room, week FROM timetable_entry WHERE \(wanted)
      ORDER BY course_id, weekday, number
      """
    try database.forEach(slots, []) { row in
      guard let course = courses[row.integer(0)], let first = try row.get(3) as Day? else { return }
      course.timetable.append(
        .init(
          weekday: row.integer(1), number: row.integer(2), first: first, last: try row.get(4), teacher: try row.get(5),
          room: try row.get(6), week: try row.get(7)))
    }
    let changes = "SELECT course_id, day, number, kind, teacher_id, room, to_day, to_number, reason FROM substitution WHERE \(wanted)"
    try database.forEach(changes, []) { row in
      guard let course = courses[row.integer(0)], let day = try row.get(1) as Day? else { return }
      let key = CourseState.LessonKey(day: day.number, number: row.integer(2))
      let target = try (row.get(6) as Day?).map {
        CourseState.LessonKey(day: $0.number, number: row.isNull(7) ? key.number : row.integer(7))
      }
      course.changes[key] = .init(
        key: key, kind: try row.get(3), teacher: try row.get(4), room: try row.get(5), target: target, reason: try row.get(8))
    }
    try database.forEach("SELECT id, course_id, day, number FROM lesson WHERE \(lessons)", []) { row in
      guard let course = courses[row.integer(1)], let day = try row.get(2) as Day? else { return }
      course.lessons[.init(day: day.number, number: row.integer(3))] = row.integer(0)
    }
  }

  private func loadStudents(_ course: CourseState) throws {
    let hasOwn = try database.value("SELECT 1 FROM course_member WHERE course_id = ? LIMIT 1", course.id, as: Int.self) != nil
    let whole =
      try hasOwn
      ? loadMembers(course, Self.ofGroup, course.id) : members[course.formID] ?? loadMembers(course, Self.ofForm, course.formID)
    if !hasOwn { members[course.formID] = whole }
    course.students = whole.people
    course.spans = whole.spans
    guard hasOwn else { return }
    // Who left the group keeps the marks there.
    let former = """
      SELECT \(Reading.personColumns) FROM person p WHERE p.id IN (
        SELECT m.student_id FROM lesson l JOIN mark m ON m.lesson_id = l.id WHERE l.course_id = ?1
        UNION SELECT a.student_id FROM lesson l JOIN attendance a ON a.lesson_id = l.id WHERE l.course_id = ?1)
      """
    var people = whole.people.people
    try database.forEach(former, [course.id]) { row in
      let name = try PersonName(row)
      if whole.spans[name.id] == nil { people.append(name) }
    }
    if people.count > whole.people.people.count { course.students = PersonMatcher(people, among: course.form.name) }
  }

  private static let ofForm = "FROM enrolment e JOIN person p ON p.id = e.person_id WHERE e.form_id = ?"
  /// A group may take its students from several forms of the year.
  private static let ofGroup = """
    FROM course_member m JOIN enrolment e ON e.person_id = m.person_id JOIN form f ON f.id = e.form_id
    JOIN person p ON p.id = e.person_id
    WHERE m.course_id = ?1
      AND f.year_id = (SELECT own.year_id FROM course c JOIN form own ON own.id = c.form_id WHERE c.id = ?1)
    """

  private func loadMembers(_ course: CourseState, _ from: String, _ id: Int) throws -> Members {
    var people: [PersonName] = []
    var spans: [Int: [(first: Day, last: Day?)]] = [:]
    let sql = "SELECT \(Reading.personColumns), e.first_day, e.last_day \(from) ORDER BY p.name_key, p.id"
    try database.forEach(sql, [id]) { row in
      let name = try PersonName(row)
      if spans[name.id] == nil { people.append(name) }
      spans[name.id, default: []].append((try row.get(6), try row.get(7)))
    }
    return Members(people: PersonMatcher(people, among: course.form.name), spans: spans)
  }

  // MARK: lessons

  /// The plan of a course as one topic an hour, and the scheduled lessons, each read when first asked for.
  private var plans: [Int: (topics: [String], order: [CourseState.LessonKey: Int])] = [:]

  /// The topic the plan gives a lesson by its place among the scheduled ones.
  package func plannedTopic(_ course: CourseState, _ key: CourseState.LessonKey) throws -> String? {
    if plans[course.id] == nil {
      let topics = try database.rows(
        "SELECT title, hours FROM plan_topic WHERE course_id = ? ORDER BY position, id", course.id, as: (String, Int).self)
      let hours = topics.flatMap { Array(repeating: $0.0, count: $0.1) }
      let scheduled = hours.isEmpty ? [] : course.scheduled(calendar.year.first, calendar.year.last)
      plans[course.id] = (hours, Dictionary(uniqueKeysWithValues: scheduled.enumerated().map { ($1, $0) }))
    }
    guard let plan = plans[course.id], let place = plan.order[key], place < plan.topics.count else { return nil }
    return plan.topics[place]
  }

  /// Whether a topic is the one the plan gives the lesson.
  package func isPlanned(_ topic: String, _ course: CourseState, _ key: CourseState.LessonKey) throws -> Bool {
    try plannedTopic(course, key) == topic
  }

  /// The lesson's key, made when it does not exist yet.
  package func lesson(_ course: CourseState, _ day: Day, _ number: Int, byHand: Bool) throws -> Int {
    let key = CourseState.LessonKey(day: day.number, number: number)
    if let known = course.lessons[key] { return known }
    try database.run(
      "INSERT INTO lesson (course_id, day, number, teacher_id, topic, by_hand) VALUES (?, ?, ?, ?, ?, ?)", course.id, day,
      number,
      course.teacher(on: day, number), try plannedTopic(course, key), byHand)
    course.lessons[key] = database.lastInsertedID
    return database.lastInsertedID
  }
}
