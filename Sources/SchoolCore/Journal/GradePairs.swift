import Basics
import Record
import SchoolModel

/// Marks of one lesson given on the command line.
package struct GradePairs {
  private let entering: Entering

  package init(_ entering: Entering) { self.entering = entering }

  /// - Throws: `BadPairs` with all that is wrong.
  package func run(_ form: String, _ subject: String, _ pairs: [(student: String, cell: String)]) throws -> GradeReport {
    let course = try entering.places.course(form, subject, abbreviated: true)
    let place = try entering.places.place(course)
    let common = try entering.common()
    var given: [(student: String, cell: String, beside: String?)] = []
    try BadPairs.tellAll(pairs, typed: { "\($0.student)=\($0.cell)" }) { line, pair in
      let student = try entering.places.student(pair.student, course)
      let cell = try pair.cell.isEmpty || pair.cell == "-" ? .takingAway : entering.vocabulary.cell(pair.cell, course.scale)
      var request = EntryRequest(place: place, student: student, cell: cell, common, line: line)
      request.isWhole = true
      if let day = common.retakeDay { request.retakeOf = try entering.retaken(day, request) }
      let beside = try entering.entry.marksBeside(request)
      let before = entering.entry.count.marksAdded
      do { try entering.entry.enter(request) } catch Problem.givenTwice(_, let before, let now) {
        throw Problem.namedTwice(pair.student, first: before, second: now)
      }
      let name = course.students.people.first { $0.id == student }?.short ?? pair.student
      given.append((name, pair.cell, entering.entry.count.marksAdded > before ? beside : nil))
    }
    var report = entering.report([])
    report.place = EnteredPlace(course: course.name, day: place.day, number: place.number, given: given)
    return report
  }
}

extension Problem {
  /// Whether it is the lesson that nothing can be entered in, whoever it is for.
  package var isOfTheDay: Bool {
    switch self {
    case .termClosed, .tooLate, .notSubstituteDay, .lessonCalledOff, .ahead: true
    default: false
    }
  }
}

/// Pairs of the command line that cannot be entered. Nothing was written.
public struct BadPairs: Failure, Equatable {
  public struct Pair: Sendable, Equatable {
    public let typed: String
    public let problem: Problem
  }
  public let pairs: [Pair]
  public var exit: ExitCode { .badData }
  public var key: String { pairs.count == 1 ? "data.value" : "data.mistakes" }

  private init(_ pairs: [Pair]) { self.pairs = pairs }

  /// Enters pairs one after the other, and tells what is wrong with any of them.
  /// - Throws: `BadPairs`; `BadValue` where there is but one pair, and what keeps from entering on this day at all, said once.
  package static func tellAll<T>(_ pairs: [T], typed: (T) -> String, _ enter: (_ line: Int, _ pair: T) throws -> Void) throws {
    var wrong: [Pair] = []
    for (index, pair) in pairs.enumerated() {
      do { try enter(index + 1, pair) } catch let problem as Problem {
        if problem.isOfTheDay { throw problem }
        if pairs.count == 1 { throw BadValue(problem) }
        wrong.append(.init(typed: typed(pair), problem: problem))
      }
    }
    guard wrong.isEmpty else { throw BadPairs(wrong) }
  }
}
