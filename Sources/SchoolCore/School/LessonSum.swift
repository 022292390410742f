import Basics
import Record
import SQLite

/// What the marks of one lesson come to, in points of five.
package struct LessonSum: Equatable {
  package var n5 = 0
  package var n4 = 0
  package var n3 = 0
  /// Marks worth a 2 or less.
  package var n2 = 0
  package var points = 0
  package var weightedPoints = 0
  package var weights = 0

  package mutating func add(_ points: Int, weight: Int, times: Int = 1) {
    switch points {
    case 5: n5 += times
    case 4: n4 += times
    case 3: n3 += times
    default: n2 += times
    }
    self.points += points * times
    weightedPoints += points * weight * times
    weights += weight * times
  }

  package mutating func add(_ other: LessonSum, times: Int = 1) {
    n5 += other.n5 * times
    n4 += other.n4 * times
    n3 += other.n3 * times
    n2 += other.n2 * times
    points += other.points * times
    weightedPoints += other.weightedPoints * times
    weights += other.weights * times
  }

  fileprivate var numbers: [Int] { [n5, n4, n3, n2, points, weightedPoints, weights] }
  fileprivate static let names = ["n5", "n4", "n3", "n2", "points", "weighted_points", "weights"]

  /// The sum that a row holds.
  fileprivate init(_ row: Row, at column: Int) {
    n5 = row.integer(column)
    n4 = row.integer(column + 1)
    n3 = row.integer(column + 2)
    n2 = row.integer(column + 3)
    points = row.integer(column + 4)
    weightedPoints = row.integer(column + 5)
    weights = row.integer(column + 6)
  }

  package init() {}

  /// The columns of the table, after the lesson: of all marks, then of those that a retake took the place of.
  package static let columns = names + names.map { "replaced_" + $0 }

  /// Hands on what the marks of each lesson come to.
  /// - Parameter withoutReplaced: leave out the marks that a retake took the place of.
  package static func forEach(_ database: Database, withoutReplaced: Bool, _ body: (_ lesson: Int, LessonSum) throws -> Void) throws {
    try database.forEach("SELECT lesson_id, \(columns.joined(separator: ", ")) FROM lesson_sum", []) { row in
      var sum = LessonSum(row, at: 1)
      if withoutReplaced { sum.add(LessonSum(row, at: 1 + names.count), times: -1) }
      try body(row.integer(0), sum)
    }
  }

  package static let kept = KeptSums(
    "lesson_sum", of: .mark, columns: ["lesson_id", "value_id", "second_id", "weight", "retake_of"], begin: { LessonSumsInProgress() },
    differing: { try differing($0) })

  /// The lessons, twenty at most, whose sums are not what their marks come to; read in step, lesson after lesson.
  private static func differing(_ database: Database) throws -> [Int] {
    let worth = try MarkScores(database)
    let retaken = Set(try database.values("SELECT retake_of FROM mark WHERE retake_of IS NOT NULL", as: Int.self))
    let kept = try database.prepare("SELECT lesson_id, \(columns.joined(separator: ", ")) FROM lesson_sum ORDER BY lesson_id")
    var hasKept = try kept.step()
    var found: [Int] = []
    var lesson = 0
    var (all, replaced) = (LessonSum(), LessonSum())
    func compare() throws {
      guard all != LessonSum() else { return }
      while hasKept, kept.row.integer(0) < lesson {
        found.append(kept.row.integer(0))
        hasKept = try kept.step()
      }
      let isThere = hasKept && kept.row.integer(0) == lesson
      if !isThere || LessonSum(kept.row, at: 1) != all || LessonSum(kept.row, at: 1 + names.count) != replaced { found.append(lesson) }
      if isThere { hasKept = try kept.step() }
    }
    try database.forEach("SELECT lesson_id, value_id, second_id, weight, id FROM mark ORDER BY lesson_id", []) { row in
      if row.integer(0) != lesson {
        try compare()
        (lesson, all, replaced) = (row.integer(0), LessonSum(), LessonSum())
      }
      for column in 1...2 where !row.isNull(column) {
        guard let points = worth.points(row.integer(column)), points > 0 else { continue }
        all.add(points, weight: row.integer(3))
        if retaken.contains(row.integer(4)) { replaced.add(points, weight: row.integer(3)) }
      }
    }
    try compare()
    while hasKept {
      found.append(kept.row.integer(0))
      hasKept = try kept.step()
    }
    return Array(found.prefix(20))
  }
}

