import CSQLite

/// What SQLite answered, with the statement it answered to. Bound values are left out on purpose: they may be personal data.
public struct DatabaseError: Error, Equatable, CustomStringConvertible {
  /// The extended result code; `primary` drops the extension.
  public let code: Int32
  public let message: String
  public let sql: String?

  public init(code: Int32, message: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  public var primary: Int32 { code & 0xff }

  /// What the caller can do about it.
  public enum Kind: Sendable { case busy, full, inputOutput, readOnly, notADatabase, constraint, other }

  public var kind: Kind {
    switch primary {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_IOERR: .inputOutput
    case SQLITE_READONLY, SQLITE_PERM: .readOnly
    case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_CANTOPEN, SQLITE_FORMAT: .notADatabase
    case SQLITE_CONSTRAINT: .constraint
    default: .other
    }
  }

  public var description: String {
    let tail = sql.map { " in «\($0.prefix(200))»" } ?? ""
    return "SQLite \(code): \(message)\(tail)"
  }
}
