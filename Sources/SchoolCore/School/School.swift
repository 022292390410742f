import Basics
import Glibc
import Record
import SQLite

/// One school in one file. `read` and `perform` are the only doors to its data.
public final class School {
  public let path: String
  /// The actions that leave was asked for.
  public private(set) var asked: Set<Action> = []
  public let clock: Clock
  package let chance: Chance
  /// Seconds to wait for another writer.
  public var patience = 30
  /// How new passwords are hashed; tests take a low cost.
  public var hasher: PasswordHasher
  /// The file, or its folder, can only be read.
  public let isReadOnly: Bool
  /// The operation after which the school is looked at (`goBack`); nothing can be written then. `nil` for the present.
  package var pastOperation: Int?
  package var isInThePast: Bool { pastOperation != nil }
  /// The academic year that is looked at, and from which day.
  package var choice = YearChoice()
  /// The latest operation this process committed.
  public private(set) var committed: Int?
  /// Who acts; nobody before a sign-in.
  public var actor: Actor?
  package let database: Database
  package let schema = Migrations.recorded

  /// To be called once, before the first school is opened, by a process that works on one thread.
  public static func prepareProcess() { Database.useOneThread() }

  // MARK: opening

  /// Opens a school. Checks who can read the file and which version it has, and does nothing else.
  ///
  /// Where nothing can be written the school can still be read, as long as no changes wait in the log beside it.
  public init(path: String, clock: Clock, chance: Chance = .system) throws {
    self.path = path
    self.clock = clock
    self.chance = chance
    hasher = PasswordHasher(chance: chance)
    guard access(path, F_OK) == 0 else { throw StorageFailure.noDatabase(path: path) }
    try Self.checkPrivacy(path)
    isReadOnly = try Self.canOnlyBeRead(path)
    let mode: Database.Mode = isReadOnly ? .immutable : .readWrite
    database = try Self.translating(path) { try Database(path: path, mode: mode) }
    try Self.translating(path) {
      try Self.configure(database) { [weak self] in self?.patience ?? 30 }
      let version = try Self.checkedVersion(database, path)
      guard version == Migrations.version else {
        throw StorageFailure.older(path: path, version: version, known: Migrations.version)
      }
    }
  }

  /// Makes an empty school file; `:memory:` makes one without a file, for tests.
  package init(creating path: String, clock: Clock, chance: Chance = .system) throws {
    self.chance = chance
    hasher = PasswordHasher(chance: chance)
    self.path = path
    self.clock = clock
    isReadOnly = false
    if path != ":memory:" {
      guard access(path, F_OK) != 0 else { throw StorageFailure.alreadyThere(path: path) }
      try Self.makeDirectories(for: path)
      // Made by hand first, so that it never exists with wider permissions than its owner's.
      let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
      Glibc.close(descriptor)
      try Self.checkPrivacy(path)
    }
    database = try Self.translating(path) { try Database(path: path, mode: .readWrite) }
    try Self.translating(path) {
      try database.script("PRAGMA journal_mode = WAL")
      try Self.configure(database)
      try database.transaction {
        try database.script(Migrations.script)
        try database.script("PRAGMA application_id = \(Migrations.applicationID); PRAGMA user_version = \(Migrations.version)")
      }
    }
  }

  /// - Throws: `StorageFailure.unfoldedLog` where a file that can only be read is not whole by itself.
  private static func canOnlyBeRead(_ path: String) throws -> Bool {
    if access(path, W_OK) == 0, access(parent(of: path), W_OK) == 0 { return false }
    var log = stat()
    if stat(path + "-wal", &log) == 0, log.st_size > 0 { throw StorageFailure.unfoldedLog(path: path) }
    return true
  }

  /// Closes the file; the last one to close folds the write-ahead log into it.
  public func close() { database.close() }

  /// - Parameter patience: seconds to wait for a program that is not ours; ours queue on the lock file.
  package static func configure(_ database: Database, patience: @escaping () -> Int = { 30 }) throws {
    var waited = 0
    database.onBusy { tries in
      if tries == 0 { waited = 0 }
      guard waited < patience() * 1_000_000 else { return false }
      let pause = Int.random(in: 200...10_000)
      usleep(UInt32(pause))
      waited += pause
      return true
    }
    try database.script(
      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -12000; PRAGMA recursive_triggers = ON"
    )
    database.setDefensive()
    try SearchTokens.register(database)
  }

  /// Refuses a file others can read, and a directory in which others could plant one.
  package static func checkPrivacy(_ path: String) throws {
    var info = stat()
    guard stat(path, &info) == 0 else { throw StorageFailure.system(path: path, errno: errno) }
    guard info.st_mode & S_IFMT == S_IFREG, try isDatabase(path, info) else { throw StorageFailure.notASchool(path: path) }
    if info.st_mode & 0o077 != 0 {
      throw StorageFailure.readableByOthers(path: path, isWritable: info.st_mode & 0o200 != 0)
    }
    // Under another name its log would be another one: two programs would write over each other. A restore needs a second
    // name for a moment.
    for _ in 0..<5 where info.st_nlink > 1 {
      usleep(20_000)
      guard stat(path, &info) == 0 else { throw StorageFailure.system(path: path, errno: errno) }
    }
    if info.st_nlink > 1 { throw StorageFailure.severalNames(path: path) }
    let directory = parent(of: path)
    guard stat(directory, &info) == 0 else { throw StorageFailure.system(path: directory, errno: errno) }
    // A group of one's own name is oneself: many systems make directories group-writable by default.
    let groupIsOwn = info.st_gid == getegid() && info.st_gid == info.st_uid
    if info.st_mode & 0o002 != 0 || (info.st_mode & 0o020 != 0 && !groupIsOwn) {
      throw StorageFailure.directoryOpen(path: directory)
    }
  }

