import Basics

/// How good the questions of a test are. Formulas: shared/facts.md section 8 (classical test theory; point-biserial with the
/// population's deviation; D with 27 %, Kelley 1939; KR-20, Kuder and Richardson 1937; α, Cronbach 1951).
public struct ItemStatistics: Sendable {
  public struct Item: Sendable {
    public let answered: Int
    /// The mean share of the points.
    public let difficulty: Double?
    /// Correlation with the sum of all points, and with the sum of the others.
    public let pointBiserial: Double?
    public let corrected: Double?
    /// The mean of the best 27 % less that of the worst.
    public let discrimination: Double?
  }

  public let items: [Item]
  public let students: Int
  public let mean: Double?
  /// Of the population.
  public let variance: Double?
  /// Where every answer is right or wrong.
  public let kr20: Double?
  public let alpha: Double?
  /// The standard error of measurement, in points.
  public let standardError: Double?

  /// - Parameters:
  ///   - scores: points by student and question; `nil` for no answer, which counts as none.
  ///   - most: the points of each question.
  public init(_ scores: [[Double?]], most: [Double]) {
    let count = scores.count
    let columns = most.indices.map { column in scores.map { $0.indices.contains(column) ? $0[column] : nil } }
    let values = columns.map { $0.map { $0 ?? 0 } }
    let totals = (0..<count).map { student in values.reduce(0) { $0 + $1[student] } }
    let order = totals.indices.sorted { totals[$0] == totals[$1] ? $0 < $1 : totals[$0] > totals[$1] }
    let group = max(1, Int((0.27 * Double(count)).rounded()))
    items = columns.enumerated().map { index, column in
      let own = values[index]
      let share = most[index] > 0 && count > 0 ? Self.mean(own) / most[index] : nil
      let upper = order.prefix(group).reduce(0) { $0 + own[$1] }
      let lower = order.suffix(group).reduce(0) { $0 + own[$1] }
      let isTold = Self.variance(own) > Self.nothing && count > 1
      return Item(
        answered: column.count { $0 != nil }, difficulty: share,
        pointBiserial: Self.correlation(own, totals),
        corrected: Self.correlation(own, zip(totals, own).map { $0 - $1 }),
        discrimination: isTold && most[index] > 0 ? (upper - lower) / (Double(group) * most[index]) : nil)
    }
    students = count
    mean = count > 0 ? Self.mean(totals) : nil
    let spread = count > 0 ? Self.variance(totals) : 0
    variance = count > 0 ? spread : nil
    let number = Double(most.count)
    let ratio =
      most.count > 1 && spread > Self.nothing
      ? number / (number - 1) * (1 - values.reduce(0) { $0 + Self.variance($1) } / spread) : nil
    let isRightOrWrong = zip(values, most).allSatisfy { column, top in column.allSatisfy { $0 == 0 || $0 == top } } && Set(most).count <= 1
    alpha = ratio
    kr20 = isRightOrWrong ? ratio : nil
    standardError = ratio.flatMap { $0 <= 1 ? (spread * (1 - $0)).squareRoot() : nil }
  }

  /// What is no more than rounding.
  private static let nothing = 1e-12

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func variance(_ values: [Double]) -> Double {
    let middle = mean(values)
    return values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(values.count)
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    guard a.count > 1, case let (left, right) = (variance(a), variance(b)), left > nothing, right > nothing else { return nil }
    let (first, second) = (mean(a), mean(b))
    let common = zip(a, b).reduce(0) { $0 + ($1.0 - first) * ($1.1 - second) } / Double(a.count)
    return common / (left * right).squareRoot()
  }
}
