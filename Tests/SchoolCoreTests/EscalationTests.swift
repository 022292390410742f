import Basics
import Foundation
import SQLite
import Tabular
import Testing

@testable import SchoolExchange
@testable import SchoolIdentity
@testable import SchoolModel
@testable import SchoolRoster
@testable import SchoolSheets

/// What a tester with an account of their own got away with once.
@Suite("Nobody gets more than is theirs")
struct EscalationTests {
  private static let staff =
    "Фамилия;Имя;Отчество;Должность;Логин;СНИЛС\nКазакова;Таисия;Марковна;учитель;kazakova.t;\nНовикова;Анна;Ивановна;учитель;novikova.a;112-233-445 95\n"

  private func source(_ text: String) -> Source { Source(name: "file.csv", input: ByteInput(bytes: Array(text.utf8))) }

  private func school(_ clock: TestClock = TestClock()) throws -> School {
    let school = try smallSchool(clock)
    _ = try school.roster.importRoster(
      [source("Фамилия;Имя;Отчество;Должность;Логин\nКазакова;Таисия;Марковна;учитель;kazakova.t\n")], prune: false, WriteRequest())
    _ = try school.identity.createAccount(
      for: "kazakova.t", login: nil, password: "ехали-медведи-на-колесе", mustChange: false, WriteRequest())
    return school
  }

  private func register(_ school: School, _ email: String, name: (String, String) = ("Зло", "Ева"), snils: String? = nil) throws {
    school.actor = nil
    var registration = Registration(password: "вишнёвый-сад-цветёт")
    (registration.surname, registration.givenName) = name
    registration.birthDate = "1990-01-01"
    registration.email = email
    registration.snils = snils
    _ = try school.identity.register(registration, WriteRequest())
    _ = try school.identity.signIn(SignInAttempt(name: email, password: "вишнёвый-сад-цветёт"), acceptsConsent: { true }, WriteRequest())
  }

  private func confirm(_ school: School, _ email: String) throws {
    let body = try #require(try school.database.value("SELECT data FROM outbox WHERE address = ? ORDER BY id DESC", email, as: String.self))
    let code = try #require(body.firstMatch(of: /\b\d{8}\b/)).output
    _ = try school.identity.confirm(String(code), WriteRequest())
    _ = try school.identity.signIn(SignInAttempt(name: email, password: "вишнёвый-сад-цветёт"), acceptsConsent: { true }, WriteRequest())
  }

  @Test("undo and redo need the right to do what they take back, now, in this role and by this token")
  func undo() throws {
    let school = try school()
    let administrator = school.actor
    _ = try school.identity.grantRole(.admin, to: "kazakova.t", WriteRequest())
    let revoked = try #require(try school.identity.revokeRole(.admin, from: "kazakova.t", WriteRequest()).operation)
    // A token that may undo, but not manage accounts.
    school.actor?.token = TokenScopes(id: 1, scopes: ["record:write"])
    #expect(throws: AccessFailure.tokenScope(.accountManage)) { try school.record.undo(revoked...revoked, WriteRequest()) }
    // An administrator no longer.
    school.actor = administrator
    _ = try school.record.undo(revoked...revoked, WriteRequest())
    _ = try school.identity.signIn(
      SignInAttempt(name: "kazakova.t", password: "ехали-медведи-на-колесе", role: .admin), acceptsConsent: { true }, WriteRequest())
    _ = try school.identity.grantRole(.methodist, to: "komarova.l", WriteRequest())
    let taken = try #require(try school.identity.revokeRole(.methodist, from: "komarova.l", WriteRequest()).operation)
    school.actor = administrator
    _ = try school.identity.revokeRole(.admin, from: "kazakova.t", WriteRequest())
    _ = try school.identity.grantRole(.provider, to: "kazakova.t", WriteRequest())
    _ = try school.identity.signIn(
      SignInAttempt(name: "kazakova.t", password: "ехали-медведи-на-колесе", role: .provider), acceptsConsent: { true }, WriteRequest())
    #expect(throws: AccessFailure.self) { try school.record.undo(taken...taken, WriteRequest()) }
    #expect(try school.database.value("SELECT count(*) FROM role_grant WHERE role = 'methodist'", as: Int.self) == 0)
  }

  @Test("undoing cannot leave a school without an administrator")
  func lastAdministrator() throws {
    let school = try school()
    let granted = try #require(try school.identity.grantRole(.admin, to: "kazakova.t", WriteRequest()).operation)
    _ = try school.identity.signIn(
      SignInAttempt(name: "kazakova.t", password: "ехали-медведи-на-колесе", role: .admin), acceptsConsent: { true }, WriteRequest())
    _ = try school.identity.revokeRole(.admin, from: "komarova.l", WriteRequest())
    #expect(throws: IdentityFailure.lastAdministrator) { try school.record.undo(granted...granted, WriteRequest()) }
    #expect(try school.database.value("SELECT count(*) FROM role_grant WHERE role = 'admin'", as: Int.self) == 1)
  }

