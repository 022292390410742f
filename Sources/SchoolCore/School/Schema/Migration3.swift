import Basics
import Record

/// The third schema: terms and their marks, plans, the days of the school as they really were, and the diary's other pages.
package enum Migration3 {
  package static let sql = alterations + terms + plan + days + diary + exchange

  private static let alterations = """
    ALTER TABLE timetable_entry ADD COLUMN week INTEGER;
    ALTER TABLE enrolment ADD COLUMN entry_reason TEXT;
    ALTER TABLE enrolment ADD COLUMN exit_reason TEXT;
    ALTER TABLE mark ADD COLUMN due_on TEXT;
    ALTER TABLE mark ADD COLUMN shown_from TEXT;
    ALTER TABLE mark ADD COLUMN is_private INTEGER;
    ALTER TABLE mark ADD COLUMN retake_of INTEGER REFERENCES mark(id);
    CREATE INDEX mark_retake ON mark(retake_of) WHERE retake_of IS NOT NULL;
    ALTER TABLE course ADD COLUMN scale TEXT;
    CREATE TABLE setting (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      value TEXT NOT NULL
    ) STRICT;

    """

  private static let terms = """
    CREATE TABLE term_mark (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id),
      student_id INTEGER NOT NULL REFERENCES person(id),
      term TEXT NOT NULL,
      value_id INTEGER NOT NULL REFERENCES mark_value(id),
      reason TEXT,
      entered_at INTEGER NOT NULL,
      entered_by INTEGER REFERENCES person(id),
      UNIQUE (course_id, student_id, term)
    ) STRICT;
    CREATE INDEX term_mark_student ON term_mark(student_id, term);
    CREATE TABLE term_closing (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      term_id INTEGER NOT NULL UNIQUE REFERENCES term(id) ON DELETE CASCADE,
      closed_at INTEGER NOT NULL,
      closed_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE TABLE journal_exception (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      reason TEXT NOT NULL,
      asked_at INTEGER NOT NULL,
      granted_at INTEGER,
      granted_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      until INTEGER
    ) STRICT;
    CREATE INDEX journal_exception_person ON journal_exception(person_id, course_id);
    CREATE TABLE exemption (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT,
      reason TEXT,
      UNIQUE (person_id, course_id, first_day)
    ) STRICT;

    """

  private static let plan = """
    CREATE TABLE plan_topic (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      section TEXT,
      title TEXT NOT NULL,
      hours INTEGER NOT NULL CHECK (hours BETWEEN 0 AND 400),
      homework TEXT,
      control TEXT
    ) STRICT;
    CREATE INDEX plan_topic_course ON plan_topic(course_id, position);
    CREATE TABLE plan_correction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      made_at INTEGER NOT NULL,
      made_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      title TEXT NOT NULL,
      way TEXT NOT NULL,
      hours_before INTEGER NOT NULL,
      hours_after INTEGER NOT NULL,
      reason TEXT
    ) STRICT;
    CREATE INDEX plan_correction_course ON plan_correction(course_id);

    """

  private static let days = """
    CREATE TABLE bell (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      begins TEXT NOT NULL,
      ends TEXT NOT NULL,
      UNIQUE (year_id, number)
    ) STRICT;
    CREATE TABLE moved_day (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
      UNIQUE (year_id, day)
    ) STRICT;
    CREATE TABLE substitution (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      number INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('changed', 'cancelled', 'moved')),
      teacher_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      room TEXT,
      to_day TEXT,
      to_number INTEGER,
      reason TEXT,
      UNIQUE (course_id, day, number)
    ) STRICT;
    CREATE INDEX substitution_teacher ON substitution(teacher_id);
    CREATE INDEX substitution_day ON substitution(day);
    CREATE TABLE announced_work (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      kind_id INTEGER NOT NULL REFERENCES work_kind(id),
      title TEXT NOT NULL,
      UNIQUE (course_id, day, kind_id)
    ) STRICT;

    """

  private static let diary = """
    CREATE TABLE homework_done (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lesson_id INTEGER NOT NULL REFERENCES lesson(id) ON DELETE CASCADE,
      student_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      done_at INTEGER NOT NULL,
      UNIQUE (lesson_id, student_id)
    ) STRICT;
    CREATE INDEX homework_done_student ON homework_done(student_id);
    CREATE TABLE diary_signature (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      student_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      monday TEXT NOT NULL,
      signed_at INTEGER NOT NULL,
      UNIQUE (student_id, person_id, monday)
    ) STRICT;
    CREATE INDEX diary_signature_person ON diary_signature(person_id);
    CREATE TABLE absence_notice (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      student_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      person_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      code TEXT NOT NULL CHECK (code IN ('б', 'у')),
      reason TEXT,
      made_at INTEGER NOT NULL,
      UNIQUE (student_id, first_day)
    ) STRICT;
    CREATE INDEX absence_notice_person ON absence_notice(person_id);
    CREATE TABLE comment_reading (
      mark_id INTEGER NOT NULL REFERENCES mark(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      read_at INTEGER NOT NULL,
      PRIMARY KEY (mark_id, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX comment_reading_person ON comment_reading(person_id);

    """

  private static let exchange = """
    CREATE TABLE foreign_key (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      kind TEXT NOT NULL,
      foreign_id TEXT NOT NULL,
      local_id INTEGER NOT NULL,
      UNIQUE (source, kind, foreign_id)
    ) STRICT;
    CREATE TABLE hand_changed_field (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      UNIQUE (person_id, field)
    ) STRICT;
    """
}
