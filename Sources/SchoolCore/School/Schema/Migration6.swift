/// The sixth schema: teachers and staff who come and go, bells of single days and years of study, the school's time zone,
/// and what was begun on a lesson's page.
package enum Migration6 {
  package static let sql = """
    ALTER TABLE school ADD COLUMN time_zone TEXT;
    ALTER TABLE staff ADD COLUMN last_day TEXT;
    ALTER TABLE staff ADD COLUMN exit_reason TEXT;
    ALTER TABLE course_teacher ADD COLUMN first_day TEXT;
    ALTER TABLE course_teacher ADD COLUMN last_day TEXT;
    CREATE TABLE special_bell (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id) ON DELETE CASCADE,
      day TEXT,
      grade INTEGER CHECK (grade BETWEEN 1 AND 12),
      number INTEGER NOT NULL,
      begins TEXT NOT NULL,
      ends TEXT NOT NULL,
      CHECK (day IS NOT NULL OR grade IS NOT NULL)
    ) STRICT;
    CREATE UNIQUE INDEX special_bell_place ON special_bell(year_id, ifnull(day, ''), ifnull(grade, 0), number);
    CREATE TABLE lesson_draft (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      number INTEGER NOT NULL,
      content TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      UNIQUE (person_id, course_id, day, number)
    ) STRICT;
    CREATE INDEX lesson_draft_course ON lesson_draft(course_id);

    """
}
