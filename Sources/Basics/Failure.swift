/// How the program ends; the numbers are a promise to scripts.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  /// The answer is no: nothing matched, damage was found, an undo is refused.
  case no = 1
  case usage = 2
  case signIn = 4
  case badData = 65
  case notFound = 66
  case defect = 70
  case inputOutput = 74
  case busy = 75
  case notPermitted = 77
  case unusable = 78
}

/// An error that a person can be told about: the words are made from its facts at one place in the executable.
public protocol Failure: Error {
  var exit: ExitCode { get }
  /// A stable English key for scripts, `mark.locked`.
  var key: String { get }
}
