import Basics
import Record

/// Why the journal refuses something that is right in itself.
public enum JournalFailure: Failure, Equatable {
  case termClosed(TermCode)
  /// The teacher's window for entering is over; days since.
  case tooLate(days: Int, limit: Int)
  case noSuchTerm(String, known: [String])
  case badRule(JournalRule, String)
  case badShares(String, kinds: [String])
  case ruleNotBySubject(JournalRule)
  case ruleNotByForm(JournalRule)
  /// A sign of a scale with numbers of its own needs one.
  case scoreNeeded(String)
  case noSuchScale(String, known: [String])
  /// A course has marks of its scale already.
  case scaleInUse(course: String, scale: String)
  case notATermMark(String)
  /// The mark is farther from its average than the school's rule allows without a reason.
  case reasonNeeded(person: String, mark: String, average: String)
  case termMarkStands(person: String, stands: String, given: String)
  /// A term of which no day has come yet is marked for a reason alone, unless the school marks ahead.
  case termNotBegun(TermCode, first: Day)
  case notReadyToClose(Int)
  case noSuchException(Int)
  case nothingToPropose
  case unmarked(form: String)
  /// The school wants to know why what stood stands no more.
  case changeReasonNeeded
  /// Minutes were given for homework that is not there.
  case noHomeworkToEstimate
  /// A term that has not ended is not closed by the way.
  case termRuns(TermCode, until: Day)
  /// Somebody else changed what stands since it was shown.
  case changedMeanwhile([String])

  public var exit: ExitCode {
    switch self {
    case .termClosed, .tooLate: .notPermitted
    case .notReadyToClose: .no
    case .noSuchException, .noSuchScale: .notFound
    case .nothingToPropose: .done
    case .noSuchTerm, .badRule, .badShares, .ruleNotBySubject, .ruleNotByForm, .scoreNeeded, .scaleInUse, .notATermMark, .reasonNeeded,
      .termMarkStands, .termNotBegun, .unmarked, .changeReasonNeeded, .noHomeworkToEstimate, .termRuns,
      .changedMeanwhile:
      .badData
    }
  }

  public var key: String {
    switch self {
    case .termClosed: "term.closed"
    case .tooLate: "mark.late"
    case .noSuchTerm: "term.unknown"
    case .scoreNeeded: "scale.score"
    case .badRule, .badShares, .ruleNotBySubject, .ruleNotByForm: "rule.form"
    case .noSuchScale: "scale.unknown"
    case .scaleInUse: "scale.used"
    case .notATermMark: "term.mark"
    case .reasonNeeded: "term.reason"
    case .changeReasonNeeded: "mark.reason"
    case .noHomeworkToEstimate: "homework.none"
    case .termRuns: "term.runs"
    case .changedMeanwhile: "mark.changed"
    case .termMarkStands: "term.stands"
    case .termNotBegun: "term.ahead"
    case .notReadyToClose: "term.unready"
    case .noSuchException: "exception.unknown"
    case .nothingToPropose: "term.nothing"
    case .unmarked: "form.unmarked"
    }
  }
}
