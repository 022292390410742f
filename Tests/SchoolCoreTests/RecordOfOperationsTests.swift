import Basics
import SQLite
import Testing

@testable import Record
@testable import SchoolModel

@Suite("The record of operations, on toy tables")
struct RecordOfOperationsTests {
  @Test("random operations of every kind are all undone and redone without one difference", arguments: [1, 2, 3, 4])
  func randomWalk(seed: Int) throws {
    // The odd seeds cut a part after nearly every statement.
    let toy = try ToyRecord(limit: seed % 2 == 1 ? .init(bytes: 60, memory: 1 << 20) : .init())
    var random = Seeded(UInt64(seed))
    var states = [try toy.state()]
    var done: [Int] = []
    for _ in 0..<120 {
      guard
        let number = try? toy.perform({ writer in
          for _ in 0..<Int.random(in: 1...5, using: &random) {
            try toy.database.script(Self.statement(&random))
            try writer.cutIfFull()
          }
        })
      else { continue }
      done.append(number)
      states.append(try toy.state())
    }
    #expect(done.count > 60)
    for (index, number) in done.enumerated().reversed() {
      try toy.replay(number, backwards: true)
      #expect(try toy.state() == states[index])
    }
    for (index, number) in done.enumerated() {
      try toy.replay(number, backwards: false)
      #expect(try toy.state() == states[index + 1])
    }
    #expect(try toy.check().findings == [])
  }

  static func statement(_ random: inout Seeded) -> String {
    func id() -> Int { Int.random(in: 1...30, using: &random) }
    func orNull() -> String {
      Bool.random(using: &random) ? "NULL" : "(SELECT id FROM tree ORDER BY (id * 7) % 11 LIMIT 1 OFFSET \(id() % 5))"
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: return "INSERT OR IGNORE INTO tree (name, parent, data) VALUES ('t\(id())', \(orNull()), zeroblob(\(id() % 4)))"
    case 2, 3:
      return
        "INSERT OR IGNORE INTO leaf (tree, shade, value, place) VALUES (\(orNull()), \(orNull()), 'v' || char(0) || '\(id())', \(id()))"
    case 4: return "UPDATE leaf SET value = value || 'x', shade = \(orNull()) WHERE id % 3 = \(id() % 3)"
    case 5: return "UPDATE OR IGNORE tree SET name = 't\(id())' WHERE id = \(id())"
    case 6: return "DELETE FROM tree WHERE id = \(id())"
    case 7: return "DELETE FROM leaf WHERE id % 4 = \(id() % 4)"
    case 8: return "INSERT OR REPLACE INTO leaf (tree, value, place) SELECT id, 'r', \(id() % 3) FROM tree LIMIT 2"
    default: return "UPDATE OR IGNORE leaf SET place = \(id()), value = NULL WHERE id = \(id())"
    }
  }

  @Test("a command that changed nothing records nothing")
  func nothing() throws {
    let toy = try ToyRecord()
    try toy.run("INSERT INTO tree (name) VALUES ('a')")
    #expect(try toy.run("UPDATE tree SET name = 'a'") == nil)
    #expect(try toy.database.value("SELECT count(*) FROM operation", as: Int.self) == 1)
  }

  @Test("an undo that would take a later child along silently is refused, naming the later operation")
  func laterChild() throws {
    let toy = try ToyRecord()
    let first = try #require(try toy.run("INSERT INTO tree (name) VALUES ('a')"))
    let second = try #require(try toy.run("INSERT INTO leaf (tree, value) VALUES (1, 'later')"))
    let before = try toy.state()
    #expect(throws: RecordFailure.self) { try toy.replay(first, backwards: true) }
    #expect(try toy.state() == before)
    try toy.replay(second, backwards: true)
    try toy.replay(first, backwards: true)
    #expect(try toy.state() == "")
  }

  @Test("a later change of the same cell refuses the undo, another column of the row does not")
  func laterChange() throws {
    let toy = try ToyRecord()
    try toy.run("INSERT INTO leaf (value, place) VALUES ('a', 1)")
    let change = try #require(try toy.run("UPDATE leaf SET value = 'b'"))
    let place = try #require(try toy.run("UPDATE leaf SET place = 2"))
    try toy.replay(change, backwards: true)
    #expect(try toy.database.value("SELECT value || place FROM leaf", as: String.self) == "a2")
    let again = try #require(try toy.run("UPDATE leaf SET place = 3"))
    #expect(throws: RecordFailure.conflict(operation: place, later: again, .data)) { try toy.replay(place, backwards: true) }
  }

