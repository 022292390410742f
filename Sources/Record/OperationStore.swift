import Basics
import SQLite

/// Reading, undoing and redoing what `OperationWriter` recorded.
package struct OperationStore {
  package let database: Database
  package let schema: RecordedSchema

  package init(database: Database, schema: RecordedSchema) {
    self.database = database
    self.schema = schema
  }

  package static let columns =
    "number, at, clock_set, actor, role, token, kind, command, note, schema, undoes, redoes, tally, action"

  package static func header(_ row: Row) throws -> OperationHeader {
    var header = OperationHeader(
      number: try row.get(0), at: Instant(milliseconds: try row.get(1)), clockSet: try row.get(2), actor: try row.get(3),
      role: try row.get(4), token: try row.get(5), kind: OperationKind(rawValue: try row.get(6)) ?? .change,
      command: try row.get(7), note: try row.get(8), schema: try row.get(9), undoes: try row.get(10), redoes: try row.get(11),
      tally: Tally(stored: try row.get(12)))
    header.action = try row.get(13)
    return header
  }

  package func header(_ number: Int) throws -> OperationHeader? {
    let statement = try database.prepare("SELECT \(Self.columns) FROM operation WHERE number = ?")
    statement.bind(number, at: 1)
    return try statement.step() ? Self.header(statement.row) : nil
  }

  /// The operation that undid this one and was not taken back by a redo; `nil` when it stands.
  package func undoneBy(_ number: Int) throws -> Int? {
    let undo = try database.value("SELECT coalesce(max(number), 0) FROM operation WHERE undoes = ?", number, as: Int.self) ?? 0
    let redo = try database.value("SELECT coalesce(max(number), 0) FROM operation WHERE redoes = ?", number, as: Int.self) ?? 0
    return undo > redo ? undo : nil
  }

  /// Every operation that is undone now, with the one that undid it.
  package func undone() throws -> [Int: Int] {
    var undone = Dictionary(
      uniqueKeysWithValues: try database.rows(
        "SELECT undoes, max(number) FROM operation WHERE undoes IS NOT NULL GROUP BY undoes", as: (Int, Int).self))
    for (target, redo) in try database.rows(
      "SELECT redoes, max(number) FROM operation WHERE redoes IS NOT NULL GROUP BY redoes", as: (Int, Int).self)
    where redo > undone[target] ?? redo { undone[target] = nil }
    return undone
  }

  /// The actor's latest change that still stands; security operations on the way are passed over.
  package func latestToUndo(by actor: Int?) throws -> (target: Int?, passedOver: [Int]) {
    var passedOver: [Int] = []
    let rows = try database.rows(
      "SELECT number, kind FROM operation WHERE actor IS ? AND kind NOT IN ('undo', 'redo') ORDER BY number DESC", actor,
      as: (Int, String).self)
    for (number, kind) in rows {
      if kind != OperationKind.change.rawValue {
        passedOver.append(number)
      } else if try undoneBy(number) == nil {
        return (number, passedOver)
      }
    }
    return (nil, passedOver)
  }

  /// The change the actor undid last and has not redone, if nothing new came after.
  package func latestToRedo(by actor: Int?) throws -> Int? {
    let lastChange =
      try database.value(
        "SELECT coalesce(max(number), 0) FROM operation WHERE actor IS ? AND kind = 'change'", actor, as: Int.self) ?? 0
    let undone = try database.rows(
      "SELECT number, undoes FROM operation WHERE actor IS ? AND undoes IS NOT NULL AND number > ? ORDER BY number DESC",
      actor, lastChange, as: (Int, Int).self)
    return try undone.first { try undoneBy($0.1) == $0.0 }?.1
  }

  /// The operation that struck names out of a part of this one; `nil` when all stands as it was recorded.
  package func struckBy(_ operation: Int) throws -> Int? {
    try database.value(
      "SELECT struck_by FROM operation_part WHERE operation = ? AND struck_by IS NOT NULL LIMIT 1", operation, as: Int.self)
  }

  /// The raw changeset of a part; throws when its bytes are not what was stored.
  package func part(_ operation: Int, _ part: Int) throws -> [UInt8] { try partEvenStruck(operation, part).raw }

  /// A part with its digest, whether or not names were struck out of it.
  package func partEvenStruck(_ operation: Int, _ part: Int) throws -> (raw: [UInt8], digest: [UInt8]) {
    guard
      let (size, stored, salt, digest) = try database.row(
        "SELECT raw_size, stored, salt, digest FROM operation_part WHERE operation = ? AND part = ?", operation, part,
        as: (Int, [UInt8], [UInt8], [UInt8]).self)
    else { throw RecordFailure.damagedPart(operation: operation, part: part) }
    guard OperationChain.partDigest(salt: salt, stored: stored) == digest, let raw = try? Compression.inflate(stored, size: size) else {
      throw RecordFailure.damagedPart(operation: operation, part: part)
    }
    return (raw, digest)
  }

  /// Hands on the parts that touch a person, or one of some rows, in the order of the record.
  package func forEachPart(ofPerson person: Int, orRows keys: [String: Set<Int>], _ body: (Int, [UInt8]) throws -> Void) throws {
    let rows = keys.keys.sorted().map { table in
      """
       UNION SELECT k.operation, k.part FROM json_each('[\(keyList(keys[table] ?? []))]') x
        JOIN operation_key k ON k.table_name = '\(table)' AND k.hi >= x.value AND k.lo <= x.value
      """
    }
    let sql = """
      SELECT p.operation, p.part, p.raw_size, p.stored, p.salt, p.digest
      FROM (SELECT operation, part FROM operation_person WHERE person = ?\(rows.joined())) o
      JOIN operation_part p ON p.operation = o.operation AND p.part = o.part ORDER BY p.operation, p.part
      """
    try database.forEach(sql, [person]) { row in
      let (operation, stored) = (try row.get(0, as: Int.self), try row.get(3, as: [UInt8].self))
      guard OperationChain.partDigest(salt: try row.get(4), stored: stored) == (try row.get(5, as: [UInt8].self)),
        let raw = try? Compression.inflate(stored, size: try row.get(2))
      else { throw RecordFailure.damagedPart(operation: operation, part: try row.get(1)) }
      try body(operation, raw)
    }
  }

  /// The headers of operations, by their numbers.
  package func headers(_ numbers: some Sequence<Int>) throws -> [Int: OperationHeader] {
    var headers: [Int: OperationHeader] = [:]
    try database.forEach("SELECT \(Self.columns) FROM operation WHERE number IN (\(keyList(numbers)))", []) { row in
      let header = try Self.header(row)
      headers[header.number] = header
    }
    return headers
  }

  package func partNumbers(_ operation: Int) throws -> [Int] {
    try database.values("SELECT part FROM operation_part WHERE operation = ? ORDER BY part", operation, as: Int.self)
  }

  /// Applies the changes of an operation backwards (or forwards again) under a writer that records the result.
  ///
  /// Each part is applied by itself, and what the session records of it must cancel out against what was to be
  /// applied: SQLite answers "done" to a cascade that silently took a later row along.
  package func replay(_ operation: Int, backwards: Bool, _ writer: OperationWriter) throws {
    try checkMigrations(since: operation)
    if let by = try struckBy(operation) { throw RecordFailure.struckOut(operation: operation, by: by) }
    let parts = try partNumbers(operation)
    let bare = BareRows(database, schema)
    let made = backwards ? try bare.parentsMade(by: operation, self) : [:]
    for number in backwards ? parts.reversed() : parts {
      let recorded = try part(operation, number)
      let original = backwards ? try bare.standing(recorded, parentsMade: made) : try bare.missing(recorded)
      let applied = backwards ? try Changeset.invert(original) : original
      let opposite = backwards ? try bare.standing(recorded, parentsMade: [:]) : try Changeset.invert(original)
      do {
        if backwards { try bare.remove(of: made) }
        try Changeset.apply(applied, to: database)
        let done = try writer.pendingChangeset()
        guard try Changeset.cancelOut(opposite, backwards ? try bare.withoutRemoved(done) : done) else {
          throw Changeset.Conflict(reason: .inexact, table: "", key: nil)
        }
      } catch let conflict as Changeset.Conflict {
        throw RecordFailure.conflict(operation: operation, later: try later(than: operation, part: recorded, conflict), conflict.reason)
      }
      try writer.cut()
    }
  }

  private func checkMigrations(since operation: Int) throws {
    guard let header = try header(operation), header.schema < schema.version else { return }
    let altered = Set((header.schema + 1...schema.version).flatMap { schema.altered[$0] ?? [] })
    let touched = try database.values("SELECT DISTINCT table_name FROM operation_key WHERE operation = ?", operation, as: String.self)
    guard touched.contains(where: altered.contains) else { return }
    let migration = try database.value(
      "SELECT min(number) FROM operation WHERE number > ? AND kind = 'migration'", operation, as: Int.self)
    throw RecordFailure.migrationBetween(operation: operation, migration: migration ?? 0)
  }

  /// The latest operation after `operation` that touched a row the part touches; the row of the conflict first.
  private func later(than operation: Int, part: [UInt8], _ conflict: Changeset.Conflict) throws -> Int? {
    let sql = """
      SELECT coalesce(max(k.operation), 0) FROM operation_key k
      WHERE k.table_name = ? AND k.hi >= ? AND k.lo <= ? AND k.operation > ?
        AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.number = k.operation AND (u.undoes = ? OR u.redoes = ?))
      """
    if let key = conflict.key {
      let found = try database.value(sql, conflict.table, key, key, operation, operation, operation, as: Int.self) ?? 0
      if found > 0 { return found }
    }
    var reader = ChangesetReader(part)
    var latest = 0
    while try reader.next() {
      guard let key = reader.key else { continue }
      latest = max(latest, try database.value(sql, reader.table, key, key, operation, operation, operation, as: Int.self) ?? 0)
    }
    return latest > 0 ? latest : nil
  }
}

