import Basics

/// Trouble with the file of the school itself.
public enum StorageFailure: Failure, Equatable {
  case noDatabase(path: String)
  case alreadyThere(path: String)
  /// Where a copy was to be made.
  case copyThere(path: String)
  case notASchool(path: String)
  case newer(path: String, version: Int, known: Int)
  case older(path: String, version: Int, known: Int)
  case readableByOthers(path: String)
  case directoryOpen(path: String)
  case busy(holder: Int?)
  case system(path: String, errno: Int32)
  case full(path: String)
  case damaged(path: String, message: String)
  case damagedCopy(path: String, message: String)

  public var exit: ExitCode {
    switch self {
    case .noDatabase, .notASchool, .newer, .older, .readableByOthers, .directoryOpen, .damaged, .damagedCopy, .alreadyThere, .copyThere:
      .unusable
    case .busy: .busy
    case .system, .full: .inputOutput
    }
  }

  public var key: String {
    switch self {
    case .noDatabase: "database.none"
    case .alreadyThere, .copyThere: "database.exists"
    case .notASchool: "database.foreign"
    case .newer: "database.newer"
    case .older: "database.older"
    case .readableByOthers: "database.readable"
    case .directoryOpen: "database.directory"
    case .busy: "database.busy"
    case .system: "io.failed"
    case .full: "io.full"
    case .damaged, .damagedCopy: "database.damaged"
    }
  }
}
