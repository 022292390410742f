import Basics
import RussianText
import SQLite
import Tabular

/// A topic that a student was taught and has not learned well.
package struct WeakTopic: Sendable {
  package enum Why: String, Sendable {
    case lowMarks = "low-marks"
    /// Absent from its lessons, and without a mark for it.
    case absent
  }
  package let topic: String
  package let subject: Int
  package let grade: Int
  package let points: Int
  package let marks: Int
  package let why: Why
}

/// The topics a student is weak in, by the journal: those whose marks average under 3.5, and those missed without a mark.
package enum WeakTopics {
  private struct Met {
    var lastDay: Day
    let subject: Int
    let grade: Int
    var points = 0
    var marks = 0
    var lessons = 0
    var absences = 0
  }

  /// Of the lessons of the student's courses up to today, the weakest first.
  package static func of(student: Int, _ reading: Reading) throws -> [WeakTopic] {
    let today = max(reading.calendar.today, reading.calendar.year.first)
    let sql = """
      SELECT l.id, l.topic, l.day, c.subject_id, f.grade,
        EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id AND a.student_id = ?1 AND \(AttendanceCode.isAbsence("a.code")))
      FROM lesson l JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id
      WHERE l.course_id IN (\(Reading.ownCourses)) AND l.topic IS NOT NULL AND l.day BETWEEN ?3 AND ?2 ORDER BY l.day, l.number
      """
    var met: [String: Met] = [:]
    var titles: [String: String] = [:]
    var ofLesson: [Int: String] = [:]
    let lessons = try reading.database.rows(
      sql, student, today, reading.calendar.year.first, as: (Int, String, Day, Int, Int, Bool).self)
    for (lesson, topic, day, subject, grade, isAbsent) in lessons {
      let key = "\(subject) \(Folding.key(topic))"
      titles[key] = titles[key] ?? topic
      ofLesson[lesson] = key
      met[key, default: Met(lastDay: day, subject: subject, grade: grade)].lastDay = day
      met[key]?.lessons += 1
      if isAbsent { met[key]?.absences += 1 }
    }
    let ledger = try MarkLedger(reading)
    try ledger.forEach(.students(String(student)), reading.calendar.year.first...today) { mark in
      guard let key = ofLesson[mark.lesson], let points = ledger.scores.points(mark.sign) else { return }
      met[key]?.marks += 1
      met[key]?.points += points
    }
    try addQuizzes(of: student, today, reading, &met, &titles)
    return met.compactMap { key, met -> (WeakTopic, Day)? in
      let why: WeakTopic.Why
      if met.marks > 0, met.points * 100 < 350 * met.marks {
        why = .lowMarks
      } else if met.marks == 0, met.absences > 0 {
        why = .absent
      } else {
        return nil
      }
      let topic = WeakTopic(
        topic: titles[key] ?? "", subject: met.subject, grade: met.grade, points: met.points, marks: met.marks, why: why)
      return (topic, met.lastDay)
    }.sorted { isWeaker($0, $1) }.map(\.0)
  }

  /// A category of a quiz counts as a mark for the topic of that name.
  private static func addQuizzes(
    of student: Int, _ today: Day, _ reading: Reading, _ met: inout [String: Met], _ titles: inout [String: String]
  ) throws {
    let condition = "t.person_id = ? AND a.opens_on BETWEEN ? AND ?"
    let outcomes = try QuizOutcome.read(condition, [student, reading.calendar.year.first, today], reading.database)
    guard !outcomes.isEmpty else { return }
    let places =
      "SELECT c.id, c.subject_id, f.grade FROM course c JOIN form f ON f.id = c.form_id WHERE c.id IN (\(keyList(outcomes.map(\.course))))"
    let courses = Dictionary(
      uniqueKeysWithValues: try reading.database.rows(places, as: (Int, Int, Int).self).map { ($0.0, (subject: $0.1, grade: $0.2)) })
    for outcome in outcomes {
      guard let course = courses[outcome.course] else { continue }
      let key = "\(course.subject) \(Folding.key(outcome.topic))"
      titles[key] = titles[key] ?? outcome.topic
      var topic = met[key] ?? Met(lastDay: outcome.day, subject: course.subject, grade: course.grade)
      topic.lastDay = max(topic.lastDay, outcome.day)
      topic.marks += 1
      topic.points += outcome.mark
      met[key] = topic
    }
  }

  /// The lower average first, what was missed after it, of equals the one taught later, then by alphabet.
  private static func isWeaker(_ a: (WeakTopic, Day), _ b: (WeakTopic, Day)) -> Bool {
    if (a.0.marks > 0) != (b.0.marks > 0) { return a.0.marks > 0 }
    let (left, right) = (a.0.points * b.0.marks, b.0.points * a.0.marks)
    if left != right { return left < right }
    if a.1 != b.1 { return a.1 > b.1 }
    return RussianOrder.compare(a.0.topic, b.0.topic) < 0
  }

  /// The stems of the words of a topic that say what it is about; little words only where there are no others.
  package static func stems(_ topic: String, _ breaker: WordBreaker) -> [String] {
    let words = breaker.words(topic)
    let long = words.filter { $0.folded.count > 2 && !littleWords.contains($0.folded) }
    var seen: Set<String> = []
    return (long.isEmpty ? words : long).map(\.stem).filter { seen.insert($0).inserted }
  }

  private static let littleWords: Set<String> = [
    "для", "при", "или", "как", "что", "это", "его", "из-за", "над", "под", "про", "без", "тема", "урок", "the", "and", "for", "with",
  ]
}
