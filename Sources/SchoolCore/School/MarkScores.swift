import Basics
import Record
import SQLite

/// What the signs of all scales count, read once.
package struct MarkScores {
  /// By the key of the sign: its scale, and what it counts in averages there.
  private let signs: [Int: (scale: Int, score: Int?)]
  private let scales: [ScaleCode: Int]
  private let highest: [Int]
  private let worth: [Int: Int]

  package init(_ database: Database) throws {
    var signs: [Int: (scale: Int, score: Int?)] = [:]
    var scales: [ScaleCode: Int] = [:]
    var highest: [Int] = []
    var worth: [Int: Int] = [:]
    for (id, name, score, points) in try database.rows(
      "SELECT id, scale, coalesce(score, points), points FROM mark_value", as: (Int, ScaleCode, Int?, Int?).self)
    {
      worth[id] = points
      let scale = scales[name] ?? highest.count
      if scale == highest.count {
        scales[name] = scale
        highest.append(0)
      }
      highest[scale] = max(highest[scale], score ?? 0)
      signs[id] = (scale, score)
    }
    (self.signs, self.scales, self.highest, self.worth) = (signs, scales, highest, worth)
  }

  /// What a sign is worth of five, on whatever scale it is; `nil` for one that says nothing of success.
  package func points(_ sign: Int) -> Int? { worth[sign] }
  /// Whether some sign counts in averages something else than it is worth of five.
  package var hasOwnNumbers: Bool { signs.contains { $0.value.score != worth[$0.key] } }
  /// The highest key of a sign, for tables by it.
  package var lastSign: Int { signs.keys.max() ?? 0 }
  package func score(_ sign: Int) -> Int? { signs[sign]?.score }
  package func scale(of sign: Int) -> Int { signs[sign]?.scale ?? -1 }
  package func scale(named name: ScaleCode) -> Int { scales[name] ?? -1 }
  /// The best that a scale has: 5, 100, 1 for pass or fail.
  package func highest(_ name: ScaleCode) -> Int { scales[name].map { highest[$0] } ?? 5 }
}
