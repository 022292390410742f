import Basics
import Record
import SQLite

/// What a person has chosen for the account; kept with it, so that it is the same from every machine.
public enum Preference: String, Sendable, CaseIterable {
  case language
  /// Minutes east of UTC, for the display of times.
  case timeZone = "time-zone"
  /// The role a sign-in begins with.
  case role
  /// Which messages go to the confirmed address: words of `Notification`.
  case notify
  /// Whether other guardians of the form may write to this one: `on` or `off`.
  case chatGuardians = "chat-guardians"
  /// How often a digest of the news goes out: a word of `DigestRhythm`.
  case digest
  /// What becomes of one kind of news: `mark=mail,homework=off`.
  case news
}

/// How often a digest goes out.
public enum DigestRhythm: String, Sendable, CaseIterable {
  case off, daily, weekly
}

/// What a person can be written to about.
public enum Notification: String, Sendable, CaseIterable {
  case signIn = "sign-in"
  case support
  case library
  case quiz
}

package enum Preferences {
  package static func value(_ preference: Preference, of account: Int, _ database: Database) throws -> String? {
    try database.value("SELECT value FROM preference WHERE account_id = ? AND name = ?", account, preference.rawValue, as: String.self)
  }

  package static func set(_ preference: Preference, _ value: String, of account: Int, _ database: Database) throws {
    try database.run(
      "INSERT INTO preference (account_id, name, value) VALUES (?, ?, ?) ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
      account, preference.rawValue, value)
  }

  /// All of them are wanted until a person chooses.
  package static func wants(_ notification: Notification, _ account: Int, _ database: Database) throws -> Bool {
    guard let chosen = try value(.notify, of: account, database) else { return true }
    return chosen.split(separator: ",").contains { $0 == notification.rawValue }
  }
}
