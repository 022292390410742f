import Basics
import Foundation
import SQLite
import Testing

@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolSheets

/// Many at once, each with a connection of its own, as processes are.
private func together(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  DispatchQueue.concurrentPerform(iterations: count) { body($0) }
}

private final class Answers: @unchecked Sendable {
  // Unchecked: every access takes the lock.
  private let lock = NSLock()
  private var words: [String] = []
  func add(_ word: String) { lock.withLock { words.append(word) } }
  func count(_ part: String) -> Int { lock.withLock { words.filter { $0.contains(part) }.count } }
  var all: [String] { lock.withLock { words } }
}

@Suite("Guessing")
struct GuessingTests {
  private static let password = "слон-ест-груши-в-полдень"
  private static let isLong = ProcessInfo.processInfo.environment["MYSCHOOL_LONG"] != nil

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder
  }

  /// - Returns: the path of a school whose administrator has a second factor, its key, and its recovery codes.
  private func schoolWithFactor(_ folder: URL, _ clock: TestClock) throws -> (path: String, key: [UInt8], codes: [String]) {
    let path = folder.appendingPathComponent("school.db").path
    let school = try smallSchool(clock, at: path)
    defer { school.close() }
    let factor = try school.identity.prepareSecondFactor(password: Self.password, WriteRequest())
    let secret = try #require(factor.link.firstMatch(of: /secret=([A-Z2-7]+)/)).output.1
    let key = try #require(Base32.decode(String(secret)))
    let code = OneTimeCode.code(key: key, counter: OneTimeCode.step(at: clock.now))
    try school.identity.confirmSecondFactor(password: Self.password, code: code, WriteRequest())
    return (path, key, factor.recoveryCodes)
  }

  @Sendable private static func signIn(_ path: String, _ clock: Clock, _ name: String, _ password: String, code: String?) -> String {
    do {
      let school = try School(path: path, clock: clock)
      defer { school.close() }
      school.hasher = PasswordHasher(cost: 1)
      _ = try school.identity.signIn(
        SignInAttempt(name: name, password: password), acceptsConsent: { true }, secondFactor: { code }, WriteRequest())
      return "in"
    } catch { return "\(error)" }
  }

  @Test("one code of the app signs in once, however many give it at once; so does a recovery code")
  func oneCode() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = TestClock()
    let (path, key, recovery) = try schoolWithFactor(folder, clock)
    for round in 0..<(Self.isLong ? 100 : 6) {
      clock.now = clock.now + 3600
      let now = clock.now
      let code =
        round % 2 == 0 || round / 2 >= recovery.count
        ? OneTimeCode.code(key: key, counter: OneTimeCode.step(at: now)) : recovery[round / 2]
      let answers = Answers()
      together(4) { _ in answers.add(Self.signIn(path, .fixed(now), "komarova.l", Self.password, code: code)) }
      #expect(answers.all.filter { $0 == "in" }.count == 1, "round \(round): \(answers.all)")
    }
  }

  @Test("of 64 wrong passwords at once only the free ones are tried; of codes likewise")
  func parallel() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = TestClock()
    let (path, _, _) = try schoolWithFactor(folder, clock)
    clock.now = clock.now + 3600
    let now = clock.now
    let passwords = Answers()
    together(64) { passwords.add(Self.signIn(path, .fixed(now), "komarova.l", "wrong \($0)", code: nil)) }
    // Two failures are free; the third tells how long to wait.
    #expect(passwords.count("wrongNameOrPassword") == 3 && passwords.count("tooManyTries") == 61, "\(passwords.all)")
    clock.now = clock.now + 86_400
    let later = clock.now
    let school = try School(path: path, clock: .fixed(later))
    let account = try #require(try school.readUnchecked { try $0.value("SELECT id FROM account", as: Int.self) })
    school.close()
    let codes = Answers()
    together(64) { _ in
      do {
        let school = try School(path: path, clock: .fixed(later))
        defer { school.close() }
        try school.identity.passSecondFactor(account, password: Self.password) { "000000" }
        codes.add("right")
      } catch { codes.add("\(error)") }
    }
    #expect(codes.count("wrongSecondFactor") == 5 && codes.count("tooManyTries") == 59, "\(codes.all)")
  }

  @Test("login, phone, e-mail and SNILS of one account share their tries")
  func oneAccount() throws {
    let clock = TestClock()
    let school = try smallSchool(clock)
    try school.note { database in
      try database.run("UPDATE person SET snils = '11223344595', phone = '+79001234567', email = 'k@example.org'")
      let account = try database.value("SELECT id FROM account", as: Int.self)
      try database.run("INSERT INTO identifier (account_id, kind, value, confirmed_at) VALUES (?, 'phone', '+79001234567', 1)", account)
      try database.run("INSERT INTO identifier (account_id, kind, value, confirmed_at) VALUES (?, 'email', 'k@example.org', 1)", account)
    }
    var tried = 0
    for name in ["komarova.l", "+7 900 123-45-67", "k@example.org", "112-233-445 95"] {
      for _ in 0..<3 {
        do {
          _ = try school.identity.signIn(SignInAttempt(name: name, password: "wrong"), acceptsConsent: { true }, WriteRequest())
        } catch IdentityFailure.wrongNameOrPassword { tried += 1 } catch IdentityFailure.tooManyTries {}
      }
    }
    #expect(tried == 3)
  }

  @Test("a try that fails for another reason is not counted")
  func notCounted() throws {
    struct Trouble: Error {}
    let school = try smallSchool(TestClock())
    for _ in 0..<20 { #expect(throws: Trouble.self) { try school.identity.throttled("test", "name") { () -> Int? in throw Trouble() } } }
    #expect(try school.identity.throttled("test", "name") { 1 }.result == 1)
  }
}
