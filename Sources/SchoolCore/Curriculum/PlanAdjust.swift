import Basics
import SQLite
import SchoolModel
import SchoolSheets
import Tabular

/// How a topic is fitted into the hours that are left (лист корректировки).
public enum PlanWay: String, Sendable {
  case keep
  /// Taught in fewer hours.
  case shorten
  /// Taught together with the topic before.
  case merge
  /// After the day the plan is fitted to.
  case later
  /// Left to self-study.
  case drop
}

/// One topic of a proposed correction.
public struct PlanStep: Sendable, Equatable {
  public let position: Int
  public let topic: String
  public let hoursBefore: Int
  public let hoursAfter: Int
  public let way: PlanWay
}

public struct PlanAdjustment: Sendable {
  /// Hours the topics up to the day want, and lessons there are.
  public let needed: Int
  public let available: Int
  public let steps: [PlanStep]
  /// What was taught that the plan does not have, with its lessons.
  public var outside: [(topic: String, lessons: Int)] = []
}

extension Curriculum {
  public static let adjustColumns = [
    Column("position", .integer, en: "No.", ru: "№"), Column.topic,
    Column.hours, Column("new_hours", .integer, en: "Becomes", ru: "Станет"),
    Column.planWay,
  ]

  /// Fits the rest of a plan into the lessons that are left until a day.
  ///
  /// Topics that are over are not touched, control works keep their hours. First long topics give up hours, the longest
  /// first; then neighbouring topics of one section are taught together; what still does not fit goes to self-study, the
  /// last first. With `moving` it is put after the day instead of being dropped.
  public func adjustPlan(
    form: String, subject: String, until text: String, moving: Bool, reason: String?, _ request: WriteRequest
  ) throws -> Performed<PlanAdjustment> {
    try perform(.planWrite, request) { writing in
      let (index, course) = try writing.course(form, subject)
      let reading = try writing.reading()
      let calendar = index.calendar
      let until = try DayReader(calendar).required(text)
      guard let (topics, taught) = try TaughtTopics.read([course.id], reading)[course.id] else { throw PlanFailure.noPlan(course.name) }
      let available = course.scheduled(max(calendar.today + 1, calendar.year.first), min(until, calendar.year.last)).count
      var adjustment = PlanFitting(topics, had: taught.hours, available: available, moving: moving).adjustment
      adjustment.outside = taught.outside
      for step in adjustment.steps where step.way != .keep && step.way != .later {
        try writing.database.run("UPDATE plan_topic SET hours = ? WHERE id = ?", step.hoursAfter, topics[step.position - 1].id)
        try writing.database.run(
          "INSERT INTO plan_correction (course_id, made_at, made_by, title, way, hours_before, hours_after, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          course.id, writing.now.milliseconds, writing.actor.personID, step.topic, step.way.rawValue, step.hoursBefore, step.hoursAfter,
          reason.map(Folding.tidy))
      }
      return adjustment
    }
  }

  public static let correctionColumns = [
    Column.at, Column.topic,
    Column.planWay,
    Column.hours, Column("new_hours", .integer, en: "Became", ru: "Стало"),
    Column.by, Column.reason,
  ]

  /// The correction sheet of a plan.
  public func corrections(form: String, subject: String) throws -> Table {
    try read(.planRead) { reading in
      let course = try reading.course(form, subject)
      let sql = """
        SELECT k.made_at, k.title, k.way, k.hours_before, k.hours_after, \(PersonName.sql), k.reason FROM plan_correction k
        LEFT JOIN person p ON p.id = k.made_by WHERE k.course_id = ? ORDER BY k.id
        """
      let rows = try reading.database.rows(sql, course.id, as: (Int, String, String, Int, Int, String?, String?).self)
      return Table(
        Self.correctionColumns,
        rows: rows.map { [.instant(Instant($0.0).iso), .text($0.1), .text($0.2), .integer($0.3), .integer($0.4), Cell($0.5), Cell($0.6)] })
    }
  }
}

public enum PlanFailure: Failure, Equatable {
  case noPlan(String)
  public var exit: ExitCode { .notFound }
  public var key: String { "plan.none" }
}

/// The search for what to shorten, merge and leave out.
package struct PlanFitting {
  package let adjustment: PlanAdjustment

  /// - Parameter given: the hours each topic has had.
  package init(_ topics: [PlanTopic], had given: [Int], available: Int, moving: Bool) {
    // Topics whose hours are over stay; one that is being taught keeps the hours it has had.
    var hours = topics.map(\.hours)
    var ways = [PlanWay](repeating: .keep, count: topics.count)
    let had = zip(given, hours).map { min($0, $1) }
    let open = topics.indices.filter { had[$0] < topics[$0].hours }
    var excess = open.reduce(0) { $0 + topics[$1].hours - had[$1] } - available
    let needed = excess + available
    let isFree = { (index: Int) in !topics[index].isControl }
    // What lies after the day anyway is only moved.
    if moving, excess > 0 {
      for index in open.reversed() where excess > 0 && isFree(index) {
        ways[index] = .later
        excess -= topics[index].hours - had[index]
      }
    }
    while excess > 0 {
      guard let longest = open.filter({ isFree($0) && hours[$0] > max(1, had[$0]) && hours[$0] > 1 }).max(by: { hours[$0] < hours[$1] })
      else { break }
      hours[longest] -= 1
      ways[longest] = .shorten
      excess -= 1
    }
    for index in open.dropFirst() where excess > 0 && isFree(index) && had[index] == 0 && hours[index] > 0 {
      guard let before = open.last(where: { $0 < index && hours[$0] > 0 }), topics[before].section == topics[index].section, isFree(before),
        ways[before] != .merge
      else { continue }
      excess -= hours[index]
      hours[index] = 0
      ways[index] = .merge
    }
    for index in open.reversed() where excess > 0 && isFree(index) && had[index] == 0 && hours[index] > 0 {
      excess -= hours[index]
      hours[index] = 0
      ways[index] = .drop
    }
    adjustment = PlanAdjustment(
      needed: needed, available: available,
      steps: open.map {
        PlanStep(position: $0 + 1, topic: topics[$0].title, hoursBefore: topics[$0].hours, hoursAfter: hours[$0], way: ways[$0])
      })
  }
}
