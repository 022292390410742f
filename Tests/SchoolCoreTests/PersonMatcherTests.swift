import Basics
import Testing

@testable import SchoolModel

@Suite("Finding a person by what is written")
struct PersonMatcherTests {
  private let matcher = PersonMatcher(
    [
      ("Иванова", "Анна", "Павловна", "ivanova.a"), ("Иванова", "Алла", "Петровна", "ivanova.al"), ("Ёлкин", "Пётр", nil, nil),
      ("Салтыков Щедрин", "Илья", "Юрьевич", "saltykov"), ("Мамедов", "Али", "Гасан оглы", nil),
    ].enumerated().map { PersonName(id: $0 + 1, surname: $1.0, givenName: $1.1, patronymic: $1.2, login: $1.3) }, among: "7А")

  @Test(
    "one fits",
    arguments: [
      ("ivanova.a", 1), ("Иванова Анна", 1), ("иванова анна павловна", 1), ("Иванова А. П.", 0), ("Иванова Ал. П.", 2), ("елкин", 3),
      ("Ёлкин П.", 3), ("Ёлкин П", 3), ("Салтыков Щедрин И. Ю.", 4), ("салтыков щедрин", 4), ("Мамедов Али", 5),
    ])
  func one(text: String, id: Int) throws {
    guard id > 0 else {
      #expect(matcher.matches(text).map(\.id) == [1, 2])
      return
    }
    #expect(try matcher.match(text).id == id)
  }

  @Test("several or nobody: told with who was near")
  func others() {
    #expect(throws: Problem.self) { try matcher.match("Иванова") }
    #expect(matcher.matches("Иванова").map(\.id) == [1, 2])
    #expect(matcher.matches("Иванов").isEmpty && matcher.matches("").isEmpty && matcher.matches("Анна").isEmpty)
    #expect(matcher.matches("Ёлкин П. С.").isEmpty)
    do { _ = try matcher.match("Ивонова Анна") } catch { #expect("\(error)".contains("Иванова")) }
  }
}
