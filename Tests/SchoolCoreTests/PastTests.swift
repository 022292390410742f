import Basics
import SQLite
import Testing

@testable import Record
@testable import SchoolModel

@Suite("The past")
struct PastTests {
  @Test("after random operations, undone and redone ones among them, every earlier moment is seen as it was", arguments: [11, 12, 13])
  func everyMoment(seed: Int) throws {
    let toy = try ToyRecord(limit: seed % 2 == 1 ? .init(bytes: 60, memory: 1 << 20) : .init())
    var random = Seeded(UInt64(seed))
    func rows() throws -> String {
      var result = ""
      for table in ["tree", "leaf"] {
        try toy.database.forEach("SELECT * FROM \(table) ORDER BY id", []) { row in
          result += table
          for column in 0..<row.count { result += "|\(try row.get(column, as: Value.self))" }
          result += "\n"
        }
      }
      return result
    }
    var moments: [(operation: Int, rows: String)] = []
    for _ in 0..<60 {
      if Int.random(in: 0..<6, using: &random) == 0, let last = moments.last?.operation, (try? toy.replay(last, backwards: true)) != nil {
        moments.append((try toy.store.database.value("SELECT max(number) FROM operation", as: Int.self) ?? 0, try rows()))
        continue
      }
      let done = try? toy.perform { writer in
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          try toy.database.script(RecordOfOperationsTests.statement(&random))
          try writer.cutIfFull()
        }
      }
      if let number = done ?? nil { moments.append((number, try rows())) }
    }
    #expect(moments.count > 30)
    let now = try rows()
    for (operation, expected) in moments {
      toy.database.forgetStatements()
      try toy.database.run("BEGIN")
      try PastView(toy.database, toy.schema).lay(after: operation)
      let seen = try rows()
      #expect(seen == expected, "after operation \(operation)")
      try toy.database.run("ROLLBACK")
      toy.database.forgetStatements()
    }
    #expect(try rows() == now)
  }
}
