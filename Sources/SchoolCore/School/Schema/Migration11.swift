/// The eleventh schema: chats that follow the roster, texts outside the record, calls, notices.
package enum Migration11 {
  package static let sql = places + messages + texts + calls + notices

  /// A chat of two has a pair and no kind; a standing one a kind and, but for the staff's, a form; a group a maker.
  private static let places = """
    ALTER TABLE chat ADD COLUMN kind TEXT CHECK (kind IN ('form', 'guardians', 'teachers', 'staff', 'group'));
    ALTER TABLE chat ADD COLUMN form_id INTEGER REFERENCES form(id) ON DELETE CASCADE;
    ALTER TABLE chat ADD COLUMN made_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    CREATE UNIQUE INDEX chat_of_form ON chat(form_id, kind) WHERE form_id IS NOT NULL;
    CREATE UNIQUE INDEX chat_of_staff ON chat(kind) WHERE kind = 'staff';
    ALTER TABLE chat_member ADD COLUMN joined_at INTEGER;
    ALTER TABLE chat_member ADD COLUMN left_at INTEGER;
    ALTER TABLE chat_member ADD COLUMN added_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    ALTER TABLE guardian ADD COLUMN first_at INTEGER;
    CREATE TABLE form_leading (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      form_id INTEGER NOT NULL REFERENCES form(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      first_at INTEGER,
      last_at INTEGER,
      UNIQUE (form_id, person_id)
    ) STRICT;
    CREATE INDEX form_leading_person ON form_leading(person_id);
    CREATE TABLE chat_silence (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      until_at INTEGER NOT NULL,
      made_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      UNIQUE (chat_id, person_id)
    ) STRICT;
    CREATE INDEX chat_silence_person ON chat_silence(person_id);
    CREATE TABLE chat_mute (
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      PRIMARY KEY (chat_id, person_id)
    ) STRICT, WITHOUT ROWID;

    """

  private static let messages = """
    ALTER TABLE message ADD COLUMN text_id INTEGER;
    ALTER TABLE message ADD COLUMN digest TEXT;
    ALTER TABLE message ADD COLUMN characters INTEGER;
    ALTER TABLE message ADD COLUMN reply_to INTEGER;
    ALTER TABLE message ADD COLUMN edited_at INTEGER;
    ALTER TABLE message ADD COLUMN deleted_at INTEGER;
    ALTER TABLE message ADD COLUMN deleted_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    ALTER TABLE message ADD COLUMN reason_id INTEGER;
    ALTER TABLE message ADD COLUMN reason_digest TEXT;
    ALTER TABLE message ADD COLUMN pinned_at INTEGER;
    ALTER TABLE message ADD COLUMN pinned_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    CREATE INDEX message_sender ON message(sender_id, id);
    CREATE INDEX message_edited ON message(edited_at) WHERE edited_at IS NOT NULL;
    CREATE INDEX message_deleted ON message(deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE TABLE message_version (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
      text_id INTEGER NOT NULL,
      digest TEXT NOT NULL,
      characters INTEGER NOT NULL,
      replaced_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX message_version_message ON message_version(message_id);
    CREATE TABLE message_file (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX message_file_message ON message_file(message_id);
    CREATE TABLE chat_report (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message_id INTEGER NOT NULL,
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      reporter_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      made_at INTEGER NOT NULL,
      reason_id INTEGER NOT NULL,
      reason_digest TEXT NOT NULL,
      closed_at INTEGER,
      closed_by INTEGER REFERENCES person(id) ON DELETE SET NULL
    ) STRICT;
    CREATE TABLE chat_report_text (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      report_id INTEGER NOT NULL REFERENCES chat_report(id) ON DELETE CASCADE,
      message_id INTEGER NOT NULL,
      sender_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      sent_at INTEGER NOT NULL,
      text_id INTEGER NOT NULL,
      digest TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('shown', 'former', 'deleted'))
    ) STRICT;
    CREATE INDEX chat_report_text_report ON chat_report_text(report_id);

    """

  /// What people write lies outside the record, so that nothing of it is left once it is struck out; who read what is nobody's act.
  private static let texts = """
    CREATE TABLE message_text (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      salt BLOB NOT NULL,
      text TEXT NOT NULL,
      unshown_at INTEGER
    ) STRICT;
    CREATE INDEX message_text_person ON message_text(person_id);
    CREATE TABLE chat_reading (
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      message_id INTEGER NOT NULL,
      read_at INTEGER,
      PRIMARY KEY (chat_id, person_id, message_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO chat_reading (chat_id, person_id, message_id) SELECT chat_id, person_id, message_id FROM chat_read;
    DROP TABLE chat_read;

    """

  private static let calls = """
    CREATE TABLE call (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      chat_id INTEGER NOT NULL REFERENCES chat(id) ON DELETE CASCADE,
      made_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      made_at INTEGER NOT NULL,
      starts_at INTEGER NOT NULL,
      minutes INTEGER NOT NULL,
      title_id INTEGER NOT NULL,
      title_digest TEXT NOT NULL,
      message_id INTEGER,
      cancelled_at INTEGER
    ) STRICT;
    CREATE INDEX call_chat ON call(chat_id, starts_at);
    CREATE TABLE call_room (
      call_id INTEGER PRIMARY KEY,
      letters TEXT NOT NULL
    ) STRICT;
    CREATE TABLE call_server (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      kind TEXT NOT NULL CHECK (kind IN ('jitsi', 'bigbluebutton', 'template')),
      address TEXT NOT NULL,
      issuer TEXT,
      sealed BLOB,
      set_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE call_link (
      call_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      taken_at INTEGER NOT NULL,
      PRIMARY KEY (call_id, person_id, taken_at)
    ) STRICT, WITHOUT ROWID;

    """

  /// Up to where a person was told what happened.
  private static let notices = """
    CREATE TABLE news_place (
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      way TEXT NOT NULL CHECK (way IN ('digest', 'mail')),
      operation INTEGER NOT NULL,
      day TEXT NOT NULL,
      message_id INTEGER NOT NULL,
      digest_at INTEGER,
      PRIMARY KEY (person_id, way)
    ) STRICT;
    CREATE INDEX mark_shown_from ON mark(shown_from) WHERE shown_from IS NOT NULL;

    """
}
