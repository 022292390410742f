import Basics
import SQLite
import SchoolModel

extension Library {
  /// Puts an item beside a topic of a course's plan, or takes it away.
  /// - Parameter topic: its number in the plan, or its title or the beginning of it.
  /// - Returns: the course and the topic.
  public func attach(_ number: Int, form: String, subject: String, topic: String, off: Bool, _ request: WriteRequest) throws -> Performed<
    (course: String, topic: String)
  > {
    try perform(.planWrite, request) { writing in
      let (_, course) = try writing.course(form, subject)
      let topics = try writing.database.rows(
        "SELECT id, position, title FROM plan_topic WHERE course_id = ? ORDER BY position, id", course.id, as: (Int, Int, String).self)
      let key = Folding.key(topic)
      guard
        let found = topics.first(where: { String($0.1) == topic }) ?? topics.first(where: { Folding.key($0.2) == key })
          ?? topics.first(where: { Folding.key($0.2).hasPrefix(key) })
      else { throw LibraryFailure.noTopic(topic) }
      if off {
        let gone = try writing.database.run("DELETE FROM plan_topic_item WHERE topic_id = ? AND item_id = ?", found.0, number)
        guard gone > 0 else { throw LibraryFailure.noItem(number) }
      } else {
        try Self.requireVerified(try ItemStore(writing).item(number))
        try writing.database.run(
          "INSERT INTO plan_topic_item (topic_id, item_id) VALUES (?, ?) ON CONFLICT DO NOTHING", found.0, number)
      }
      return (course.name, found.2)
    }
  }
}
