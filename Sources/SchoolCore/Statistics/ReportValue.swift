import Basics
import Tabular

/// A value of a report, kept exact until it is shown: a difference is taken of fractions, never of rounded numbers.
public enum ReportValue: Sendable {
  case cell(Cell)
  case count(Int)
  /// Tenths of hours, shown with one decimal.
  case tenths(Int)
  /// Shown with so many decimals; nothing where the denominator is 0.
  case fraction(Int, Int, places: Int)

  package static func text(_ text: String?) -> ReportValue { .cell(Cell(text)) }
  package static func percent(_ part: Int, of whole: Int) -> ReportValue { .fraction(part * 100, whole, places: 1) }
  package static func average(_ sum: MarkFraction) -> ReportValue { .fraction(sum.points, sum.count, places: 2) }

  /// Rounded once, half away from zero; a zero is never negative.
  package var cell: Cell {
    switch self {
    case .cell(let cell): return cell
    case .count(let count): return .integer(count)
    case .tenths(let tenths): return .decimal(tenths, places: 1)
    case .fraction(let numerator, let denominator, let places): return Self.rounded(numerator, denominator, places)
    }
  }

  private static func rounded(_ numerator: Int, _ denominator: Int, _ places: Int) -> Cell {
    guard denominator != 0 else { return .empty }
    let scale = [1, 10, 100][places]
    let (high, overflow) = numerator.magnitude.multipliedReportingOverflow(by: UInt(2 * scale))
    let d = denominator.magnitude
    guard !overflow else { return .decimal(Int((Double(numerator) / Double(denominator) * Double(scale)).rounded()), places: places) }
    let magnitude = Int((high + d) / (2 * d))
    return .decimal((numerator < 0) == (denominator < 0) ? magnitude : -magnitude, places: places)
  }

  /// This value less an earlier one; nothing where one of them is none.
  package func change(from before: ReportValue) -> ReportValue {
    switch (self, before) {
    case (.count(let now), .count(let then)): return .count(now - then)
    case (.count, .tenths), (.tenths, .count), (.tenths, .tenths): return .tenths((tenths ?? 0) - (before.tenths ?? 0))
    case (.fraction(let a, let b, let places), .fraction(let c, let d, _)):
      guard b != 0, d != 0 else { return .cell(.empty) }
      let (x, o1) = a.multipliedReportingOverflow(by: d)
      let (y, o2) = c.multipliedReportingOverflow(by: b)
      let (z, o3) = b.multipliedReportingOverflow(by: d)
      let (difference, o4) = x.subtractingReportingOverflow(y)
      guard !(o1 || o2 || o3 || o4) else {
        let exact = Double(a) / Double(b) - Double(c) / Double(d)
        return .fraction(Int((exact * 1e9).rounded()), 1_000_000_000, places: places)
      }
      return .fraction(difference, z, places: places)
    default: return .cell(.empty)
    }
  }

  private var tenths: Int? {
    switch self {
    case .count(let count): count * 10
    case .tenths(let tenths): tenths
    default: nil
    }
  }

  /// The total of a column: counts are added up, a fraction is that of the sums; nothing where values cannot be added.
  package static func total(_ values: [ReportValue]) -> ReportValue {
    let present = values.filter { $0.cell != .empty }
    if present.allSatisfy({ if case .count = $0 { true } else { false } }) {
      return .count(present.reduce(0) { $0 + ($1.tenths ?? 0) } / 10)
    }
    let tenths = present.compactMap(\.tenths)
    if tenths.count == present.count { return .tenths(tenths.reduce(0, +)) }
    var (numerator, denominator, places) = (0, 0, 0)
    for value in values {
      guard case .fraction(let a, let b, let shown) = value else { return .cell(.empty) }
      (numerator, denominator, places) = (numerator + a, denominator + b, shown)
    }
    return .fraction(numerator, denominator, places: places)
  }
}

/// The points of some marks and how many they are.
package struct MarkFraction {
  package var points = 0
  package var count = 0
  /// How many marks, whatever they weigh.
  package var marks = 0
  package mutating func add(_ mark: Int, weight: Int = 1) {
    marks += 1
    points += mark * weight
    count += weight
  }
}

/// A column of a report with what it means.
public struct ReportColumn: Sendable {
  public let column: Column
  public let definition: Text
  /// Whether it tells what a row is of; the others are figures.
  public let isKey: Bool
  /// Whether its values can be added up over rows.
  package let isTotalled: Bool

  package init(_ column: Column, _ definition: Text, isKey: Bool = false, isTotalled: Bool = true) {
    self.column = column
    self.definition = definition
    self.isKey = isKey
    self.isTotalled = isTotalled
  }

  package var withoutTotal: ReportColumn { ReportColumn(column, definition, isKey: isKey, isTotalled: false) }

  /// What stands in the first column of a total.
  package static let total = "total"

  /// The same column, in which people read «Всего» for a total.
  package var namingTotal: ReportColumn {
    let words = column.labels.merging([Self.total: Text(en: "total", ru: "всего")]) { old, _ in old }
    let named = Column(
      column.key, column.type, en: column.en, ru: column.ru, unit: column.unit, labels: words, isOptional: column.isOptional,
      mentionsDays: column.mentionsDays)
    return ReportColumn(named, definition, isKey: isKey, isTotalled: isTotalled)
  }

  package static func key(_ column: Column, _ en: String, _ ru: String) -> ReportColumn {
    ReportColumn(column, Text(en: en, ru: ru), isKey: true)
  }

  package static func count(_ key: String, _ en: String, _ ru: String, unit: String? = nil, _ definition: Text) -> ReportColumn {
    ReportColumn(Column(key, .integer, en: en, ru: ru, unit: unit), definition)
  }

  package static func percent(_ key: String, _ en: String, _ ru: String, _ definition: Text) -> ReportColumn {
    ReportColumn(Column(key, .decimal, en: en, ru: ru, unit: "percent"), definition)
  }

  package static func decimal(_ key: String, _ en: String, _ ru: String, _ definition: Text) -> ReportColumn {
    ReportColumn(Column(key, .decimal, en: en, ru: ru), definition)
  }
}
