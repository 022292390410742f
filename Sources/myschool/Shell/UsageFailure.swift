import Arguments
import Basics

/// A line whose parts contradict each other in a way the declaration cannot say.
struct UsageFailure: Failure {
  let error: UsageError
  init(_ error: UsageError) { self.error = error }
  var exit: ExitCode { .usage }
  var key: String { "usage" }
}
