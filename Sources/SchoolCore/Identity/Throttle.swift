import Basics
import SQLite
import SchoolModel
import SchoolOutbox

/// Slows guessing down, by what is being guessed at: a name to sign in with, a code, known to the school or not.
///
/// The name is kept as a keyed hash, so that the table tells nobody who tried. Two failures are free; each further one
/// doubles the wait from five seconds to fifteen minutes, and from the hundredth on it is a day
/// (NIST SP 800-63B: at most 100 failed tries in a row).
package struct Throttle {
  private let database: Database
  private let subject: [UInt8]
  private let free: Int

  /// - Parameter free: how many failures have no consequence.
  package init(_ database: Database, _ kind: String, _ name: String, free: Int = 2) throws {
    self.database = database
    self.free = free
    let key = try database.value("SELECT bytes FROM security_key", as: [UInt8].self) ?? []
    subject = HMAC.sha256(key: key, Array("\(kind)\0\(name)".utf8))
  }

  /// Failures in a row, and the seconds to wait before the next try.
  package func state(at now: Instant) throws -> (failures: Int, wait: Int) {
    guard
      let (failures, last) = try database.row("SELECT failures, last_at FROM attempt WHERE subject = ?", subject, as: (Int, Int).self)
    else { return (0, 0) }
    // A clock that went back does not lock anybody out for longer than the delay itself.
    let passed = max(0, (now.milliseconds - last) / 1000)
    return (failures, max(0, Self.delay(after: failures, free: free) - passed))
  }

  /// Seconds to wait after so many failures in a row.
  package static func delay(after failures: Int, free: Int = 2) -> Int {
    if failures <= free { return 0 }
    if failures >= 100 { return 86_400 }
    return min(900, 5 << min(failures - free - 1, 20))
  }

  /// - Returns: the failures in a row, this one counted.
  package func fail(at now: Instant) throws -> Int {
    // What nobody tried for a week is forgotten.
    try database.run("DELETE FROM attempt WHERE last_at < ?", now.milliseconds - 7 * 86_400_000)
    try database.run(
      "INSERT INTO attempt (subject, failures, last_at) VALUES (?1, 1, ?2) ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_at = ?2",
      subject, now.milliseconds)
    return try database.value("SELECT failures FROM attempt WHERE subject = ?", subject, as: Int.self) ?? 1
  }

  /// A try that came to nothing, neither right nor wrong, is not counted.
  package func takeBack() throws {
    try database.run("UPDATE attempt SET failures = failures - 1 WHERE subject = ? AND failures > 0", subject)
  }

  package func succeed() throws { try database.run("DELETE FROM attempt WHERE subject = ?", subject) }
}

extension Identity {
  /// Runs a check that can be guessed at: refused while the wait lasts, counted when it fails.
  ///
  /// The try is counted as a failure first, in one transaction with the question whether there is a wait: of many tries at
  /// once only the free ones are made. A success takes the count away.
  /// - Parameters:
  ///   - names: what is guessed at, by all the names it goes by; each is counted by itself, the first one's count is told.
  ///   - check: `nil` when the guess was wrong.
  package func throttled<R>(_ kind: String, _ names: String..., free: Int = 2, _ check: () throws -> R?) throws -> (
    result: R?, failures: Int
  ) {
    let now = clock.now()
    func throttles(_ database: Database) throws -> [Throttle] { try names.map { try Throttle(database, kind, $0, free: free) } }
    let failures = try note { database -> Int in
      let throttles = try throttles(database)
      let wait = try throttles.map { try $0.state(at: now).wait }.max() ?? 0
      guard wait == 0 else { throw IdentityFailure.tooManyTries(seconds: wait) }
      return try throttles.map { try $0.fail(at: now) }.first ?? 1
    }
    let result: R?
    do { result = try check() } catch {
      try? note { for throttle in try throttles($0) { try throttle.takeBack() } }
      throw error
    }
    guard let result else { return (nil, failures) }
    try note { for throttle in try throttles($0) { try throttle.succeed() } }
    return (result, 0)
  }
}
