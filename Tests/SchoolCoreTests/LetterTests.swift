import Basics
import SQLite
import Testing

@testable import SchoolModel
@testable import SchoolOutbox

@Suite("Letters")
struct LetterTests {
  @Test("what a letter tells is read back as it was kept")
  func kept() throws {
    let database = try Database(path: ":memory:", mode: .create)
    for letter in [
      Letter.code("01234567"), .newSignIn(place: "класс «7А»\n\"3\"", at: Instant(milliseconds: 1_790_000_000_000)),
      .answer(ticket: 7, text: "Готово.\nСпасибо \\ ждём"),
    ] {
      #expect(try Letter(kind: letter.kind, data: try letter.data(database), database) == letter)
    }
    #expect(try Letter(kind: "of a newer program", data: "{}", database) == nil)
  }

  @Test("a letter worded by an older program goes as it is, and what was sent keeps its subject alone")
  func older() throws {
    let school = try smallSchool(TestClock())
    try school.database.run(
      "INSERT INTO outbox (made_at, channel, address, subject, body) VALUES (1, 'email', 'a@example.ru', 'Тема', 'Письмо')")
    let waiting = try #require(try school.outbox.letters(all: false).first)
    guard case .worded("Тема", "Письмо") = waiting.content else {
      Issue.record("\(waiting.content)")
      return
    }
    let (sent, failed) = try school.outbox.deliverMail { _ in .sent(subject: "Тема") }
    #expect(sent == 1 && failed.isEmpty)
    #expect(try school.database.value("SELECT count(*) FROM outbox WHERE coalesce(body, data) IS NOT NULL", as: Int.self) == 0)
  }
}
