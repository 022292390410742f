import Basics
import Record
import SQLite

/// An operation as `log` lists it.
public struct LoggedOperation: Sendable {
  public let header: OperationHeader
  public let person: String?
  public let undoneBy: Int?
  /// The end of the chain after it, in hexadecimal digits: kept elsewhere, it proves what came before.
  public let head: String?
  /// The token it was done by: its number and its name.
  public let token: String?

  package init(header: OperationHeader, person: String?, undoneBy: Int?, head: String? = nil, token: String? = nil) {
    self.token = token
    self.head = head
    self.header = header
    self.person = person
    self.undoneBy = undoneBy
  }
}

/// One operation taken back or put in force again.
public struct Replayed: Sendable {
  public let target: OperationHeader
  /// The operation that did it; `nil` in a dry run.
  public let operation: Int?
  public let tally: Tally
  public let preview: [RecordedChange]
}

extension SchoolRecord {
  private var store: OperationStore { OperationStore(database: database, schema: schema) }
  private var talk: TalkGuard { TalkGuard(database: database, store: store) }

  /// Which school this is, the operation after which it is looked at, and the day of that.
  public func standing() throws -> (school: String, operation: Int, day: Day) {
    try readUnchecked { database in
      let last = try school.pastOperation ?? database.value("SELECT coalesce(max(number), 0) FROM main.operation", as: Int.self) ?? 0
      let at = try database.value("SELECT at FROM main.operation WHERE number = ?", last, as: Int.self) ?? 0
      let name = try database.value("SELECT name FROM school", as: String.self) ?? ""
      return (name, last, Instant(milliseconds: at).day(offset: school.utcOffset))
    }
  }

  // MARK: the log

  /// The operations, latest first; one's own unless the role sees the whole school's.
  public func log(limit: Int? = nil) throws -> [LoggedOperation] { try logged(nil, limit: limit) }

  /// One operation.
  /// - Throws: `RecordFailure.noSuchOperation` for one there is not, and for another's that is not one's own to see.
  public func operation(_ number: Int) throws -> LoggedOperation {
    guard let found = try logged(number, limit: 1).first else { throw RecordFailure.noSuchOperation(number) }
    return found
  }

  private func logged(_ number: Int?, limit: Int?) throws -> [LoggedOperation] {
    try read(.logRead) { reading in
      let own: Int? = reading.access.isWhole ? nil : reading.access.actor.personID
      let sql = """
        SELECT \(OperationStore.columns),
          (SELECT \(PersonName.sql(of: "person")) FROM person WHERE id = actor), chain,
          (SELECT t.id || ' ' || t.name FROM main.service_token t WHERE t.id = token)
        FROM operation WHERE (?1 IS NULL OR actor = ?1) AND (?3 IS NULL OR number = ?3) ORDER BY number DESC LIMIT ?2
        """
      var rows: [(OperationHeader, String?, String, String?)] = []
      try database.forEach(sql, [own, limit ?? -1, number]) {
        rows.append((try OperationStore.header($0), try $0.get(14), hex(try $0.get(15) as [UInt8]), try $0.get(16)))
      }
      let undone = try store.undone()
      return rows.map {
        LoggedOperation(header: $0, person: $1, undoneBy: undone[$0.number], head: $2, token: $3 ?? $0.token.map(String.init))
      }
    }
  }

  /// What an operation changed, in the order of the record, one change after the other: an import has a million of them.
  /// - Parameter kind: only changes of this kind.
  public func forEachChange(
    of number: Int, _ kind: RecordedChange.Kind? = nil, _ body: (RecordedChange) throws -> Void
  ) throws {
    _ = try operation(number)
    try read(.logRead) {
      let access = $0.access
      try ChangeList(database, schema, operation: number, viewer: access.actor.personID, ofOwnAccount: !access.isWhole).forEach(kind, body)
    }
  }

  /// All that an operation changed.
  public func changes(of number: Int) throws -> [RecordedChange] {
    var changes: [RecordedChange] = []
    try forEachChange(of: number) { changes.append($0) }
    return changes
  }

  // MARK: undo and redo

  /// Takes operations back, the latest first; without numbers the actor's latest that still stands.
  public func undo(_ numbers: ClosedRange<Int>?, _ request: WriteRequest) throws -> (done: [Replayed], passedOver: [Int]) {
    try replaying(.undo, request) { access in
      guard let numbers else {
        let (target, passedOver) = try store.latestToUndo(by: access.actor.personID)
        guard let target else { throw RecordFailure.nothingToUndo(passedOver: passedOver) }
        // Whoever says no more than «undo» means what they did last; an older act is another thing.
        if let latest = try passedOver.first(where: { try !isSignIn($0) }) {
          throw RecordFailure.latestNotUndoable(latest, try store.header(latest)?.command, before: target)
        }
        try talk.refuseRead(target, of: access.actor.personID)
        return ([target], [])
      }
      return try targets(in: numbers, access)
    }
  }

