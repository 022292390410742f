/// The seventh schema: evidence of the security kind is summed up like the record, an address that somebody else has can be
/// claimed without a word about it, and a school has a language.
package enum Migration7 {
  package static let sql = """
    ALTER TABLE integrity ADD COLUMN evidence BLOB;
    ALTER TABLE school ADD COLUMN language TEXT;
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
