import Basics
import SQLite

/// What `db check` found.
public struct IntegrityReport: Sendable {
  public enum Finding: Sendable, Equatable {
    case chainBroken(operation: Int)
    case partAltered(operation: Int, part: Int)
    case partMissing(operation: Int)
    case stateDiffers
    /// Which rows and people a part touches is not what the lists of it say.
    case indexDiffers(operation: Int, part: Int)
    /// The notes of who looked at whom are not those that were made.
    case notesDiffer
    /// The head that was kept elsewhere is in no operation.
    case headUnknown(String)
    case rowAltered(table: String, key: Int)
    case schemaAltered(name: String)
    /// Sums that are kept are not what the rows come to.
    case sumsDiffer(table: String, key: Int)
    case foreignKey(table: String, row: Int)
    case searchIndex(table: String)
    case file(String)
    /// A student is in two forms on one day.
    case twoForms(person: String, forms: [String], day: String)
    /// The body of a file that the record names is gone, or is another one.
    case bodyMissing(hash: String, of: String)
    case bodyAltered(hash: String, of: String)
    /// What was written in a chat is not what the record has the digest of.
    case textAltered(table: String, key: Int)
  }

  public var findings: [Finding] = []
  /// The search indexes that could not be looked at, because nothing can be written where the file lies.
  public var unchecked: [String] = []
  /// The operation whose head was asked for.
  public var headFound: Int?
  public var operations = 0
  public var rows = 0
  /// Bodies of files that nothing names: what a crash left, harmless.
  public var unnamedBodies = 0
  /// The end of the chain; kept elsewhere, it proves the past.
  public var head = ""
}

/// A full-text index of what a view tells, kept up by triggers.
package struct SearchIndex: Sendable {
  package let name: String
  package init(_ name: String) { self.name = name }
}

