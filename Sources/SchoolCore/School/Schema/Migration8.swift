/// The eighth schema: what the marks of a lesson come to is kept beside them, and homework is said to take so many minutes.
package enum Migration8 {
  package static let sql = """
    ALTER TABLE lesson ADD COLUMN homework_minutes INTEGER CHECK (homework_minutes BETWEEN 1 AND 600);
    CREATE TABLE lesson_sum (
      lesson_id INTEGER PRIMARY KEY,
      n5 INTEGER NOT NULL,
      n4 INTEGER NOT NULL,
      n3 INTEGER NOT NULL,
      n2 INTEGER NOT NULL,
      points INTEGER NOT NULL,
      weighted_points INTEGER NOT NULL,
      weights INTEGER NOT NULL,
      replaced_n5 INTEGER NOT NULL DEFAULT 0,
      replaced_n4 INTEGER NOT NULL DEFAULT 0,
      replaced_n3 INTEGER NOT NULL DEFAULT 0,
      replaced_n2 INTEGER NOT NULL DEFAULT 0,
      replaced_points INTEGER NOT NULL DEFAULT 0,
      replaced_weighted_points INTEGER NOT NULL DEFAULT 0,
      replaced_weights INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    WITH sign AS (
      SELECT id, lesson_id, weight, value_id FROM mark
      UNION ALL SELECT id, lesson_id, weight, second_id FROM mark WHERE second_id IS NOT NULL
    ), counted AS (
      SELECT lesson_id, weight, points, EXISTS (SELECT 1 FROM mark r WHERE r.retake_of = sign.id) AS replaced
      FROM sign JOIN mark_value v ON v.id = sign.value_id WHERE points > 0
    )
    INSERT INTO lesson_sum
    SELECT lesson_id, sum(points = 5), sum(points = 4), sum(points = 3), sum(points < 3), sum(points), sum(points * weight), sum(weight),
      sum(replaced AND points = 5), sum(replaced AND points = 4), sum(replaced AND points = 3), sum(replaced AND points < 3),
      sum(replaced * points), sum(replaced * points * weight), sum(replaced * weight)
    FROM counted GROUP BY lesson_id;

    """
}
