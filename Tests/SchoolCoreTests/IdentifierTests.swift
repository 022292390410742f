import Basics
import Testing

@testable import SchoolModel

@Suite("Identifiers")
struct IdentifierTests {
  @Test(
    "a SNILS passes by its control number",
    arguments: [
      "112-233-445 95", "087-654-303 00", "001-001-999 65", "001-508-815 00", "001-437-544 00", "006-996-682 00", "298-795-994 00",
      "160-722-943 54",
      "116-973-385 89", "123-456-789 64", "999-999-999 01", "001-001-998 00", "11223344595", "112 233 445 95", "112‑233‑445\u{a0}95",
    ])
  func snils(text: String) { #expect(SNILS(text)?.digits == text.filter { $0.isASCII && $0.isNumber }) }

  @Test(
    "a wrong SNILS is refused", arguments: ["112-233-445 96", "123-456-789 01", "001-508-815 10", "000-000-000 00", "1122334459", "abc"])
  func badSNILS(text: String) { #expect(SNILS(text) == nil) }

  @Test(
    "a phone is read in its usual forms",
    arguments: ["8 (912) 345-67-89", "+7 912 345 67 89", "79123456789", "9123456789", "8.912.345.67.89"])
  func phone(text: String) { #expect(Phone(text)?.number == "+79123456789") }

  @Test("what is no phone is refused", arguments: ["123456", "+1 202", "202 555 0100", "8 912 345 67 8", "", "+8 912 345 67 89"])
  func badPhone(text: String) { #expect(Phone(text) == nil) }

  @Test("a phone of another country is read with its plus")
  func foreignPhone() {
    #expect(Phone("+375 29 123-45-67")?.number == "+375291234567")
    #expect(Phone("+1 202 555 0100")?.number == "+12025550100")
  }

  @Test("two spellings of an address are one login")
  func email() {
    #expect(Email("Ivanova@Example.ORG")?.key == Email(" ivanova@example.org ")?.key)
    for text in ["ivanova", "a@b", "a@@b.ru", "a b@c.ru", "@b.ru", "a@.ru"] { #expect(Email(text) == nil, "\(text)") }
  }

  @Test("what somebody typed to sign in is told apart")
  func signIn() {
    #expect(SignInName("+7 912 345-67-89") == Phone("+79123456789").map(SignInName.phone))
    #expect(SignInName("112-233-445 95") == SNILS("11223344595").map(SignInName.snils))
    #expect(SignInName("kazakova.t") == Login("kazakova.t").map(SignInName.login))
    #expect(SignInName("не телефон и не почта") == nil)
  }

  @Test("fourteen on the birthday itself; 29 February becomes 1 March")
  func age() throws {
    func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
    #expect(try day("2026-11-22").age(since: day("2012-11-23")) == 13)
    #expect(try day("2026-11-23").age(since: day("2012-11-23")) == 14)
    #expect(try day("2026-02-28").age(since: day("2012-02-29")) == 13)
    #expect(try day("2026-03-01").age(since: day("2012-02-29")) == 14)
  }

  @Test("every day of four centuries goes there and back")
  func days() {
    var expected = (year: 1899, month: 12, day: 31)
    for number in stride(from: Day(year: 1900, month: 1, day: 1)!.number, to: Day(year: 2300, month: 1, day: 1)!.number, by: 1) {
      let day = Day(number: number)
      let parts = day.parts
      let isNext = parts.day == expected.day + 1 || (parts.day == 1 && expected.day >= 28)
      #expect(isNext && Day(iso: day.description) == day)
      expected = parts
    }
    #expect(Day(iso: "2026-09-01")?.weekday == 2 && Day(year: 2026, month: 2, day: 29) == nil)
  }

  @Test("days are read as people write them")
  func dayReader() throws {
    let today = try #require(Day(iso: "2026-11-23"))
    let reader = DayReader(
      today: today, year: .init(name: "2026/27", first: try #require(Day(iso: "2026-09-01")), last: try #require(Day(iso: "2027-05-26"))))
    for (text, expected) in [
      ("2026-09-02", "2026-09-02"), ("02.09.2026", "2026-09-02"), ("02.09.26", "2026-09-02"), ("02.09", "2026-09-02"),
      ("11.01", "2027-01-11"),
      ("сегодня", "2026-11-23"), ("Вчера", "2026-11-22"), ("пн", "2026-11-23"), ("sun", "2026-11-22"), ("вторник", "2026-11-17"),
    ] {
      #expect(reader.day(text)?.description == expected, "\(text)")
    }
    for text in ["31.09", "2026-13-01", "32.01.2026", "soon", "", "1.2.3.4"] { #expect(reader.day(text) == nil, "\(text)") }
  }

  @Test("a form is one form however it is written", arguments: ["7А", "7а", "7A", "7-А", "7 \"А\"", "7 «а»", "7.а"])
  func form(text: String) { #expect(FormName(text)?.name == "7А") }

  @Test("yescrypt agrees with the published hashes")
  func yescrypt() {
    #expect(
      PasswordHasher.crypt("", "$y$j75$LdJMENpBABJJ3hIHjB1Bi.")
        == "$y$j75$LdJMENpBABJJ3hIHjB1Bi.$tUlUF19mIl6XpRTpX7LBp5ABKS8KSmDfP1gXFrZ6Sy8")
    #expect(
      PasswordHasher.crypt("a", "$y$j75$LdJMENpBABJJ3hIHjB1Bi.")
        == "$y$j75$LdJMENpBABJJ3hIHjB1Bi.$Ve4m3xXQj6CIT78tSP/FDzNIam38Z/rZlUFmHwBcrhD")
    #expect(PasswordHasher.matches("пароль", "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$CjDk3Rhr8d9BXL5KVRCDedkC.VJh90F3h/AdyU4X5z9"))
    #expect(!PasswordHasher.matches("пароль", "*") && !PasswordHasher.matches("", "!") && !PasswordHasher.matches("x", "$y$j9T$."))
    let hash = PasswordHasher(cost: 1).hash("слон")
    #expect(hash.hasPrefix("$y$j75$") && PasswordHasher.matches("слон", hash) && !PasswordHasher.matches("Слон", hash))
  }
}
