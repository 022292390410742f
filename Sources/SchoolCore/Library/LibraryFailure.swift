import Basics
import Record

public enum LibraryFailure: Failure, Equatable {
  case noItem(Int)
  case noVersion(Int, item: Int)
  /// A value of a field that cannot be; the field as tables call it.
  case value(field: String, Problem)
  /// Words to search of which none says what is looked for.
  case nothingToSearch
  /// Search looks at the words of today alone.
  case wordsOfThePast
  case reasonNeeded
  case textNeeded
  case notOnShelf(Int)
  /// Nobody verifies what they added themselves.
  case ownItem(Int)
  /// Another's item, which only may be read.
  case notYours(Int)
  case notSubmitted(Int, status: String)
  case ageNeeded([Int])
  case forAdults(Int)
  case stillShown(Int)
  case noFile(Int)
  /// The file that belongs to an item is gone from beside the school, or is not what it was.
  case fileDamaged(Int, name: String)
  case noContent(Int)
  /// What comes with homework must be verified.
  case notVerified(Int)
  case fileTooLarge(String, limit: Int)
  case fileEmpty(String)
  case nothingIn(folder: String)
  case badFacet(String, known: [String])
  case noTopic(String)

  public var exit: ExitCode {
    switch self {
    case .noItem, .noVersion, .noFile, .fileDamaged, .noContent, .notOnShelf: .notFound
    case .nothingToSearch, .badFacet: .usage
    case .ownItem, .notYours: .notPermitted
    case .value, .wordsOfThePast, .reasonNeeded, .textNeeded, .notSubmitted, .ageNeeded, .forAdults, .stillShown, .notVerified,
      .fileTooLarge,
      .fileEmpty,
      .nothingIn, .noTopic:
      .badData
    }
  }

  public var key: String {
    switch self {
    case .noItem: "library.unknown"
    case .noVersion: "library.version"
    case .value: "library.value"
    case .nothingToSearch: "library.words"
    case .wordsOfThePast: "library.past"
    case .reasonNeeded, .textNeeded: "library.reason"
    case .notOnShelf: "library.shelf"
    case .ownItem: "library.own"
    case .notYours: "library.others"
    case .notSubmitted: "library.state"
    case .ageNeeded, .forAdults: "library.age"
    case .stillShown: "library.shown"
    case .noFile, .noContent: "library.content"
    case .fileDamaged: "library.damaged"
    case .notVerified: "library.unverified"
    case .fileTooLarge, .fileEmpty: "library.file"
    case .nothingIn: "library.empty"
    case .badFacet: "library.facet"
    case .noTopic: "library.topic"
    }
  }
}
