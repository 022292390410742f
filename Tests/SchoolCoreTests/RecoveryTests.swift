import Basics
import SQLite
import Testing

@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolOutbox
@testable import SchoolRoster
@testable import SchoolSheets

@Suite("A forgotten password")
struct RecoveryTests {
  private let old = "лев-ест-сыр-утром-в-среду"
  private let new = "гусь-пьёт-чай-в-четверг-77"

  private func school(_ clock: TestClock) throws -> School {
    let school = try smallSchool(clock)
    var edit = PersonEdit()
    (edit.surname, edit.givenName, edit.login, edit.email, edit.post) = ("Белова", "Анна", "belova.a", "belova@example.org", "учитель")
    _ = try school.roster.addPerson(edit, form: nil, from: nil, reason: nil, WriteRequest())
    _ = try school.identity.createAccount(for: "belova.a", login: nil, password: old, mustChange: false, WriteRequest())
    return school
  }

  private func codes(_ school: School) throws -> [String] {
    try school.outbox.letters(all: true).compactMap { if case .letter(.recovery(let code), _) = $0.content { code } else { nil } }
  }

  private func signIn(_ school: School, _ password: String) throws {
    _ = try school.identity.signIn(SignInAttempt(name: "belova.a", password: password), acceptsConsent: { true }, WriteRequest())
  }

  @Test("a code to the confirmed address sets a new password, once, within an hour, and the old one is gone")
  func code() throws {
    let clock = TestClock()
    let school = try school(clock)
    try school.identity.askForRecovery(of: "BELOVA@example.org", WriteRequest())
    let code = try #require(try codes(school).last)
    #expect(throws: IdentityFailure.wrongCode) { try school.identity.recover("belova.a", code: "00000000", to: new, WriteRequest()) }
    try school.identity.recover("belova.a", code: code, to: new, WriteRequest())
    #expect(throws: IdentityFailure.wrongCode) { try school.identity.recover("belova.a", code: code, to: old, WriteRequest()) }
    clock.now = clock.now + 90_000
    let administrator = school.actor
    #expect(throws: (any Error).self) { try signIn(school, old) }
    clock.now = clock.now + 90_000
    try signIn(school, new)
    school.actor = administrator
    #expect(try codes(school).isEmpty)
    clock.now = clock.now + 90_000
    try school.identity.askForRecovery(of: "belova.a", WriteRequest())
    let late = try #require(try codes(school).last)
    clock.now = clock.now + SessionTerm.codeSeconds + 1
    #expect(throws: IdentityFailure.wrongCode) { try school.identity.recover("belova.a", code: late, to: old, WriteRequest()) }
  }

  @Test("nobody learns who exists, and neither an administrator nor a second factor can be got round")
  func nobodyLearns() throws {
    let clock = TestClock()
    let school = try school(clock)
    for name in ["nikto@example.org", "komarova.l", "nikto.n"] {
      try school.identity.askForRecovery(of: name, WriteRequest())
      #expect(throws: IdentityFailure.wrongCode) { try school.identity.recover(name, code: "12345678", to: new, WriteRequest()) }
    }
    #expect(try codes(school).isEmpty)
    // A letter box is not filled.
    for _ in 0..<4 { try school.identity.askForRecovery(of: "belova.a", WriteRequest()) }
    #expect(throws: (any Error).self) { try school.identity.askForRecovery(of: "belova.a", WriteRequest()) }
  }
}
