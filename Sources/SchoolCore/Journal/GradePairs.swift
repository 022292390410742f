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
    var wrong: [BadPairs.Pair] = []
    for (index, pair) in pairs.enumerated() {
      do {
        let student = try entering.places.student(pair.student, course)
        let cell = try pair.cell.isEmpty || pair.cell == "-" ? .takingAway : entering.vocabulary.cell(pair.cell, course.scale)
        var request = EntryRequest(place: place, student: student, cell: cell, common, line: index + 1)
        if let day = common.retakeDay { request.retakeOf = try entering.retaken(day, request) }
        try entering.entry.enter(request)
      } catch let problem as Problem {
        // What keeps from entering on this day at all is said once.
        if problem.isOfTheDay { throw problem }
        wrong.append(.init(typed: "\(pair.student)=\(pair.cell)", problem: problem))
      }
    }
    if pairs.count == 1, let only = wrong.first { throw BadValue(only.problem) }
    guard wrong.isEmpty else { throw BadPairs(wrong) }
    return entering.report([])
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

  package init(_ pairs: [Pair]) { self.pairs = pairs }
}
