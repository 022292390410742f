import Basics
import SchoolSetup
import Testing

@testable import SchoolModel

@Suite("Chance")
struct ChanceTests {
  @Test("numbers stay below their bound and are all met; bytes come as many as asked for")
  func numbers() {
    for bound in [1, 2, 7, 30, 100_000_000] {
      let numbers = (0..<300).map { _ in Chance.system.number(below: bound) }
      #expect(numbers.allSatisfy { (0..<bound).contains($0) })
      if bound <= 7 { #expect(Set(numbers).count == bound) }
    }
    for count in [0, 1, 7, 8, 9, 32] { #expect(Chance.system.bytes(count).count == count) }
    #expect(Chance.system.bytes(32) != Chance.system.bytes(32))
  }

  @Test("a run with the same chance and the same clock makes the same chain of operations")
  func repeated() throws {
    func head() throws -> String {
      let random = SeededBytes()
      let clock = Clock.fixed(Instant(iso: "2026-10-22T12:00:00+03:00")!)  // written here
      let chance = Chance { random.bytes($0) }
      var setup = SchoolSetup(name: "Школа", year: "2026/27", adminLogin: "komarova.l", password: "слон-ест-груши-в-полдень")
      setup.hasher = PasswordHasher(cost: 1, chance: chance)
      return try School.create(at: ":memory:", setup, clock: clock, chance: chance, command: nil).record.info().head
    }
    #expect(try head() == head())
  }
}

/// Bytes that come again in the next run.
private final class SeededBytes: @unchecked Sendable {
  // Unchecked, because one run uses it from one thread.
  private var random = Seeded(5)
  func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) } }
}
