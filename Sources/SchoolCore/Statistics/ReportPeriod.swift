import Basics
import SchoolModel
import Tabular

/// What a span is cut into, a row each.
public enum ReportPeriod: String, Sendable, CaseIterable {
  case term, month, week

  static let column = ReportColumn(
    Column("period", en: "Period", ru: "Период", mentionsDays: .anywhere),
    Text(
      en: "q1 and the like, the month as 2026-10, a week by its Monday", ru: "четверть (q1), месяц (2026-10) или понедельник недели"),
    isKey: true)
}

extension ReportFrame {
  /// The rows of a report for each period of the span that has begun.
  /// - Throws: `StatisticsFailure.overTerms` for a report of term marks that is to be cut into anything but terms.
  func rows(of report: Report, over period: ReportPeriod) throws -> [[ReportValue]] {
    if report.isOfTerm, period != .term { throw StatisticsFailure.overTerms(report.name) }
    return try pieces(period).flatMap { name, first, last -> [[ReportValue]] in
      var piece = request
      piece.over = nil
      (piece.term, piece.span) = period == .term ? (name, nil) : (nil, "\(first)..\(last)")
      return try report.rows(ReportFrame(reading, report, piece), piece).map { [.text(name)] + $0 }
    }
  }

  private func pieces(_ period: ReportPeriod) -> [(name: String, first: Day, last: Day)] {
    switch period {
    case .term:
      return calendar.quarters.filter { $0.first <= until && $0.last >= span.first && $0.first <= span.last }
        .map { ($0.code?.rawValue ?? $0.name, $0.first, $0.last) }
    case .month:
      return cut {
        $0.firstOfNextMonth
      } name: {
        String($0.description.prefix(7))
      }
    case .week:
      return cut {
        $0.monday + 7
      } name: {
        $0.monday.description
      }
    }
  }

  /// - Parameter next: the day on which the period after that of a day begins.
  private func cut(_ next: (Day) -> Day, name: (Day) -> String) -> [(name: String, first: Day, last: Day)] {
    var pieces: [(name: String, first: Day, last: Day)] = []
    var first = span.first
    while first <= until {
      let following = next(first)
      pieces.append((name(first), first, min(following - 1, span.last)))
      first = following
    }
    return pieces
  }
}