  /// Whether a file begins as SQLite's do, or is empty yet; nobody is told to change the mode of any other.
  private static func isDatabase(_ path: String, _ info: stat) throws -> Bool {
    guard info.st_size > 0 else { return true }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw StorageFailure.system(path: path, errno: errno) }
    defer { Glibc.close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16)
    return Glibc.read(descriptor, &buffer, 16) == 16 && buffer == Array("SQLite format 3\0".utf8)
  }

  /// The folder a path is in.
  public static func folder(of path: String) -> String { parent(of: path) }

  /// Makes the folders of a path that are missing, for their owner alone.
  public static func makeFolder(of path: String) throws { try makeDirectories(for: path) }

  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func makeDirectories(for path: String) throws {
    var missing: [String] = []
    var directory = parent(of: path)
    while access(directory, F_OK) != 0, directory != "/", directory != "." {
      missing.append(directory)
      directory = parent(of: directory)
    }
    for directory in missing.reversed() where mkdir(directory, 0o700) != 0 {
      throw StorageFailure.system(path: directory, errno: errno)
    }
  }

  /// Turns what SQLite says into what can be done about it.
  package static func translating<R>(_ path: String, _ body: () throws -> R) throws -> R {
    do { return try body() } catch let error as DatabaseError {
      switch error.kind {
      case .busy: throw StorageFailure.busy(holder: nil)
      case .full: throw StorageFailure.full(path: path)
      case .notADatabase: throw StorageFailure.damaged(path: path, message: error.message)
      case .readOnly: throw StorageFailure.readOnly(path: path)
      case .inputOutput: throw StorageFailure.system(path: path, errno: EIO)
      default: throw error
      }
    }
  }

  // MARK: reading

  /// Runs `body` in one read transaction, so that all it sees is of one moment.
  public func read<R>(_ action: Action, _ body: (Reading) throws -> R) throws -> R {
    return try reading(try authorize(action), body)
  }

  /// A read that needs no role: the sign-in itself, and the owner's own commands.
  package func readUnchecked<R>(_ body: (Database) throws -> R) throws -> R {
    try snapshot { try body(database) }
  }

  private func reading<R>(_ access: Access, _ body: (Reading) throws -> R) throws -> R {
    try snapshot { try body(try Reading(database, access, clock.now(), choice, pastOperation: pastOperation)) }
  }

  /// Lets several reads see the school as it is at one moment: a table that is measured and then written is one.
  public func snapshot<R>(_ body: () throws -> R) throws -> R {
    if database.isInTransaction { return try body() }
    return try Self.translating(path) { try database.transaction("BEGIN") { try body() } }
  }

  /// Asks the permission table.
  /// - Throws: `AccessFailure`, saying what is in the way: no sign-in, its standing, the token's scopes, or the role.
  package func authorize(_ action: Action) throws -> Access {
    asked.insert(action)
    guard let actor else {
      guard Permissions.signedOut.contains(action) else { throw AccessFailure.notSignedIn }
      return Access(action: action, actor: .nobody, scopes: [.own], now: clock.now())
    }
    if let failure = actor.standing.refusal(of: action) {
      throw failure == .unconfirmed(.none) ? .unconfirmed(try emailState(of: actor)) : failure
    }
    if let token = actor.token, !token.allows(action) { throw AccessFailure.tokenScope(action) }
    guard let role = actor.role else {
      guard Permissions.withoutRole.contains(action) else { throw AccessFailure.roleNeeded(actor.roles) }
      return Access(action: action, actor: actor, scopes: [.own], now: clock.now())
    }
    let scopes = Permissions.scopes(role, action)
    guard !scopes.isEmpty else {
      let others = actor.roles.filter { $0 != role && !Permissions.scopes($0, action).isEmpty }
      throw AccessFailure.notThisRole(role, action, others: others)
    }
    return Access(action: action, actor: actor, scopes: scopes, now: clock.now())
  }

  private func emailState(of actor: Actor) throws -> EmailState {
    let sql = "SELECT max(confirmed_at IS NOT NULL) FROM identifier WHERE account_id = ? AND kind = 'email'"
    let confirmed = try readUnchecked { try $0.value(sql, actor.accountID, as: Bool?.self) ?? nil }
    return confirmed.map { $0 ? .confirmed : .waiting } ?? .none
  }

  /// Asks whether who acts may do one of some things at all.
  /// - Throws: why the first of them is refused.
  public func requireOneOf(_ actions: [Action]) throws {
    var refusal: (any Error)?
    for action in actions {
      do {
        _ = try authorize(action)
        return
      } catch { refusal = refusal ?? error }
    }
    if let refusal { throw refusal }
  }

  /// Minutes east of UTC.
  public var utcOffset: Int { (try? readUnchecked { try $0.value("SELECT utc_offset FROM school", as: Int.self) ?? 180 }) ?? 180 }

  public var uuid: String { (try? readUnchecked { try $0.value("SELECT uuid FROM school", as: String.self) ?? "" }) ?? "" }

  // MARK: writing

  /// Runs `body` as one operation: all of it or nothing, recorded, and undoable.
  ///
  /// With `request.dryRun` the same code runs and is rolled back, and `preview` gets the changes to show.
  public func perform<R>(
    _ action: Action, _ request: WriteRequest, _ body: (Writing) throws -> R
  ) throws -> Performed<R> {
    try perform(try authorize(action), request, kind: .change, evenIfEmpty: false, body)
  }

  /// Writes that change secrets or sessions: logged, never undone.
  package func performSecurity<R>(_ access: Access, _ request: WriteRequest, _ body: (Writing) throws -> R) throws -> Performed<R> {
    try perform(access, request, kind: .security, evenIfEmpty: true, body)
  }

  /// Looks at what a write would find, with everything a write needs, and changes nothing.
  package func peek<R>(_ action: Action, _ body: (Writing) throws -> R) throws -> R {
    let access = try authorize(action)
    return try Self.translating(path) {
      try database.transactionEndingAsTold("BEGIN") {
        let writing = try Writing(database, schema, access, clock.now(), chance, choice, note: nil)
        defer { writing.writer.abandon() }
        return .rollback(try body(writing))
      }
    }
  }

  package func perform<R>(
    _ access: Access, _ request: WriteRequest, kind: OperationKind, evenIfEmpty: Bool, _ body: (Writing) throws -> R
  ) throws -> Performed<R> {
    try locked {
      try Self.translating(path) {
        try database.transactionEndingAsTold { () throws -> Database.Ending<Performed<R>> in
          let writing = try Writing(database, schema, access, clock.now(), chance, choice, note: request.note)
          defer { writing.writer.abandon() }
          let value = try body(writing)
          var header = header(for: access.actor, request, kind)
          header.action = access.action.rawValue
          if request.dryRun {
            try writing.writer.cut()
            let changes = try ChangeList(
              database, schema, operation: writing.writer.number, viewer: access.actor.personID, ofOwnAccount: !access.isWhole
            ).changes()
            return .rollback(Performed(value: value, operation: nil, tally: writing.writer.counted, preview: changes))
          }
          let stored = try writing.writer.finish(header, evenIfEmpty: evenIfEmpty)
          let performed = Performed(value: value, operation: stored?.number, tally: writing.writer.counted, preview: [])
          return stored == nil ? .rollback(performed) : .commit(performed)
        }
      }
    }.remembered { committed = $0 ?? committed }
  }

  /// When the latest operation was made, if that is later than the clock shows now: somebody set a clock back.
  public var operationFromTheFuture: Instant? {
    let latest = try? readUnchecked { try $0.value("SELECT at FROM operation ORDER BY number DESC LIMIT 1", as: Int.self) }
    let slack = SessionTerm.clockSlackSeconds * 1000
    return latest.flatMap { $0 > clock.now().milliseconds + slack ? Instant($0) : nil }
  }

  /// Housekeeping that is nobody's act: outside the record, and of the present, whatever moment is being looked at.
  @discardableResult
  package func note<R>(_ body: (Database) throws -> R) throws -> R {
    guard isInThePast else { return try locked { try Self.translating(path) { try database.transaction { try body(database) } } } }
    // A school in memory is nobody else's to read.
    guard path != ":memory:" else { return try body(database) }
    guard !isReadOnly else { throw StorageFailure.readOnly(path: path) }
    // This connection stays at one moment until it is closed; what is noted goes in by another.
    let lock = try WriterLock(path: path + ".lock", patience: patience)
    return try withExtendedLifetime(lock) {
      try Self.translating(path) {
        let present = try Database(path: path, mode: .readWrite)
        defer { present.close() }
        try Self.configure(present)
        return try present.transaction { try body(present) }
      }
    }
  }

  package func header(for actor: Actor?, _ request: WriteRequest, _ kind: OperationKind) -> OperationHeader {
    OperationHeader(
      number: 0, at: clock.now(), clockSet: clock.isSet, actor: actor?.knownPerson, role: actor?.role?.rawValue, token: actor?.token?.id,
      kind: kind, command: request.command, note: request.note, schema: schema.version, undoes: nil, redoes: nil, tally: Tally())
  }

  package func locked<R>(_ body: () throws -> R) throws -> R {
    guard !isInThePast else { throw RecordFailure.pastIsFixed }
    guard !isReadOnly else { throw StorageFailure.readOnly(path: path) }
    guard path != ":memory:" else { return try body() }
    let lock = try WriterLock(path: path + ".lock", patience: patience)
    return try withExtendedLifetime(lock) { try body() }
  }
}
