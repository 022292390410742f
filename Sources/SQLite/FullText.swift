import CSQLite

/// What a text is divided for.
public enum TokenPurpose: Sendable {
  /// A row goes into the index, or out of it.
  case document
  case query
  /// The beginning of a word is asked for.
  case beginning
}

/// Divides a text into the tokens of a full-text index.
public protocol FullTextTokenizer: AnyObject {
  /// Hands on each token with the place it stands in; stops where `give` returns `false`.
  func forEachToken(
    _ text: UnsafeBufferPointer<UInt8>, for purpose: TokenPurpose,
    _ give: (_ token: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool)
}

extension Database {
  /// Makes a tokenizer known to this connection, before the first statement that may meet an index made with it.
  public func register(_ tokenizer: any FullTextTokenizer, named name: String) throws(DatabaseError) {
    var found: UnsafeMutablePointer<fts5_api>?
    let statement = try prepare("SELECT fts5(?1)")
    let code = withUnsafeMutablePointer(to: &found) { sqlite3_bind_pointer(statement.handle, 1, $0, "fts5_api_ptr", nil) }
    guard code == SQLITE_OK else { throw failure(code, sql: nil) }
    _ = try statement.step()
    guard let found else { throw DatabaseError(code: SQLITE_ERROR, message: "SQLite was built without FTS5", sql: nil) }
    var methods = fts5_tokenizer(xCreate: create, xDelete: { _ in }, xTokenize: tokenize)
    let held = Unmanaged.passRetained(TokenizerBox(tokenizer))
    let registered = found.pointee.xCreateTokenizer(found, name, held.toOpaque(), &methods) { context in
      if let context { Unmanaged<TokenizerBox>.fromOpaque(context).release() }
    }
    guard registered == SQLITE_OK else { throw failure(registered, sql: nil) }
    tokenizers[name] = tokenizer
  }
}

private final class TokenizerBox {
  let tokenizer: any FullTextTokenizer
  init(_ tokenizer: any FullTextTokenizer) { self.tokenizer = tokenizer }
}

/// One tokenizer serves all indexes of the connection, which lives longer than they do.
private func create(
  _ context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<UnsafePointer<CChar>?>?, _: Int32,
  _ made: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  made?.pointee = context.map { OpaquePointer($0) }
  return SQLITE_OK
}

private typealias TakeToken =
  @convention(c) (UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32) -> Int32

private func tokenize(
  _ tokenizer: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ flags: Int32, _ text: UnsafePointer<CChar>?, _ count: Int32,
  _ take: TakeToken?
) -> Int32 {
  guard let tokenizer, let text, let take, count > 0 else { return SQLITE_OK }
  let box = Unmanaged<TokenizerBox>.fromOpaque(UnsafeRawPointer(tokenizer)).takeUnretainedValue()
  return text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
    var code = SQLITE_OK
    let purpose: TokenPurpose =
      flags & FTS5_TOKENIZE_DOCUMENT != 0 ? .document : flags & FTS5_TOKENIZE_PREFIX != 0 ? .beginning : .query
    box.tokenizer.forEachToken(UnsafeBufferPointer(start: bytes, count: Int(count)), for: purpose) {
      token, start, end in
      code = token.withMemoryRebound(to: CChar.self) { take(context, 0, $0.baseAddress, Int32(token.count), Int32(start), Int32(end)) }
      return code == SQLITE_OK
    }
    return code
  }
}
