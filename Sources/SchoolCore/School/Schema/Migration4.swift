import Basics
import Record

/// The fourth schema: scales of marks with numbers of their own, and what comes with homework.
package enum Migration4 {
  /// What a sign counts in averages of its own scale; `points` stays what it is worth on the five-point scale.
  package static let sql = """
    ALTER TABLE mark_value ADD COLUMN score INTEGER;
    CREATE TABLE homework_attachment (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lesson_id INTEGER NOT NULL REFERENCES lesson(id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      content BLOB,
      UNIQUE (lesson_id, title)
    ) STRICT;

    """
}
