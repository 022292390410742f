import Basics
import Record

/// Who is in a form, a group or a course on a day: decided here alone, as SQL that queries are made of.
///
/// An enrolment holds from its first day to its last, both included. A course that has members of its own is a group: its
/// students are those of them who are in a form of its year. Any other course has the students of its form. Days and keys
/// are handed in as SQL: `?2`, `l.day`, `'2026-10-23'`.
package struct Membership {
  /// `main.` asks the present whatever moment is being looked at.
  private let schema: String

  /// At the moment that is being looked at.
  package static let standing = Membership(schema: "")
  /// In the present, which decides what may be seen.
  package static let ofThePresent = Membership(schema: "main.")

  /// Whether an enrolment `e` holds on a day.
  package static func holds(on day: String) -> String { "e.first_day <= \(day) AND (e.last_day IS NULL OR e.last_day >= \(day))" }

  /// Whether a teacher `t` of a course gives it on a day.
  package static func teaches(on day: String) -> String {
    "(t.first_day IS NULL OR t.first_day <= \(day)) AND (t.last_day IS NULL OR t.last_day >= \(day))"
  }

  /// Today by the clock of a moment, as SQL, whatever calendar is at hand.
  package func today(_ now: Instant) -> String {
    "(SELECT date(\(now.milliseconds) / 1000 + utc_offset * 60, 'unixepoch') FROM \(schema)school)"
  }

  /// The students of forms.
  package func students(ofForms forms: String, on day: String) -> String {
    "SELECT e.person_id FROM \(schema)enrolment e WHERE e.form_id IN (\(forms)) AND \(Self.holds(on: day))"
  }

  /// The forms that some people are in.
  package func forms(of people: String, on day: String) -> String {
    "SELECT e.form_id FROM \(schema)enrolment e WHERE e.person_id IN (\(people)) AND \(Self.holds(on: day))"
  }

  /// Those whose last form of the year is one of some forms, whether they are in it still or have left the school.
  package func students(endingInForms forms: String) -> String {
    """
    SELECT e.person_id FROM \(schema)enrolment e JOIN \(schema)form f ON f.id = e.form_id WHERE e.form_id IN (\(forms)) AND NOT EXISTS (
      SELECT 1 FROM \(schema)enrolment x JOIN \(schema)form o ON o.id = x.form_id AND o.year_id = f.year_id
      WHERE x.person_id = e.person_id AND x.id <> e.id AND (x.first_day, x.id) > (e.first_day, e.id))
    """
  }

  /// The students of one course.
  package func students(ofCourse course: String, on day: String) -> String {
    """
    SELECT e.person_id FROM \(schema)course c JOIN \(schema)enrolment e ON e.form_id = c.form_id
    WHERE c.id = \(course) AND \(Self.holds(on: day)) AND NOT EXISTS (SELECT 1 FROM \(schema)course_member m WHERE m.course_id = c.id)
    UNION
    SELECT e.person_id FROM \(schema)course c JOIN \(schema)form own ON own.id = c.form_id
    JOIN \(schema)course_member m ON m.course_id = c.id JOIN \(schema)enrolment e ON e.person_id = m.person_id
    JOIN \(schema)form f ON f.id = e.form_id AND f.year_id = own.year_id WHERE c.id = \(course) AND \(Self.holds(on: day))
    """
  }

  /// The courses of one student: those of the form that are not in groups, and the groups the student is in.
  package func courses(ofStudent student: String, on day: String) -> String {
    """
    SELECT c.id FROM \(schema)course c JOIN \(schema)enrolment e ON e.form_id = c.form_id
    WHERE e.person_id = \(student) AND \(Self.holds(on: day))
      AND NOT EXISTS (SELECT 1 FROM \(schema)course_member m WHERE m.course_id = c.id)
    UNION
    SELECT c.id FROM \(schema)enrolment e JOIN \(schema)form f ON f.id = e.form_id
    JOIN \(schema)course_member m ON m.person_id = e.person_id JOIN \(schema)course c ON c.id = m.course_id
    JOIN \(schema)form own ON own.id = c.form_id AND own.year_id = f.year_id
    WHERE e.person_id = \(student) AND \(Self.holds(on: day))
    """
  }

  /// The lessons of a span in the courses one student had on the day of each: who changed the form has those of both, each
  /// for its days.
  package func lessons(ofStudent student: String, from first: String, to last: String) -> String {
    """
    SELECT x.id FROM \(schema)enrolment e JOIN \(schema)course c ON c.form_id = e.form_id JOIN \(schema)lesson x ON x.course_id = c.id
    WHERE e.person_id = \(student) AND x.day BETWEEN \(first) AND \(last) AND \(Self.holds(on: "x.day"))
      AND NOT EXISTS (SELECT 1 FROM \(schema)course_member m WHERE m.course_id = c.id)
    UNION
    SELECT x.id FROM \(schema)enrolment e JOIN \(schema)form f ON f.id = e.form_id
    JOIN \(schema)course_member m ON m.person_id = e.person_id JOIN \(schema)course c ON c.id = m.course_id
    JOIN \(schema)form own ON own.id = c.form_id AND own.year_id = f.year_id JOIN \(schema)lesson x ON x.course_id = c.id
    WHERE e.person_id = \(student) AND x.day BETWEEN \(first) AND \(last) AND \(Self.holds(on: "x.day"))
    """
  }

  /// Whether a teacher gives one of the courses of some students, or leads their form.
  package func teaches(_ teacher: String, _ students: String, on day: String) -> String {
    """
    SELECT 1 FROM \(schema)person p WHERE p.id IN (\(students)) AND (
      EXISTS (SELECT 1 FROM \(schema)form f WHERE f.teacher_id = \(teacher) AND f.id IN (\(forms(of: "p.id", on: day))))
      OR EXISTS (SELECT 1 FROM \(schema)course_teacher t WHERE t.person_id = \(teacher) AND \(Self.teaches(on: day))
        AND t.course_id IN (\(courses(ofStudent: "p.id", on: day)))))
    """
  }
}

extension SchoolCalendar {
  /// The day whose membership is “now”: today, or the nearest day of the year.
  package var present: Day { min(max(today, year.first), year.last) }

  /// The same in the present, whatever moment is looked at.
  package var presentOfAccess: Day { min(max(todayOfAccess, year.first), year.last) }

  /// The day whose membership a term's sheet is made by: its last, or today while it goes on.
  package func closingDay(of last: Day) -> Day { min(last, max(today, year.first)) }
}

extension Reading {
  /// The courses of the student `?1` on the day `?2`.
  package static let ownCourses = Membership.standing.courses(ofStudent: "?1", on: "?2")
}
