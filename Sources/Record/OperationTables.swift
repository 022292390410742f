import Basics

/// The tables of the record itself (operations.md, rules 2, 9–12). They are not recorded tables.
package enum OperationTables {
  package static let sql = """
    CREATE TABLE operation (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      clock_set INTEGER NOT NULL,
      actor INTEGER,
      role TEXT,
      token INTEGER,
      kind TEXT NOT NULL,
      command TEXT,
      note TEXT,
      command_salt BLOB NOT NULL,
      command_digest BLOB NOT NULL,
      schema INTEGER NOT NULL,
      undoes INTEGER,
      redoes INTEGER,
      tally TEXT NOT NULL,
      parts INTEGER NOT NULL,
      digest BLOB NOT NULL,
      state_commitment BLOB NOT NULL,
      chain BLOB NOT NULL
    ) STRICT;
    CREATE INDEX operation_actor ON operation(actor, number);
    CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;
    CREATE INDEX operation_redoes ON operation(redoes) WHERE redoes IS NOT NULL;
    CREATE TABLE operation_part (
      operation INTEGER NOT NULL,
      part INTEGER NOT NULL,
      salt BLOB NOT NULL,
      raw_size INTEGER NOT NULL,
      stored BLOB NOT NULL,
      digest BLOB NOT NULL,
      struck_by INTEGER,
      PRIMARY KEY (operation, part)
    ) STRICT;
    CREATE TABLE operation_key (
      table_name TEXT NOT NULL,
      lo INTEGER NOT NULL,
      hi INTEGER NOT NULL,
      operation INTEGER NOT NULL,
      part INTEGER NOT NULL,
      PRIMARY KEY (table_name, hi, lo, operation, part)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE operation_person (
      person INTEGER NOT NULL,
      operation INTEGER NOT NULL,
      part INTEGER NOT NULL,
      PRIMARY KEY (person, operation, part)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE integrity (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sum BLOB NOT NULL,
      salt BLOB NOT NULL
    ) STRICT;
    """

  /// What later operations struck out of the record: of a part, or of the words of an operation (part 0).
  package static let strikes = """
    CREATE TABLE operation_strike (
      by_operation INTEGER NOT NULL,
      operation INTEGER NOT NULL,
      part INTEGER NOT NULL,
      digest_before BLOB NOT NULL,
      digest_after BLOB NOT NULL,
      PRIMARY KEY (by_operation, operation, part)
    ) STRICT, WITHOUT ROWID;

    """
}
