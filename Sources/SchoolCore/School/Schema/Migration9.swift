/// The ninth schema: an item of the library has states, versions and a file; search knows Russian words; shelves, ratings, complaints,
/// items that come with homework and with topics of a plan.
package enum Migration9 {
  package static let sql =
    items + use + "DROP TRIGGER library_item_added; DROP TRIGGER library_item_changed;\n"
    + "DROP TRIGGER library_item_removed; DROP TABLE library_search;\n" + index

  /// What stood in the library before was seen by everybody: so it counts as verified, without an age mark until one is set. A
  /// change of rows is part of the record, whose sum no default of a new column must alter.
  package static let recorded = "UPDATE library_item SET status = 'verified', version = 1;"

  private static let items = """
    ALTER TABLE library_item ADD COLUMN topic TEXT;
    ALTER TABLE library_item ADD COLUMN keywords TEXT;
    ALTER TABLE library_item ADD COLUMN language TEXT;
    ALTER TABLE library_item ADD COLUMN license TEXT;
    ALTER TABLE library_item ADD COLUMN age INTEGER;
    ALTER TABLE library_item ADD COLUMN isbn TEXT;
    ALTER TABLE library_item ADD COLUMN file_hash TEXT;
    ALTER TABLE library_item ADD COLUMN file_name TEXT;
    ALTER TABLE library_item ADD COLUMN file_bytes INTEGER;
    ALTER TABLE library_item ADD COLUMN source TEXT;
    ALTER TABLE library_item ADD COLUMN status TEXT
      CHECK (status IN ('draft', 'submitted', 'verified', 'returned', 'withdrawn'));
    ALTER TABLE library_item ADD COLUMN version INTEGER;
    ALTER TABLE library_item ADD COLUMN shown_id INTEGER;
    ALTER TABLE library_item ADD COLUMN submitted_at INTEGER;
    ALTER TABLE library_item ADD COLUMN decided_at INTEGER;
    ALTER TABLE library_item ADD COLUMN decided_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    ALTER TABLE library_item ADD COLUMN reason TEXT;
    CREATE INDEX library_item_source ON library_item(source) WHERE source IS NOT NULL;
    CREATE INDEX library_item_isbn ON library_item(isbn) WHERE isbn IS NOT NULL;
    CREATE INDEX library_item_address ON library_item(address) WHERE address IS NOT NULL;
    CREATE INDEX library_item_file ON library_item(file_hash) WHERE file_hash IS NOT NULL;
    CREATE INDEX library_item_title ON library_item(title);
    CREATE INDEX library_item_subject ON library_item(subject_id);
    CREATE INDEX library_item_waiting ON library_item(submitted_at) WHERE status = 'submitted';
    CREATE TABLE library_version (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      version INTEGER NOT NULL,
      title TEXT NOT NULL,
      description TEXT,
      author TEXT,
      publisher TEXT,
      kind TEXT NOT NULL,
      subject_id INTEGER REFERENCES subject(id) ON DELETE SET NULL,
      grade_low INTEGER,
      grade_high INTEGER,
      address TEXT,
      topic TEXT,
      keywords TEXT,
      language TEXT,
      license TEXT,
      age INTEGER,
      isbn TEXT,
      file_hash TEXT,
      file_name TEXT,
      file_bytes INTEGER,
      decided_at INTEGER,
      decided_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      UNIQUE (item_id, version)
    ) STRICT;
    CREATE TABLE library_file (
      hash TEXT PRIMARY KEY,
      bytes INTEGER NOT NULL,
      words TEXT
    ) STRICT;

    """

  private static let use = """
    CREATE TABLE library_shelf (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      tags TEXT NOT NULL DEFAULT '',
      added_at INTEGER NOT NULL,
      UNIQUE (person_id, item_id)
    ) STRICT;
    CREATE TABLE library_share (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      form_id INTEGER NOT NULL REFERENCES form(id) ON DELETE CASCADE,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      shared_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      shared_at INTEGER NOT NULL,
      UNIQUE (form_id, item_id)
    ) STRICT;
    CREATE TABLE library_rating (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
      comment TEXT,
      rated_at INTEGER NOT NULL,
      UNIQUE (item_id, person_id)
    ) STRICT;
    CREATE TABLE library_complaint (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      body TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      settled_at INTEGER
    ) STRICT;
    CREATE INDEX library_complaint_open ON library_complaint(item_id) WHERE settled_at IS NULL;
    CREATE TABLE library_use (
      item_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      views INTEGER NOT NULL,
      downloads INTEGER NOT NULL,
      PRIMARY KEY (item_id, person_id, day)
    ) STRICT;
    CREATE TABLE library_word (
      word TEXT PRIMARY KEY,
      spelling TEXT
    ) STRICT;
    CREATE TABLE plan_topic_item (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      topic_id INTEGER NOT NULL REFERENCES plan_topic(id) ON DELETE CASCADE,
      item_id INTEGER NOT NULL REFERENCES library_item(id) ON DELETE CASCADE,
      UNIQUE (topic_id, item_id)
    ) STRICT;
    ALTER TABLE homework_attachment ADD COLUMN item_id INTEGER REFERENCES library_item(id) ON DELETE CASCADE;

    """

  // MARK: the index

  /// The columns of the index, from a row of items or versions.
  private static func words(_ row: String) -> [String] {
    func both(_ a: String, _ b: String) -> String { "coalesce(\(a), '') || ' ' || coalesce(\(b), '')" }
    return [
      "\(row).title", both("\(row).keywords", "\(row).isbn"),
      both("\(row).topic", "(SELECT name FROM subject WHERE id = \(row).subject_id)"),
      both("\(row).author", "\(row).publisher"), "\(row).description",
      "(SELECT words FROM library_file WHERE hash = \(row).file_hash)",
    ]
  }

  private static let columns = "title, keywords, topic, author, description, words"

  private static func put(_ row: String, _ key: String) -> String {
    "INSERT INTO library_search (rowid, \(columns)) VALUES (\(key), \(words(row).joined(separator: ", ")));"
  }

  private static func take(_ row: String, _ key: String) -> String {
    "INSERT INTO library_search (library_search, rowid, \(columns)) VALUES ('delete', \(key), \(words(row).joined(separator: ", ")));"
  }

  private static func all(of table: String, _ key: String, subject: String, taken: Bool) -> String {
    let (command, value) = taken ? ("library_search, ", "'delete', ") : ("", "")
    return """
      INSERT INTO library_search (\(command)rowid, \(columns))
            SELECT \(value)\(key), \(words("r").joined(separator: ", ")) FROM \(table) r WHERE r.subject_id = \(subject);
      """
  }

  private static let followed =
    "title, description, author, publisher, subject_id, topic, keywords, isbn, file_hash"

  private static func triggers(_ table: String, _ key: (String) -> String) -> String {
    """
    CREATE TRIGGER \(table)_added AFTER INSERT ON \(table) BEGIN
      \(put("new", key("new")))
    END;
    CREATE TRIGGER \(table)_changed AFTER UPDATE OF \(followed) ON \(table) BEGIN
      \(take("old", key("old")))
      \(put("new", key("new")))
    END;
    CREATE TRIGGER \(table)_removed AFTER DELETE ON \(table) BEGIN
      \(take("old", key("old")))
    END;

    """
  }

  /// A subject's name is among the words of its items: they let go of it before it changes and take it after.
  private static func follow(_ when: String, _ name: String, subject: String, taken: Bool) -> String {
    """
    CREATE TRIGGER library_subject_\(name) \(when) ON subject BEGIN
      \(all(of: "library_item", "r.id", subject: subject, taken: taken))
      \(all(of: "library_version", "-r.id", subject: subject, taken: taken))
    END;

    """
  }

  /// Items have their own numbers in it, versions kept their negative ones.
  private static let index = """
    CREATE VIEW library_entry AS
      SELECT r.id AS id, \(zip(words("r"), columns.split(separator: ", ")).map { "\($0) AS \($1)" }.joined(separator: ", ")) FROM library_item r
      UNION ALL
      SELECT -r.id, \(words("r").joined(separator: ", ")) FROM library_version r;
    CREATE VIRTUAL TABLE library_search USING fts5 (\(columns), content = 'library_entry', content_rowid = 'id', tokenize = 'school');
    \(triggers("library_item") { "\($0).id" })\(triggers("library_version") { "-\($0).id" })\
    \(follow("BEFORE UPDATE OF name", "renaming", subject: "old.id", taken: true))\
    \(follow("AFTER UPDATE OF name", "renamed", subject: "new.id", taken: false))\
    CREATE TRIGGER library_subject_leaving BEFORE DELETE ON subject BEGIN
      UPDATE library_item SET subject_id = NULL WHERE subject_id = old.id;
      UPDATE library_version SET subject_id = NULL WHERE subject_id = old.id;
    END;
    INSERT INTO library_search (library_search) VALUES ('rebuild');

    """
}
