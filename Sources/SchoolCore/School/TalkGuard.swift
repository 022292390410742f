import Basics
import Record
import SQLite

/// What undo and redo must ask of messages: what somebody has read is said, and what was taken back comes after nothing later.
struct TalkGuard {
  let database: Database
  let store: OperationStore

  /// The messages that an operation sent.
  func sent(by operation: Int) throws -> [Int] {
    let hasMessages =
      try database.value(
        "SELECT 1 FROM operation_key WHERE operation = ? AND table_name = 'message' LIMIT 1", operation, as: Int.self) != nil
    guard hasMessages else { return [] }
    var sent: [Int] = []
    for part in try store.partNumbers(operation) {
      var reader = ChangesetReader(try store.part(operation, part))
      while try reader.next() {
        if reader.table == "message", reader.operation == .insert, let key = reader.key { sent.append(key) }
      }
    }
    return sent
  }

  /// A message of an operation that somebody else than its sender has read.
  func read(of operation: Int) throws -> Int? {
    let sent = try sent(by: operation)
    guard !sent.isEmpty else { return nil }
    return try database.value(
      """
      SELECT m.id FROM main.message m JOIN main.chat_reading r ON r.chat_id = m.chat_id AND r.message_id >= m.id
      WHERE m.id IN (\(keyList(sent))) AND r.person_id <> m.sender_id LIMIT 1
      """, as: Int.self)
  }

  /// - Throws: `RecordFailure.messageRead`, naming the operation of the same person before it.
  func refuseRead(_ operation: Int, of actor: Int?) throws {
    guard let message = try read(of: operation) else { return }
    let call = try database.value("SELECT id FROM main.call WHERE message_id = ?", message, as: Int.self)
    let before = try database.values(
      "SELECT number FROM operation WHERE actor IS ? AND kind = 'change' AND number < ? ORDER BY number DESC LIMIT 50", actor, operation,
      as: Int.self
    ).first { try store.undoneBy($0) == nil && read(of: $0) == nil }
    throw RecordFailure.messageRead(operation: operation, message: message, call: call, before: before)
  }

  /// Who follows a chat has passed the number of a message that would come back.
  /// - Throws: `RecordFailure.laterMessage`.
  func refusePassed(_ operation: Int) throws {
    guard let last = try sent(by: operation).max() else { return }
    let later = try database.value("SELECT 1 FROM main.message WHERE id > ? LIMIT 1", last, as: Int.self) != nil
    if later { throw RecordFailure.laterMessage(operation: operation) }
  }
}
