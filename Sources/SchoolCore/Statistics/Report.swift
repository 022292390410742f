import Basics
import SchoolModel
import Tabular

/// What is asked of a report.
public struct ReportRequest: Sendable {
  public var keys: [ReportKey] = []
  /// A term as it is typed.
  public var term: String?
  /// Days as they are typed, where no term was.
  public var span: String?
  public var form: String?
  public var subject: String?
  public var teacher: String?
  /// The day a report of one day is of.
  public var day: String?
  /// The span to compare with, empty for the term before; `quiz` for tests instead of works of control.
  public var against: String?
  /// A row a period.
  public var over: ReportPeriod?
  /// A last row of the sums.
  public var total = false
  public init() {}

  /// Whether tests taken here are asked for in the place of works of control.
  public var isOfQuizzes: Bool { against == "quiz" }
  /// The other span a comparison is made with.
  public var otherSpan: String? { isOfQuizzes ? nil : against }

  /// All that was asked, by which two requests are told apart.
  public var words: [String] {
    let asked = [term, span, form, subject, teacher, day, against, over?.rawValue, total ? "total" : nil].map { $0 ?? "-" }
    return keys.map(\.rawValue) + [""] + asked
  }
}

/// How a report is drawn.
public enum ReportChart: Sendable {
  /// A bar for each row, of one column.
  case bars(String)
  /// A bar for each row, in parts; over time, and against another span, the one column that tells how it went.
  case stacked([String], trend: String)
}

/// The value of a setting.
package typealias RuleValue = (JournalRule) -> String

/// A report as data: help, lists, pages and manuals read this and nothing else.
public struct Report: Sendable {
  public let name: String
  public let title: Text
  /// What its rows can be made by; the first when nothing is said. Empty where the rows are what they are.
  public let keys: [ReportKey]
  /// Whether it is made of all subjects of a student, which not every teacher may see.
  public let isOfWholeStudents: Bool
  /// Whether it is made of term marks, and so needs a term.
  public let isOfTerm: Bool
  /// Whether it can be made of tests taken here as well.
  public let mayBeOfQuizzes: Bool
  /// What decides a row, in a sentence, with the school's settings put in by `rule`.
  private let ruleText: @Sendable (RuleValue) -> Text
  /// Where the formula is from.
  public let source: Text
  /// The views of `stats query` that hold what it reads.
  public let views: [String]
  public let chart: ReportChart?
  public let columns: @Sendable ([ReportKey]) -> [ReportColumn]
  package let rows: @Sendable (ReportFrame) throws -> [[ReportValue]]

  package init(
    _ name: String, _ title: Text, by keys: [ReportKey] = [], ofWholeStudents: Bool = false, ofTerm: Bool = false,
    ofQuizzes mayBeOfQuizzes: Bool = false, rule: @escaping @Sendable (RuleValue) -> Text, source: Text, views: [String],
    chart: ReportChart? = nil,
    columns: @escaping @Sendable ([ReportKey]) -> [ReportColumn], rows: @escaping @Sendable (ReportFrame) throws -> [[ReportValue]]
  ) {
    self.name = name
    self.title = title
    self.keys = keys
    isOfWholeStudents = ofWholeStudents
    isOfTerm = ofTerm
    self.mayBeOfQuizzes = mayBeOfQuizzes
    ruleText = rule
    self.source = source
    self.views = views
    self.chart = chart
    self.columns = columns
    self.rows = rows
  }

  /// The rule with the settings every school begins with.
  public var usualRule: Text { ruleText { $0.standard } }

  package func rule(_ rules: JournalRules) -> Text { ruleText { rules.value($0) } }

  /// The rows, with their total at the end where one is wished.
  func rows(_ frame: ReportFrame, _ request: ReportRequest) throws -> [[ReportValue]] {
    let rows = try rows(frame)
    guard request.total, !rows.isEmpty else { return rows }
    let total = columns(request.keys).enumerated().map { place, column -> ReportValue in
      if place == 0 { return .text(ReportColumn.total) }
      guard !column.isKey, column.isTotalled else { return .cell(.empty) }
      return .total(rows.map { $0[place] })
    }
    return rows + [total]
  }

  public func columns(_ request: ReportRequest) -> [ReportColumn] {
    let period: [ReportColumn] = request.over == nil ? [] : [ReportPeriod.column]
    var own = columns(request.keys.isEmpty ? Array(keys.prefix(1)) : request.keys)
    if request.total, let first = own.first { own[0] = first.namingTotal }
    own = period + own
    guard request.otherSpan != nil else { return own }
    let figures = own.filter { !$0.isKey && [.integer, .decimal].contains($0.column.type) }
    return own
      + figures.flatMap { figure -> [ReportColumn] in
        let column = figure.column
        return [
          ReportColumn(
            Column("\(column.key)_before", column.type, en: "\(column.en), before", ru: "\(column.ru), ранее", unit: column.unit),
            Text(en: "the same of the span before", ru: "то же за прежний период")),
          ReportColumn(
            Column("\(column.key)_change", column.type, en: "\(column.en), change", ru: "\(column.ru), изменение", unit: column.unit),
            Text(en: "the difference of the exact values", ru: "разность точных значений")),
        ]
      }
  }
}

/// A report that was made.
public struct MadeReport: Sendable {
  public let report: Report
  public let request: ReportRequest
  public let columns: [ReportColumn]
  public let cells: [[Cell]]
  /// What it is of: the days.
  public let span: DaySpan
  /// What it was held to: a form, a subject, a teacher, as they were typed.
  public let limits: [String]
  /// Whether the last row is the total.
  public let hasTotal: Bool
  /// Whether the days are not over.
  public let isUnfinished: Bool
  /// The operation after which it holds, and its day.
  public let operation: Int
  public let operationDay: Day
  public let school: String
  /// For whose eyes: the role's reach in words.
  public let reach: ReportReach
  public let rule: Text

