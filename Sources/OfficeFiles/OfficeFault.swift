import Basics

/// What is wrong with an office file.
public enum OfficeFault: Error, Equatable, Sendable {
  /// It ends before its end, or its structure leads nowhere.
  case truncated
  case tooManyEntries(Int, limit: Int)
  /// Unpacked it would be larger than is taken.
  case tooLarge(limit: Int)
  /// So little unpacks to so much that it can only be meant to fill memory.
  case ratio(entry: String)
  /// What an entry says of itself is not so: its size, or its checksum.
  case lyingSize(entry: String)
  case checksum(entry: String)
  case overlapping(entry: String)
  case twice(entry: String)
  case badName(String)
  case method(Int, entry: String)
  case encrypted
  /// A file of the Office of before 2007.
  case oldOffice
  case declaresType(part: String)
  case tooDeep(part: String, limit: Int)
  case malformed(part: String, line: Int, column: Int)
  case missingPart(String)
  /// A zip that is no office document.
  case unknownZip
  case pdf
  /// The form was asked for, and the bytes are not of it.
  case notOf(String)
  case tooManyCells(limit: Int)
  /// A picture that is no PNG, JPEG or GIF.
  case notAPicture(String)
}

/// The limits that no honest file of a school comes near.
enum OfficeLimit {
  static let entries = 10_000
  static let unpacked = 256 << 20
  static let ratio = 200
  /// Below this size any ratio is harmless.
  static let ratioFrom = 1 << 20
  static let depth = 256
  static let columns = 1_024
  static let rows = 65_536
  /// As much text as a document may have that is held whole.
  static let text = 24 << 20
}
