/// The seventh schema: evidence of the security kind is summed up like the record, an address that somebody else has can be
/// claimed without a word about it, a school has a language, kinds of work may control, and reports are mailed once.
package enum Migration7 {
  package static let sql = """
    ALTER TABLE integrity ADD COLUMN evidence BLOB;
    ALTER TABLE school ADD COLUMN language TEXT;
    ALTER TABLE work_kind ADD COLUMN is_control INTEGER CHECK (is_control IN (0, 1));
    CREATE TABLE report_sent (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      block TEXT NOT NULL,
      address TEXT NOT NULL,
      digest BLOB NOT NULL,
      sent_at INTEGER NOT NULL,
      UNIQUE (block, address, digest)
    ) STRICT;
    CREATE TABLE address_claim (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
      value TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (account_id, kind)
    ) STRICT;

    """
}