  public var table: Table { Table(columns.map(\.column), rows: cells) }
}

public enum ReportReach: Sendable { case school, forms([String]), courses }

public enum StatisticsFailure: Failure, Equatable {
  case noReport(String, near: String?)
  case termNeeded(String)
  case nothingBefore(String)
  case badQuery(String)
  case queryTime(seconds: Int)
  case queryPast
  /// What is wrong in a run file, line by line.
  case badRunFile([Text])
  /// Another run of the same file is under way.
  case running(String)
  case notARecipient(String, Unfit)
  case runFailed([String])
  /// A set comes from a file: it is locked, and targets are beside it.
  case runFromInput
  case otherState(String)
  case badKey(String, known: [String])
  /// A comparison of one span with another has one row, and --over has many.
  case overAgainst
  /// A report of term marks has a row a term.
  case overTerms(String)
  /// A report that says nothing of works of control cannot be made of tests instead.
  case notOfQuizzes(String)

  /// Why somebody cannot be sent a report.
  public enum Unfit: Sendable { case seesLess, noAddress, senderSeesLess }

  public var exit: ExitCode {
    switch self {
    case .noReport, .termNeeded, .badKey, .overAgainst, .overTerms, .notOfQuizzes, .runFromInput: .usage
    case .running: .busy
    case .notARecipient(_, .senderSeesLess): .notPermitted
    default: .badData
    }
  }

  public var key: String {
    switch self {
    case .noReport: "report.unknown"
    case .termNeeded: "report.term"
    case .nothingBefore: "report.before"
    case .badQuery: "query.sql"
    case .queryTime: "query.time"
    case .queryPast: "query.past"
    case .badRunFile: "run.file"
    case .running: "run.busy"
    case .notARecipient: "run.recipient"
    case .runFailed: "run.failed"
    case .runFromInput: "run.input"
    case .otherState: "watch.state"
    case .badKey: "report.key"
    case .overAgainst, .overTerms: "report.over"
    case .notOfQuizzes: "report.quiz"
    }
  }
}

extension Statistics {
  /// Every report, in the order lists name them.
  public static let all: [Report] = [
    .quality, .timeliness, .formSheet, .formTerm, .teacherTerm, .attendance, .consecutive, .atRisk, .honours, .marksCount, .objectivity,
    .filling,
    .gaps, .teachers, .homework, .plan, .workload, .oo1, .movement, .library, .quizzes,
  ]

  /// - Throws: `StatisticsFailure.noReport` with the nearest name.
  public static func report(named name: String) throws -> Report {
    if let report = all.first(where: { $0.name == name }) { return report }
    let near = all.map { (EditDistance.between($0.name, name), $0.name) }.filter { $0.0 <= 3 }.min { $0.0 < $1.0 }?.1
    throw StatisticsFailure.noReport(name, near: near)
  }

  /// The rule of a report with the school's settings.
  public func rule(of report: Report) throws -> Text { try read(.statsRead) { report.rule(try JournalRules($0.database)) } }

  /// Makes a report.
  /// - Throws: `StatisticsFailure` for what cannot be asked of it, `AccessFailure` for who may not have it.
  public func make(_ report: Report, _ request: ReportRequest) throws -> MadeReport {
    var request = request
    if request.keys.isEmpty { request.keys = Array(report.keys.prefix(1)) }
    if let wrong = request.keys.first(where: { !report.keys.contains($0) }) {
      throw StatisticsFailure.badKey(wrong.rawValue, known: report.keys.map(\.rawValue))
    }
    guard request.over == nil || request.otherSpan == nil else { throw StatisticsFailure.overAgainst }
    guard !request.isOfQuizzes || report.mayBeOfQuizzes else { throw StatisticsFailure.notOfQuizzes(report.name) }
    return try read(.statsRead) { reading in
      let frame = try ReportFrame(reading, report, request)
      var rows = try request.over.map { try frame.rows(of: report, over: $0) } ?? report.rows(frame, request)
      let columns = report.columns(request)
      if let against = request.otherSpan {
        let before = try ReportFrame(reading, report, frame.requestBefore(against))
        rows = Self.compare(rows, with: try report.rows(before, request), report.columns(request.keys))
      }
      let (operation, day) = try frame.latestOperation()
      return MadeReport(
        report: report, request: request, columns: columns, cells: rows.map { $0.map(\.cell) }, span: frame.span,
        limits: [request.form, request.subject, request.teacher].compactMap(\.self), hasTotal: request.total,
        isUnfinished: frame.isUnfinished,
        operation: operation, operationDay: day,
        school: try reading.database.value("SELECT name FROM school", as: String.self) ?? "", reach: try frame.reach(),
        rule: report.rule(frame.rules))
    }
  }

  /// After the columns each figure as it was before, and by how much it changed.
  private static func compare(_ now: [[ReportValue]], with then: [[ReportValue]], _ columns: [ReportColumn]) -> [[ReportValue]] {
    func identity(_ row: [ReportValue]) -> [Cell] { zip(row, columns).filter { $0.1.isKey }.map { $0.0.cell } }
    let earlier = Dictionary(then.map { ("\(identity($0))", $0) }, uniquingKeysWith: { first, _ in first })
    let figures = columns.indices.filter { !columns[$0].isKey && [.integer, .decimal].contains(columns[$0].column.type) }
    return now.map { row in
      let other = earlier["\(identity(row))"]
      return row
        + figures.flatMap { figure -> [ReportValue] in
          guard let before = other?[figure] else { return [.cell(.empty), .cell(.empty)] }
          return [before, row[figure].change(from: before)]
        }
    }
  }
}