  /// Puts operations in force again; without numbers the one the actor undid last.
  public func redo(_ numbers: ClosedRange<Int>?, _ request: WriteRequest) throws -> (done: [Replayed], passedOver: [Int]) {
    try replaying(.redo, request) { access in
      guard let numbers else {
        guard let target = try store.latestToRedo(by: access.actor.personID) else { throw RecordFailure.nothingToRedo }
        return ([target], [])
      }
      var targets: [Int] = []
      for number in numbers {
        let header = try permitted(number, access)
        guard header.kind == .change else { continue }
        guard try store.undoneBy(number) != nil else { throw RecordFailure.notUndone(operation: number) }
        targets.append(number)
      }
      return (targets, [])
    }
  }

  /// Signing in and out is no act of its own: what was done before is still what was done last.
  private func isSignIn(_ number: Int) throws -> Bool {
    let command = try store.header(number)?.command ?? ""
    return ["myschool login", "myschool logout"].contains { command == $0 || command.hasPrefix($0 + " ") }
  }

  private func targets(in numbers: ClosedRange<Int>, _ access: Access) throws -> (targets: [Int], passedOver: [Int]) {
    var targets: [Int] = []
    var passedOver: [Int] = []
    for number in numbers.reversed() {
      let header = try permitted(number, access)
      guard header.kind.canBeUndone else {
        if numbers.count == 1 { throw RecordFailure.notUndoable(operation: number, kind: header.kind.rawValue) }
        passedOver.append(number)
        continue
      }
      if let by = try store.undoneBy(number) {
        if numbers.count == 1 { throw RecordFailure.alreadyUndone(operation: number, by: by) }
        passedOver.append(number)
        continue
      }
      // In a range, an undo and what it undid come to nothing by themselves.
      if numbers.count > 1, header.kind != .change {
        passedOver.append(number)
        continue
      }
      if try talk.read(of: number) != nil {
        if numbers.count == 1 { try talk.refuseRead(number, of: access.actor.personID) }
        passedOver.append(number)
        continue
      }
      targets.append(number)
    }
    return (targets, passedOver)
  }

  private func permitted(_ number: Int, _ access: Access) throws -> OperationHeader {
    guard let header = try store.header(number) else { throw RecordFailure.noSuchOperation(number) }
    let isOwn = header.actor == access.actor.personID
    guard isOwn || access.isWhole else { throw RecordFailure.othersOperation(number) }
    guard isOwn || header.action != Action.chatUse.rawValue else { throw RecordFailure.othersTalk(number) }
    return header
  }

  /// Taking something back, or putting it in force again, needs the right to do it now, in this role and by this token, to all
  /// that it touched: courses one no longer gives and children one no longer has are out of reach.
  private func requireRight(to header: OperationHeader, _ access: Access) throws {
    let right: Access
    if let action = header.action.flatMap(Action.init) {
      // Who handed a quiz in has used an attempt up: only who looks after the school gives it back.
      if action == .quizTake {
        guard access.isWhole else { throw RecordFailure.handedIn(operation: header.number) }
        return
      }
      right = try authorize(action)
    } else if !access.isWhole {
      // Older records do not say; the journal is what teachers wrote then.
      right = try authorize(.journalWrite)
    } else {
      return
    }
    guard !right.isWhole, right.scopes != [.own] else { return }
    let touched = try TouchedRows(header.number, store)
    let courses = try right.courses(database)
    // What is about oneself is one's own: who signs a diary stands in the signature.
    let others = touched.subjects.subtracting([access.actor.personID])
    let isOutOfReach =
      try touched.courses.isEmpty
      ? !others.isSubset(of: right.students(database) ?? []) : !touched.courses.isSubset(of: courses ?? [])
    if isOutOfReach { throw AccessFailure.notYours(right.action, what: header.command ?? "№\(header.number)") }
  }

  private func replaying(
    _ kind: OperationKind, _ request: WriteRequest, _ choose: (Access) throws -> (targets: [Int], passedOver: [Int])
  ) throws -> (done: [Replayed], passedOver: [Int]) {
    let access = try authorize(.undo)
    return try locked {
      try School.translating(path) {
        try database.transactionEndingAsTold {
          let (targets, passedOver) = try choose(access)
          let scales = try ScalesInUse(database, now: clock.now())
          let done = try targets.map { try replay($0, kind, access, request) }
          try scales.refuseMixing(database, now: clock.now())
          return request.dryRun ? .rollback((done, passedOver)) : .commit((done, passedOver))
        }
      }
    }
  }

