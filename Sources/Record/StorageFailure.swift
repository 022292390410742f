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
  case readableByOthers(path: String, isWritable: Bool)
  case directoryOpen(path: String)
  /// The file has a second name, by which another program could open it with another log.
  case severalNames(path: String)
  case busy(holder: Int?)
  /// Another process sends the letters.
  case delivering(holder: Int?)
  case system(path: String, errno: Int32)
  case full(path: String)
  /// The file or its folder cannot be written.
  case readOnly(path: String)
  /// It cannot be written, and changes wait in the log beside it.
  case unfoldedLog(path: String)
  case damaged(path: String, message: String)
  case damagedCopy(path: String, message: String)

  public var exit: ExitCode {
    switch self {
    case .noDatabase, .notASchool, .newer, .older, .readableByOthers, .directoryOpen, .severalNames, .damaged, .damagedCopy, .alreadyThere,
      .copyThere:
      .unusable
    case .busy, .delivering: .busy
    case .system, .full, .readOnly, .unfoldedLog: .inputOutput
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
    case .severalNames: "database.links"
    case .busy: "database.busy"
    case .delivering: "outbox.busy"
    case .system: "io.failed"
    case .full: "io.full"
    case .readOnly: "database.readonly"
    case .unfoldedLog: "database.log"
    case .damaged, .damagedCopy: "database.damaged"
    }
  }
}
