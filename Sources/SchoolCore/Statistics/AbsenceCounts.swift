import Basics
import SQLite
import SchoolModel
import Tabular

/// Lessons a student or a group was to have, and those missed; who was late or at a distance was there.
package struct AbsenceCounts {
  package var lessons = 0
  package var ill = 0
  package var valid = 0
  package var truant = 0
  package var unknown = 0
  package var late = 0
  package var missed: Int { ill + valid + truant + unknown }
  package var unexcused: Int { truant + unknown }

  package mutating func add(_ code: AttendanceCode) {
    switch code {
    case .ill: ill += 1
    case .valid: valid += 1
    case .truant: truant += 1
    case .unknown: unknown += 1
    case .late: late += 1
    default: break
    }
  }

  package mutating func add(_ other: AbsenceCounts) {
    lessons += other.lessons
    ill += other.ill
    valid += other.valid
    truant += other.truant
    unknown += other.unknown
    late += other.late
  }

  package var causes: [ReportValue] { [.count(ill), .count(valid), .count(truant), .count(unknown)] }

  package static let missedColumns: [ReportColumn] = [
    .count(
      "missed", "Missed", "Пропущено", unit: "lessons", Text(en: "lessons missed for any reason", ru: "пропущено уроков по любой причине")),
    .count("ill", "Ill", "Болезнь", unit: "lessons", Text(en: "missed ill (б)", ru: "по болезни (б)")),
    .count(
      "valid", "Valid", "Уважит.", unit: "lessons",
      Text(en: "missed for another valid reason (у)", ru: "по другой уважительной причине (у)")),
    .count("truant", "Truant", "Прогул", unit: "lessons", Text(en: "missed without leave (п)", ru: "без уважительной причины (п)")),
    .count("unknown", "Unknown", "Неизв.", unit: "lessons", Text(en: "missed, the reason is not known (н)", ru: "причина неизвестна (н)")),
  ]
}

extension ReportFrame {
  package struct Attendee: Hashable {
    package let course: Int
    package let student: Int
    package let teacher: Int
  }

  /// Lessons and absences by course and student, and where it is asked for by who gave the lesson.
  ///
  /// A student's lessons are those held on days on which the student was in the course and not exempt from it.
  package func absences(byTeacher: Bool = false) throws -> [Attendee: AbsenceCounts] { try absences(byTeacher, in: courses) }

  private func absences(_ byTeacher: Bool, in courses: [CourseState]) throws -> [Attendee: AbsenceCounts] {
    var counts: [Attendee: AbsenceCounts] = [:]
    var heldKeys: Set<Lesson> = []
    for course in courses {
      try index.loadMembers(course)
      for key in held[course.id] ?? course.scheduled(span.first, until) {
        heldKeys.insert(Lesson(course.id, key))
        let day = Day(number: key.day)
        let teacher = byTeacher ? course.teacher(on: day, key.number) ?? 0 : 0
        for person in course.students.people where course.isEnrolled(person.id, on: day) && !isExempt(person.id, course, on: day) {
          counts[Attendee(course: course.id, student: person.id, teacher: teacher), default: AbsenceCounts()].lessons += 1
        }
      }
    }
    let byID = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0) })
    let sql = """
      SELECT l.course_id, l.day, l.number, a.student_id, a.code FROM lesson l JOIN attendance a ON a.lesson_id = l.id
      WHERE l.day BETWEEN ? AND ? AND l.course_id IN (\(keyList(courses.map(\.id))))
      """
    for (courseID, day, number, student, text) in try database.rows(sql, span.first, until, as: (Int, Day, Int, Int, String).self) {
      guard let course = byID[courseID], let code = AttendanceCode(rawValue: text),
        heldKeys.contains(Lesson(courseID, .init(day: day.number, number: number))), course.isEnrolled(student, on: day),
        !isExempt(student, course, on: day)
      else { continue }
      let teacher = byTeacher ? course.teacher(on: day, number) ?? 0 : 0
      counts[Attendee(course: courseID, student: student, teacher: teacher), default: AbsenceCounts()].add(code)
    }
    return counts
  }

  /// The same by student, in every form the student was in.
  package func absencesByStudent() throws -> [Int: AbsenceCounts] {
    let before = try formsBefore()
    let elsewhere = before.isEmpty ? [] : index.all.filter { before.contains($0.formID) }
    var found: [Int: AbsenceCounts] = [:]
    for (attendee, counts) in try absences(false, in: courses + elsewhere) {
      found[attendee.student, default: AbsenceCounts()].add(counts)
    }
    return found
  }

  /// The other forms that students of the forms of the report were in during its days.
  private func formsBefore() throws -> Set<Int> {
    let wanted = keyList(Array(forms))
    return Set(
      try database.values(
        """
        SELECT e.form_id FROM enrolment e JOIN form f ON f.id = e.form_id AND f.year_id = ?1
        WHERE e.form_id NOT IN (\(wanted)) AND e.first_day <= ?3 AND coalesce(e.last_day, ?3) >= ?2
          AND e.person_id IN (SELECT person_id FROM enrolment WHERE form_id IN (\(wanted)))
        """, calendar.yearID, span.first, until, as: Int.self))
  }

  /// The same by form.
  package func absencesByForm() throws -> [Int: AbsenceCounts] {
    let forms = Dictionary(uniqueKeysWithValues: courses.map { ($0.id, $0.formID) })
    var found: [Int: AbsenceCounts] = [:]
    for (attendee, counts) in try absences() { found[forms[attendee.course] ?? 0, default: AbsenceCounts()].add(counts) }
    return found
  }
}
