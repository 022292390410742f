import Basics
import Record

public enum DiaryFailure: Failure, Equatable {
  /// Several diaries are within reach.
  case whose([String])
  /// Somebody else's diary; whose can be seen.
  case notYours(String, own: [String])
  case noHomework(String)
  /// A subject that is passed or failed.
  case noAverage(String)
  /// Somebody who is in no form of the year.
  case noForm(String)
  public var exit: ExitCode {
    switch self {
    case .whose: .badData
    case .notYours: .notPermitted
    case .noHomework, .noForm, .noAverage: .notFound
    }
  }
  public var key: String {
    switch self {
    case .whose: "diary.whose"
    case .notYours: "scope.notPermitted"
    case .noHomework: "homework.none"
    case .noForm: "diary.form"
    case .noAverage: "need.none"
    }
  }
}
