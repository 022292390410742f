import Basics
import Foundation
import SQLite
import Testing

@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolSetup
@testable import SchoolSheets

/// A clock that tests set.
final class TestClock: @unchecked Sendable {
  // Unchecked: a test works on one thread.
  var now = Instant(milliseconds: 1_790_000_000_000)
  var clock: Clock { Clock(isSet: false) { self.now } }
}

/// A school in memory with low-cost passwords, signed in as its administrator.
func smallSchool(_ clock: TestClock, at path: String = ":memory:") throws -> School {
  var setup = SchoolSetup(name: "Школа", year: "2026/27", adminLogin: "komarova.l", password: "слон-ест-груши-в-полдень")
  setup.hasher = PasswordHasher(cost: 1)
  let school = try School.create(at: path, setup, clock: clock.clock, command: nil)
  school.hasher = PasswordHasher(cost: 1)
  _ = try school.identity.signIn(SignInAttempt(name: "komarova.l", password: setup.password), acceptsConsent: { true }, WriteRequest())
  return school
}

@Suite("Signing in")
struct SignInTests {
  @Test("10,000 wrong tries of known and unknown names get the same words, and wait by the same table")
  func nobodyLearnsWhoExists() throws {
    let clock = TestClock()
    let school = try smallSchool(clock)
    var times: [String: [Double]] = ["known": [], "unknown": []]
    var answers: [String: [String]] = ["known": [], "unknown": []]
    let continuous = ContinuousClock()
    for round in 0..<5000 {
      // Once in a while the wait is not sat out, and is told instead.
      if round % 10 != 9 { clock.now = clock.now + 90_000 }
      for (kind, name) in [("known", "komarova.l"), ("unknown", "kokarova.l")] {
        var answer = ""
        let took = continuous.measure {
          do {
            _ = try school.identity.signIn(SignInAttempt(name: name, password: "wrong \(round)"), acceptsConsent: { true }, WriteRequest())
          } catch { answer = "\(error)" }
        }
        answers[kind]?.append(answer)
        if !answer.contains("tooMany") { times[kind]?.append(Double(took.components.attoseconds) / 1e12) }
      }
    }
    let areEqual = answers["known"] == answers["unknown"]
    #expect(areEqual)
    #expect(answers["known"]?.first == "wrongNameOrPassword(failures: 1)")
    let toldToWait = answers["known"]?.filter { $0.contains("tooManyTries") }.count
    #expect(toldToWait == 500)
    // Time never decides a test; the figures are printed for who reads along.
    for (kind, values) in times.sorted(by: { $0.key < $1.key }) {
      let sorted = values.sorted()
      print(
        "sign-in, \(kind): median \(Int(sorted[sorted.count / 2])) µs, 90 % within \(Int(sorted[sorted.count * 9 / 10])) µs, \(sorted.count) tries"
      )
    }
  }

  @Test("the wait doubles from five seconds to fifteen minutes, and is a day from the hundredth failure on")
  func delays() {
    #expect((0...12).map { Throttle.delay(after: $0) } == [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
    #expect(Throttle.delay(after: 99) == 900 && Throttle.delay(after: 100) == 86_400 && Throttle.delay(after: Int.max) == 86_400)
  }

  @Test("a right password after failures starts the count anew; a clock set back locks nobody out for longer")
  func recovery() throws {
    let clock = TestClock()
    let school = try smallSchool(clock)
    func sign(_ password: String) -> String {
      do {
        return try school.identity.signIn(SignInAttempt(name: "komarova.l", password: password), acceptsConsent: { true }, WriteRequest())
          .actor.name
      } catch { return "\(error)" }
    }
    for failures in 1...3 { #expect(sign("wrong") == "wrongNameOrPassword(failures: \(failures))") }
    #expect(sign("слон-ест-груши-в-полдень") == "tooManyTries(seconds: 5)")
    clock.now = clock.now + -86_400
    #expect(sign("слон-ест-груши-в-полдень") == "tooManyTries(seconds: 5)")
    clock.now = clock.now + 86_405
    #expect(sign("слон-ест-груши-в-полдень") == "komarova.l")
    #expect(sign("wrong") == "wrongNameOrPassword(failures: 1)")
  }

  @Test("a session is refused when it is old, elsewhere, or begins after now")
  func sessions() throws {
    let clock = TestClock()
    let school = try smallSchool(clock)
    let place = SignInPlace(machine: [1, 2, 3], name: "a@b")
    let attempt = SignInAttempt(name: "komarova.l", password: "слон-ест-груши-в-полдень", place: place)
    let token = try school.identity.signIn(attempt, acceptsConsent: { true }, WriteRequest()).token
    let begun = clock.now
    func resume(machine: [UInt8]?) throws { try school.identity.resume(token: token, machine: machine, role: nil) }
    try resume(machine: [1, 2, 3])
    #expect(throws: AccessFailure.sessionElsewhere) { try resume(machine: [9]) }
    clock.now = begun + -200
    try resume(machine: [1, 2, 3])
    clock.now = begun + -400
    #expect(throws: AccessFailure.clockWentBack) { try resume(machine: [1, 2, 3]) }
    clock.now = begun + 7 * 86_400
    #expect(throws: AccessFailure.sessionExpired) { try resume(machine: [1, 2, 3]) }
    #expect(throws: AccessFailure.sessionExpired) {
      try school.identity.resume(token: String(repeating: "0", count: 64), machine: nil, role: nil)
    }
  }

