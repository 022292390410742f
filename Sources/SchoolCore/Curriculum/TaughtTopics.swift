import Basics
import SQLite
import SchoolModel

/// What of a plan was taught: hours by topic, by what the lessons say they were about.
///
/// A lesson counts when it has a topic, a mark or an absence in it. Its topic is the plan's when it is, or begins with, the
/// title of one; a lesson with marks and no topic counts to the first topic that still lacks hours. Whatever else was taught
/// is outside the plan.
package struct TaughtTopics {
  /// Hours given, by the place of the topic in the plan; more than it has where it took longer.
  package private(set) var hours: [Int]
  /// Topics that are not in the plan, in the order they were taught, with their lessons.
  package private(set) var outside: [(topic: String, lessons: Int)] = []
  private let planned: [Int]

  package init(_ plan: [PlanTopic], lessons: [String?]) {
    hours = Array(repeating: 0, count: plan.count)
    planned = plan.map(\.hours)
    let titles = plan.map { Folding.key($0.title) }
    var untold = 0
    for lesson in lessons {
      guard let lesson else {
        untold += 1
        continue
      }
      let key = Folding.key(lesson)
      let exact = titles.indices.filter { titles[$0] == key }
      let matching = exact.isEmpty ? titles.indices.filter { !titles[$0].isEmpty && key.hasPrefix(titles[$0]) } : exact
      // Of topics of one title the first that still lacks hours.
      if let index = matching.first(where: { hours[$0] < planned[$0] }) ?? matching.last {
        hours[index] += 1
      } else if let known = outside.firstIndex(where: { Folding.key($0.topic) == key }) {
        outside[known].lessons += 1
      } else {
        outside.append((lesson, 1))
      }
    }
    for index in hours.indices where untold > 0 && hours[index] < planned[index] {
      let taken = min(untold, planned[index] - hours[index])
      hours[index] += taken
      untold -= taken
    }
  }

  /// Hours of the plan that were given: what a topic took beyond its own does not count.
  package var given: Int { zip(hours, planned).reduce(0) { $0 + min($1.0, $1.1) } }

  /// What was taught of courses up to today.
  package static func read(_ courses: [Int], _ reading: Reading) throws -> [Int: (plan: [PlanTopic], taught: TaughtTopics)] {
    let keys = keyList(courses)
    let topics =
      "SELECT course_id, id, section, title, hours, homework, control FROM plan_topic WHERE course_id IN (\(keys)) ORDER BY position, id"
    var plans: [Int: [PlanTopic]] = [:]
    for row in try reading.database.rows(topics, as: (Int, Int, String?, String, Int, String?, String?).self) {
      plans[row.0, default: []].append(
        PlanTopic(id: row.1, section: row.2, title: row.3, hours: row.4, homework: row.5, control: row.6))
    }
    let lessons = """
      SELECT l.course_id, l.topic FROM lesson l WHERE l.course_id IN (\(keyList(plans.keys.sorted()))) AND l.day <= ? AND (l.topic IS NOT NULL
        OR EXISTS (SELECT 1 FROM mark m WHERE m.lesson_id = l.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id))
      ORDER BY l.day, l.number
      """
    var given: [Int: [String?]] = [:]
    for (course, topic) in try reading.database.rows(lessons, reading.calendar.today, as: (Int, String?).self) {
      given[course, default: []].append(topic)
    }
    return plans.reduce(into: [:]) { result, plan in
      result[plan.key] = (plan.value, TaughtTopics(plan.value, lessons: given[plan.key] ?? []))
    }
  }
}
