import Basics
import Record

/// A subject that is named and that the school does not have.
public enum SubjectFailure: Failure, Equatable {
  case unknown(String)
  public var exit: ExitCode { .badData }
  public var key: String { "library.subject" }
}

/// Days that make no span.
public enum SpanFailure: Failure, Equatable {
  case endsBeforeItBegins
  public var exit: ExitCode { .badData }
  public var key: String { "absence.days" }
}
