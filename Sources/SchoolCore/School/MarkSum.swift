import Basics
import Record
import Tabular

/// A sum of marks with their weights, kept exact.
public struct MarkSum: Sendable, Equatable {
  public private(set) var count = 0
  public private(set) var points = 0
  public private(set) var weights = 0
  public private(set) var weightedPoints = 0

  public init() {}

  /// The same marks with another weighted average.
  package init(of other: MarkSum, weights: Int, weightedPoints: Int) {
    (count, points) = (other.count, other.points)
    (self.weights, self.weightedPoints) = (weights, weightedPoints)
  }

  public mutating func add(_ points: Int, weight: Int, times: Int = 1) {
    count += times
    self.points += points * times
    weights += weight * times
    weightedPoints += points * weight * times
  }

  /// Two decimals, half up, from the exact fraction.
  public var average: Cell { Self.ratio(points, count, places: 2) }
  public var weightedAverage: Cell { Self.ratio(weightedPoints, weights, places: 2) }

  /// `a / b` rounded half up at `places` decimals; empty for a zero denominator. Neither is negative.
  public static func ratio(_ a: Int, _ b: Int, places: Int) -> Cell {
    guard b > 0 else { return .empty }
    let scale = places == 2 ? 100 : places == 1 ? 10 : 1
    return .decimal((2 * a * scale + b) / (2 * b), places: places)
  }
}

/// Marks on their way to an average: plainly by weight, or category by category.
package struct MarkTally {
  private let shares: CategoryShares?
  private var plain = MarkSum()
  /// How many of the marks were given in another form or group, before the student came.
  package private(set) var broughtAlong = 0
  private var parts: [MarkSum]

  package init(_ shares: CategoryShares? = nil) {
    self.shares = shares
    parts = shares.map { [MarkSum](repeating: MarkSum(), count: $0.shares.count) } ?? []
  }

  package mutating func add(_ score: Int, weight: Int, kind: Int, times: Int = 1, isOfCourse: Bool = true) {
    if !isOfCourse { broughtAlong += times }
    plain.add(score, weight: weight, times: times)
    if let category = shares?.category(of: kind) { parts[category].add(score, weight: weight, times: times) }
  }

  /// The sum whose weighted average is the one wanted, exactly: categories without marks leave their part to the others.
  package var sum: MarkSum {
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