/// The sums of the lessons that one operation touches, added up in memory and written once.
private final class LessonSumsInProgress: SumsInProgress {
  /// By how much the sums of each lesson change.
  private var changes: [Int: LessonSum] = [:]
  /// Marks that a retake came to, or that one left.
  private var retaken: Set<Int> = []
  /// Lessons of marks that went or changed; one of them may have been retaken.
  private var disturbed: Set<Int> = []
  /// How many lessons are held before they are written: memory stays flat however many there are.
  private static let most = 20_000

  func take(_ moves: RowMoves, _ database: Database) throws {
    // Read for each part: signs may have been added since the one before.
    let worth = try MarkScores(database)
    var lesson = 0
    var sum = LessonSum()
    func keep() { if sum != LessonSum() { changes[lesson, default: LessonSum()].add(sum) } }
    moves.forEach { move in
      guard let own = move[0], let weight = move[3] else { return }
      if own != lesson {
        keep()
        (lesson, sum) = (own, LessonSum())
      }
      for case let sign? in [move[1], move[2]] {
        if let points = worth.points(sign), points > 0 { sum.add(points, weight: weight, times: move.comes ? 1 : -1) }
      }
      if let mark = move[4] { retaken.insert(mark) }
      if !move.comes { disturbed.insert(own) }
    }
    keep()
    if changes.count > Self.most { try write(database) }
  }

  func finish(_ database: Database) throws {
    try write(database)
    try countReplaced(database)
  }

  private func write(_ database: Database) throws {
    let names = LessonSum.names
    let statement = try database.prepare(
      """
      INSERT INTO lesson_sum (lesson_id, \(names.joined(separator: ", "))) VALUES (\((0...names.count).map { "?\($0 + 1)" }.joined(separator: ", ")))
      ON CONFLICT (lesson_id) DO UPDATE SET \(names.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", "))
      """)
    // Every mark has a weight, so a lesson without weights has no mark that counts.
    let remove = try database.prepare("DELETE FROM lesson_sum WHERE lesson_id = ? AND weights = 0")
    for (lesson, sum) in changes.sorted(by: { $0.key < $1.key }) {
      statement.reset()
      try statement.bind([lesson] + sum.numbers)
      _ = try statement.step()
      guard sum.weights < 0 else { continue }
      remove.reset()
      remove.bind(lesson, at: 1)
      _ = try remove.step()
    }
    changes.removeAll(keepingCapacity: true)
  }

  /// Works out anew what retakes took the place of, in the lessons where that may have changed.
  private func countReplaced(_ database: Database) throws {
    let hasRetakes = try database.value("SELECT 1 FROM mark WHERE retake_of IS NOT NULL LIMIT 1", as: Int.self) != nil
    guard hasRetakes || !retaken.isEmpty else { return }
    var lessons = disturbed
    for marks in chunks(retaken) {
      lessons.formUnion(try database.values("SELECT lesson_id FROM mark WHERE id IN (\(keyList(marks)))", as: Int.self))
    }
    for lessons in chunks(lessons) { try countReplaced(database, lessons) }
    retaken.removeAll()
    disturbed.removeAll()
  }

  private func countReplaced(_ database: Database, _ lessons: [Int]) throws {
    let worth = try MarkScores(database)
    var sums: [Int: LessonSum] = [:]
    let sql = """
      SELECT m.lesson_id, m.value_id, m.second_id, m.weight FROM mark m WHERE m.lesson_id IN (\(keyList(lessons))) AND \(MarkLedger.isRetaken())
      """
    try database.forEach(sql, []) { row in
      for column in 1...2 where !row.isNull(column) {
        guard let points = worth.points(row.integer(column)), points > 0 else { continue }
        sums[row.integer(0), default: LessonSum()].add(points, weight: row.integer(3))
      }
    }
    func set(_ value: (String) -> String) -> String { LessonSum.names.map { "replaced_\($0) = \(value($0))" }.joined(separator: ", ") }
    try database.run("UPDATE lesson_sum SET \(set { _ in "0" }) WHERE replaced_weights > 0 AND lesson_id IN (\(keyList(lessons)))")
    let statement = try database.prepare("UPDATE lesson_sum SET \(set { _ in "?" }) WHERE lesson_id = ?")
    for (lesson, sum) in sums {
      statement.reset()
      try statement.bind(sum.numbers + [lesson])
      _ = try statement.step()
    }
  }

  private func chunks(_ keys: Set<Int>) -> [[Int]] {
    let sorted = keys.sorted()
    return stride(from: 0, to: sorted.count, by: 500).map { Array(sorted[$0..<min($0 + 500, sorted.count)]) }
  }
}
