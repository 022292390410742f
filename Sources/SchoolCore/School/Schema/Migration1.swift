import Basics
import Record

/// The first schema: the school, its people, the journal, the library, chats, and the record of operations.
/// Names follow OneRoster where it has one. Days are `YYYY-MM-DD`, instants milliseconds since 1970 in UTC.
package enum Migration1 {
  package static let sql = OperationTables.sql + school + identity + roster + journal + library + chat

  private static let school = """
    CREATE TABLE school (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      uuid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      utc_offset INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE academic_year (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL UNIQUE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      CHECK (first_day < last_day)
    ) STRICT;
    CREATE TABLE term (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id) ON DELETE CASCADE,
      code TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      UNIQUE (year_id, code),
      CHECK (first_day <= last_day)
    ) STRICT;
    CREATE TABLE day_off (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      title TEXT NOT NULL,
      CHECK (first_day <= last_day)
    ) STRICT;
    CREATE INDEX day_off_year ON day_off(year_id, first_day);

    """

  private static let identity = """
    CREATE TABLE person (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      surname TEXT NOT NULL,
      given_name TEXT NOT NULL,
      patronymic TEXT,
      birth_date TEXT,
      snils TEXT UNIQUE,
      login TEXT UNIQUE,
      phone TEXT,
      email TEXT,
      name_key TEXT NOT NULL
    ) STRICT;
    CREATE INDEX person_name ON person(name_key);
    CREATE TABLE account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL UNIQUE REFERENCES person(id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      vouched INTEGER NOT NULL CHECK (vouched IN (0, 1))
    ) STRICT;
    CREATE TABLE identifier (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
      value TEXT NOT NULL,
      confirmed_at INTEGER,
      UNIQUE (kind, value)
    ) STRICT;
    CREATE INDEX identifier_account ON identifier(account_id);
    CREATE TABLE role_grant (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('teacher', 'methodist', 'provider', 'admin')),
      UNIQUE (person_id, role)
    ) STRICT;
    CREATE TABLE password (
      account_id INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      must_change INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE session (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      token_hash BLOB NOT NULL UNIQUE,
      role TEXT,
      created_at INTEGER NOT NULL,
      used_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT;
    CREATE INDEX session_account ON session(account_id);
    CREATE TABLE consent (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      text_digest BLOB NOT NULL,
      given_at INTEGER NOT NULL,
      withdrawn_at INTEGER
    ) STRICT;
    CREATE INDEX consent_account ON consent(account_id);

    """

  private static let roster = """
    CREATE TABLE staff (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL UNIQUE REFERENCES person(id) ON DELETE CASCADE,
      post TEXT NOT NULL
    ) STRICT;
    CREATE TABLE form (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year_id INTEGER NOT NULL REFERENCES academic_year(id),
      grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 12),
      letter TEXT NOT NULL,
      name TEXT NOT NULL,
      teacher_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      UNIQUE (year_id, name)
    ) STRICT;
    CREATE INDEX form_teacher ON form(teacher_id);
    CREATE TABLE enrolment (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      form_id INTEGER NOT NULL REFERENCES form(id),
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT,
      UNIQUE (form_id, person_id, first_day)
    ) STRICT;
    CREATE INDEX enrolment_person ON enrolment(person_id);
    CREATE TABLE guardian (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      student_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      relation TEXT NOT NULL,
      UNIQUE (student_id, person_id)
    ) STRICT;
    CREATE INDEX guardian_person ON guardian(person_id);
    CREATE TABLE subject (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      name_key TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE course (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      form_id INTEGER NOT NULL REFERENCES form(id),
      subject_id INTEGER NOT NULL REFERENCES subject(id),
      group_name TEXT NOT NULL DEFAULT '',
      weekly_hours REAL,
      UNIQUE (form_id, subject_id, group_name)
    ) STRICT;
    CREATE INDEX course_subject ON course(subject_id);
    CREATE TABLE course_teacher (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      UNIQUE (course_id, person_id)
    ) STRICT;
    CREATE INDEX course_teacher_person ON course_teacher(person_id);
    CREATE TABLE course_member (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      UNIQUE (course_id, person_id)
    ) STRICT;
    CREATE INDEX course_member_person ON course_member(person_id);

    """

  private static let journal = """
    CREATE TABLE timetable_entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id) ON DELETE CASCADE,
      weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
      number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 20),
      room TEXT,
      teacher_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      first_day TEXT NOT NULL,
      last_day TEXT,
      UNIQUE (course_id, weekday, number, first_day)
    ) STRICT;
    CREATE INDEX timetable_teacher ON timetable_entry(teacher_id);
    CREATE TABLE lesson (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      course_id INTEGER NOT NULL REFERENCES course(id),
      day TEXT NOT NULL,
      number INTEGER NOT NULL,
      teacher_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      topic TEXT,
      homework TEXT,
      by_hand INTEGER NOT NULL DEFAULT 0,
      UNIQUE (course_id, day, number)
    ) STRICT;
    CREATE INDEX lesson_teacher ON lesson(teacher_id);
    CREATE INDEX lesson_day ON lesson(day);
    CREATE TABLE work_kind (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      name_key TEXT NOT NULL UNIQUE,
      weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100)
    ) STRICT;
    CREATE TABLE mark_value (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      scale TEXT NOT NULL,
      code TEXT NOT NULL,
      points INTEGER,
      UNIQUE (scale, code)
    ) STRICT;
    CREATE TABLE mark (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lesson_id INTEGER NOT NULL REFERENCES lesson(id),
      student_id INTEGER NOT NULL REFERENCES person(id),
      kind_id INTEGER NOT NULL REFERENCES work_kind(id),
      value_id INTEGER NOT NULL REFERENCES mark_value(id),
      second_id INTEGER REFERENCES mark_value(id),
      weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100),
      comment TEXT,
      entered_at INTEGER NOT NULL,
      entered_by INTEGER REFERENCES person(id),
      UNIQUE (lesson_id, student_id, kind_id)
    ) STRICT;
    CREATE INDEX mark_student ON mark(student_id, lesson_id);
    CREATE TABLE attendance (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lesson_id INTEGER NOT NULL REFERENCES lesson(id),
      student_id INTEGER NOT NULL REFERENCES person(id),
      code TEXT NOT NULL CHECK (code IN ('н', 'б', 'у', 'п', 'оп', 'зд')),
      minutes INTEGER,
      entered_at INTEGER NOT NULL,
      entered_by INTEGER REFERENCES person(id),
      UNIQUE (lesson_id, student_id)
    ) STRICT;
    CREATE INDEX attendance_student ON attendance(student_id, lesson_id);

    """

  private static let library = """
    CREATE TABLE library_item (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      description TEXT,
      author TEXT,
      publisher TEXT,
      kind TEXT NOT NULL,
      subject_id INTEGER REFERENCES subject(id) ON DELETE SET NULL,
      grade_low INTEGER,
      grade_high INTEGER,
      address TEXT,
      added_at INTEGER NOT NULL,
      added_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE VIRTUAL TABLE library_search USING fts5 (title, description, author, publisher, tokenize = "unicode61 remove_diacritics 0");
    CREATE TRIGGER library_item_added AFTER INSERT ON library_item BEGIN
      INSERT INTO library_search (rowid, title, description, author, publisher) VALUES (new.id,
        replace(replace(new.title, 'ё', 'е'), 'Ё', 'Е'), replace(replace(new.description, 'ё', 'е'), 'Ё', 'Е'),
        replace(replace(new.author, 'ё', 'е'), 'Ё', 'Е'), replace(replace(new.publisher, 'ё', 'е'), 'Ё', 'Е'));
    END;
    CREATE TRIGGER library_item_changed AFTER UPDATE ON library_item BEGIN
      UPDATE library_search SET
        title = replace(replace(new.title, 'ё', 'е'), 'Ё', 'Е'), description = replace(replace(new.description, 'ё', 'е'), 'Ё', 'Е'),
        author = replace(replace(new.author, 'ё', 'е'), 'Ё', 'Е'), publisher = replace(replace(new.publisher, 'ё', 'е'), 'Ё', 'Е')
      WHERE rowid = new.id;
    END;
    CREATE TRIGGER library_item_removed AFTER DELETE ON library_item BEGIN
      DELETE FROM library_search WHERE rowid = old.id;
    END;

    """

  private static let chat = """
    CREATE TABLE chat (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      pair TEXT UNIQUE,
      title TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE chat_member (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      UNIQUE (chat_id, person_id)
    ) STRICT;
    CREATE INDEX chat_member_person ON chat_member(person_id);
    CREATE TABLE message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      sender_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      sent_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX message_chat ON message(chat_id, id);
    CREATE TABLE chat_read (
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      message_id INTEGER NOT NULL,
      PRIMARY KEY (chat_id, person_id)
    ) STRICT, WITHOUT ROWID;

    """
}
