import Basics
import Record

public enum DiaryFailure: Failure, Equatable {
  /// Several diaries are within reach.
  case whose([String])
  case noHomework(String)
  /// A subject that is passed or failed.
  case noAverage(String)
  /// Somebody who is in no form of the year.
  case noForm(String)
  public var exit: ExitCode {
    switch self {
    case .whose: .badData
    case .noHomework, .noForm, .noAverage: .notFound
    }
  }
  public var key: String {
    switch self {
    case .whose: "diary.whose"
    case .noHomework: "homework.none"
    case .noForm: "diary.form"
    case .noAverage: "need.none"
    }
  }
}
