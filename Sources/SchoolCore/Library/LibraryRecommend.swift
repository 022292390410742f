import Basics
import SQLite
import SchoolModel
import Tabular

extension Library {
  /// Items of a topic that are recommended.
  static let perTopic = 3

  /// What to read next: verified items for the topics a student is weak in, the weakest first.
  /// - Parameters:
  ///   - child: whose, for a parent or a teacher.
  ///   - topics: how many topics at most.
  public func recommended(child: String?, topics: Int = 20) throws -> Table {
    try read(.diaryRead) { reading in
      let student = try reading.diaryStudent(child)
      try reading.access.require(student: student.id, named: student.full, reading.database)
      var rows: [[Cell]] = []
      var found = 0
      for topic in try WeakTopics.of(student: student.id, reading) where found < topics {
        var question = LibraryQuestion()
        question.anyOf = topic.topic
        let items = try Self.items(for: topic, question, student.id, reading)
        if !items.isEmpty { found += 1 }
        for item in items {
          rows.append([
            .text(topic.topic), MarkSum.ratio(topic.points, topic.marks, places: 2), .integer(item.number), .text(item.title),
            .text(item.kind),
            .text(topic.why.rawValue),
          ])
        }
      }
      return Table(Self.recommendColumns, rows: rows)
    }
  }

  private static func items(
    for topic: WeakTopic, _ question: LibraryQuestion, _ student: Int, _ reading: Reading
  ) throws -> [(number: Int, title: String, kind: String)] {
    let finder = try LibraryFinder(reading, question)
    let stems = WeakTopics.stems(topic.topic, finder.breaker)
    guard !stems.isEmpty else { return [] }
    let reach = finder.reach
    let sql = """
      SELECT i.id, \(reach.column("title")), \(reach.column("kind")) FROM library_search x
        JOIN library_item i ON i.id = \(LibraryFinder.itemOfEntry) \(reach.join)
      WHERE library_search MATCH ?1 AND x.rowid = \(reach.entry) AND \(reach.condition) AND \(ItemRows.status) = 'verified'
        AND \(reach.column("subject_id")) = ?2
        AND (\(reach.column("grade_low")) IS NULL OR ?3 BETWEEN \(reach.column("grade_low")) AND \(reach.column("grade_high")))
      ORDER BY EXISTS (SELECT 1 FROM library_shelf h WHERE h.item_id = i.id AND h.person_id = ?4)
          OR EXISTS (SELECT 1 FROM main.library_use u WHERE u.item_id = i.id AND u.person_id = ?4), \(LibraryFinder.order), i.id
      LIMIT \(perTopic)
      """
    return try reading.database.rows(
      sql, "{title keywords topic} : (\(SearchExpression.any(stems)))", topic.subject, topic.grade, student, as: (Int, String, String).self)
  }
}