/// Why the record of operations refuses.
public enum RecordFailure: Failure, Equatable {
  case noSuchOperation(Int)
  case nothingToUndo(passedOver: [Int])
  case nothingToRedo
  case notUndoable(operation: Int, kind: String)
  case alreadyUndone(operation: Int, by: Int)
  case notUndone(operation: Int)
  case othersOperation(Int)
  /// What people do in chats is theirs alone to take back.
  case othersTalk(Int)
  case struckOut(operation: Int, by: Int)
  case migrationBetween(operation: Int, migration: Int)
  /// `later` is the operation that changed the same things since, where it is known.
  case conflict(operation: Int, later: Int?, Changeset.Conflict.Reason)
  case damagedPart(operation: Int, part: Int)
  /// The school did not exist on that day.
  case nothingThen(String)
  /// The day has not come.
  case notYet(String)
  /// What was done last is not undone; the latest that could be came before it.
  case latestNotUndoable(Int, String?, before: Int)
  case pastIsFixed
  /// What somebody has read is not taken back; the operation of the same person before it, if there is one, can be.
  case messageRead(operation: Int, message: Int, call: Int?, before: Int?)
  /// A message comes back only as long as none was written after it.
  case laterMessage(operation: Int)
  /// What was handed in is not taken back by who handed it in.
  case handedIn(operation: Int)

