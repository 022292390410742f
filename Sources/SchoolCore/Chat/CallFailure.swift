import Basics
import SchoolModel

/// Why a call cannot be made or joined.
public enum CallFailure: Failure, Equatable {
  /// There is no server of calls, or its key is not beside the school.
  case notSetUp
  case noCall(String)
  case tooEarly(Int, from: LocalTime)
  case over(Int, at: LocalTime)
  case cancelled(Int)
  case notStaff
  case notYours(Int)
  case badStart(String)
  case startsInPast(String)
  case badMinutes
  case badAddress(String)
  case secretNeeded(String)
  case noSecretNeeded
  /// Only BigBlueButton rooms are opened by the school.
  case opensItself
  case notMeetingInfo(String)
  case nobodyCame(Int)

  public var exit: ExitCode {
    switch self {
    case .notSetUp: .unusable
    case .noCall: .notFound
    case .notStaff, .notYours: .notPermitted
    default: .badData
    }
  }

  public var key: String {
    switch self {
    case .notSetUp: "call.setup"
    case .noCall: "call.unknown"
    case .tooEarly: "call.early"
    case .over: "call.over"
    case .cancelled: "call.cancelled"
    case .notStaff: "call.staff"
    case .notYours: "call.others"
    case .badStart: "call.start"
    case .startsInPast: "call.past"
    case .badMinutes: "call.minutes"
    case .badAddress: "call.address"
    case .secretNeeded: "call.secret"
    case .noSecretNeeded: "call.no-secret"
    case .opensItself: "call.opens"
    case .notMeetingInfo: "call.info"
    case .nobodyCame: "call.nobody"
    }
  }
}