/// Checks the file against its own record (operations.md, rule 13).
package struct IntegrityCheck {
  package let store: OperationStore
  /// The script that makes the schema this file must have.
  package let schemaScript: String
  package let searchIndexes: [SearchIndex]
  private var database: Database { store.database }

  package init(_ store: OperationStore, schemaScript: String, searchIndexes: [SearchIndex]) {
    self.store = store
    self.schemaScript = schemaScript
    self.searchIndexes = searchIndexes
  }

  /// - Parameters:
  ///   - full: replay the whole record and name the rows that differ; done by itself when the sum differs.
  ///   - head: an end of the chain that was kept elsewhere, in hexadecimal digits; it must be that of some operation.
  package func run(full: Bool, head: String? = nil) throws -> IntegrityReport {
    try store.schema.prepare(database)
    var report = IntegrityReport()
    report.findings += try Self.fileFindings(database, thorough: full)
    try checkChain(head: head?.lowercased(), &report)
    if let head, report.headFound == nil { report.findings.append(.headUnknown(head)) }
    let differs = try checkState(&report)
    try checkSchema(&report)
    for (table, row) in try database.rows("SELECT \"table\", rowid FROM pragma_foreign_key_check", as: (String, Int?).self) {
      report.findings.append(.foreignKey(table: table, row: row ?? 0))
    }
    for sums in store.schema.sums {
      report.findings += try sums.differing(database).map { .sumsDiffer(table: sums.name, key: $0) }
    }
    for index in searchIndexes { try checkSearch(index, &report) }
    let chainHolds = !report.findings.contains { if case .partAltered = $0 { true } else if case .partMissing = $0 { true } else { false } }
    if (differs || full) && chainHolds { try nameAlteredRows(&report) }
    return report
  }

  /// What SQLite itself finds wrong in the file.
  /// - Parameter thorough: look through the indexes, too: an entry that is missing gives wrong answers without a word.
  package static func fileFindings(_ database: Database, thorough: Bool) throws -> [IntegrityReport.Finding] {
    try database.values("PRAGMA \(thorough ? "integrity" : "quick")_check(20)", as: String.self).filter { $0 != "ok" }.map { .file($0) }
  }

  private func checkChain(head: String?, _ report: inout IntegrityReport) throws {
    var previous = OperationChain.origin
    var expected = 1
    let strikes = try strikes()
    let sql =
      "SELECT \(OperationStore.columns), command_salt, command_digest, parts, digest, state_commitment, chain FROM operation ORDER BY number"
    try database.forEach(sql, []) { row in
      let header = try OperationStore.header(row)
      report.operations += 1
      let (salt, commandDigest): ([UInt8], [UInt8]) = (try row.get(14), try row.get(15))
      let parts: Int = try row.get(16)
      let (digest, commitment, chain): ([UInt8], [UInt8], [UInt8]) = (try row.get(17), try row.get(18), try row.get(19))
      let link = OperationChain.link(
        previous: previous, header: header, commandDigest: commandDigest, parts: parts, digest: digest, commitment: commitment,
        strikes: strikes.by[header.number] ?? [])
      let areWordsStruck = strikes.of[header.number]?.contains { $0.part == 0 } ?? false
      let words = OperationChain.commandDigest(salt: salt, command: header.command, note: header.note)
      let wordsHold = areWordsStruck ? header.command == nil && header.note == nil : words == commandDigest
      if link != chain || !wordsHold || header.number != expected {
        report.findings.append(.chainBroken(operation: header.number))
      }
      try checkParts(of: header.number, count: parts, digest: digest, strikes.of[header.number] ?? [], &report)
      if let head, hex(chain) == head { report.headFound = header.number }
      previous = chain
      expected = header.number + 1
    }
    report.head = hex(previous)
  }

  /// The strikes, by the operation that made them and by the operation they were made in.
  private func strikes() throws -> (by: [Int: [OperationChain.Strike]], of: [Int: [OperationChain.Strike]]) {
    var by: [Int: [OperationChain.Strike]] = [:]
    var of: [Int: [OperationChain.Strike]] = [:]
    // Parts before words, as they were chained.
    let sql = """
      SELECT by_operation, operation, part, digest_before, digest_after FROM operation_strike
      ORDER BY by_operation, part = 0, operation, part
      """
    for row in try database.rows(sql, as: (Int, Int, Int, [UInt8], [UInt8]).self) {
      let strike = OperationChain.Strike(operation: row.1, part: row.2, before: row.3, after: row.4)
      by[row.0, default: []].append(strike)
      of[row.1, default: []].append(strike)
    }
    return (by, of)
  }

  private func checkParts(
    of operation: Int, count: Int, digest: [UInt8], _ strikes: [OperationChain.Strike], _ report: inout IntegrityReport
  ) throws {
    var digests = SHA256()
    var found = 0
    let sql = "SELECT part, salt, stored, digest, raw_size FROM operation_part WHERE operation = ? ORDER BY part"
    try database.forEach(sql, [operation]) { row in
      found += 1
      let (part, salt, stored, kept): (Int, [UInt8], [UInt8], [UInt8]) = (try row.get(0), try row.get(1), try row.get(2), try row.get(3))
      let raw = try? Compression.inflate(stored, size: try row.get(4))
      let ofPart = strikes.filter { $0.part == part }
      // Each strike begins where the one before it ended, and the last one ends with what stands here.
      let isStrickenAsTold = zip(ofPart, ofPart.dropFirst()).allSatisfy { $0.after == $1.before } && (ofPart.last?.after ?? kept) == kept
      if OperationChain.partDigest(salt: salt, stored: stored) != kept || raw == nil || !isStrickenAsTold {
        report.findings.append(.partAltered(operation: operation, part: part))
      } else if let raw, try !PartIndex(raw, store.schema).isKept(operation: operation, part: part, database) {
        report.findings.append(.indexDiffers(operation: operation, part: part))
      }
      digests.update(ofPart.first?.before ?? kept)
    }
    if found != count {
      report.findings.append(.partMissing(operation: operation))
    } else if digests.finalize() != digest {
      report.findings.append(.chainBroken(operation: operation))
    }
  }

  private func checkState(_ report: inout IntegrityReport) throws -> Bool {
    for table in store.schema.tables {
      report.rows += try database.value("SELECT count(*) FROM main.\(table.name)", as: Int.self) ?? 0
    }
    guard
      let (sum, salt) = try database.row("SELECT sum, salt FROM integrity", as: ([UInt8], [UInt8]).self),
      let commitment = try database.value("SELECT state_commitment FROM operation ORDER BY number DESC LIMIT 1", as: [UInt8].self)
    else {
      report.findings.append(.stateDiffers)
      return false
    }
    let differs =
      try RowHasher.scan(database, store.schema.tables + store.schema.proven).bytes != sum
      || OperationChain.stateCommitment(salt: salt, sum: sum) != commitment
    if differs { report.findings.append(.stateDiffers) }
    if !store.schema.noted.isEmpty, try RowHasher.scan(database, store.schema.noted) != EvidenceWatch.notedSum(database) {
      report.findings.append(.notesDiffer)
    }
    return differs
  }

  private func checkSearch(_ index: SearchIndex, _ report: inout IntegrityReport) throws {
    do {
      try database.run("INSERT INTO \(index.name)(\(index.name), rank) VALUES ('integrity-check', 1)")
    } catch  where error.kind == .readOnly {
      report.unchecked.append(index.name)
      return
    } catch {
      report.findings.append(.searchIndex(table: index.name))
      return
    }
  }

  private func checkSchema(_ report: inout IntegrityReport) throws {
    let fresh = try Database(path: ":memory:", mode: .create)
    try store.schema.prepare(fresh)
    try fresh.script(schemaScript)
    let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    let expected = Dictionary(uniqueKeysWithValues: try fresh.rows(sql, as: (String, String).self))
    let actual = Dictionary(uniqueKeysWithValues: try database.rows(sql, as: (String, String).self))
    for name in Set(expected.keys).union(actual.keys).sorted() where expected[name] != actual[name] {
      report.findings.append(.schemaAltered(name: name))
    }
  }

  /// Replays the record into memory and compares row by row.
  private func nameAlteredRows(_ report: inout IntegrityReport) throws {
    let replayed = try Database(path: ":memory:", mode: .create)
    try store.schema.prepare(replayed)
    try replayed.script(schemaScript)
    try replayed.script("PRAGMA foreign_keys = OFF")
    let hasStrikes = try database.value("SELECT 1 FROM operation_strike LIMIT 1", as: Int.self) != nil
    for (operation, part) in try database.rows("SELECT operation, part FROM operation_part ORDER BY operation, part", as: (Int, Int).self) {
      do { try Changeset.apply(try store.part(operation, part), to: replayed, overDifferences: hasStrikes) } catch is Changeset.Conflict {
        report.findings.append(.chainBroken(operation: operation))
        return
      }
    }
    for table in store.schema.tables {
      try compare(table.name, with: replayed, &report)
    }
  }

  private func compare(_ table: String, with replayed: Database, _ report: inout IntegrityReport) throws {
    let sql = "SELECT rowid, * FROM main.\(table) ORDER BY rowid"
    let actual = try database.prepare(sql)
    let expected = try replayed.prepare(sql)
    var (hasActual, hasExpected) = (try actual.step(), try expected.step())
    func values(_ row: Row) throws -> [Value] { try (0..<row.count).map { try row.get($0) } }
    while hasActual || hasExpected {
      let a = hasActual ? actual.row.integer(0) : Int.max
      let e = hasExpected ? expected.row.integer(0) : Int.max
      if a == e {
        if try values(actual.row) != values(expected.row) { report.findings.append(.rowAltered(table: table, key: a)) }
        (hasActual, hasExpected) = (try actual.step(), try expected.step())
      } else {
        report.findings.append(.rowAltered(table: table, key: min(a, e)))
        if a < e { hasActual = try actual.step() } else { hasExpected = try expected.step() }
      }
    }
  }
}