  public var exit: ExitCode {
    switch self {
    case .noSuchOperation, .nothingThen: .notFound
    case .pastIsFixed: .usage
    case .notYet: .badData
    case .nothingToUndo, .nothingToRedo: .done
    case .othersOperation, .othersTalk, .handedIn, .messageRead: .notPermitted
    case .damagedPart: .unusable
    case .notUndoable, .latestNotUndoable, .alreadyUndone, .notUndone, .struckOut, .migrationBetween, .conflict, .laterMessage: .no
    }
  }

  public var key: String {
    switch self {
    case .noSuchOperation: "operation.unknown"
    case .nothingToUndo: "undo.nothing"
    case .nothingToRedo: "redo.nothing"
    case .notUndoable: "undo.impossible"
    case .alreadyUndone: "undo.already"
    case .notUndone: "redo.standing"
    case .othersOperation: "undo.others"
    case .othersTalk: "undo.others"
    case .struckOut: "undo.struck"
    case .migrationBetween: "undo.migration"
    case .conflict: "undo.conflict"
    case .damagedPart: "record.damaged"
    case .nothingThen: "past.none"
    case .notYet: "past.future"
    case .latestNotUndoable: "undo.latest"
    case .pastIsFixed: "past.fixed"
    case .handedIn: "undo.handed-in"
    case .messageRead: "undo.read"
    case .laterMessage: "redo.later-message"
    }
  }
}