  @Test("the second factor: enrolled, asked for, a code once, recovery codes once, resealed by a change of password")
  func secondFactor() throws {
    let clock = TestClock()
    let school = try smallSchool(clock)
    let password = "слон-ест-груши-в-полдень"
    let made = try school.identity.prepareSecondFactor(password: password, WriteRequest())
    let secret = try #require(made.link.split(separator: "secret=").last?.prefix(32)).description
    let key = try #require(Base32.decode(secret))
    func code() -> String { OneTimeCode.code(key: key, counter: OneTimeCode.step(at: clock.now)) }
    func sign(_ password: String, _ code: String?) throws {
      _ = try school.identity.signIn(
        SignInAttempt(name: "komarova.l", password: password), acceptsConsent: { true }, secondFactor: { code }, WriteRequest())
    }
    // Not in force before a code of it was given.
    try sign(password, nil)
    #expect(throws: IdentityFailure.wrongSecondFactor) {
      try school.identity.confirmSecondFactor(password: password, code: "000000", WriteRequest())
    }
    try school.identity.confirmSecondFactor(password: password, code: code(), WriteRequest())
    #expect(throws: IdentityFailure.codeNeeded) { try sign(password, nil) }
    #expect(throws: IdentityFailure.wrongSecondFactor) { try sign(password, code()) }
    clock.now = clock.now + 30
    try sign(password, code())
    #expect(throws: IdentityFailure.wrongSecondFactor) { try sign(password, code()) }
    try sign(password, made.recoveryCodes[0])
    #expect(throws: IdentityFailure.wrongSecondFactor) { try sign(password, made.recoveryCodes[0]) }
    let new = "новые-груши-для-старых-слонов"
    try school.identity.changePassword(from: password, to: new, keeping: nil, WriteRequest())
    clock.now = clock.now + 3600
    try sign(new, code())
    for _ in 0..<8 { try? sign(new, "999999") }
    #expect(throws: IdentityFailure.self) { try sign(new, code()) }
    // No byte of the key lies in the file.
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("myschool-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try school.record.backup(to: copy.path)
    let bytes = [UInt8](try Data(contentsOf: copy))
    #expect(!bytes.contains(subsequence: key) && !bytes.contains(subsequence: Array(secret.utf8)))
    for recovery in made.recoveryCodes { #expect(!bytes.contains(subsequence: Array(recovery.filter { $0 != "-" }.utf8))) }
  }

  @Test("the commonest passwords are refused on both keyboards, masked and with digits around, and long phrases are not")
  func passwords() {
    for weak in [
      "password1234", "Qwerty123456", "йцукенгшщз12", "gfhjkm123456", "p@ssw0rd2026", "123456789012", "зфыыцщкв2026", "привет2026!!",
      "котикотикоти",
      "aaaaaaaaaaaa", "1qaz2wsx3edc",
    ] {
      #expect(PasswordHasher.weakness(weak, least: 8, context: []) == .common, "\(weak)")
    }
    for good in ["Слон-ест-7-груш-в-полдень", "correct horse battery staple", "Ехали медведи на веломотоцикле", "xK9#vQ2$mW7&"] {
      #expect(PasswordHasher.weakness(good, least: 8, context: ["komarova.l", "Комарова"]) == nil, "\(good)")
    }
    #expect(PasswordHasher.weakness("комарова-1975", least: 8, context: ["Комарова"]) == .likeLogin)
    #expect(PasswordHasher.weakness("короткий", least: 12, context: []) == .short(least: 12))
  }
}
