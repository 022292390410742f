import Basics
import Record
import SQLite

/// The scale of each course of the year that has another than the usual one, by its key.
///
/// Marks of two scales in one course would make averages of nothing: what changes scales is compared before and after.
package struct ScalesInUse {
  private let scales: [Int: ScaleCode]

  package init(_ database: Database, now: Instant) throws {
    guard try database.value("SELECT 1 FROM setting WHERE name LIKE 'scale%' LIMIT 1", as: Int.self) != nil else {
      scales = [:]
      return
    }
    let index = try CourseIndex(database, try SchoolCalendar(database, now: now))
    scales = Dictionary(uniqueKeysWithValues: index.all.filter { $0.scale != .fivePoint }.map { ($0.id, $0.scale) })
  }

  /// To be asked after the change.
  /// - Throws: `JournalFailure.scaleInUse` for a course that has marks and another scale now.
  package func refuseMixing(_ database: Database, now: Instant) throws {
    let after = try ScalesInUse(database, now: now).scales
    for id in Set(scales.keys).union(after.keys).sorted() where scales[id] != after[id] {
      let marks = try database.value(
        "SELECT 1 FROM lesson l JOIN mark m ON m.lesson_id = l.id WHERE l.course_id = ? LIMIT 1", id, as: Int.self)
      guard marks != nil else { continue }
      let name = try database.value(
        "SELECT f.name || ' ' || s.name FROM course c JOIN form f ON f.id = c.form_id JOIN subject s ON s.id = c.subject_id WHERE c.id = ?",
        id, as: String.self)
      throw JournalFailure.scaleInUse(course: name ?? "", scale: (scales[id] ?? .fivePoint).rawValue)
    }
  }
}