  @Test("a key freed by an undo is not given to another row")
  func freedKey() throws {
    let toy = try ToyRecord()
    let first = try #require(try toy.run("INSERT INTO tree (name) VALUES ('a')"))
    try toy.replay(first, backwards: true)
    try toy.run("INSERT INTO tree (name) VALUES ('b')")
    try toy.replay(first, backwards: false)
    #expect(try toy.database.values("SELECT name FROM tree ORDER BY id", as: String.self) == ["a", "b"])
  }

  @Test("a swap under UNIQUE goes both ways when the parked value is cut off")
  func swap() throws {
    let toy = try ToyRecord()
    try toy.run("INSERT INTO tree (name) VALUES ('a'), ('b')")
    let swap = try #require(
      try toy.perform { writer in
        try toy.database.script("UPDATE tree SET name = NULL WHERE id = 1")
        try writer.cut()
        try toy.database.script("UPDATE tree SET name = 'a' WHERE id = 2; UPDATE tree SET name = 'b' WHERE id = 1")
      })
    for _ in 0..<2 {
      try toy.replay(swap, backwards: true)
      #expect(try toy.database.values("SELECT name FROM tree ORDER BY id", as: String.self) == ["a", "b"])
      try toy.replay(swap, backwards: false)
      #expect(try toy.database.values("SELECT name FROM tree ORDER BY id", as: String.self) == ["b", "a"])
    }
  }

  @Test("a row altered, deleted or added behind the back is found and named")
  func altered() throws {
    for (sql, key) in [
      ("UPDATE leaf SET value = 'forged' WHERE id = 2", 2), ("DELETE FROM leaf WHERE id = 3", 3),
      ("INSERT INTO leaf (id, value) VALUES (9, 'planted')", 9),
    ] {
      let toy = try ToyRecord()
      try toy.run("INSERT INTO leaf (value, place) VALUES ('a', 1), ('b', 2), ('c', 3)")
      try toy.run("UPDATE leaf SET value = 'bb' WHERE id = 2")
      #expect(try toy.check().findings == [])
      try toy.database.script(sql)
      #expect(try toy.check().findings == [.stateDiffers, .rowAltered(table: "leaf", key: key)])
    }
  }

  @Test("an altered operation, a replaced part, a missing operation and a planted trigger are found")
  func alteredRecord() throws {
    let forgeries: [(String, (IntegrityReport.Finding) -> Bool)] = [
      ("UPDATE operation SET at = 5 WHERE number = 1", { $0 == .chainBroken(operation: 1) }),
      ("UPDATE operation SET command = 'other' WHERE number = 2", { $0 == .chainBroken(operation: 2) }),
      ("DELETE FROM operation WHERE number = 1", { $0 == .chainBroken(operation: 2) }),
      ("UPDATE operation_part SET stored = x'00' WHERE operation = 2", { $0 == .partAltered(operation: 2, part: 1) }),
      ("DELETE FROM operation_part WHERE operation = 1", { $0 == .partMissing(operation: 1) }),
      ("CREATE TRIGGER sqlitexx AFTER INSERT ON leaf BEGIN DELETE FROM tree; END", { $0 == .schemaAltered(name: "sqlitexx") }),
      ("DELETE FROM operation_key", { $0 == .indexDiffers(operation: 2, part: 1) }),
      ("CREATE TRIGGER planted AFTER INSERT ON leaf BEGIN DELETE FROM tree; END", { $0 == .schemaAltered(name: "planted") }),
    ]
    for (sql, expected) in forgeries {
      let toy = try ToyRecord()
      try toy.run("INSERT INTO leaf (value) VALUES ('a')")
      try toy.run("INSERT INTO leaf (value) VALUES ('b')")
      try toy.database.script(sql)
      #expect(try toy.check().findings.contains(where: expected), "\(sql)")
    }
  }

  @Test("a large operation is stored in parts and comes back from them")
  func parts() throws {
    let toy = try ToyRecord(limit: .init(bytes: 2000, memory: 1 << 20))
    let number = try #require(
      try toy.perform { writer in
        for place in 0..<500 {
          try toy.database.run("INSERT INTO leaf (value, place) VALUES ('some text', ?)", place)
          try writer.cutIfFull()
        }
      })
    #expect(try toy.store.partNumbers(number).count > 5)
    let full = try toy.state()
    try toy.replay(number, backwards: true)
    #expect(try toy.state() == "")
    try toy.replay(number, backwards: false)
    #expect(try toy.state() == full)
    #expect(try toy.check().findings == [])
  }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