  private func replay(_ target: Int, _ kind: OperationKind, _ access: Access, _ request: WriteRequest) throws -> Replayed {
    guard let original = try store.header(target) else { throw RecordFailure.noSuchOperation(target) }
    try requireRight(to: original, access)
    try requireOpenDays(target, access)
    if kind == .redo { try talk.refusePassed(target) }
    let writer = try OperationWriter(database, schema, chance: school.chance)
    defer { writer.abandon() }
    try store.replay(target, backwards: kind == .undo, writer)
    let preview = request.dryRun ? try ChangeList(database, schema, operation: writer.number, viewer: access.actor.personID).changes() : []
    if try database.value(
      "SELECT 1 FROM operation_key WHERE operation = ? AND table_name IN ('role_grant', 'account')", target, as: Int.self) != nil
    {
      try Role.requireAdministrator(database)
    }
    var header = school.header(for: access.actor, request, kind)
    header.action = original.action
    if kind == .undo { header.undoes = target } else { header.redoes = target }
    let stored = try writer.finish(header, evenIfEmpty: true)
    return Replayed(target: original, operation: request.dryRun ? nil : stored?.number, tally: writer.counted, preview: preview)
  }

  /// A closed term is closed for undoing, too.
  private func requireOpenDays(_ operation: Int, _ access: Access) throws {
    let closed = try database.value("SELECT 1 FROM term_closing LIMIT 1", as: Int.self) != nil
    guard closed else { return }
    let touched = try TouchedRows(operation, store).lessonsMarked
    guard !touched.isEmpty else { return }
    let rules = try JournalRules(database)
    let terms = try database.rows(
      "SELECT t.code, t.first_day, t.last_day FROM term_closing c JOIN term t ON t.id = c.term_id", as: (TermCode, Day, Day).self
    ).map { code, first, last in DaySpan(name: code.rawValue, first: first, last: last, code: code) }
    let places = """
      SELECT DISTINCT l.day, f.grade FROM lesson l JOIN course c ON c.id = l.course_id JOIN form f ON f.id = c.form_id
      WHERE l.id IN (\(keyList(touched)))
      """
    for (day, grade) in try database.rows(places, as: (Day, Int).self) {
      let term = terms.first { $0.contains(day) && $0.code?.isHalfYear == rules.isHalfYear(grade: grade) }
      if let code = term?.code { throw JournalFailure.termClosed(code) }
    }
  }

  // MARK: the file

  /// Checks the file against its own record; for the owner of the file, without a sign-in.
  /// - Parameter head: an end of the chain that was kept elsewhere.
  public func check(full: Bool = false, head: String? = nil) throws -> IntegrityReport {
    try School.translating(path) {
      try database.transaction("BEGIN") {
        var report = try IntegrityCheck(store, schemaScript: Migrations.script, searchIndexes: Migrations.searchIndexes).run(
          full: full, head: head)
        report.findings += try Doubles.findings(database)
        report.findings += try MessageTexts.altered(database).map { .textAltered(table: $0.table, key: $0.key) }
        let bodies = try FileCheck.run(database, school.files)
        report.findings += bodies.findings
        report.unnamedBodies = bodies.unnamed
        return report
      }
    }
  }

  /// Copies the bodies of files that the school names beside a copy of it.
  /// - Returns: how many of them are gone.
  public func copyFiles(besides target: String) throws -> Int {
    let named = try readUnchecked { try FileCheck.named($0) }
    return try school.files.copy(named, to: FileStore(besides: target)).count
  }

  /// Copies the school into a new file while others go on working.
  public func backup(to target: String) throws {
    try School.translating(target) {
      let copy = try Database(path: target, mode: .create)
      try database.backup(to: copy)
      copy.close()
    }
  }

  public struct Info: Sendable {
    public let school: String
    public let year: String
    public let schema: Int
    public let operations: Int
    public let head: String
    public let counts: [(table: String, rows: Int)]
    public let bytes: Int
  }

  public func info() throws -> Info {
    try readUnchecked { database in
      let last = try database.row("SELECT number, chain FROM operation ORDER BY number DESC LIMIT 1", as: (Int, [UInt8]).self)
      return Info(
        school: try database.value("SELECT name FROM school", as: String.self) ?? "",
        year: try school.calendar(database).year.name,
        schema: schema.version, operations: last?.0 ?? 0, head: hex(last?.1 ?? []),
        counts: try ["person", "form", "course", "lesson", "mark", "attendance"].map {
          ($0, try database.value("SELECT count(*) FROM \($0)", as: Int.self) ?? 0)
        },
        bytes: (try database.value("PRAGMA page_count", as: Int.self) ?? 0) * (try database.value("PRAGMA page_size", as: Int.self) ?? 0))
    }
  }
}
