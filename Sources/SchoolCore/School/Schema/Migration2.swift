import Basics
import Record

/// The second schema: how people come to their accounts, how they prove who they are, and how what named them is struck out.
package enum Migration2 {
  package static let sql = OperationTables.strikes + identity + proofs + talk

  private static let identity = """
    ALTER TABLE operation ADD COLUMN action TEXT;
    ALTER TABLE person ADD COLUMN self_declared INTEGER;
    ALTER TABLE person ADD COLUMN claimed_snils TEXT;
    ALTER TABLE account ADD COLUMN made_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    ALTER TABLE session ADD COLUMN standing TEXT NOT NULL DEFAULT 'full';
    ALTER TABLE session ADD COLUMN machine BLOB;
    ALTER TABLE session ADD COLUMN place TEXT;
    ALTER TABLE consent ADD COLUMN given_by INTEGER REFERENCES person(id) ON DELETE SET NULL;
    CREATE TABLE preference (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (account_id, name)
    ) STRICT;

    """

  private static let proofs = """
    CREATE TABLE security_key (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      bytes BLOB NOT NULL
    ) STRICT;
    INSERT INTO security_key (id, bytes) VALUES (1, randomblob(32));
    CREATE TABLE attempt (
      subject BLOB PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE confirmation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      identifier_id INTEGER NOT NULL REFERENCES identifier(id) ON DELETE CASCADE,
      code_hash BLOB NOT NULL,
      made_at INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX confirmation_identifier ON confirmation(identifier_id);
    CREATE TABLE invitation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      code_hash BLOB NOT NULL UNIQUE,
      made_at INTEGER NOT NULL,
      made_by INTEGER REFERENCES person(id) ON DELETE SET NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX invitation_person ON invitation(person_id);
    CREATE TABLE second_factor (
      account_id INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
      salt TEXT NOT NULL,
      sealed BLOB NOT NULL,
      made_at INTEGER NOT NULL,
      confirmed_at INTEGER,
      last_step INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE recovery_code (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      code_hash BLOB NOT NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX recovery_code_account ON recovery_code(account_id);
    CREATE TABLE service_token (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      token_hash BLOB NOT NULL UNIQUE,
      role TEXT,
      scopes TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      revoked_at INTEGER
    ) STRICT;
    CREATE INDEX service_token_account ON service_token(account_id);
    CREATE TABLE personal_access (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      actor_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      what TEXT NOT NULL,
      day TEXT NOT NULL,
      last_at INTEGER NOT NULL,
      times INTEGER NOT NULL,
      UNIQUE (person_id, actor_id, role, what, day)
    ) STRICT;
    CREATE INDEX personal_access_actor ON personal_access(actor_id);

    """

  private static let talk = """
    CREATE TABLE support_ticket (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      contact TEXT,
      subject TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      closed_at INTEGER
    ) STRICT;
    CREATE INDEX support_ticket_person ON support_ticket(person_id);
    CREATE TABLE support_message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      ticket_id INTEGER NOT NULL REFERENCES support_ticket(id) ON DELETE CASCADE,
      person_id INTEGER REFERENCES person(id) ON DELETE SET NULL,
      sent_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX support_message_ticket ON support_message(ticket_id);
    CREATE INDEX support_message_person ON support_message(person_id);
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      made_at INTEGER NOT NULL,
      channel TEXT NOT NULL CHECK (channel IN ('email', 'phone')),
      person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
      address TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT,
      expires_at INTEGER,
      sent_at INTEGER,
      tries INTEGER NOT NULL DEFAULT 0,
      trouble TEXT,
      answer_id INTEGER REFERENCES support_message(id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX outbox_answer ON outbox(answer_id) WHERE answer_id IS NOT NULL;
    CREATE INDEX outbox_person ON outbox(person_id);
    CREATE INDEX outbox_waiting ON outbox(id) WHERE sent_at IS NULL;

    """
}
