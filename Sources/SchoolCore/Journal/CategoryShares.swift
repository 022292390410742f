import SQLite

/// What part each category of work has in an average: tests 60 of a hundred, the rest 40.
struct CategoryShares {
  /// Parts of a hundred, by category.
  let shares: [Int]
  private let categories: [Int: Int]
  /// The category of kinds that are not named; `nil` where there is none.
  private let rest: Int?

  /// More than these could not be averaged exactly.
  static let most = 5

  /// Reads `Контрольная работа, Зачёт=60; *=40`; `none` is no shares.
  /// - Parameter kinds: the kinds of work by their folded names.
  /// - Returns: `nil` for what is no such text, names no kind of work, names one twice, or does not come to a hundred.
  init?(_ text: String, kinds: [String: Int]) {
    var shares: [Int] = []
    var categories: [Int: Int] = [:]
    var rest: Int?
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=")
      guard sides.count == 2, let share = Int(Folding.tidy(String(sides[1]))), (1...100).contains(share) else { return nil }
      for name in sides[0].split(separator: ",") {
        let key = Folding.key(Folding.tidy(String(name)))
        if key == "*" {
          guard rest == nil else { return nil }
          rest = shares.count
        } else {
          guard let kind = kinds[key], categories.updateValue(shares.count, forKey: kind) == nil else { return nil }
        }
      }
      shares.append(share)
    }
    guard (2...Self.most).contains(shares.count), shares.reduce(0, +) == 100 else { return nil }
    (self.shares, self.categories, self.rest) = (shares, categories, rest)
  }

  /// The category of a kind of work; `nil` when the average does without it.
  func category(of kind: Int) -> Int? { categories[kind] ?? rest }

  /// The kinds of work of the school by their folded names.
  static func kinds(_ database: Database) throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try database.rows("SELECT name_key, id FROM work_kind", as: (String, Int).self).map { ($0.0, $0.1) })
  }
}

/// Marks on their way to an average: plainly by weight, or category by category.
struct MarkTally {
  private let shares: CategoryShares?
  private var plain = MarkSum()
  private var parts: [MarkSum]

  init(_ shares: CategoryShares? = nil) {
    self.shares = shares
    parts = shares.map { [MarkSum](repeating: MarkSum(), count: $0.shares.count) } ?? []
  }

  mutating func add(_ score: Int, weight: Int, kind: Int, times: Int = 1) {
    plain.add(score, weight: weight, times: times)
    if let category = shares?.category(of: kind) { parts[category].add(score, weight: weight, times: times) }
  }

  /// The sum whose weighted average is the one wanted, exactly: categories without marks leave their part to the others.
  var sum: MarkSum {
    guard let shares else { return plain }
    let present = parts.indices.filter { parts[$0].weights > 0 }
    guard !present.isEmpty else { return MarkSum(of: plain, weights: 0, weightedPoints: 0) }
    // Σ share · points / weights over Σ share, on one denominator.
    let whole = present.reduce(1) { $0 * parts[$1].weights }
    let points = present.reduce(0) { $0 + shares.shares[$1] * parts[$1].weightedPoints * (whole / parts[$1].weights) }
    let weights = present.reduce(0) { $0 + shares.shares[$1] } * whole
    let divisor = max(1, Self.greatestCommonDivisor(points, weights))
    return MarkSum(of: plain, weights: weights / divisor, weightedPoints: points / divisor)
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