  @Test("an import makes nobody a person of the school who only said to be one")
  func importsAdoptNobody() throws {
    let school = try school()
    let administrator = school.actor
    try register(school, "eve@example.org", name: ("Новикова", "Анна"), snils: "112-233-445 95")
    try confirm(school, "eve@example.org")
    var child = ChildDraft()
    (child.surname, child.givenName, child.birthDate, child.login, child.password) = (
      "Чужой", "Мальчик", "2015-03-04", "chuzhoy", "мой-мальчик-чужой"
    )
    _ = try school.identity.addChild(child, WriteRequest())
    #expect(try Role.of(school.actor?.personID ?? 0, school.database, now: school.clock.now()) == [])
    school.actor = administrator
    _ = try school.roster.importRoster(
      [source(Self.staff), source("Класс;Фамилия;Имя;Дата рождения;Логин\n5А;Чужой;Мальчик;04.03.2015;chuzhoy\n")], prune: false,
      WriteRequest())
    let declared = try school.database.rows(
      "SELECT surname, login FROM person WHERE self_declared IS NOT NULL ORDER BY id", as: (String, String?).self)
    #expect(declared.map(\.0) == ["Новикова", "Чужой"] && declared.allSatisfy { $0.1 == nil })
    #expect(try school.database.value("SELECT count(*) FROM person WHERE surname = 'Новикова'", as: Int.self) == 2)
    #expect(try school.database.value("SELECT count(*) FROM enrolment e JOIN guardian g ON g.student_id = e.person_id", as: Int.self) == 0)
    // The name still finds the one the school knows.
    #expect(try school.exchange.personalData(of: "Новикова Анна Ивановна").person == "Новикова Анна Ивановна")
  }

  @Test("an account is linked only once an address is confirmed, by SNILS only to a bearer of the name")
  func linking() throws {
    let school = try school()
    let administrator = school.actor
    _ = try school.roster.importRoster([source(Self.staff)], prune: false, WriteRequest())
    try register(school, "eve@example.org", snils: "112-233-445 95")
    let eve = school.actor
    school.actor = administrator
    #expect(throws: IdentityFailure.notConfirmed("eve@example.org")) {
      try school.identity.linkAccount("eve@example.org", to: nil, WriteRequest())
    }
    school.actor = eve
    try confirm(school, "eve@example.org")
    school.actor = administrator
    #expect(throws: IdentityFailure.namesDiffer(account: "Зло Ева", person: "Новикова Анна Ивановна")) {
      try school.identity.linkAccount("eve@example.org", to: nil, WriteRequest())
    }
  }

  @Test("a token has the standing of its account and no longer life than the token that made it")
  func tokens() throws {
    let clock = TestClock()
    let school = try school(clock)
    let administrator = school.actor
    try register(school, "eve@example.org")
    #expect(school.actor?.standing == .unconfirmed)
    let token = try school.identity.createToken(named: "p", scopes: ["all:write"], seconds: 600, WriteRequest()).value.token
    try school.identity.resume(serviceToken: token, role: nil)
    #expect(school.actor?.standing == .unconfirmed)
    let longer = try school.identity.createToken(named: "q", scopes: ["chat:write"], seconds: 86_400, WriteRequest()).value
    #expect(longer.expiresAt == clock.now + 600)
    // A reset by the school voids them.
    _ = try school.identity.signIn(
      SignInAttempt(name: "kazakova.t", password: "ехали-медведи-на-колесе"), acceptsConsent: { true }, WriteRequest())
    let teachers = try school.identity.createToken(named: "t", scopes: ["all:write"], seconds: 600, WriteRequest()).value.token
    school.actor = administrator
    _ = try school.identity.resetPassword(of: "kazakova.t", to: "временный-пароль-на-день", byOwner: false, WriteRequest())
    #expect(throws: AccessFailure.tokenRefused) { try school.identity.resume(serviceToken: teachers, role: nil) }
    try school.identity.act(as: "kazakova.t", role: nil)
    #expect(school.actor?.standing == .passwordTemporary)
  }

  @Test("an unconfirmed claim takes no address away from anybody")
  func claims() throws {
    let clock = TestClock()
    let school = try school(clock)
    try register(school, "vic@example.org")
    var change = AccountChange()
    change.email = "vic@example.org"
    try register(school, "eve@example.org", name: ("Зло", "Ада"))
    // Nothing tells that another one has the address: a letter to it does.
    #expect(try school.identity.changeAccount(change, WriteRequest()).value == ["vic@example.org"])
    #expect(
      try school.database.values("SELECT kind FROM outbox WHERE address = 'vic@example.org'", as: String.self) == ["code", "registered"])
    let holder = "SELECT p.given_name FROM identifier i JOIN account a ON a.id = i.account_id JOIN person p ON p.id = a.person_id"
    #expect(try school.database.value("\(holder) WHERE i.value = 'vic@example.org'", as: String.self) == "Ева")
    // Nobody's letter box is filled.
    for _ in 0..<3 { _ = try? school.identity.resendCodes(WriteRequest()) }
    #expect(throws: IdentityFailure.self) { try school.identity.resendCodes(WriteRequest()) }
  }

  @Test("logins have one alphabet and one spelling, and passwords no control characters")
  func spellings() {
    #expect(Login("kоmarova.l") == nil && Login("ёлкин.ф")?.name == "елкин.ф" && Login("komarova.l") != nil)
    #expect(PasswordHasher.weakness("abc\0defghijklm", least: 8, context: []) == .unprintable)
  }
}
